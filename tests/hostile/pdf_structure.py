"""PDF files whose structure is made to do harm: encryption, cuts, loops, nesting, cross references, page boxes."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter

from tests.hostile.pdf_syntax import FONT, TEXT, deflated, one_page, pdf, stream
from tests.hostile.recipes import ANY, DONE, hostile, prose

BAD = ("damaged", "crashed", "empty", "no_text_layer", "too_complex")


def ordinary(pages: int = 3) -> bytes:
    """A well-formed file."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * page) for page in range(pages))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages), FONT]
    for page in range(pages):
        text = TEXT.replace(b"council", b"council of %d" % page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % (5 + 2 * page)
        )
        objects.append(stream(text))
    return pdf(objects)


def _encrypted(user: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(ordinary())))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


@hostile("encrypted.pdf", "encrypted")
def _() -> bytes:
    return _encrypted("secret", "owner")


@hostile("encrypted-empty-password.pdf", DONE)
def _() -> bytes:
    return _encrypted("", "owner")


@hostile("encrypted-nonsense.pdf", *BAD, "encrypted")
def _() -> bytes:
    return one_page(
        trailer=b"/Encrypt << /Filter /Standard /V 99 /R 99 /Length -5 /O (x) /U (y) /P 1e99 >> /ID [(a) (b)]"
    )


for _share in (2, 25, 60, 90, 99):

    @hostile(f"cut-{_share}.pdf", DONE, *BAD)
    def _(share: int = _share) -> bytes:
        data = ordinary(20)
        return data[: len(data) * share // 100]


@hostile("zero-pages.pdf", *BAD)
def _() -> bytes:
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


@hostile("header-only.pdf", *BAD)
def _() -> bytes:
    return b"%PDF-1.7\n%%EOF\n"


@hostile("count-lies.pdf", DONE, *BAD)
def _() -> bytes:
    return ordinary().replace(b"/Count 3", b"/Count 2147483647")


@hostile("wrong-offsets.pdf", DONE, *BAD)
def _() -> bytes:
    return ordinary().replace(b"000000", b"009999")


@hostile("no-cross-references.pdf", DONE, *BAD)
def _() -> bytes:
    return ordinary().split(b"xref")[0]


@hostile("startxref-into-itself.pdf", DONE, *BAD)
def _() -> bytes:
    data = ordinary()
    at = data.rindex(b"xref\n0 ")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


@hostile("xref-stream-loop.pdf", DONE, *BAD)
def _() -> bytes:
    body = b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
    place = len(body)
    rows = bytes([0, 0, 0, 255]) * 3
    entries = b"/Type /XRef /Size 3 /W [1 2 1] /Root 1 0 R /Prev %d /XRefStm %d" % (place, place)
    return body + b"3 0 obj\n" + stream(rows, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF" % place


@hostile("xref-stream-huge-widths.pdf", DONE, *BAD)
def _() -> bytes:
    body = b"%PDF-1.7\n"
    entries = b"/Type /XRef /Size 2147483647 /Index [0 2147483647] /W [2147483647 2147483647 2147483647] /Root 1 0 R"
    return body + b"3 0 obj\n" + stream(b"\1" * 64, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)


@hostile("many-updates.pdf", DONE, *BAD)
def _() -> bytes:
    """5,000 incremental updates, each with a table that names the one before."""
    data = bytearray(ordinary())
    before = data.rindex(b"xref\n0 ")
    for number in range(5_000):
        place = len(data)
        data += b"4000 0 obj\n(%d)\nendobj\n" % number
        start = len(data)
        data += b"xref\n4000 1\n%010d 00000 n \ntrailer << /Size 4001 /Root 1 0 R /Prev %d >>\n" % (place, before)
        data += b"startxref\n%d\n%%%%EOF\n" % start
        before = start
    return bytes(data)


@hostile("page-tree-loop.pdf", DONE, *BAD)
def _() -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 100 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 100 >>",
        ]
    )


@hostile("page-is-its-own-parent.pdf", DONE, *BAD)
def _() -> bytes:
    return one_page().replace(b"/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]", b"/Type /Page /Parent 3 0 R")


@hostile("page-tree-deep.pdf", DONE, *BAD, "too_slow")
def _() -> bytes:
    deep = 20_000
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(deep)]
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Contents %d 0 R >>" % (deep + 1, deep + 3)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page, stream(TEXT)])


@hostile("page-tree-same-leaf.pdf", *ANY)
def _() -> bytes:
    """Ten levels of ten references to one page: 10**10 pages."""
    nodes = [
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"%d 0 R " % (n + 3) * 10, 10 ** (10 - n)) for n in range(10)
    ]
    page = b"<< /Type /Page /Parent 11 0 R /MediaBox [0 0 612 792] /Contents 13 0 R >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page, stream(TEXT)])


@hostile("outline-loop.pdf", DONE)
def _() -> bytes:
    item = b"<< /Title (A chapter) /Parent 6 0 R /Next %d 0 R /First %d 0 R /Last 7 0 R /Dest [3 0 R /Fit] /Count 9 >>"
    outline = b"<< /Type /Outlines /First 7 0 R /Last 8 0 R /Count 2 >>"
    return one_page(catalog=b"/Outlines 6 0 R", more=[outline, item % (8, 7), item % (7, 8)])


