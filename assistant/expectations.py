"""What kind of thing a question asks for, and whether a sentence holds one: a figure, a person, a time."""

from __future__ import annotations

import re
from typing import Literal

from assistant.names import figures

Kind = Literal["figure", "person", "time"]

_FIGURE = re.compile(
    r"\bhow (?:many|much|large|big|high|long|old|often)\b|"
    r"\b(?:percentage|per ?cent|share|proportion|part|number|amount|cost|budget|rate|salary|wage|total) (?:of|do|does|did)\b",
    re.I,
)
_PERSON = re.compile(r"^\s*(?:and\s+)?who\b|\bwhich (?:\w+ )?(?:person|minister|secretary|speaker|ambassador|official|expert)\b", re.I)
_TIME = re.compile(r"(?:^|\?\s+)\s*when\b|\b(?:what|which) (?:year|date|day|month)\b", re.I)
_NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|half|twice|"
    r"third|quarter)\b",
    re.I,
)
_PROPER = re.compile(r"[A-ZÀ-Þ][\w’'-]+\s+(?:[A-ZÀ-Þ][\w’'.-]*\s+)*[A-ZÀ-Þ][\w’'-]+")
_DISEASE = re.compile(r"COVID-19")


def wants(question: str) -> Kind | None:
    """The kind of thing asked for, or ``None`` when the question does not say."""
    if _FIGURE.search(question):
        return "figure"
    if _TIME.search(question):
        return "time"
    return "person" if _PERSON.search(question) else None


def holds(text: str, kind: Kind) -> bool:
    """Whether a text holds such a thing."""
    if kind == "person":
        return bool(_PROPER.search(text))
    return bool(figures(_DISEASE.sub("", text)) or _NUMBER_WORD.search(text))
