"""Web pages made to do harm: depth, length, quadratic trees, declarations, addresses, charsets."""

from __future__ import annotations

from tests.hostile.recipes import DONE, MEGABYTE, PORT, hostile, prose

BAD = ("damaged", "too_complex", "refused", "empty", "not_text", "too_large")
STOPPED = ("too_slow", "too_much_memory", "too_complex", "too_large")
AT = f"http://127.0.0.1:{PORT}"


def page(content: str, head: str = "", *, before: str = "<!DOCTYPE html>") -> bytes:
    """A page with an ordinary paragraph before and after."""
    text = f"<p>{prose(60)}</p>"
    return f"{before}<html><head>{head}</head><body>{text}{content}{text}</body></html>".encode(
        "utf-8", "surrogatepass"
    )


for _tag in ("div", "b", "table", "blockquote", "span", "li"):

    @hostile(f"nested-{_tag}.html", DONE, *BAD)
    def _(tag: str = _tag) -> bytes:
        count = 20_000 if tag == "table" else 100_000
        between = "<tr><td>" if tag == "table" else ""
        return page(f"<{tag}>{between}" * count + "deep" + f"</{tag}>" * count)


_CONTENTS = {
    "attribute-10mb": f'<p title="{"x" * 10 * MEGABYTE}">x</p>',
    "attributes-500000": f"<p {' '.join(f'a{n}=1' for n in range(500_000))}>x</p>",
    "formatting-open": "<p><b><i><u>x" * 20_000,
    "formatting-misnested": "<b><i></b></i><a><p></a>x" * 20_000,
    "comments-open": "<!--" * 500_000,
    "angle-brackets": "<" * MEGABYTE,
    "unclosed-tags": "<a href='" * 100_000,
    "entities": "&amp;&lt;&#0;&#xD800;&#x110000;&nosuch;&" * 100_000,
    "breaks": "a<br>" * 200_000,
    "links-100000": "<a href='/x'>Read more</a> " * 100_000,
    "paragraphs-20000": "<p>One short line of a page.</p>" * 20_000,
    "headings-20000": "".join(f"<h{n % 6 + 1}>Part {n}</h{n % 6 + 1}><p>Words.</p>" for n in range(20_000)),
    "list-nested": "<ul><li>x" * 5_000,
    "list-start": "<ol start=1e30 reversed><li value=-99999999999999999999>x<ol type=i start=1000000000><li>y</ol></ol>",
    "spans": "<table><tr><td colspan=1000000000 rowspan=1000000000>x<td colspan=-1>y<td colspan=x>z</table>" * 100,
    "table-wide": f"<table>{('<tr>' + '<td>word' * 1_000) * 60}</table>",
    "script-10mb": f"<script>{'x();' * 2_500_000}</script><style>{'a{}' * MEGABYTE}</style>",
    "svg": f"<svg>{'<g>' * 5_000}<text>x</text><foreignObject><p>y</p></foreignObject></svg><math>{'<mi>x' * 5_000}</math>",
    "template": "<template>" * 5_000 + "x" + "<plaintext>" + "</body>" * 1_000,
    "spaces": "<p>" + " " * 10 * MEGABYTE + "</p>",
    "word-5mb": "<p>" + "x" * 5 * MEGABYTE + "</p>",
    "controls": "<p>a\0b\x08c\u202ed\U000e0041e\ud800f\ufffe</p>",
    "pre": f"<pre>{'line of code' * 5 + chr(10)}" * 20_000,
    "ids": "".join(f'<p id="fn1"><a href="#fn1">1</a><sup><a href="#x{n}">2</a></sup></p>' for n in range(20_000)),
}
for _name, _content in _CONTENTS.items():

    @hostile(f"{_name}.html", DONE, *BAD, *STOPPED)
    def _(content: str = _content) -> bytes:
        return page(content)


@hostile("remote.html", DONE)
def _() -> bytes:
    head = (
        f'<base href="{AT}/"><link rel=stylesheet href="{AT}/a.css"><script src="{AT}/a.js"></script>'
        f'<meta http-equiv=refresh content="0;url={AT}/next"><style>@import url({AT}/b.css)</style>'
    )
    return page(
        f'<img src="{AT}/i.png" srcset="{AT}/j.png 2x"><iframe src="{AT}/f"></iframe><object data="{AT}/o"></object>'
        f'<video src="{AT}/v"></video><form action="{AT}"><input autofocus onfocus="fetch(\'{AT}\')"></form><a href="file:///etc/passwd">x</a>',
        head,
    )


_ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(10))
for _name, _doctype in {
    "laughs": f'<!DOCTYPE html [<!ENTITY e0 "ha">{_ENTITIES}]>',
    "external": f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e10 SYSTEM "{AT}/xxe"><!ENTITY f SYSTEM "file:///etc/passwd">]>',
    "dtd": f'<!DOCTYPE html SYSTEM "{AT}/a.dtd">',
}.items():

    @hostile(f"doctype-{_name}.html", DONE, "refused")
    def _(doctype: str = _doctype) -> bytes:
        return page("<p>&e10; &f;</p>", before=doctype)


for _charset in (
    "utf-7",
    "utf-16",
    "x-unknown",
    "hz-gb-2312",
    "iso-2022-kr",
    "idna",
    "rot13",
    "zlib",
    "unicode_escape",
    "a" * 5_000,
):

    @hostile(f"charset-{_charset[:12]}.html", DONE, *BAD)
    def _(charset: str = _charset) -> bytes:
        return page("<p>+ADw-script+AD4- caf\xe9 \\ud800 \\N{BULLET}</p>", f'<meta charset="{charset}">')


@hostile("charset-lies.html", DONE, *BAD)
def _() -> bytes:
    return b"\xff\xfe" + page("<p>x</p>", '<meta charset="utf-8">') + bytes(range(256)) * 100


@hostile("zip.html", *BAD, "wrong_type")
def _() -> bytes:
    return b"PK\3\4\x14\0\0\0\x08\0" + bytes(range(256)) * 100


@hostile("pdf.html", *BAD, "wrong_type", DONE)
def _() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog >> endobj\n" * 100


@hostile("front-page-of-nothing.html", "empty")
def _() -> bytes:
    return b"<!DOCTYPE html><html><head><title>x</title></head><body><script>a()</script><p>&nbsp;</p></body></html>"
