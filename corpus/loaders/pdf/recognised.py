"""Recognised words to fragments like those of pages with text: with a size, a base line, and how bold they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from PIL.Image import Image

from corpus.loaders.pdf.fragments import Fragment
from corpus.loaders.pdf.ink import Ink, ink, rules, stroke
from corpus.loaders.pdf.pages import PageContent, fill
from corpus.loaders.pdf.rules import Rules, grids
from corpus.ocr import OcrWord

_LOW_LETTERS = frozenset("aceimnorstuvwxz.,:;-–—~=«»'’‘\"“”•*+")
"""Signs that do not reach as high as capitals."""
_DEEP_LETTERS = frozenset("gjpqyQ,;()[]{}/|")
_TALL_LETTERS = frozenset("bdfhkl")
_TALL, _HEIGHT, _DOTTED, _LOW, _DEPTH = 0.74, 0.71, 0.65, 0.52, 0.225
"""Of the type: of "b" and "l", of capitals, of "i" and "t", of other small letters, of what hangs below the line."""
_SAME_SIZE, _SAME_SHORT, _SAME_LOW = (0.9, 1.11), (0.6, 1.11), (0.6, 1.35)
"""Sizes are measured from ink: those so near to the usual one, of long lines, short ones and such without anything
that reaches as high as a capital, are it."""
_FEW_LETTERS = 20
_STEP = 1.08
"""From one size of type to the next."""
_BOLD = 1.22
"""How much thicker than usual the letters of bold type are at least."""
_BULLETS = frozenset("e o ¢ ° » « + * = © ® @ > - – — · • ■ ▪ # ¤ 0 O Q".split())
"""Single signs that recognition makes of the bullet before a list item."""


@dataclass(slots=True)
class _Line:
    """A recognised line, measured. Points from the lower left corner."""

    words: list[OcrWord]
    size: float
    base: float
    thickness: float
    """Of its letters, in points; 0 where there is no telling."""


@dataclass(slots=True)
class Recognised:
    """The words of a page, measured while its picture is there."""

    page: PageContent
    scale: float
    """Pixels per point."""
    lines: list[_Line]
    rules: Rules


def measured(page: PageContent, words: Sequence[OcrWord], image: Image, scale: float) -> Recognised:
    """The lines of a page."""
    dark = ink(np.asarray(image))
    lines = [list(line) for _, line in groupby(words, key=lambda word: (word.block, word.paragraph, word.line))]
    return Recognised(page, scale, [_line(line, page.height, scale, dark) for line in lines], rules(dark, scale))


def _line(words: list[OcrWord], height: float, scale: float, dark: Ink) -> _Line:
    sizes, bases = [], []
    pixels = stretches = 0
    for word in _telling(words):
        deep = bool(set(word.text) & _DEEP_LETTERS)
        share = _reach(word) + (_DEPTH if deep else 0)
        size = (word.bottom - word.top) / scale / share
        sizes.append((size, len(word.text)))
        bases.append((height - word.bottom / scale + (_DEPTH * size if deep else 0), len(word.text)))
        inside, starts = stroke(dark, word.left, word.top, word.right, word.bottom)
        pixels, stretches = pixels + inside, stretches + starts
    return _Line(words, median(sizes), median(bases), pixels / max(stretches, 1) / scale)


def _reach(word: OcrWord) -> float:
    """How high the letters of a word reach, as a share of the type."""
    letters = set(word.text) - _DEEP_LETTERS
    if letters & _TALL_LETTERS:
        return _TALL
    return _HEIGHT if not letters <= _LOW_LETTERS else _DOTTED if letters & {"i", "t"} else _LOW


def _telling(words: Sequence[OcrWord]) -> Sequence[OcrWord]:
    """The words by which the size of a line is best told: with capitals or the like, without what hangs or swings."""
    tall = [word for word in words if _reach(word) >= _HEIGHT]
    plain = [word for word in tall if word.text.isalnum()]
    return [word for word in plain if not set(word.text) & _DEEP_LETTERS] or plain or tall or words


def fill_in(found: Sequence[Recognised], body: float) -> None:
    """Give the pages their text: sizes and boldness are told by what is usual in all of them.

    ``body`` is the size of the text on the pages that have text; 0 without any.
    """
    lines = [line for each in found for line in each.lines]
    weights = [sum(len(word.text) for word in line.words) for line in lines]
    usual = median([(line.size, weight) for line, weight in zip(lines, weights, strict=True)])
    thickness = median([(line.thickness / line.size, weight) for line, weight in zip(lines, weights, strict=True)])
    factor = body / usual if 0.75 < body / usual < 1.33 else 1.0
    bold = {id(line) for line in lines if line.thickness / line.size > _BOLD * thickness}
    _step_sizes(lines, weights, usual)
    for line in lines:
        line.size *= factor
    for each in found:
        _fill(each, bold)


def _step_sizes(lines: Sequence[_Line], weights: Sequence[int], usual: float) -> None:
    """Give all lines of nearly the same size the same; short ones tell it less well."""
    others: list[_Line] = []
    for line, weight in zip(lines, weights, strict=True):
        low, high = _SAME_SIZE if weight >= _FEW_LETTERS else _SAME_SHORT
        if not any(_reach(word) >= _HEIGHT for word in line.words):
            low, high = _SAME_LOW
        if low <= line.size / usual <= high:
            line.size = usual
        else:
            others.append(line)
    group: list[_Line] = []
    for line in sorted(others, key=lambda line: line.size):
        if group and line.size > group[-1].size * _STEP:
            _level_out(group)
            group = []
        group.append(line)
    _level_out(group)


def _level_out(lines: Sequence[_Line]) -> None:
    if lines:
        middle = lines[len(lines) // 2].size
        for line in lines:
            line.size = middle


def _fill(found: Recognised, bold: set[int]) -> None:
    page = found.page
    page.ocr = True
    total = sum(len(line.words) for line in found.lines)
    fragments: list[Fragment] = []
    for line in found.lines:
        for at, word in enumerate(line.words):
            text = "•" if at == 0 and _is_bullet(line) else "".join(word.text.split()) or "?"
            order = len(fragments) - total - 1  # negative: no place in pdfium's count, but an order all the same
            fragments.append(_fragment(word, text, order, line, found, bold=id(line) in bold))
    fill(page, fragments, found.rules, grids(found.rules))


def _is_bullet(line: _Line) -> bool:
    """Whether the first word of a line is what became of a bullet: a sign by itself, well before a word."""
    first, *rest = line.words
    if not rest or first.text not in _BULLETS:
        return False
    gap, height = rest[0].left - first.right, rest[0].bottom - rest[0].top
    return gap > 0.55 * height and first.right - first.left < 1.3 * height


def _fragment(word: OcrWord, text: str, order: int, line: _Line, found: Recognised, *, bold: bool) -> Fragment:
    height, scale = found.page.height, found.scale
    left, right = word.left / scale, word.right / scale
    box = (left, height - word.bottom / scale, right, height - word.top / scale)
    return Fragment(text, order, left, right, line.base, line.size, bold, box=box)


def median(values: Sequence[tuple[float, int]]) -> float:
    """The median of values with weights; 10 without any."""
    half, total = sum(weight for _, weight in values) / 2, 0.0
    for value, weight in sorted(values):
        total += weight
        if total >= half:
            return value or 10.0
    return 10.0
