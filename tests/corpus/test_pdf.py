"""PDF to documents: reading order, furniture, notes, headings, lists, tables, and where each character stands."""

from __future__ import annotations

from collections import Counter

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.cleaning import rebuild
from corpus.types import Document
from tests.corpus.pdfs import HEIGHT, LEFT, TOP, WIDTH, Draw, filled, lines, made, paragraph, prose, raised, read


def kinds(document: Document) -> Counter[str]:
    return Counter(each.kind for each in document.removals if each.kind != "white space")


def removed(document: Document, kind: str) -> list[str]:
    return [each.text for each in document.removals if each.kind == kind]


def paragraphs(document: Document) -> list[str]:
    return document.text.split("\n\n")


def page(start: int = 0, *, header: str = "", number: str = "", title: str = "") -> Draw:
    """A page of two paragraphs with what stands around them."""

    def draw(canvas: Canvas) -> None:
        if header:
            lines(canvas, [header], y=HEIGHT - 40, size=8)
        if number:
            lines(canvas, [number], x=WIDTH / 2, y=36, size=9)
        y = TOP
        if title:
            y = lines(canvas, [title], size=16, font="Helvetica-Bold", leading=28)
        y = lines(canvas, paragraph(start), y=y)
        lines(canvas, paragraph(start + 31), y=y - 8)

    return draw


def test_lines_are_paragraphs_again() -> None:
    found = read(made(page()))
    assert paragraphs(found) == [" ".join(paragraph()), " ".join(paragraph(31))]
    assert found.metadata.language == "en"
    assert rebuild(found.text, found.removals).split() == found.text.split()


def test_what_stands_around_the_text_is_removed() -> None:
    data = made(
        *(page(start, header="Report of the harbour", number=str(at)) for at, start in enumerate((0, 9, 18), 1))
    )
    found = read(data)
    assert removed(found, "running header") == ["Report of the harbour"] * 3
    assert removed(found, "page number") == ["1", "2", "3"]
    assert "Report of the harbour" not in found.text
    assert [each.label for each in found.pages] == ["1", "2", "3"]


def test_headers_of_left_and_right_pages_alternate() -> None:
    heads = ["Lindhaven", "The harbour", "Lindhaven", "The harbour"]
    found = read(made(*(page(9 * at, header=head) for at, head in enumerate(heads))))
    assert removed(found, "running header") == heads


def test_a_header_with_the_number_of_the_page() -> None:
    found = read(made(*(page(9 * at, header=f"The harbour | {at + 7}") for at in range(3))))
    assert removed(found, "running header") == ["The harbour | 7", "The harbour | 8", "The harbour | 9"]


def test_what_stands_once_at_the_top_is_text() -> None:
    found = read(made(page(header="A word before"), page(9), page(18)))
    assert "A word before" in found.text
    assert not removed(found, "running header")


def test_numbered_headings_on_top_of_pages_are_no_headers() -> None:
    found = read(made(page(title="Panel 1"), page(9, title="Panel 2"), page(18, title="Panel 3")))
    assert [section.path for section in found.sections] == [("Panel 1",), ("Panel 2",), ("Panel 3",)]


def test_pages_that_are_the_same_keep_their_text() -> None:
    assert paragraphs(read(made(page(), page()))) == [" ".join(paragraph()), " ".join(paragraph(31))] * 2


def test_headers_of_two_lines() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["The harbour of Lindhaven", "Report to the council"], y=HEIGHT - 40, size=9, leading=11)
        lines(canvas, paragraph(canvas.getPageNumber() * 7))

    assert len(removed(read(made(draw, draw)), "running header")) == 4


def two_columns(left: list[str], right: list[str], *, interleaved: bool) -> Draw:
    def draw(canvas: Canvas) -> None:
        if interleaved:
            for at, texts in enumerate(zip(left, right, strict=True)):
                for text, x in zip(texts, (LEFT, 320), strict=True):
                    lines(canvas, [text], x=x, y=TOP - 14 * at)
        else:
            lines(canvas, left)
            lines(canvas, right, x=320)

    return draw


