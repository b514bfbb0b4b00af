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
_CLEAR = re.compile(r"[.?] (?=[A-ZÀ-ÖØ-Þ])(?:(?<=[^\W\d_]{2}..)|(?<=\d\d\d..)|(?<=[^\W_][)%]..))")
"""A stop that ends a sentence whatever stands around it."""
_ENTANGLED = re.compile(
    r"[\\!‘\t\r\n。．！？「」（）…]|(?:^|[\s(])(?:[^\W\d_]|[ivxIVX]{1,5})[.)]|[.?]{2}|\. \.|\s'|  |--"
    r"|[^\W_]\.[^\W_]|[\"”]\s\(|[ᓰ-ᓸ∯♨☝♬♭ȸȹ☉☈☇☄✂⌬⎋☏ƪ♟♝∮]"
)
"""What may tie the stops of a paragraph to one another: lists, abbreviations of single letters, ellipses, quotations."""
_NUMBERED = re.compile(r"(?:^|[\s(⁃-])\d{1,2}[.)]|\d\)")
"""Two of these may be a list."""
_BEFORE_STOP = re.compile(r"(?<!\S)([^\s.]+)\.")
_STARTS_PLAIN = re.compile(r"[^\W_]")
_INSIDE = re.compile(r"[.?](?!$)|-[\"'“”]")
_MARKS, _PAIR = re.compile(r"[()\[\]«»“”]"), re.compile(r"\(\)|\[\]|«»|“”")
_PLAIN_LANGUAGES = frozenset({"en", "fr", "es"})
_WINDOW = 20_000
"""Longer paragraphs are cut at white space before pysbd sees them: its time grows faster than the text."""
_LONG = 10_000
_ENDING = 20
"""Characters of a sentence that tell whether it ends with an abbreviation."""
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
    if len(body) >= _LONG:
        ends = [match.end() for match in _BOUNDARY.finditer(body)]
        return [body[start:end] for start, end in zip([0, *ends], [*ends, len(body)], strict=True)]
    found: list[str] = []
    pieces = _clear_pieces(body, language)
    for piece in pieces:
        if len(pieces) > 1 and _STARTS_PLAIN.match(piece) and not _INSIDE.search(piece):
            found.append(piece)
        else:
            found += _segmenter(language).processor(piece).process()
    return found


def _clear_pieces(body: str, language: str) -> list[str]:
    """A paragraph cut where pysbd is sure to cut it too: what is before such a stop does not change what comes after.

    pysbd takes 100 times as long for a paragraph as this. The pieces give the same sentences as the whole: its rules look
    no farther than a word from a stop, but for those that ``_ENTANGLED`` and an abbreviation set off, and for brackets
    and quotation marks, which no cut parts.
    """
    ends = [match.end() for match in _CLEAR.finditer(body)] if language in _PLAIN_LANGUAGES else []
    if not ends or _is_entangled(body, language):
        return [body]
    pieces: list[str] = []
    start = 0
    for end in ends:
        if _is_closed(body[start:end]):
            pieces.append(body[start : end - 1])
            start = end
    return [*pieces, body[start:]]


def _is_closed(piece: str) -> bool:
    """Whether brackets and quotation marks come in pairs."""
    marks, before = "".join(_MARKS.findall(piece)), ""
    while marks and marks != before:
        marks, before = _PAIR.sub("", marks), marks
    return not marks and piece.count('"') % 2 == 0


def _is_entangled(body: str, language: str) -> bool:
    if _ENTANGLED.search(body) or len(_NUMBERED.findall(body)) > 1:
        return True
    known = _abbreviations(language)
    return any(known.fullmatch(word) for word in _BEFORE_STOP.findall(body))


@lru_cache(maxsize=8)
def _abbreviations(language: str) -> re.Pattern[str]:
    """What pysbd takes for abbreviations: it does not escape their dots either."""
    words = _segmenter(language).language_module.Abbreviation.ABBREVIATIONS
    return re.compile("|".join(word.strip() for word in words), re.I)


def _add(text: str, spans: list[Offsets], start: int, end: int) -> None:
    """Add a span without white space at its ends; one that goes on from the one before is joined to it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if spans and _goes_on(text[max(spans[-1][0], spans[-1][1] - _ENDING) : spans[-1][1]], text[start:end]):
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))


def _goes_on(before: str, piece: str) -> bool:
    opening = piece.lstrip("“‘\"'([")[:1]
    return bool(_ABBREVIATED.search(before)) or opening.islower() or not any(character.isalnum() for character in piece)
