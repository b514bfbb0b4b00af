"""Footnotes and their marks.

A note is in smaller type at the bottom of its column or page and starts with a number or a sign; its mark is that number
or sign, raised, in the text of the same page. Raised figures that no note answers to are exponents and ordinals: they stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from corpus.loaders.pdf.lines import Row, TextLine
from corpus.loaders.pdf.pages import PageContent

_SMALL = 0.95
"""Of the size of the text: notes are set smaller."""
_SIGNS = r"[*†‡§¶]{1,3}"
_START = re.compile(
    r"\s*(?:\(?(?P<number>\d{1,3}|[ivxlc]{1,6}|[a-z])(?:[.)]|\b|(?=[A-ZÀ-Þ\"“«‘(]))|(?P<sign>[*†‡§¶]{1,3}))\s*(?=\S)"
)
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_RAISED_SIGNS = re.compile(rf"[¹²³⁴⁵⁶⁷⁸⁹⁰]{{1,3}}|(?<=[^\s*]){_SIGNS}(?![\w*])")
_MARK = re.compile(rf"(?:\d{{1,3}}|[ivxlc]{{1,6}}|[a-z]|{_SIGNS})(?:\s*[,;–-]\s*(?:\d{{1,3}}|{_SIGNS}))*")
_PIECE = re.compile(rf"\d+|[a-z]+|{_SIGNS}")
_UNIT = re.compile(r"(?:\b(?:k|c|m|d|h)?m|(?<!\d)\d{1,3}|[.,]\d+|\d{5,})$")
"""What an exponent stands after."""
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]*$")

Mark = tuple[TextLine, int, int]
"""A footnote mark: its line, and from where to where in it."""
Raised = tuple[str, Mark]
"""Raised figures or signs, and where they stand."""


@dataclass(slots=True)
class _Zone:
    """The notes at the bottom of a column or page."""

    lines: list[TextLine]
    numbers: set[str] = field(default_factory=set)
    is_ruled: bool = False
    """A short line parts it from the text."""


def drop_notes(pages: Sequence[PageContent], body: float) -> tuple[list[Mark], list[Raised]]:
    """Mark the lines of footnotes as such; give the marks that refer to them, and what else is raised."""
    marks: list[Mark] = []
    others: list[Raised] = []
    unfinished, before = False, list[Raised]()
    for page in pages:
        zones = [zone for flow in _flows(page) if (zone := _zone(flow, page, body, unfinished))]
        numbers = set[str]().union(*(zone.numbers for zone in zones))
        raised = _all_raised(page, {id(line) for zone in zones for line in zone.lines})
        found = _fitting(raised, numbers)
        answered = {piece for text, _ in found for piece in _PIECE.findall(text)}
        found = [*_fitting(before, numbers - answered), *found]
        kept = [zone for zone in zones if found or zone.is_ruled or unfinished]
        for zone in kept:
            for line in zone.lines:
                line.drop = "footnote"
        marks += [mark for _, mark in found]
        before = [each for each in raised if each not in found]
        others += before
        unfinished = bool(kept) and not _CLOSED.search(kept[-1].lines[-1].text)
    late = {(id(line), start) for line, start, _ in marks}
    return marks, [each for each in others if (id(each[1][0]), each[1][1]) not in late]


def _flows(page: PageContent) -> list[list[TextLine]]:
    lines = [line for line in page.lines if line.drop is None]
    return [list(flow) for _, flow in groupby(lines, key=lambda line: line.flow)]


def _zone(lines: Sequence[TextLine], page: PageContent, body: float, unfinished: bool) -> _Zone | None:
    """The notes at the end of a flow: the longest run of small lines that starts with a number, or goes on with one."""
    start = len(lines)
    while start > 0 and lines[start - 1].size <= _SMALL * body:
        start -= 1
    small = list(lines[start:])
    ruled = bool(small) and _is_ruled(small[0], lines[start - 1] if start else None, page)
    if not small:
        return _same_size(lines, page)
    first = next((at for at, line in enumerate(small) if number_of(line)), None)
    if unfinished or (ruled and first is None):
        first = 0
    if first is None:
        return None
    return _Zone(small[first:], _numbers(small[first:]), ruled)


def _same_size(lines: Sequence[TextLine], page: PageContent) -> _Zone | None:
    """Notes in the type of the text, below a short line; without a mark in the text they are none."""
    for at in range(len(lines) - 1, 0, -1):
        if number_of(lines[at]) and _is_ruled(lines[at], lines[at - 1], page):
            return _Zone(list(lines[at:]), _numbers(lines[at:]))
    return None


def _is_ruled(line: TextLine, above: TextLine | None, page: PageContent) -> bool:
    """Whether a short line is drawn right above a line of text."""
    ceiling = above.base if above else line.top + 3 * line.size
    return any(
        line.top - 1 <= y <= min(ceiling, line.top + 3 * line.size)
        and abs(left - line.left) < 20
        and 20 < right - left < 0.7 * page.width
        for y, left, right in page.rules
    )


def number_of(line: TextLine) -> str | None:
    """The number or sign that a line starts with."""
    text = line.text.translate(_SUPERSCRIPTS)
    found = _START.match(text)
    if not found:
        return None
    number = found["number"] or found["sign"]
    raised = len(line.parts) > 1 and _is_raised(line, 0)
    if number.isalpha() and not raised and text[found.end("number") : found.end("number") + 1] not in {".", ")"}:
        return None
    return str(number)


def _numbers(lines: Sequence[TextLine]) -> set[str]:
    """The numbers of notes: each is the next one, or raised, or a sign."""
    found: list[str] = []
    for line in lines:
        number = number_of(line)
        if number is None:
            continue
        last = next((int(each) for each in reversed(found) if each.isdigit()), None)
        follows = last is None or not number.isdigit() or int(number) in (last, last + 1)
        if follows or (len(line.parts) > 1 and _is_raised(line, 0)):
            found.append(number)
    return set(found)


def _is_raised(line: TextLine, at: int) -> bool:
    part = line.parts[at]
    rest = max((each for each in line.parts if each is not part), key=lambda each: each.size, default=part)
    return part.size < 0.88 * rest.size and part.base > rest.base + 0.1 * rest.size


def _all_raised(page: PageContent, in_notes: set[int]) -> list[Raised]:
    """All raised figures and signs in the text of a page."""
    return [
        (text, (line, start, end))
        for line in _text_lines(page)
        if line.drop is None and id(line) not in in_notes
        for text, start, end in _raised(line)
    ]


def _fitting(raised: Sequence[Raised], numbers: set[str]) -> list[Raised]:
    """Those of raised figures and signs that are the marks of notes with these numbers."""
    fitting = [each for each in raised if any(piece in numbers for piece in _PIECE.findall(each[0]))]
    return [(text, mark) for text, mark in fitting if not _is_exponent(text, mark, fitting)]


def _text_lines(page: PageContent) -> list[TextLine]:
    """All lines of a page, those in tables too."""
    lines: list[TextLine] = []
    for each in page.elements:
        if isinstance(each, Row):
            lines += [line for cell in each.cells for line in cell.lines]
        else:
            lines.append(each)
    return lines


def _raised(line: TextLine) -> list[tuple[str, int, int]]:
    """Raised figures and signs of a line: what they say, and from where to where they stand."""
    found: list[tuple[str, int, int]] = []
    if len(line.parts) > 1:
        for at, (part, offset) in enumerate(zip(line.parts, line.offsets, strict=True)):
            if len(part.text) < 12 and _MARK.fullmatch(part.text.strip()) and _is_raised(line, at):
                found.append((part.text.strip(), offset, offset + len(part.text)))
    for sign in _RAISED_SIGNS.finditer(line.text):
        if not any(start <= sign.start() < end for _, start, end in found):
            found.append((sign.group().translate(_SUPERSCRIPTS), *sign.span()))
    return sorted(found, key=lambda each: each[1])


def _is_exponent(text: str, mark: Mark, all_marks: Sequence[Raised]) -> bool:
    """Whether a raised figure stands after a unit or a number, while the note has another mark."""
    line, start, _ = mark
    others = [other for same, other in all_marks if same == text and other != mark]
    return bool(others) and text.isdigit() and bool(_UNIT.search(line.text[:start].rstrip()))