@pytest.mark.parametrize("interleaved", [False, True])
def test_columns_are_read_one_after_the_other(interleaved: bool) -> None:
    words = prose(0, 200)
    texts = filled(words, 42)
    half = len(texts) // 2
    found = read(made(two_columns(texts[:half], texts[half : 2 * half], interleaved=interleaved)))
    assert found.text == " ".join(texts[: 2 * half])


def test_a_heading_across_columns_parts_them() -> None:
    def draw(canvas: Canvas) -> None:
        for y, start, title in ((740, 0, "The harbour of Lindhaven before and after the storm"), (420, 90, "")):
            if title:
                lines(canvas, [title], y=y, size=17, font="Helvetica-Bold")
            lines(canvas, filled(prose(start, 45), 42), y=y - 30)
            lines(canvas, filled(prose(start + 45, 45), 42), x=320, y=y - 30)
            if title:
                lines(
                    canvas,
                    ["What the council decided about the ferry in the summer"],
                    y=420,
                    size=17,
                    font="Helvetica-Bold",
                )

    found = read(made(draw))
    assert found.text.split("\n\n") == [
        "The harbour of Lindhaven before and after the storm",
        " ".join(prose(0, 90)),
        "What the council decided about the ferry in the summer",
        " ".join(prose(90, 90)),
    ]


def test_three_columns() -> None:
    def draw(canvas: Canvas) -> None:
        for at in range(3):
            lines(canvas, filled(prose(50 * at, 50), 26), x=60 + 170 * at, size=10)

    assert read(made(draw)).text == " ".join(prose(0, 150))


def test_a_sentence_goes_on_over_a_page_and_keeps_its_page() -> None:
    words = prose(0, 90)
    texts = filled(words, 84)
    found = read(
        made(
            lambda canvas: lines(canvas, texts[:4], y=140),
            lambda canvas: lines(canvas, texts[4:]),
        )
    )
    assert found.text == " ".join(words)
    starts = [each.start for each in found.pages]
    assert found.text[starts[1] :].startswith(texts[4])


def test_notes_and_their_marks_are_removed_and_exponents_are_not() -> None:
    def draw(canvas: Canvas) -> None:
        raised(
            canvas,
            [
                ("It agreed on a ferry", False),
                ("1", True),
                (" for 10 km", False),
                ("2", True),
                (", as asked.", False),
                ("2", True),
            ],
        )
        raised(
            canvas,
            [("The 1", False), ("st", True), (" pier and 10", False), ("3", True), (" boats were seen.", False)],
            y=TOP - 14,
        )
        lines(canvas, paragraph(5), y=TOP - 50)
        canvas.line(LEFT, 120, 200, 120)
        raised(canvas, [("1", True), (" Council minutes of the second of June.", False)], y=105, size=8)
        raised(canvas, [("2", True), (" Survey of the coast, page 12.", False)], y=94, size=8)

    found = read(made(draw))
    assert paragraphs(found)[:2] == [
        "It agreed on a ferry for 10 km2, as asked.",
        "The 1st pier and 103 boats were seen.",
    ]
    assert removed(found, "footnote mark") == ["1", "2"]
    assert len(removed(found, "footnote")) == 2
    assert "minutes" not in found.text


def test_a_note_goes_on_at_the_bottom_of_the_next_page() -> None:
    def first(canvas: Canvas) -> None:
        raised(canvas, [("The council met", False), ("1", True), (" and agreed.", False)])
        lines(canvas, paragraph(5), y=TOP - 40)
        raised(canvas, [("1", True), (" Minutes of the second of June, as they were", False)], y=80, size=8)

    def second(canvas: Canvas) -> None:
        lines(canvas, paragraph(9))
        lines(canvas, ["read out and adopted in July."], y=80, size=8)

    found = read(made(first, second))
    assert "read out" not in found.text
    assert len(removed(found, "footnote")) == 2


def test_a_note_with_an_asterisk() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["The figures* are those of the council, and they are final.", *paragraph(3)])
        lines(canvas, ["* Estimates of the harbour office."], y=100, size=8)

    found = read(made(draw))
    assert found.text.startswith("The figures are those of the council")
    assert kinds(found) == {"footnote mark": 1, "footnote": 1}


