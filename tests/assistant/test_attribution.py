"""Whose words a quotation is: one speaker for all of it, or nobody."""

from __future__ import annotations

import pytest

from assistant.attribution import part_of, speaker_of, statements_over
from assistant.citing import page_of
from corpus.types import Document, Page, Section, Speaker, Statement

TEXT = "The minister of Arland asked for help. Borland agreed. Boats were sold.\n• Cheap boats;\n• Slow boats."
ARLAND, BORLAND = Speaker(state="Arland"), Speaker(state="Borland")
FIRST, SECOND, THIRD = (0, 38), (39, 54), (55, 71)


def document(*statements: Statement) -> Document:
    return Document("d", "d.txt", "D", TEXT, (Section((), 0, 0, len(TEXT)),), (), statements=statements)


@pytest.mark.parametrize(
    ("statements", "span", "expected"),
    [
        ([Statement(*FIRST, ARLAND, "called for")], FIRST, (ARLAND, "called for")),
        ([Statement(*FIRST, ARLAND, "called for")], (4, 20), (ARLAND, "called for")),
        ([Statement(*FIRST, ARLAND), Statement(*SECOND, ARLAND, "agreed")], (0, 54), (ARLAND, None)),
        ([Statement(*FIRST, ARLAND), Statement(*SECOND, BORLAND)], (0, 54), (None, None)),
        ([Statement(*FIRST, ARLAND)], (0, 54), (None, None)),
        ([Statement(*SECOND, BORLAND)], (0, 54), (None, None)),
        ([Statement(*FIRST, ARLAND), Statement(*FIRST, BORLAND)], FIRST, (None, None)),
        ([Statement(55, 85, ARLAND), Statement(88, 99, ARLAND)], (55, 99), (ARLAND, None)),
        ([], FIRST, (None, None)),
        ([Statement(*FIRST, None, "agreed")], FIRST, (None, "agreed")),
    ],
)
def test_one_speaker_for_all_of_a_span_or_nobody(
    statements: list[Statement], span: tuple[int, int], expected: tuple[Speaker | None, str | None]
) -> None:
    assert speaker_of(document(*statements), *span) == expected


def test_the_statements_that_reach_into_a_span() -> None:
    made = document(Statement(*FIRST, ARLAND), Statement(*SECOND, BORLAND))
    assert [each.speaker for each in statements_over(made, 30, 45)] == [ARLAND, BORLAND]
    assert statements_over(made, *THIRD) == ()


@pytest.mark.parametrize(
    ("section", "part"),
    [
        (("The messages", "Panel 1: Boats"), "Panel 1"),
        (("PANEL 2", "Discussion"), "Panel 2"),
        (("Table ronde 3 : les bateaux",), "Table ronde 3"),
        (("The panel discussed boats",), None),
        ((), None),
    ],
)
def test_the_numbered_part_of_a_section(section: tuple[str, ...], part: str | None) -> None:
    assert part_of(section) == part


@pytest.mark.parametrize(
    ("span", "label"), [((0, 10), "iv"), ((5, 25), "iv–2"), ((12, 38), "1–3"), ((25, 30), "2"), ((40, 50), None)]
)
def test_the_pages_of_a_span(span: tuple[int, int], label: str | None) -> None:
    pages = (Page("iv", 0, 10), Page("1", 10, 20), Page("2", 20, 30), Page("", 30, 30), Page("3", 30, 40))
    assert page_of(pages, *span) == label
