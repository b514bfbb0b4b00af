"""Sentences with exact offsets: pysbd inside paragraphs; list items and headings are sentences of their own."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.writer import Span

if TYPE_CHECKING:
    import pysbd

_BOUNDARY = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Nos|Art|Arts|para|paras|pp|p|vol|ed|eds|Sr|Sra|Mme|M|Prof|Gen|Amb|H\.E|e\.g|i\.e|cf|vs|etc|al|Ibid)\.)$"
)
_WINDOW = 20_000
"""Longer paragraphs are cut at white space before pysbd sees them: its time grows faster than the text."""
_LONG = 10_000
_LANGUAGES = frozenset({"en", "fr", "es", "de", "it"})

Offsets = tuple[int, int]


@lru_cache(maxsize=8)
def _segmenter(language: str) -> pysbd.Segmenter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        import pysbd
    return pysbd.Segmenter(language=language if language in _LANGUAGES else "en", clean=False)


def sentences(text: str, blocks: Iterable[Span], *, language: str = "en") -> tuple[Offsets, ...]:
    """Spans of the sentences of a clean text, in order, none empty, none overlapping, without white space at the ends."""
    found: list[Offsets] = []
    for block in blocks:
        if block.kind == "heading":
            found.append((block.start, block.end))
        else:
            for start, end in _windows(text, block.start, block.end):
                found += _of_paragraph(text, start, end, language)
    return tuple(found)


def _windows(text: str, start: int, end: int) -> list[Offsets]:
    windows: list[Offsets] = []
    while end - start > _WINDOW:
        cut = text.rfind(" ", start + 1, start + _WINDOW)
        cut = cut if cut > start else start + _WINDOW
        windows.append((start, cut))
        start = cut
    return [*windows, (start, end)]


def _of_paragraph(text: str, start: int, end: int, language: str) -> list[Offsets]:
    body = text[start:end]
    pieces = [body] if not _BOUNDARY.search(body) else _cut(body, language)
    spans: list[Offsets] = []
    position = start
    for piece in pieces:
        at = text.find(piece.strip(), position, end)
        if at < 0:  # pysbd changed a character: the rest stays one sentence
            break
        position = at + len(piece.strip())
        _add(text, spans, at, position)
    if text[position:end].strip():
        _add(text, spans, position, end)
    return spans


def _cut(body: str, language: str) -> list[str]:
    """Sentences of a paragraph; pysbd's time grows faster than the text, so an endless paragraph is cut at its stops."""
    if len(body) < _LONG:
        found: list[str] = _segmenter(language).processor(body).process()
        return found
    ends = [match.end() for match in _BOUNDARY.finditer(body)]
    return [body[start:end] for start, end in zip([0, *ends], [*ends, len(body)], strict=True)]


def _add(text: str, spans: list[Offsets], start: int, end: int) -> None:
    """Add a span without white space at its ends; one that goes on from the one before is joined to it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if spans and _goes_on(text[spans[-1][0] : spans[-1][1]], text[start:end]):
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))


def _goes_on(before: str, piece: str) -> bool:
    opening = piece.lstrip("“‘\"'([")[:1]
    return bool(_ABBREVIATED.search(before)) or opening.islower() or not any(character.isalnum() for character in piece)