def test_raised_figures_without_notes_stay() -> None:
    found = read(
        made(lambda canvas: raised(canvas, [("An area of 10 km", False), ("2", True), (" was cleared.", False)]))
    )
    assert found.text == "An area of 10 km2 was cleared."


def test_endnotes() -> None:
    def text(canvas: Canvas) -> None:
        raised(
            canvas,
            [("It met.", False), ("1", True), (" It agreed.", False), ("2", True), (" All did.", False), ("3", True)],
        )
        lines(canvas, paragraph(3), y=TOP - 40)

    def notes(canvas: Canvas) -> None:
        lines(canvas, ["Notes"], size=14, font="Helvetica-Bold")
        lines(canvas, ["1. Council minutes, June.", "2. Survey of the coast.", "3. Letter of the mayor."], y=TOP - 30)

    found = read(made(text, notes))
    assert paragraphs(found)[0] == "It met. It agreed. All did."
    assert "Survey" not in found.text
    assert kinds(found) == {"footnote mark": 3, "footnote": 4}


def test_headings_by_size_and_weight() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(
            canvas,
            ["The harbour of Lindhaven, and what became of it after two", "winters without a ferry"],
            size=20,
            leading=24,
        )
        for number, start in (("First", 0), ("Second", 40)):
            y = lines(canvas, [f"{number} part"], y=y - 10, size=14, leading=20)
            y = lines(canvas, [f"{number} question"], y=y, font="Helvetica-Bold")
            y = lines(canvas, paragraph(start), y=y - 4)

    title = "The harbour of Lindhaven, and what became of it after two winters without a ferry"
    assert [section.path for section in read(made(draw)).sections] == [
        (title,),
        (title, "First part"),
        (title, "First part", "First question"),
        (title, "Second part"),
        (title, "Second part", "Second question"),
    ]


def test_bookmarks_say_what_is_a_heading() -> None:
    def draw(canvas: Canvas) -> None:
        y = TOP
        for at, title in enumerate(("The storm", "What it cost", "The repair")):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level=int(at == 1))
            y = lines(canvas, [title], y=y, font="Helvetica-Oblique")
            y = lines(canvas, paragraph(9 * at), y=y - 8) - 10

    paths = [section.path for section in read(made(draw)).sections]
    assert paths == [("The storm",), ("The storm", "What it cost"), ("The repair",)]


def test_bold_sentences_and_captions_are_no_headings() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, paragraph(0, 50), font="Helvetica-Bold")
        y = lines(canvas, ["Table 1. Boats by year"], y=y - 10, font="Helvetica-Bold")
        lines(canvas, paragraph(9, 90), y=y - 10)

    assert [section.path for section in read(made(draw)).sections] == [()]


def test_list_items_hang_over_several_lines() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, ["The council asks for three things:"])
        for mark, texts in (
            ("•", ["that the second pier is opened before the", "summer;"]),
            ("•", ["that tickets stay cheap."]),
        ):
            lines(canvas, [mark], x=LEFT + 8, y=y)
            y = lines(canvas, texts, x=LEFT + 24, y=y)
        for mark, texts in (
            ("1.", ["First the plans, which the districts want to", "see."]),
            ("2.", ["Then the money."]),
        ):
            lines(canvas, [mark], x=LEFT + 8, y=y)
            y = lines(canvas, texts, x=LEFT + 24, y=y)

    assert read(made(draw)).text == (
        "The council asks for three things:\n\n• that the second pier is opened before the summer;\n"
        "• that tickets stay cheap.\n1. First the plans, which the districts want to see.\n2. Then the money."
    )


def test_bullets_that_are_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, ["The council asks for two things:"])
        for text in ("a second pier for the fishermen;", "tickets that stay cheap."):
            canvas.circle(LEFT + 6, y + 3.5, 2, stroke=0, fill=1)
            y = lines(canvas, [text], x=LEFT + 18, y=y)

    found = read(made(draw))
    assert found.text.endswith("two things:\n\n• a second pier for the fishermen;\n• tickets that stay cheap.")
    assert "•" not in rebuild(found.text, found.removals)


