"""What the ink of a scanned page says besides its words: straight lines, and how thick letters are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corpus.loaders.pdf.rules import Rules

Ink = NDArray[np.bool_]
"""Which pixels are dark; rows from the top."""
_DARK = 140
_LINE = 20.0
"""Points: a straight stroke so long is no part of a letter."""
_THICKEST = 4.0
_GAP = 3.0
_MOST = 400
"""Lines of one direction; a page with more is a drawing."""


def ink(grey: NDArray[np.uint8]) -> Ink:
    """The dark pixels of a grey picture."""
    return grey < _DARK


def rules(dark: Ink, scale: float) -> Rules:
    """The level and upright lines of a page, in points from its lower left corner; ``scale`` is pixels per point."""
    height = dark.shape[0]
    level = [(height - at, left, right) for at, left, right in _lines(dark, scale)]
    upright = [(at, height - bottom, height - top) for at, top, bottom in _lines(dark.T, scale)]
    found = Rules()
    found.level = [(at / scale, left / scale, right / scale) for at, left, right in level]
    found.upright = [(at / scale, low / scale, high / scale) for at, low, high in upright]
    return found


def _lines(dark: Ink, scale: float) -> list[tuple[float, float, float]]:
    """Level lines as (row, first column, last column)."""
    span = max(int(_LINE * scale), 8)
    if dark.shape[1] <= span:
        return []
    strips: list[tuple[int, int, int]] = []
    for row in np.flatnonzero(dark.sum(axis=1) >= span).tolist():
        edges = np.flatnonzero(np.diff(dark[row].astype(np.int8), prepend=0, append=0))
        begin, end = edges[::2], edges[1::2]
        long = (end - begin) >= span
        strips += [(row, int(a), int(b)) for a, b in zip(begin[long], end[long], strict=True)]
        if len(strips) > 20 * _MOST:
            return []
    return _bundled(strips, scale)


def _bundled(strips: list[tuple[int, int, int]], scale: float) -> list[tuple[float, float, float]]:
    """Strips of neighbouring rows as one line; what is too thick is a bar."""
    lines: list[list[int]] = []
    """First row, last row, first column, last column."""
    open_lines: list[list[int]] = []
    for row, left, right in strips:
        open_lines = [line for line in open_lines if row - line[1] <= _GAP]
        match = next(
            (line for line in open_lines if left <= line[3] + _GAP * scale and right >= line[2] - _GAP * scale), None
        )
        if match:
            match[1], match[2], match[3] = row, min(match[2], left), max(match[3], right)
        else:
            open_lines.append([row, row, left, right])
            lines.append(open_lines[-1])
    thin = [line for line in lines if line[1] - line[0] < _THICKEST * scale]
    if len(thin) > _MOST:
        return []
    return [((top + bottom) / 2, float(left), float(right)) for top, bottom, left, right in thin]


def stroke(dark: Ink, left: int, top: int, right: int, bottom: int) -> tuple[int, int]:
    """(dark pixels, stretches of them along the rows) in a box: their ratio is how thick its letters are."""
    box = dark[max(top, 0) : bottom, max(left, 0) : right]
    if not box.size:
        return 0, 0
    starts = int(box[:, 0].sum()) + int((box[:, 1:] & ~box[:, :-1]).sum())
    return int(box.sum()), starts
