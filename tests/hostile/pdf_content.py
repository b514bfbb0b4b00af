"""PDF files whose streams are made to do harm: bombs, recursion, fonts, pictures."""

from __future__ import annotations

import random
import zlib

from tests.hostile.pdf_structure import BAD
from tests.hostile.pdf_syntax import FONT, TEXT, deflated, one_page, pdf, stream, to_unicode
from tests.hostile.recipes import DONE, GIGABYTE, MEGABYTE, hostile, zeros

STOPPED = ("too_slow", "too_much_memory", "too_complex", "crashed", "too_large")


@hostile("bomb-content.pdf", *BAD, *STOPPED)
def _() -> bytes:
    return one_page(stream(zeros(), packed=True))


@hostile("bomb-content-spaces.pdf", *BAD, *STOPPED)
def _() -> bytes:
    return one_page(stream(zeros(GIGABYTE, b" "), packed=True))


@hostile("bomb-content-operators.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return one_page(deflated(b"BT /F1 12 Tf " + b"(AAAAAAAA) Tj " * 4_000_000 + b"ET"))


@hostile("bomb-content-paths.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return one_page(deflated(TEXT + b" 0 0 m 9 9 l S" * 3_000_000))


@hostile("bomb-image.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    picture = b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    content = stream(b"q 600 0 0 700 0 0 cm /I Do Q")
    return one_page(content, resources=b"/XObject << /I 6 0 R >>", more=[stream(zeros(), picture, packed=True)])


@hostile("bomb-to-unicode.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return one_page(font=FONT[:-2] + b"/ToUnicode 6 0 R >>", more=[stream(zeros(), packed=True)])


@hostile("bomb-object-stream.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    """The page's objects are said to be in a stream of a gigabyte, found through a cross-reference stream."""
    body = b"%PDF-1.7\n"
    first = len(body)
    body += b"4 0 obj\n" + stream(zeros(), b"/Type /ObjStm /N 100000000 /First 800000000", packed=True) + b"\nendobj\n"
    start = len(body)
    rows = b"\0\0\0\0\0\xff" + b"".join(b"\2\0\0\0\4" + bytes([number]) for number in range(3))
    rows += b"\1" + first.to_bytes(4, "big") + b"\0"
    body += b"5 0 obj\n" + stream(rows, b"/Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R") + b"\nendobj\n"
    return body + b"startxref\n%d\n%%%%EOF" % start


@hostile("bomb-filter-chain.pdf", *BAD, *STOPPED)
def _() -> bytes:
    """A gigabyte, compressed three times over: some kilobytes."""
    data = zlib.compress(zlib.compress(zeros(), 9), 9)
    return one_page(stream(data, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"))


@hostile("filters-1000.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return one_page(stream(b"41" * 1_000 + b">", b"/Filter [" + b"/ASCIIHexDecode " * 1_000 + b"]"))


@hostile("filter-parameters.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    entries = b"/DecodeParms << /Predictor 15 /Colors 2147483647 /BitsPerComponent 2147483647 /Columns 2147483647 >>"
    return one_page(deflated(TEXT, entries))


@hostile("bomb-lzw-runs.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return one_page(stream(zlib.compress(b"\x81A" * 50 * MEGABYTE), b"/Filter [/FlateDecode /RunLengthDecode]"))


@hostile("nested-q.pdf", DONE, *BAD)
def _() -> bytes:
    return one_page(deflated(b"q " * 1_000_000 + TEXT + b" Q" * 1_000_000))


@hostile("nested-operands.pdf", DONE, *BAD)
def _() -> bytes:
    return one_page(deflated(TEXT + b" " + b"[" * 200_000 + b"<<" * 200_000 + b" TJ"))


def _forms(*contents: bytes) -> list[bytes]:
    names = b" ".join(b"/X%d %d 0 R" % (number, number + 6) for number in range(len(contents)))
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 5 0 R >> /XObject << %s >> >>"
    return [stream(content, form % names) for content in contents]


@hostile("forms-recursive.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    forms = _forms(b"/X0 Do /X1 Do " + TEXT, b"/X1 Do /X0 Do " + TEXT)
    return one_page(stream(TEXT + b" /X0 Do"), resources=b"/XObject << /X0 6 0 R >>", more=forms)


@hostile("forms-exponential.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    """Each form draws the next one ten times, nine levels deep: a billion lines of text."""
    forms = _forms(*(b"/X%d Do " % (level + 1) * 10 for level in range(9)), TEXT)
    return one_page(stream(TEXT + b" /X0 Do"), resources=b"/XObject << /X0 6 0 R >>", more=forms)


@hostile("pattern-tiny-steps.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    steps = b"/BBox [0 0 9 9] /XStep 0.0001 /YStep 0.0001 /Resources << >>"
    entries = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 " + steps
    content = TEXT + b" /Pattern cs /P scn 0 0 612 792 re f"
    return one_page(stream(content), resources=b"/Pattern << /P 6 0 R >>", more=[stream(b"0 0 1 1 re f", entries)])


@hostile("type3-recursive.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65"
        b" /Widths [9] /Encoding << /Differences [65 /a] >> /CharProcs << /a 6 0 R >> /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return one_page(stream(b"BT /F1 1 Tf (AAAA) Tj ET"), font=font, more=[stream(b"9 0 d0 BT /F1 1 Tf (AA) Tj ET")])


def _mapped(mappings: bytes, shown: bytes = b"(AAAAAAAAAA AAAAAAA) Tj") -> bytes:
    content = stream(b"BT /F1 12 Tf 72 700 Td " + shown + b" ET")
    return one_page(content, font=FONT[:-2] + b"/ToUnicode 6 0 R >>", more=[stream(to_unicode(mappings))])


@hostile("to-unicode-surrogate.pdf", DONE, *BAD)
def _() -> bytes:
    return _mapped(b"2 beginbfchar <41> <D800> <20> <0020> endbfchar")


@hostile("to-unicode-controls.pdf", DONE, *BAD)
def _() -> bytes:
    return _mapped(b"1 beginbfchar <41> <00000001202E200BDB40DC41FFFE> endbfchar")


@hostile("to-unicode-expands.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    """One letter stands for 20,000, and there are 20,000 of it."""
    return _mapped(b"1 beginbfchar <41> <" + b"0042" * 20_000 + b"> endbfchar", b"(" + b"A" * 20_000 + b") Tj")


@hostile("to-unicode-ranges.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return _mapped(b"100 beginbfrange " + b"<00000000> <FFFFFFFF> <0041> " * 100 + b"endbfrange")


@hostile("characters-1000000.pdf", DONE, "too_complex")
def _() -> bytes:
    lines = b"".join(b"1 0 0 1 20 %d Tm (%s) Tj " % (10 * y, b"word " * 20) for y in range(10_000))
    return one_page(deflated(b"BT /F1 8 Tf " + lines + b"ET"), box=b"0 0 612 100100")


@hostile("characters-one-spot.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    return one_page(deflated(b"BT /F1 12 Tf " + b"1 0 0 1 72 700 Tm (A) Tj " * 100_000 + b"ET"))


@hostile("coordinates.pdf", DONE, *BAD)
def _() -> bytes:
    wild = (b"1e38", b"-1e38", b"NaN", b"1e-38", b"999999999999999999999999", b"0", b".", b"--5")
    rows = b"".join(b"%s %s %s %s %s %s Tm (Far away) Tj " % (a, b, b, a, a, b) for a in wild for b in wild)
    return one_page(stream(TEXT + b" BT /F1 1e30 Tf " + rows + b"ET"))


@hostile("font-wild.pdf", DONE, *BAD)
def _() -> bytes:
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar -9 /LastChar 2147483647 /Widths [1e99 -5 (x)]"
    descriptor = b"<< /Type /FontDescriptor /FontFile2 7 0 R /Flags 4 >>"
    program = deflated(b"\0\1\0\0" + bytes(range(256)) * 50)
    return one_page(font=font + b" /FontDescriptor 6 0 R >>", more=[descriptor, program])


def _picture(data: bytes, entries: bytes, size: int = 2_000) -> bytes:
    picture = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray %s"
    content = stream(b"q 600 0 0 700 0 0 cm /I Do Q")
    return one_page(content, resources=b"/XObject << /I 6 0 R >>", more=[stream(data, picture % (size, size, entries))])


_NOISE = random.Random(7)
for _filter in ("JBIG2Decode", "JPXDecode", "DCTDecode", "CCITTFaxDecode"):

    @hostile(f"garbage-{_filter.lower()}.pdf", *BAD, *STOPPED)
    def _(filter_name: str = _filter) -> bytes:
        heads = {
            "JPXDecode": b"\0\0\0\x0cjP  \r\n\x87\n\xff\x4f\xff\x51",
            "DCTDecode": b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03",
        }
        data = heads.get(filter_name, b"") + _NOISE.randbytes(100_000)
        return _picture(data, b"/Filter /" + filter_name.encode())


@hostile("picture-20000.pdf", *BAD, *STOPPED)
def _() -> bytes:
    return _picture(zeros(400 * MEGABYTE, b"\xff"), b"/Filter /FlateDecode", 20_000)


@hostile("picture-says-2147483647.pdf", *BAD, *STOPPED)
def _() -> bytes:
    return _picture(zlib.compress(bytes(1_000)), b"/Filter /FlateDecode", 2_147_483_647)


@hostile("picture-mask-loop.pdf", *BAD)
def _() -> bytes:
    return _picture(zlib.compress(bytes(4 * MEGABYTE)), b"/Filter /FlateDecode /SMask 6 0 R /Alternates [6 0 R]")


@hostile("scan-of-noise.pdf", DONE, *BAD, *STOPPED)
def _() -> bytes:
    """Noise of two pages at 200 points per inch: the worst there is to recognise."""
    kids = [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /XObject << /I 6 0 R >> >> >>"
    ] * 2
    entries = b"/Type /XObject /Subtype /Image /Width 1700 /Height 2200 /BitsPerComponent 1 /ColorSpace /DeviceGray"
    picture = stream(_NOISE.randbytes(1704 // 8 * 2200), entries)
    tree = b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *kids, stream(b"q 612 0 0 792 0 0 cm /I Do Q"), picture])
