"""Word files whose XML parts are made to do harm."""

from __future__ import annotations

from tests.hostile.docx_files import BAD, STOPPED, TEXT, body, docx, part, raw_zip, relations
from tests.hostile.recipes import DONE, PORT, hostile

_RUN = "<w:r><w:t>a </w:t></w:r>"


def _wrapped(name: str, count: int, inner: str = TEXT, attributes: str = "") -> str:
    return f"<w:{name}{attributes}>" * count + inner + f"</w:{name}>" * count


@hostile("runs-400000.docx", DONE, *STOPPED)
def _() -> bytes:
    return docx(body(f"<w:p>{_RUN * 400_000}</w:p>"))


@hostile("runs-properties.docx", DONE, *STOPPED)
def _() -> bytes:
    shape = '<w:rPr><w:rStyle w:val="S9999"/><w:b/><w:vanish w:val="0"/></w:rPr>'
    run = f'<w:r>{shape}<w:t xml:space="preserve">a b </w:t><w:tab/></w:r>'
    return docx(body(f"<w:p>{run}</w:p>" * 40_000))


@hostile("paragraphs-40000.docx", DONE, *STOPPED)
def _() -> bytes:
    return docx(body("<w:p><w:r><w:t>a.</w:t></w:r></w:p>" * 40_000))


@hostile("nested-elements.docx", *BAD)
def _() -> bytes:
    return docx(body(_wrapped("x", 100_000)))


