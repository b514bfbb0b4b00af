"""PDF that cannot be read, or that is made to hurt: a named error or a document, in time that grows with the page."""

from __future__ import annotations

import io
import random
import time
import zlib

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import CorpusError, Damaged, EmptyFile, Encrypted, NoTextLayer, TooComplex, WrongType
from corpus.extraction import Source
from corpus.loaders.pdf import load_pdf
from tests.corpus.pdfs import lines, made, paragraph, read

GOOD = made(lambda canvas: lines(canvas, paragraph()), lambda canvas: lines(canvas, paragraph(9)))
_SURROGATES = b"""begincmap 1 begincodespacerange <00> <FF> endcodespacerange
4 beginbfchar <41> <D800> <42> <0000> <43> <DFFF> <44> <202E> endbfchar endcmap"""


def raw(content: bytes, *, font: bytes = b"", pages: int = 1, box: bytes = b"0 0 595 842") -> bytes:
    """A PDF whose pages all show one content stream."""
    packed = zlib.compress(content)
    kids = b" ".join([b"3 0 R"] * pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % box,
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s>>" % font,
        b"<</Length %d>>stream\n%s\nendstream" % (len(_SURROGATES), _SURROGATES),
    ]
    data, starts = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return data + b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )


def locked(user: str) -> bytes:
    writer, buffer = pypdf.PdfWriter(clone_from=io.BytesIO(GOOD)), io.BytesIO()
    writer.encrypt(user, "owner", algorithm="RC4-128")
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", EmptyFile),
        (b" \n ", EmptyFile),
        (b"hello, this is a letter", WrongType),
        (b"x" * 2000 + GOOD, WrongType),
        (GOOD[: len(GOOD) // 2], Damaged),
        (b"%PDF-1.7\n", Damaged),
        (raw(b"", pages=0), Damaged),
        (locked("secret"), Encrypted),
        (raw(b"0 0 m 10 10 l S"), EmptyFile),
        (raw(b"BT /F 12 Tf 72 700 Td (Text) Tj ET", pages=20_001), TooComplex),
        (raw(b"0 0 m 1 1 l S\n" * 600_000), TooComplex),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, expected: type[CorpusError]) -> None:
    with pytest.raises(expected) as caught:
        read(data)
    assert caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        locked(""),
        b"junk before it\n" + GOOD,
        GOOD.replace(b"startxref", b"startxxxx"),
        raw(b"BT /F 12 Tf 1e38 0 0 1e38 1e38 1e38 Tm (x) Tj ET BT /F 12 Tf 72 700 Td (Some text.) Tj ET"),
        raw(b"BT /F 12 Tf 72 700 Td (Some text.) Tj ET", box=b"0 0 0 0"),
        raw(b"BT /F 12 Tf 72 700 Td (Some text.) Tj ET", box=b"-1e9 -1e9 1e9 1e9"),
    ],
)
def test_what_can_be_repaired_is_read(data: bytes) -> None:
    assert "." in read(data).text


def test_characters_that_are_none_are_left_out() -> None:
    found = read(raw(b"BT /F 12 Tf 72 700 Td (ABCD Text of a page) Tj ET", font=b"/ToUnicode 6 0 R"))
    assert found.text == "Text of a page"
    found.text.encode("utf-8")
    "".join(each.text for each in found.removals).encode("utf-8")


def test_bookmarks_in_a_circle() -> None:
    writer, buffer = pypdf.PdfWriter(clone_from=io.BytesIO(GOOD)), io.BytesIO()
    one = writer.add_outline_item(title="One", page_number=0)
    other = writer.add_outline_item(title="Two", page_number=1, parent=one)
    inner = other.get_object()
    assert isinstance(inner, DictionaryObject)
    inner[NameObject("/First")] = inner[NameObject("/Next")] = one
    writer.write(buffer)
    assert len(read(buffer.getvalue()).pages) == 2


def _scattered(count: int) -> bytes:
    chance = random.Random(1)
    return b"".join(
        b"BT /F 4 Tf %d %d Td (ab%d) Tj ET\n" % (chance.randrange(580), chance.randrange(830), at)
        for at in range(count)
    )


def _dense(count: int) -> bytes:
    chance = random.Random(1)
    words = [bytes(chance.choices(b"abcdefghij", k=6)) for _ in range(500)]
    return b"".join(
        b"BT /F 1 Tf 20 %.2f Td (%s) Tj ET\n" % (830 - 0.8 * at, b" ".join(chance.choices(words, k=150)))
        for at in range(count)
    )


@pytest.mark.parametrize(("content", "small", "large"), [(_scattered, 5_000, 40_000), (_dense, 120, 960)])
def test_time_grows_with_the_page_and_not_faster(content: object, small: int, large: int) -> None:
    def seconds(count: int) -> float:
        data = raw(content(count))  # type: ignore[operator]
        begun = time.process_time()
        read(data)
        return time.process_time() - begun

    seconds(small)
    assert seconds(large) < 24 * seconds(small) + 1


def test_a_page_with_too_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.loaders.pdf.pdfium.MAX_CHARACTERS_OF_PAGE", 100)
    with pytest.raises(TooComplex, match="characters"):
        read(GOOD)


def test_progress_reaches_the_last_page() -> None:
    told: list[tuple[int, int]] = []
    data = made(*[lambda canvas: lines(canvas, paragraph())] * 12)
    load_pdf(Source(data, "d", "d.pdf", "d", progress=lambda done, total: told.append((done, total))))
    assert told == [(5, 12), (10, 12), (12, 12)]


def _picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, 595, 842)


def _text(canvas: Canvas) -> None:
    lines(canvas, paragraph())


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.loaders.pdf.scans.available", lambda: False)


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ([_picture], "its only page"),
        ([_picture] * 3, "none of its 3 pages"),
        ([_text, _picture, _picture], "2 of its 3 pages"),
    ],
)
def test_pictures_alone_are_no_text(pages: list[object], message: str) -> None:
    with pytest.raises(NoTextLayer, match=message):
        read(made(*pages))  # type: ignore[arg-type]


@pytest.mark.usefixtures("without_ocr")
def test_a_few_pictures_among_pages_with_text_are_empty_pages() -> None:
    found = read(made(_text, _picture, _text))
    assert [each.start < each.end for each in found.pages] == [True, False, True]
