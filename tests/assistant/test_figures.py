"""Figures in a text, and names in it."""

from __future__ import annotations

import pytest

from assistant.facts.figures import figures_of
from assistant.facts.named import known, names_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("more than 70,000 people", [("number", 70000, "", "+")]),
        ("70 000 personnes, 70.000 personas", [("number", 70000, "", ""), ("number", 70000, "", "")]),
        ("nearly 8.5 million", [("number", 8_500_000, "", "≈")]),
        ("twenty-five of two hundred", [("number", 25, "", ""), ("number", 200, "", "")]),
        ("a hundred boats", [("number", 100, "", "")]),
        ("70 to 110 million", [("number", 70e6, "", ""), ("number", 110e6, "", "")]),
        ("85 to 88 per cent", [("share", 85, "", ""), ("share", 88, "", "")]),
        ("40 pour cent, 40 por ciento", [("share", 40, "", ""), ("share", 40, "", "")]),
        ("less than half of them", [("share", 50, "", "-")]),
        ("seven in ten", [("share", 70, "", "")]),
        ("a third of the crew, the third crew", [("share", 33.3333, "", ""), ("ordinal", 3, "", "")]),
        ("nine billion euros", [("number", 9e9, "euro", "")]),
        (
            "15 and 16 October 2020",
            [("day", 15, "", ""), ("day", 16, "", ""), ("month", 10, "", ""), ("year", 2020, "", "")],
        ),
        ("le 3 mai", [("day", 3, "", ""), ("month", 5, "", "")]),
        ("it may rain, and they march", []),
        ("from 10:15", [("time", 615, "", "")]),
        ("Panel 4, the fourth panel", [("part", 4, "panel", ""), ("part", 4, "panel", "")]),
        ("Panels 4 and 5", [("part", 4, "panel", ""), ("part", 5, "panel", "")]),
        ("six panels and 39 speakers", [("number", 6, "", ""), ("number", 39, "", "")]),
        ("COVID-19 and resolution 73/195", []),
        ("hundreds of thousands", [("vague", 431, "", ""), ("vague", 448, "", "")]),
    ],
)
def test_figures(text: str, expected: list[tuple[str, float, str, str]]) -> None:
    assert [(one.kind, one.value, one.unit, one.bound) for one in figures_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Women earn less. Remittances fell.", []),
        ("Peru's decree helped Ana Prado.", ["Peru", "Ana Prado"]),
        ("Prado said that Ghanaians returned.", ["Prado", "Ghanaians"]),
        ("Governments act on COVID-19 under resolution 73/195.", ["COVID-19", "73/195"]),
        ("the Bolivarian Republic of Venezuela", ["Bolivarian Republic of Venezuela"]),
        ("L'Égypte et le Maroc", ["Égypte", "Maroc"]),
        ("the River Bank of Peru", ["River Bank", "Peru"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert [name.text for name in names_of(text)] == expected


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("Portuguese", "help from Portugal", True),
        ("Portugal", "a Portuguese decree", True),
        ("Spain", "a Portuguese decree", False),
        ("Pays-Bas", "the Netherlands", True),
        ("OIM", "the International Organization for Migration", True),
        ("WHO", "the World Health Organization", True),
        ("WHO", "who it was", False),
        ("ILO", "the World Health Organization", False),
        ("RBA", "the River Bank Association met", True),
        ("Niger", "in Nigeria", False),
        ("Guinea", "in Guinea-Bissau", False),
        ("Pereira", "Cláudia Pereira spoke", True),
        ("Morsy", "Cláudia Pereira spoke", False),
    ],
)
def test_what_a_text_knows(name: str, text: str, stands: bool) -> None:
    found = names_of(f"It was {name}.")
    assert len(found) == 1
    assert (known(text).misses(found[0]) is None) == stands
