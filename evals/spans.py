"""From clean text back to the file: where a span stands in it, and what cleaning made of that stretch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from corpus.types import Removal


def raw_span(removals: Sequence[Removal], start: int, end: int) -> tuple[int, int]:
    """The stretch of the decoded file from the first to the last character of a span of the clean text."""
    return _raw_offset(removals, start), _raw_offset(removals, end - 1) + 1


def _raw_offset(removals: Sequence[Removal], at: int) -> int:
    """Where the character at an offset of the clean text stands in the file; one that was put in: where its removal starts."""
    before = bisect_right(removals, at, key=lambda removal: removal.at + len(removal.replacement))
    last = removals[before - 1] if before else None
    if before < len(removals) and removals[before].at <= at:
        return removals[before].start
    if last is None:
        return at
    return last.start + len(last.text) + at - last.at - len(last.replacement)


def cleaned_stretch(raw: str, removals: Sequence[Removal], start: int, end: int) -> str:
    """A stretch of the file with every removal that lies in it carried out."""
    parts: list[str] = []
    position = start
    for removal in removals:
        stop = removal.start + len(removal.text)
        if removal.start < start or stop > end:
            continue
        parts += [raw[position : removal.start], removal.replacement]
        position = stop
    return "".join([*parts, raw[position:end]])


def squeezed(text: str) -> str:
    """A text without white space and hyphens."""
    return "".join(character for character in text if not character.isspace() and character not in "-\xad\u2010")