@hostile("outline-100000.pdf", DONE)
def _() -> bytes:
    count = 100_000
    items = [
        b"<< /Title (Chapter %d) /Parent 6 0 R %s /Dest [3 0 R /Fit] >>"
        % (number, b"/Next %d 0 R" % (number + 8) if number + 1 < count else b"")
        for number in range(count)
    ]
    outline = b"<< /Type /Outlines /First 7 0 R /Last %d 0 R /Count %d >>" % (6 + count, count)
    return one_page(catalog=b"/Outlines 6 0 R", more=[outline, *items])


@hostile("outline-deep.pdf", DONE, *BAD)
def _() -> bytes:
    items = [b"<< /Title (Part) /First %d 0 R /Last %d 0 R /Count 1 >>" % (n + 8, n + 8) for n in range(30_000)]
    return one_page(
        catalog=b"/Outlines 6 0 R", more=[b"<< /First 7 0 R /Last 7 0 R /Count 1 >>", *items, b"<< /Title (End) >>"]
    )


@hostile("page-labels-loop.pdf", DONE)
def _() -> bytes:
    return one_page(
        catalog=b"/PageLabels 6 0 R",
        more=[
            b"<< /Kids [6 0 R 7 0 R] >>",
            b"<< /Nums [0 << /S /R /St 2147483647 /P 9 0 R >> -5 (x)] >>",
            b"null",
            b"9 0 R",
        ],
    )


@hostile("nested-arrays.pdf", DONE, *BAD)
def _() -> bytes:
    return one_page(catalog=b"/Odd " + b"[" * 100_000 + b"]" * 100_000)


@hostile("nested-dictionaries.pdf", DONE, *BAD)
def _() -> bytes:
    return one_page(page=b"/Odd " + b"<</A" * 100_000 + b" 1 " + b">>" * 100_000)


@hostile("reference-chain.pdf", DONE, *BAD)
def _() -> bytes:
    return one_page(page=b"/Rotate 6 0 R", more=[b"%d 0 R" % (number + 7) for number in range(5_000)] + [b"6 0 R"])


@hostile("length-loop.pdf", DONE, *BAD)
def _() -> bytes:
    return one_page(content=b"<< /Length 4 0 R >>\nstream\n" + TEXT + b"\nendstream")


@hostile("contents-100000.pdf", DONE, "too_complex")
def _() -> bytes:
    return one_page(page=b"/Contents [" + b"6 0 R " * 100_000 + b"]", more=[stream(TEXT)])


@hostile("annotations-100000.pdf", DONE)
def _() -> bytes:
    return one_page(
        page=b"/Annots [" + b"6 0 R " * 100_000 + b"]", more=[b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>"]
    )


@hostile("objects-300000.pdf", DONE)
def _() -> bytes:
    return one_page(more=[b"<</A 1>>"] * 300_000)


for _name, _box in {
    "nan": b"NaN NaN nan inf", "negative": b"612 792 0 0", "huge": b"0 0 1e30 1e30", "zero": b"0 0 0 0",
    "short": b"0 0", "names": b"/A /B (c) null", "far": b"-1e9 -1e9 1e9 1e9", "20000-points": b"0 0 20000 20000",
    "thin": b"0 0 100000 0.001",
}.items():  # fmt: skip

    @hostile(f"box-{_name}.pdf", DONE, *BAD, "too_slow", "too_much_memory")
    def _(box: bytes = _box) -> bytes:
        return one_page(box=box)


@hostile("pages-5000.pdf", DONE)
def _() -> bytes:
    """Not hostile at all: it has to be read."""
    return ordinary(5_000)


@hostile("actions-and-attachments.pdf", DONE)
def _() -> bytes:
    actions = b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1'\\)) >> /AA << /WC 6 0 R >>"
    names = b"/Names << /EmbeddedFiles << /Names [(a.exe) 7 0 R] >> /JavaScript << /Names [(x) 6 0 R] >> >>"
    launch = b"<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c calc) >> /Next 6 0 R >>"
    attached = b"<< /Type /Filespec /F (../../a.exe) /EF << /F 8 0 R >> >>"
    return one_page(catalog=actions + names, more=[launch, attached, deflated(b"MZ" + bytes(10_000))])


@hostile("junk-before-and-after.pdf", DONE, *BAD, "wrong_type")
def _() -> bytes:
    return b"junk \0\1" * 100 + ordinary() + b"\0" * 1_000_000


@hostile("form-fields-loop.pdf", DONE)
def _() -> bytes:
    return one_page(
        catalog=b"/AcroForm << /Fields [6 0 R] /XFA 6 0 R /NeedAppearances true >>",
        more=[b"<< /T (a) /Kids [6 0 R 6 0 R] /Parent 6 0 R >>"],
    )


@hostile("structure-tree-loop.pdf", DONE)
def _() -> bytes:
    return one_page(
        catalog=b"/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R",
        more=[
            b"<< /Type /StructTreeRoot /K [7 0 R] /ParentTree 8 0 R >>",
            b"<< /S /P /P 7 0 R /K [7 0 R 6 0 R] >>",
            b"<< /Kids [8 0 R] >>",
        ],
    )


@hostile("long-title.pdf", DONE)
def _() -> bytes:
    title = prose(100_000).encode()
    return one_page(trailer=b"/Info << /Title (%s) /Author (a\\000b) /CreationDate (D:99999999999999) >>" % title)
