"""What a question asks for: one thing or several, of one event or of all; a figure, a person, a time."""

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
_PERSON = re.compile(
    r"^\s*(?:and\s+)?who\b|\bwhich (?:\w+ )?(?:person|minister|secretary|speaker|ambassador|official|expert)\b", re.I
)
_TIME = re.compile(r"(?:^|\?\s+)\s*when\b|\b(?:what|which) (?:year|date|day|month)\b", re.I)
_NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|half|twice|"
    r"third|quarter)\b",
    re.I,
)
_PROPER = re.compile(r"[A-ZÀ-Þ][\w’'-]+\s+(?:[A-ZÀ-Þ][\w’'.-]*\s+)*[A-ZÀ-Þ][\w’'-]+")
_DISEASE = re.compile(r"COVID-19")


_LIST = re.compile(
    r"\b(?:list|which (?:\w+ )?\w+s\b|what (?:\w+ ){0,2}(?:are|were) |recommendations?|examples?|measures|steps|ways|"
    r"themes|topics|pillars|principles|components|challenges|panels|speakers|countries|who (?:were|are)|all the|"
    r"objectives|priorities|actions|groups|reasons|messages|conclusions|questions|"
    r"(?:what|how) (?:did|does|do|has|have|should) .*\b(?:do|done|help|recommend(?:ed)?|support)\b)",
    re.I,
)
_COMPARE = re.compile(
    r"\b(?:compare[ds]?|comparison|differ(?:ence|ent|ed|s)?|both|versus|vs|each (?:of|year|event)|"
    r"change[ds]? (?:between|from)|over time)\b",
    re.I,
)
_NUMBERED = re.compile(
    r"\b(?:panel|day|roundtable|session)\s+(?:\d+|one|two|three|four|five|six|seven)\b|"
    r"\b(?:first|second|third|fourth|fifth|sixth|last|final) (?:panel|day|session|roundtable)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def asks_for_list(question: str) -> bool:
    """Whether several things are asked for."""
    return bool(_LIST.search(question))


def asks_for_comparison(question: str) -> bool:
    """Whether documents or years are to be set side by side."""
    return bool(_COMPARE.search(question)) or len(set(_YEAR.findall(question))) > 1


def is_ambiguous(question: str) -> bool:
    """Whether the question names a numbered part of an event without saying which event."""
    return bool(_NUMBERED.search(question)) and not _YEAR.search(question)


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
