"""Figures of a sentence that do not stand in its passage, or stand there beside something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.evidence import Conflict, ConflictKind, Evidence
from assistant.facts.figures import Figure, figures_of
from assistant.facts.rivals import displaced
from assistant.facts.wordings import around, likeness

_EVENT_PARTS = frozenset({"panel", "day", "session", "roundtable", "message", "edition"})
_IN_HEADER = frozenset({"year", "month", "day", "part"})
_LISTING = re.compile(r"(?:^|[.;:] )$")
_LIMITS = {"+": "more than", "-": "less than"}
"""What may not be left out before a figure."""
_CLEARLY = 1.5
_ENOUGH = 0.5
"""How much closer another figure's surroundings must be before a figure counts as put in its place."""


def figure_conflicts(sentence: str, evidence: Evidence) -> Iterator[Conflict]:
    """Numbers, dates and numbered parts that the passage does not hold; swapped ones; "more than" for "less than"."""
    text, header = evidence.premise.text, evidence.around
    inside, outside = figures_of(text), figures_of(header)
    for figure in figures_of(sentence):
        if figure.kind == "ordinal" and _LISTING.search(sentence[: figure.start]):
            continue
        words = sentence[figure.start : figure.end]
        here = [other for other in inside if _equal(figure, other)]
        there = [other for other in outside if _equal(figure, other)] if figure.kind in _IN_HEADER else []
        if not here and not there:
            yield Conflict(
                kind_of(figure), _label(sentence, figure), f"“{_label(sentence, figure)}” does not stand in the passage"
            )
        elif here and (other := _swapped(sentence, figure, here, evidence)):
            yield Conflict(kind_of(figure), words, f"the passage gives “{other}” where the sentence says “{words}”")
        elif figure.bound and here and not any(_bounds_agree(figure, other) for other in here):
            yield Conflict("number", words, f"the passage does not say “{words}” with the same limit")
        elif not figure.bound and here and all(other.bound in _LIMITS for other in here):
            yield Conflict("number", words, f"the passage says {_LIMITS[here[0].bound]} {words}")


def _equal(figure: Figure, other: Figure) -> bool:
    if figure.same(other):
        return True
    ranks = {"ordinal", "part"}
    if figure.kind in ranks and other.kind in ranks and figure.value == other.value:
        return figure.kind != other.kind or figure.unit not in _EVENT_PARTS
    loose = {"number", "part", "ordinal"}
    return (
        figure.value == other.value
        and {figure.kind, other.kind} <= loose
        and figure.kind != other.kind
        and figure.unit not in _EVENT_PARTS
        and other.unit not in _EVENT_PARTS
    )


def kind_of(figure: Figure) -> ConflictKind:
    """The sort of conflict that a figure makes which is not so."""
    if figure.kind in {"year", "month", "day", "time"}:
        return "date"
    return "event" if figure.kind == "part" and figure.unit in _EVENT_PARTS else "number"


def _label(sentence: str, figure: Figure) -> str:
    """The figure with the word that it belongs to: "Panel 4", "fourth panel"."""
    words = sentence[figure.start : figure.end]
    if figure.kind != "part":
        return words
    before = re.search(r"[\w.]+\.? $", sentence[: figure.start])
    if words[0].isdigit() and before:
        return before[0] + words
    after = re.match(r" (?:key )?\w+", sentence[figure.end :])
    return words + (after[0] if after else "")


def _swapped(sentence: str, figure: Figure, here: list[Figure], evidence: Evidence) -> str | None:
    """Another figure of the passage that stands where the sentence has ``figure``."""
    if figure.kind in {"part", "ordinal", "vague"}:
        return None
    text = evidence.premise.text
    repeats = [one for one in figures_of(sentence) if one.same(figure)]
    others = [one for one in figures_of(sentence) if one.kind == figure.kind and one.value != figure.value]
    for rival in figures_of(text):
        if rival.kind != figure.kind or rival.value == figure.value or rival.unit != here[0].unit:
            continue
        if not _in_evidence(rival, evidence) or not all(_closer(sentence, one, here, [rival], text) for one in repeats):
            continue
        twin = next((one for one in others if one.value == rival.value), None)
        if twin is None or _closer(sentence, twin, [rival], here, text):
            return text[rival.start : rival.end]
    return _elsewhere(sentence, figure, evidence)


def _in_evidence(figure: Figure, evidence: Evidence) -> bool:
    return any(start <= figure.start < end for start, end in evidence.spans)


def _closer(sentence: str, figure: Figure, here: list[Figure], rivals: list[Figure], text: str) -> bool:
    """Whether the surroundings of ``figure`` in the sentence are rather those of its rivals in the passage."""
    own = around(sentence, figure.start, figure.end)
    best = max(likeness(own, around(text, other.start, other.end)) for other in here)
    likely = max(likeness(own, around(text, other.start, other.end)) for other in rivals)
    return likely >= _ENOUGH and likely > _CLEARLY * best


def _elsewhere(sentence: str, figure: Figure, evidence: Evidence) -> str | None:
    values = {one.value for one in figures_of(sentence) if one.kind == figure.kind}

    def rivals(text: str) -> bool:
        return any(one.kind == figure.kind and one.value not in values for one in figures_of(text))

    def holds(text: str) -> bool:
        return any(_equal(figure, one) for one in figures_of(text))

    text = displaced(sentence, sentence[figure.start : figure.end], evidence.premise, holds, rivals)
    return (
        next((text[one.start : one.end] for one in figures_of(text) if one.kind == figure.kind), None) if text else None
    )


def _bounds_agree(figure: Figure, other: Figure) -> bool:
    bounds = {figure.bound, other.bound}
    if figure.bound in {other.bound, "~"} or ("≤" in bounds and "+" not in bounds):
        return True
    return "≈" in bounds and "+" not in bounds
