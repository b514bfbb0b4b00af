"""Whose words a quotation is, as far as the document says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.types import Document, Speaker, Statement

_PART = re.compile(
    r"(?:panel|session|roundtable|round table|table ronde|mesa redonda|séance|sesión|day|jour|día)\s+(?:\d{1,2}|[ivx]{1,4})\b",
    re.I,
)
_LEFT_OUT = re.compile(r"[\s•◦▪■●‣∙·*+–—().,;:\d-]*")
"""What may stand in a quotation beside its statements: list markers, white space, stops."""


def statements_over(document: Document, start: int, end: int) -> tuple[Statement, ...]:
    """The statements that reach into a span, in order."""
    return tuple(each for each in document.statements if each.start < end and each.end > start)


def speaker_of(document: Document, start: int, end: int) -> tuple[Speaker | None, str | None]:
    """(speaker, force) of a span: only when one speaker's statements cover all of it; a force only when it is one."""
    found = statements_over(document, start, end)
    speakers = {each.speaker for each in found}
    if len(speakers) != 1 or not _covers(document.text, found, start, end):
        return None, None
    forces = {each.force for each in found}
    return found[0].speaker, forces.pop() if len(forces) == 1 else None


def _covers(text: str, found: Sequence[Statement], start: int, end: int) -> bool:
    at = start
    for each in sorted(found, key=lambda statement: statement.start):
        if each.start > at and not _LEFT_OUT.fullmatch(text, at, each.start):
            return False
        at = max(at, each.end)
    return at >= end or bool(_LEFT_OUT.fullmatch(text, at, end))


def part_of(section: Sequence[str]) -> str | None:
    """The numbered part in which a passage stands: "Panel 1"."""
    for heading in reversed(section):
        found = _PART.match(heading)
        if found:
            return found.group()[:1].upper() + found.group()[1:].lower() if heading.isupper() else found.group()
    return None
