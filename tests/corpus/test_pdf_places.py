"""Boxes lie on the ink of the quoted words, and on nothing else: seen in the picture, not told by pdfium."""

from __future__ import annotations

import io

import numpy as np
import pypdf
import pytest
from numpy.typing import NDArray
from PIL import Image
from pypdf.generic import RectangleObject
from reportlab.lib.colors import black, red
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.page_images import MAX_PIXELS, PageView, page_view, places, text_in
from corpus.types import Document
from tests.corpus.pdfs import LEFT, TOP, WIDTH, Draw, filled, lines, made, paragraph, prose, raised, read

WORDS = filled(prose(20, 40), 40)


def coloured(canvas: Canvas, before: list[str], quoted: list[str], *, x: float = LEFT, y: float = TOP) -> float:
    """Draw lines in black, then lines in red."""
    canvas.setFillColor(black)
    y = lines(canvas, before, x=x, y=y) - 10
    canvas.setFillColor(red)
    y = lines(canvas, quoted, x=x, y=y)
    canvas.setFillColor(black)
    return y


def views(data: bytes, document: Document, quotation: str) -> list[tuple[int, PageView]]:
    start = document.text.index(quotation)
    found = places(document, start, start + len(quotation))
    return [(place.page, page_view(data, place.page, place.runs, place.words, width=1200)) for place in found]


def check(data: bytes, quotation: str) -> list[tuple[int, PageView]]:
    """All that is red is in the boxes of a quotation, and nothing that is black; the words are read back."""
    found = views(data, read(data), quotation)
    assert found
    for _, view in found:
        picture = np.asarray(Image.open(io.BytesIO(view.png)).convert("RGB")).astype(int)
        is_red = (picture[:, :, 0] > 150) & (picture[:, :, 1] < 120)
        is_black = picture.max(axis=2) < 90
        inside = covered(view)
        assert is_red.any()
        assert (is_red & inside).sum() > 0.99 * is_red.sum()  # a hyphen at a line end is no part of its word
        assert (is_black & inside).sum() < 0.01 * is_red.sum()
        assert inside.sum() < 12 * is_red.sum()
    texts = [text_in(data, page, box) for page, view in found for box in view.boxes]
    assert bare("".join(texts)) == bare(quotation)
    return found


def bare(text: str) -> str:
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split()).replace("-", "")


def covered(view: PageView) -> NDArray[np.bool_]:
    inside = np.zeros((view.height, view.width), bool)
    for box in view.boxes:
        top, bottom = int(box.top * view.height), int(np.ceil(box.bottom * view.height))
        inside[top:bottom, int(box.left * view.width) : int(np.ceil(box.right * view.width))] = True
    return inside


def changed(data: bytes, *, turn: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    writer, buffer = pypdf.PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    for page in writer.pages:
        page.rotate(turn)
        if crop:
            page.cropbox = RectangleObject(crop)
    writer.write(buffer)
    return buffer.getvalue()


def plain(canvas: Canvas) -> None:
    lines(canvas, paragraph(9), y=coloured(canvas, paragraph(), WORDS) - 10)


def sideways(canvas: Canvas) -> None:
    canvas.translate(WIDTH, 0)
    canvas.rotate(90)
    coloured(canvas, paragraph(0, 30), WORDS, y=500)


@pytest.mark.parametrize("draw", [plain, sideways])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 50, 560, 810)])
def test_turned_and_cropped_pages(draw: Draw, turn: int, crop: tuple[float, float, float, float] | None) -> None:
    found = check(changed(made(draw), turn=turn, crop=crop), " ".join(WORDS))
    assert len(found[0][1].boxes) == len(WORDS)


def test_from_one_column_to_the_next() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(black)
        lines(canvas, filled(prose(0, 60), 40)[:-1])
        y = TOP - 14 * (len(filled(prose(0, 60), 40)) - 1)
        canvas.setFillColor(red)
        lines(canvas, ["Here begins what is quoted, in the left", "column of the page, and what goes on at"], y=y)
        lines(canvas, ["the top of the right one, to end there."], x=320)
        canvas.setFillColor(black)
        lines(canvas, filled(prose(70, 60), 40), x=320, y=TOP - 14)

    found = check(
        made(draw),
        "Here begins what is quoted, in the left column of the page, and what goes on at the top of the right one, to end there.",
    )
    assert len(found[0][1].boxes) == 3


def test_from_one_page_to_the_next_with_a_note_and_edges_between() -> None:
    def first(canvas: Canvas) -> None:
        lines(canvas, ["The harbour"], y=810, size=8)
        lines(canvas, ["A pier is a pier", *paragraph()], y=400)
        canvas.setFillColor(red)
        raised(canvas, [("The council, which met in the spring", False)], y=200)
        canvas.setFillColor(black)
        raised(canvas, [("", False), ("1", True)], x=LEFT + 180, y=200)
        canvas.setFillColor(red)
        lines(canvas, ["and in the sum-"], y=186)
        canvas.setFillColor(black)
        raised(canvas, [("1", True), (" Minutes of the second of June.", False)], y=90, size=8)

    def second(canvas: Canvas) -> None:
        lines(canvas, ["The harbour"], y=810, size=8)
        canvas.setFillColor(red)
        lines(canvas, ["mer, agreed on a ferry."])
        canvas.setFillColor(black)
        lines(canvas, paragraph(9), y=TOP - 30)

    found = check(made(first, second), "The council, which met in the spring and in the summer, agreed on a ferry.")
    assert [page for page, _ in found] == [0, 1]


def test_ligatures() -> None:
    try:
        pdfmetrics.registerFont(TTFont("Ligatures", "DejaVuSans.ttf"))
    except TTFError:
        pytest.skip("the font DejaVu Sans is not installed")

    def draw(canvas: Canvas) -> None:
        lines(canvas, ["The ﬁrst oﬃce"], font="Ligatures")
        canvas.setFillColor(red)
        lines(canvas, ["The diﬃcult ﬂeet has ﬁve oﬃcers."], font="Ligatures", y=TOP - 30)

    check(made(draw), "The difficult fleet has five officers.")


def test_a_part_of_a_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(LEFT, TOP, "They met and ")
        width = canvas.stringWidth("They met and ", "Helvetica", 11)
        canvas.setFillColor(red)
        canvas.drawString(LEFT + width, TOP, "agreed on a ferry")
        width += canvas.stringWidth("agreed on a ferry", "Helvetica", 11)
        canvas.setFillColor(black)
        canvas.drawString(LEFT + width, TOP, " for the islands.")

    check(made(draw), "agreed on a ferry")


@pytest.mark.parametrize("size", [(20.0, 14_000.0), (14_000.0, 20.0), (3.0, 3.0)])
def test_pictures_of_odd_pages_are_bounded(size: tuple[float, float]) -> None:
    view = page_view(made(lambda canvas: None, size=size), 0, (), ())
    assert 0 < view.width * view.height <= 1.01 * MAX_PIXELS
