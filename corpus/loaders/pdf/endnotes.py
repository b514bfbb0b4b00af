"""Notes that stand together at the end of a file: raised numbers in the text, and a list that starts with 1 below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.loaders.pdf.lines import TextLine
from corpus.loaders.pdf.notes import Mark, Raised, number_of
from corpus.loaders.pdf.pages import PageContent

_HEADING = re.compile(r"(?:end)?notes?|notes de fin|notas(?: finales)?|references|r[ée]f[ée]rences|referencias", re.I)
_ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_FEWEST = 2
_MOSTLY = 0.8


def drop_endnotes(pages: Sequence[PageContent], raised: Sequence[Raised]) -> list[Mark]:
    """Mark the lines of endnotes as footnotes, and give the marks that refer to them.

    ``raised`` are the raised figures of all pages that no footnote answers to, in order.
    """
    marks = _counting(raised)
    if len(marks) < _FEWEST:
        return []
    lines = [line for page in pages for line in page.lines if line.drop is None]
    last = next((at for at, line in enumerate(lines) if line is marks[-1][1][0]), len(lines))
    most = max(number for number, _ in marks)
    tail = _tail(lines, last + 1, most)
    for line in tail:
        line.drop = "footnote"
    return [mark for _, mark in marks] if tail else []


def _counting(raised: Sequence[Raised]) -> list[tuple[int, Mark]]:
    """The raised numbers that count up from 1, no step left out."""
    marks: list[tuple[int, Mark]] = []
    for text, mark in raised:
        number = _value(text)
        if number and number in {1 if not marks else marks[-1][0], marks[-1][0] + 1 if marks else 1}:
            marks.append((number, mark))
    return marks


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _ROMANS.index(text) + 1 if text in _ROMANS else 0


def _tail(lines: Sequence[TextLine], start: int, most: int) -> Sequence[TextLine]:
    """The list of notes 1 to ``most`` after an index, with its heading."""
    found: list[int] = []
    for at in range(start, len(lines)):
        number = _value(number_of(lines[at]) or "")
        if number == len(found) + 1:
            found.append(at)
        elif number == 1:
            found = [at]
    if not found or len(found) < _MOSTLY * most:
        return []
    first, end = found[0], found[-1] + 1
    while end < len(lines) and lines[end].size <= 1.05 * lines[first].size and not lines[end].bold:
        end += 1
    headed = first > start and _HEADING.fullmatch(lines[first - 1].text.strip(" :"))
    return lines[first - 1 if headed else first : end]
