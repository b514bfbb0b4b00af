"""Pages that are pictures: their words are recognised, with their places; lists, headings and tables are told apart."""

from __future__ import annotations

import io
import shutil
from functools import lru_cache

import pypdf
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from corpus.page_images import page_view, places
from corpus.types import Document
from tests.corpus.pdfs import HEIGHT, LEFT, TOP, WIDTH, Draw, lines, made, paragraph, read
from tests.corpus.test_pdf_places import covered

pytestmark = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def photographed(draw: Draw, *, dpi: int = 200) -> Draw:
    """A page that shows the picture of another one."""
    with pdfium.PdfDocument(made(draw)) as pdf:
        picture: Image.Image = pdf[0].render(scale=dpi / 72).to_pil().convert("L")

    def show(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)

    return show


def report(canvas: Canvas) -> None:
    y = lines(canvas, ["The harbour after the storm"], size=18, font="Times-Bold", leading=30)
    y = lines(canvas, paragraph(0, 70), font="Times-Roman", y=y)
    y = lines(canvas, ["What was asked for"], font="Times-Bold", y=y - 14, leading=20)
    for text in ("another pier for the fishermen;", "tickets that stay cheap."):
        canvas.circle(LEFT + 4, y + 3, 1.6, fill=1)
        y = lines(canvas, [text], x=LEFT + 18, y=y, font="Times-Roman")
    rows = [["District", "Boats"], ["Lindhaven", "1,200"], ["Upper Tarn", "365"]]
    table = Table(rows, colWidths=[120, 90])
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("FONT", (0, 0), (-1, -1), "Times-Roman", 11)])
    )
    _, height = table.wrapOn(canvas, 300, 300)
    table.drawOn(canvas, LEFT, y - height - 10)


@lru_cache(maxsize=1)
def scan() -> tuple[bytes, Document]:
    data = made(photographed(report))
    return data, read(data)


def test_a_scanned_page_has_text_headings_lists_and_tables() -> None:
    _, found = scan()
    blocks = found.text.split("\n\n")
    assert blocks[0] == "The harbour after the storm"
    assert blocks[1] == " ".join(paragraph(0, 70))
    assert blocks[2] == "What was asked for"
    assert [line.split(" ", 1)[1] for line in blocks[3].split("\n")] == [
        "another pier for the fishermen;",
        "tickets that stay cheap.",
    ]
    assert blocks[4] == "District: Lindhaven; Boats: 1,200\nDistrict: Upper Tarn; Boats: 365"
    assert [section.path[-1] for section in found.sections] == ["The harbour after the storm", "What was asked for"]
    assert found.pages[0].ocr


def test_the_boxes_of_recognised_words_lie_on_their_ink() -> None:
    data, found = scan()
    start, end = found.sentences[2]
    (place,) = places(found, start, end)
    assert len(place.words) == len(found.text[start:end].split())
    view = page_view(data, 0, place.runs, place.words)
    ink = [
        (at, inside)
        for at, inside in [(picture(view.png).crop(crop(view, box)), box) for box in view.boxes]
        if at.convert("L").getextrema()[0] < 100  # type: ignore[operator]
    ]
    assert len(ink) == len(view.boxes) > 0
    assert covered(view).mean() < 0.05


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def crop(view: object, box: object) -> tuple[int, int, int, int]:
    wide, high = view.width, view.height  # type: ignore[attr-defined]
    return int(box.left * wide), int(box.top * high), int(box.right * wide), int(box.bottom * high)  # type: ignore[attr-defined]


def test_a_scan_that_lies_on_its_side_is_turned_by_the_file() -> None:
    with pdfium.PdfDocument(made(report)) as pdf:
        lying = pdf[0].render(scale=200 / 72).to_pil().convert("L").rotate(90, expand=True)

    def show(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(lying), 0, 0, HEIGHT, WIDTH)

    writer, buffer = pypdf.PdfWriter(clone_from=io.BytesIO(made(show, size=(HEIGHT, WIDTH)))), io.BytesIO()
    writer.pages[0].rotate(90)
    writer.write(buffer)
    found = read(buffer.getvalue())
    assert " ".join(paragraph(0, 70)) in found.text
    start = found.text.index("The harbour of Lindhaven")
    (place,) = places(found, start, start + 24)
    view = page_view(buffer.getvalue(), 0, place.runs, place.words)
    (box,) = view.boxes
    assert box.top == pytest.approx((HEIGHT - (TOP - 22)) / HEIGHT, abs=0.015)
    assert box.left == pytest.approx(LEFT / WIDTH, abs=0.01)


def test_pictures_among_pages_with_text() -> None:
    def text(canvas: Canvas) -> None:
        lines(canvas, paragraph(9), font="Times-Roman")

    found = read(made(text, photographed(report), text))
    assert [page.ocr for page in found.pages] == [False, True, False]
    assert "District: Upper Tarn; Boats: 365" in found.text
    assert found.text.startswith(" ".join(paragraph(9)))
    assert found.facsimile
    assert {run.page for run in found.facsimile.runs} == {0, 2}
    assert {word.page for word in found.facsimile.words} == {1}
