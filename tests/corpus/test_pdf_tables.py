"""Tables in PDF become rows of "column: value", each character still at its place; what only looks like one does not."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from corpus.cleaning import rebuild
from corpus.page_images import page_view, places, text_in
from tests.corpus.pdfs import LEFT, TOP, Draw, lines, made, paragraph, read

ROWS = [
    ["District", "Boats", "Remarks"],
    ["Lindhaven", "1,200", "The second pier is open to all who hold a ticket, and to fishermen"],
    ["Upper Tarn", "", "No ferry in winter"],
]
_STYLE = getSampleStyleSheet()["BodyText"]
_EXPECTED = [
    "District: Lindhaven; Boats: 1,200; Remarks: The second pier is open to all who hold a ticket, and to fishermen",
    "District: Upper Tarn; Remarks: No ferry in winter",
]


def ruled(
    rows: Sequence[Sequence[str]], y: float, *, above: bool = True, extra: Sequence[tuple[object, ...]] = ()
) -> Draw:
    """A page with text, a ruled table with its top at a height, and text."""

    def draw(canvas: Canvas) -> None:
        if above:
            lines(canvas, paragraph(), y=y + 80)
        table = Table([[Paragraph(cell, _STYLE) for cell in row] for row in rows], colWidths=[110, 80, 180])
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), *extra]))
        _, height = table.wrapOn(canvas, 400, 800)
        table.drawOn(canvas, LEFT, y - height)
        lines(canvas, paragraph(31), y=y - height - 30)

    return draw


def test_rows_of_a_ruled_table_name_their_columns() -> None:
    found = read(made(ruled(ROWS, 600)))
    assert found.text.split("\n\n")[1].split("\n") == _EXPECTED
    assert found.text.startswith(" ".join(paragraph()))
    assert found.text.endswith(" ".join(paragraph(31)))
    assert "District\tBoats\tRemarks" in rebuild(found.text, found.removals)


def test_the_words_of_a_row_are_found_on_the_page() -> None:
    data = made(ruled(ROWS, 600))
    found = read(data)
    start = found.text.index(_EXPECTED[0])
    (place,) = places(found, start, start + len(_EXPECTED[0]))
    boxes = page_view(data, 0, place.runs, place.words, width=300).boxes
    assert "".join("".join(text_in(data, 0, box) for box in boxes).split()) == "".join("".join(ROWS[1]).split())


def test_a_table_goes_on_on_the_next_page_with_its_header_or_without() -> None:
    more = [["Orsk", "96", "Since 2022"], ["Saint Maro", "118", "Closed"]]
    for rows in ([ROWS[0], *more], more):
        second = ruled(rows, 780, above=False)
        data = made(lambda canvas: _only(canvas, ROWS), second)
        text = read(data).text
        assert "District: Orsk; Boats: 96; Remarks: Since 2022\nDistrict: Saint Maro; Boats: 118" in text
        assert "District: District" not in text


def _only(canvas: Canvas, rows: Sequence[Sequence[str]]) -> None:
    lines(canvas, paragraph())
    table = Table([[Paragraph(cell, _STYLE) for cell in row] for row in rows], colWidths=[110, 80, 180])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    table.wrapOn(canvas, 400, 800)
    table.drawOn(canvas, LEFT, 60)


def test_a_table_whose_first_row_names_nothing() -> None:
    rows = [["Lindhaven", "12 March 2021", "40"], ["Upper Tarn", "3 May 2021", "17"]]
    assert "Lindhaven; 12 March 2021; 40\nUpper Tarn; 3 May 2021; 17" in read(made(ruled(rows, 600))).text


def test_merged_cells() -> None:
    rows = [["District", "Boats in", ""], ["", "2021", "2022"], ["Lindhaven", "3", "4"], ["Tarn", "5", "6"]]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1))]
    text = read(made(ruled(rows, 600, extra=spans))).text
    assert "District: Lindhaven; Boats in 2021: 3; Boats in 2022: 4\nDistrict: Tarn; Boats in 2021: 5" in text


def aligned(rows: Sequence[Sequence[str]], xs: Sequence[float], y: float = TOP) -> Draw:
    def draw(canvas: Canvas) -> None:
        below = lines(canvas, paragraph(), y=y) - 14
        for row in rows:
            for text, x in zip(row, xs, strict=True):
                lines(canvas, [text], x=x, y=below)
            below -= 15
        lines(canvas, paragraph(31), y=below - 14)

    return draw


def test_columns_of_figures_without_lines_are_a_table() -> None:
    rows = [
        ["Place", "Boats", "People"],
        ["Lindhaven", "12", "3,400"],
        ["Upper Tarn", "7", "1,950"],
        ["Orsk", "3", "410"],
    ]
    text = read(made(aligned(rows, (LEFT, 250, 350)))).text
    assert "Place: Lindhaven; Boats: 12; People: 3,400\nPlace: Upper Tarn; Boats: 7; People: 1,950" in text


def test_columns_of_words_without_lines_have_no_header() -> None:
    rows = [["Aissa Kone", "Mayor"], ["Teodor Vass", "Builder"], ["Ilse Okonjo", "Teacher"]]
    assert (
        "Aissa Kone; Mayor\nTeodor Vass; Builder\nIlse Okonjo; Teacher" in read(made(aligned(rows, (LEFT, 250)))).text
    )


def test_numbered_items_are_no_table() -> None:
    rows = [[f"{at}.", text] for at, text in enumerate(("First, the plans.", "Then the money.", "Then the ferry."), 1)]
    assert "1. First, the plans.\n2. Then the money.\n3. Then the ferry." in read(made(aligned(rows, (LEFT, 110)))).text


def test_a_box_around_prose_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 600, 480, 160)
        lines(canvas, paragraph(0, 90))

    assert read(made(draw)).text == " ".join(paragraph(0, 90))
