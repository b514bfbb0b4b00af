"""What kind of part of a report a section is: a panel, remarks, the authors' own summary, or something else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.speakers.directory import POST, People, person_name
from corpus.speakers.names import NAME
from corpus.types import Section, Speaker

PANEL, FLOOR, SUMMARY = "panel", "floor", "authors' summary"
"""The kinds of statements. Opening and closing remarks count as ``PANEL``: they come from the podium, not the floor."""

_FLOOR = re.compile(r"\b(?:from the floor|depuis la salle|desde la sala)\b", re.I)
_PANEL = re.compile(r"\b(?:panel|panels|round ?table|mesa redonda|table ronde)\b", re.I)
_REMARKS = re.compile(
    r"\b(?:opening|closing|keynote|remarks|ouverture|clôture|allocutions?|apertura|clausura|discours|palabras)\b", re.I
)
_SUMMARY = re.compile(
    r"\b(?:overview|conclusions?|recommendations?|messages?|summary|introduction|way forward|outcomes?|takeaways|"
    r"recommandations?|synthèse|résumé|aperçu|vue d['’]ensemble|recomendaci(?:ón|ones)|resumen|panorama|mensajes?|"
    r"conclusi(?:ón|ones)|introducción)\b",
    re.I,
)
_RECOMMENDS = re.compile(r"\b(?:recomm[ae]nd\w+|way forward|recomendaci\w+)\b", re.I)
_DISCUSSION = re.compile(r"^(?:\d+\.?\s*)?(?:general |open )?(?:discussions?|debates?|débat|deliberaciones)$", re.I)
_WHOLE = re.compile(
    r"^(?:[\w’'-]+ ){0,6}(?:summary|synthèse|résumé|resumen)(?: of (?:the )?(?:conclusions|proceedings|discussions?))?$",
    re.I,
)
_FOREWORD = re.compile(r"^(?:foreword|preface|avant-propos|préface|prólogo|prefacio)$", re.I)
_WRITTEN = re.compile(r"^(?:concept note|agenda|background|note de cadrage|nota conceptual)", re.I)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a section tells about the statements in it."""

    kind: str | None = None
    """``PANEL`` or ``SUMMARY``."""
    remarks: bool = False
    """Opening or closing remarks."""
    floor: bool = False
    """Its heading says that the floor speaks."""
    recommends: bool = False
    """Its heading says that it holds recommendations."""
    signed: Speaker | None = None
    """Who signed a foreword."""


def settings(
    text: str, sections: Sequence[Section], sentences: Sequence[tuple[int, int]], people: People
) -> Iterator[tuple[Setting, Sequence[tuple[int, int]]]]:
    """Each section's setting with the sentences of its body."""
    starts = [start for start, _ in sentences]
    summary = any(_WHOLE.match(section.path[-1]) for section in sections if section.path)
    for section in sections:
        spans = sentences[bisect_left(starts, section.body) : bisect_left(starts, section.end)]
        if not section.path:
            yield Setting(), spans
        elif _FOREWORD.match(section.path[-1]):
            signed = _signature(text, spans, people)
            yield Setting(signed=signed), spans[:-1] if signed else spans
        else:
            yield _setting(section.path, summary), spans


def _setting(path: Sequence[str], summary: bool) -> Setting:
    for title in (re.sub(r"\s*\([^()]*\)$", "", title) for title in reversed(path)):
        if _FLOOR.search(title):
            return Setting(PANEL, floor=True)
        if _DISCUSSION.match(title) or _WRITTEN.match(title):
            return Setting()
        if _PANEL.search(title) and not _WHOLE.match(title):
            return Setting(PANEL)
        if _REMARKS.search(title):
            return Setting(remarks=True)
        if _SUMMARY.search(title):
            return Setting(SUMMARY, recommends=_RECOMMENDS.search(title) is not None)
    return Setting(SUMMARY if summary else None)


def _signature(text: str, spans: Sequence[tuple[int, int]], people: People) -> Speaker | None:
    """The name and post at the end of a foreword."""
    if not spans:
        return None
    start, end = spans[-1]
    post = POST.search(text, start, end)
    found = NAME.match(text, start, post.start()) if post and end - start < 120 else None
    name = person_name(found[0]) if found else None
    return people.described(name).speaker(name) if name else None