def test_a_line_that_starts_with_a_number_is_no_item() -> None:
    texts = [
        "The survey of the coast was read out by the mayor, who had received it in June, and its",
        "30. page was the last one.",
    ]
    assert read(made(lambda canvas: lines(canvas, texts))).text == " ".join(texts)


def test_first_lines_that_are_indented_start_paragraphs() -> None:
    def draw(canvas: Canvas) -> None:
        y = TOP
        for start in (0, 40, 80):
            first, *others = paragraph(start, 45)
            y = lines(canvas, others, y=lines(canvas, [first], x=LEFT + 18, y=y))

    assert len(paragraphs(read(made(draw)))) == 3


def test_hyphens_at_line_ends() -> None:
    texts = [
        "The harbour of Lind-",
        "haven was re-opened, and its well-",
        "known ferry came back to Lindhaven with a new cap-",
        "tain.",
    ]
    found = read(made(lambda canvas: lines(canvas, texts)))
    assert (
        found.text
        == "The harbour of Lindhaven was re-opened, and its well-known ferry came back to Lindhaven with a new captain."
    )


def test_without_hyphenation_a_hyphen_belongs_to_its_word() -> None:
    texts = [
        *filled(prose(0, 200), 84),
        "and then they saw, on the wall of the office, a cost-",
        "benefit estimate of the ferry.",
    ]
    assert "a cost-benefit estimate" in read(made(lambda canvas: lines(canvas, texts))).text


def test_a_table_of_contents_is_an_outline() -> None:
    def contents(canvas: Canvas) -> None:
        lines(canvas, ["Contents"], size=16, font="Helvetica-Bold")
        for at, (title, number) in enumerate(
            (("The storm", 2), ("The harbour before it", 3), ("The repair", 5), ("Annex", 9))
        ):
            lines(canvas, [f"{title} {'.' * (80 - len(title))}"], y=TOP - 30 - 14 * at)
            lines(canvas, [str(number)], x=500, y=TOP - 30 - 14 * at)

    found = read(made(contents, page(title="The storm"), page(9, title="The repair")))
    assert kinds(found)["outline"] == 5
    assert [section.path for section in found.sections] == [("The storm",), ("The repair",)]


def test_watermarks_are_left_out_and_turned_pages_are_read() -> None:
    def marked(canvas: Canvas) -> None:
        page()(canvas)
        canvas.translate(150, 200)
        canvas.rotate(45)
        lines(canvas, ["DRAFT"], x=0, y=0, size=90)

    def sideways(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        lines(canvas, paragraph(9), y=500)

    found = read(made(marked, sideways))
    assert "DRAFT" not in found.text
    assert " ".join(paragraph(9)) in found.text


def test_fields_and_annotations_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        page()(canvas)
        canvas.acroForm.textfield(name="name", value="typed into a field", x=100, y=200, width=200, height=20)
        canvas.textAnnotation("a remark", (100, 100, 200, 120))

    text = read(made(draw)).text
    assert "typed" not in text
    assert "remark" not in text


def test_what_is_beyond_the_crop_box_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        page()(canvas)
        lines(canvas, ["printer's mark"], y=20)

    assert "printer" not in read(made(draw, cropBox=(0, 40, WIDTH, HEIGHT))).text


def test_text_that_is_drawn_invisibly_is_text() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(3)
        for line in paragraph():
            text.textLine(line)
        canvas.drawText(text)

    assert read(made(draw)).text == " ".join(paragraph())


def test_the_places_of_all_characters_are_known() -> None:
    data = made(page(header="A report", number="1"), page(9, header="A report", number="2"))
    found = read(data)
    assert found.facsimile
    raw = rebuild(found.text, found.removals)
    covered = [at for run in found.facsimile.runs for at in range(run.start, run.start + run.length)]
    assert len(covered) == len(set(covered))
    missing = [at for at, character in enumerate(raw) if not character.isspace() and at not in set(covered)]
    assert missing == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Report of the harbour", "Report of the harbour"),
        ("Microsoft Word - report_final.doc", "The storm"),
        ("untitled", "The storm"),
        ("", "The storm"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    assert read(made(page(title="The storm"), title=title)).title == expected