@hostile("nested-tables.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    start = "<w:tbl><w:tr><w:tc>" * 1_000
    return docx(body(start + TEXT + "</w:tc></w:tr></w:tbl>" * 1_000))


@hostile("nested-tables-wide.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    """Tables of three cells, each with a table, nine levels deep."""
    content = TEXT
    for _level in range(9):
        content = f"<w:tbl><w:tr>{f'<w:tc>{content}</w:tc>' * 3}</w:tr></w:tbl>"
    return docx(body(content))


@hostile("nested-controls.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return docx(body("<w:sdt><w:sdtContent>" * 100 + TEXT + "</w:sdtContent></w:sdt>" * 100))


@hostile("nested-inline.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return docx(body(f"<w:p>{_wrapped('smartTag', 200, _wrapped('ins', 30, _RUN))}</w:p>" * 50))


@hostile("text-boxes.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    inner = TEXT
    for _level in range(60):
        inner = f"<w:p><w:r><w:pict><w:txbxContent>{inner}{TEXT}</w:txbxContent></w:pict></w:r></w:p>"
    return docx(body(inner))


@hostile("styles-cyclic.docx", DONE, *BAD)
def _() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="Style {n}"/><w:basedOn w:val="S{(n + 1) % 500}"/>'
        f'<w:link w:val="S{n}"/><w:pPr><w:numPr><w:numId w:val="{n % 50}"/></w:numPr></w:pPr></w:style>'
        for n in range(500)
    )
    marked = "".join(f'<w:p><w:pPr><w:pStyle w:val="S{n % 500}"/></w:pPr>{_RUN}</w:p>' for n in range(5_000))
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="S{n}"/><w:styleLink w:val="S{n}"/></w:abstractNum>'
        for n in range(50)
    ) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(50))
    return docx(
        body(marked), {"word/styles.xml": part("styles", styles), "word/numbering.xml": part("numbering", lists)}
    )


@hostile("styles-chain.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="Style {n}"/><w:basedOn w:val="S{n + 1}"/></w:style>'
        for n in range(20_000)
    )
    marked = "".join(f'<w:p><w:pPr><w:pStyle w:val="S{n}"/></w:pPr>{_RUN}</w:p>' for n in range(20_000))
    return docx(body(marked), {"word/styles.xml": part("styles", styles)})


@hostile("numbers-wild.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    kinds = ("upperRoman", "lowerLetter", "decimal", "ordinalText", "nonsense")
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="%1%2%9%0%1."/></w:lvl></w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, (kind, start) in enumerate((kind, start) for kind in kinds for start in (10**9, 10**30, -5, "x"))
    )
    marked = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{n}"/></w:numPr></w:pPr>{_RUN}</w:p>'
        for n in range(20)
        for level in (0, 9, -1, 10**9, "x")
    )
    return docx(body(TEXT + marked), {"word/numbering.xml": part("numbering", lists)})


@hostile("table-spans.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/><w:vMerge/></w:tcPr>' + TEXT + "</w:tc>"
    row = f'<w:tr><w:trPr><w:gridBefore w:val="1000000000"/><w:gridAfter w:val="-7"/></w:trPr>{cell * 3}</w:tr>'
    return docx(body(f"{TEXT}<w:tbl><w:tblGrid>{'<w:gridCol/>' * 100_000}</w:tblGrid>{row * 100}</w:tbl>"))


@hostile("table-1000-columns.docx", DONE, *STOPPED)
def _() -> bytes:
    cell = "<w:tc><w:p><w:r><w:t>word</w:t></w:r></w:p></w:tc>"
    return docx(body(f"<w:tbl>{f'<w:tr>{cell * 1_000}</w:tr>' * 60}</w:tbl>"))


@hostile("footnotes-recursive.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p>{_RUN}{mark.format(n)}{mark.format((n + 1) % 50)}</w:p></w:footnote>'
        for n in range(50)
    )
    marks = f"<w:p>{_RUN}{''.join(mark.format(n % 60) for n in range(20_000))}</w:p>"
    return docx(body(TEXT + marks), {"word/footnotes.xml": part("footnotes", notes)})


@hostile("attributes-500000.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    attributes = " ".join(f'a{n}="v"' for n in range(500_000))
    return docx(body(f"<w:p {attributes}>{_RUN}</w:p>"))


@hostile("attribute-long.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return docx(body(f'<w:p w:rsidR="{"0123456789ABCDEF" * 1_250_000}">{_RUN}</w:p>'))


@hostile("namespaces-50000.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    names = "".join(f"<w:p xmlns:n{n}='urn:{n}' n{n}:a='1'>{_RUN}</w:p>" for n in range(50_000))
    return docx(body(names))


_ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(10))
_TARGETS = {
    "billion-laughs": f'<!DOCTYPE w [<!ENTITY e0 "ha">{_ENTITIES}]>',
    "quadratic": f'<!DOCTYPE w [<!ENTITY e10 "{"a" * 100_000}">]>',
    "external-file": '<!DOCTYPE w [<!ENTITY e10 SYSTEM "file:///etc/passwd">]>',
    "external-http": f'<!DOCTYPE w [<!ENTITY e10 SYSTEM "http://127.0.0.1:{PORT}/xxe">]>',
    "external-dtd": f'<!DOCTYPE w SYSTEM "http://127.0.0.1:{PORT}/a.dtd">',
    "parameter": f'<!DOCTYPE w [<!ENTITY % p SYSTEM "http://127.0.0.1:{PORT}/p"> %p; <!ENTITY e10 "x">]>',
}
for _name, _doctype in _TARGETS.items():
    for _part in ("document", "styles", "rels"):

        @hostile(f"{_name}-{_part}.docx", "refused")
        def _(name: str = _name, doctype: str = _doctype, where: str = _part) -> bytes:
            uses = "&e10;" * (2_000 if name == "quadratic" else 1) if name != "external-dtd" else "x"
            declared = f'<?xml version="1.0"?>{doctype}'
            if where == "document":
                return docx(body(f"<w:p><w:r><w:t>{uses}</w:t></w:r></w:p>", declaration=declared))
            if where == "styles":
                styled = part("styles", f'<w:style w:styleId="{uses[:5]}"/>').replace('<?xml version="1.0"?>', declared)
                return docx(body(TEXT), {"word/styles.xml": styled})
            return docx(
                body(TEXT), {"word/_rels/document.xml.rels": relations().replace('<?xml version="1.0"?>', declared)}
            )


@hostile("laughs-utf-16.docx", "refused")
def _() -> bytes:
    declared = f'<?xml version="1.0" encoding="UTF-16"?>{_TARGETS["billion-laughs"]}'
    return docx(body("<w:p><w:r><w:t>&e10;</w:t></w:r></w:p>", declaration=declared).encode("utf-16"))


@hostile("laughs-utf-7.docx", *BAD)
def _() -> bytes:
    declared = f'<?xml version="1.0" encoding="UTF-7"?>{_TARGETS["billion-laughs"]}'
    return docx(body("<w:p><w:r><w:t>&e10;</w:t></w:r></w:p>", declaration=declared).encode("utf-7"))


@hostile("laughs-ebcdic.docx", *BAD)
def _() -> bytes:
    declared = f'<?xml version="1.0" encoding="cp037"?>{_TARGETS["billion-laughs"]}'
    return docx(body("<w:p><w:r><w:t>&e10;</w:t></w:r></w:p>", declaration=declared).encode("cp037"))


@hostile("laughs-utf-32.docx", *BAD)
def _() -> bytes:
    declared = f'<?xml version="1.0" encoding="UTF-32"?>{_TARGETS["billion-laughs"]}'
    return docx(body("<w:p><w:r><w:t>&e10;</w:t></w:r></w:p>", declaration=declared).encode("utf-32"))


@hostile("characters.docx", DONE, *BAD)
def _() -> bytes:
    odd = "&#xFFFD;&#x202E;&#xE0041;&#x200B;&#x2028;&#x85;&#x1F6A2;" * 1_000
    return docx(body(TEXT + f"<w:p><w:r><w:t>{odd}</w:t></w:r></w:p>"))


@hostile("nul-in-xml.docx", *BAD)
def _() -> bytes:
    return docx(body(f"<w:p><w:r><w:t>a{chr(0)}b&#0;&#xD800;</w:t></w:r></w:p>"))


@hostile("fields-open.docx", DONE, *BAD, *STOPPED)
def _() -> bytes:
    """Fields that begin and never end, and some that end without beginning."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    return docx(
        body(
            TEXT
            + f"<w:p>{begin * 50_000}{_RUN}</w:p>"
            + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' * 50_000
        )
    )


@hostile("stored-as-utf-16-name.docx", *BAD)
def _() -> bytes:
    return raw_zip(
        [("word\\document.xml", b"\3\0", 0, 0x800), ("\udce9".encode("utf-8", "replace").decode(), b"\3\0", 0, 0)]
    )
