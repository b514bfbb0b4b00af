"""The straight lines drawn on a page, and the grids they form: the cells of ruled tables."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

from corpus.loaders.pdf.frame import Frame

_MOST_OBJECTS = 20_000
"""Objects of a page that are looked at; a drawing with more is no table."""
_MOST_RULES, _MOST_CROSSINGS = 1_500, 200_000
_MOST_SEGMENTS = 400
_DEEPEST = 3
"""Forms within forms."""
_THIN = 3.0
"""Points: what is thinner is a line."""
_SHORTEST = 4.0
_DOT = 7.0
"""Points: a shape no larger than this may be a bullet."""
_NEAR = 4.0
"""Points between two lines that count as one."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(slots=True)
class Rules:
    """Lines as read; each is (place across, from, to)."""

    level: list[tuple[float, float, float]] = field(default_factory=list)
    """Horizontal: (y, left, right)."""
    upright: list[tuple[float, float, float]] = field(default_factory=list)
    """Vertical: (x, bottom, top)."""
    dots: list[tuple[float, float]] = field(default_factory=list)
    """Right edge and middle of small round or square shapes, such as bullets that are drawn."""


@dataclass(slots=True)
class Grid:
    """The lines of a ruled table."""

    xs: list[float]
    """Of its vertical lines, from left to right."""
    ys: list[float]
    """Of its horizontal lines, from top to bottom."""
    level: list[tuple[float, float, float]]
    upright: list[tuple[float, float, float]]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """(row, column) of the cell at a point, from 0; of a merged cell its first row and column."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right([-each for each in self.ys], -y) - 1, 0), len(self.ys) - 2)
        while row > 0 and not self._is_ruled_above(row, column):
            row -= 1
        while column > 0 and not self._is_ruled_left(row, column):
            column -= 1
        return row, column

    def _is_ruled_above(self, row: int, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return any(abs(y - self.ys[row]) <= _NEAR and left <= middle <= right for y, left, right in self.level)

    def _is_ruled_left(self, row: int, column: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return any(abs(x - self.xs[column]) <= _NEAR and low <= middle <= high for x, low, high in self.upright)


def boxes_of_paths(page: Any) -> list[Box]:
    """The boxes of all thin lines and rectangles on a page, in user space; few or none on a page of drawings."""
    found: list[Box] = []
    count = raw.FPDFPage_CountObjects(page)
    if count <= _MOST_OBJECTS:
        for index in range(count):
            _collect(raw.FPDFPage_GetObject(page, index), found, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
    return found if len(found) <= 4 * _MOST_RULES else []


_Matrix = tuple[float, float, float, float, float, float]


def _collect(thing: Any, found: list[Box], matrix: _Matrix, depth: int) -> None:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        found += [_moved(box, matrix) for box in _path(thing)]
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _multiplied(_matrix_of(thing), matrix)
        for index in range(min(raw.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)):
            _collect(raw.FPDFFormObj_GetObject(thing, index), found, inner, depth + 1)


def _path(path: Any) -> list[Box]:
    """The boxes of a path: its own where it is a line or one rectangle, else those of its straight segments."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return []
    box = (left.value, bottom.value, right.value, top.value)
    count = raw.FPDFPath_CountSegments(path)
    wide, high = box[2] - box[0], box[3] - box[1]
    if min(wide, high) <= _THIN or count <= 5 or max(wide, high) <= _DOT:
        return [box] if _is_drawn(path) else []
    if count > _MOST_SEGMENTS or not _is_drawn(path):
        return []
    return _segments(path, count)


def _is_drawn(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, fill, stroke) and (fill.value or stroke.value))


def _segments(path: Any, count: int) -> list[Box]:
    matrix, x, y = _matrix_of(path), ctypes.c_float(), ctypes.c_float()
    found: list[Box] = []
    at = start = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        to = _applied(matrix, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = to
        elif kind == raw.FPDF_SEGMENT_LINETO:
            found.append(_between(at, to))
        at = to
        if raw.FPDFPathSegment_GetClose(segment):
            found.append(_between(to, start))
    return found


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _matrix_of(thing: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _applied(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _multiplied(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    top, side, corner = _applied(other, a, b), _applied(other, c, d), _applied(other, e, f)
    return top[0] - other[4], top[1] - other[5], side[0] - other[4], side[1] - other[5], corner[0], corner[1]


def _moved(box: Box, matrix: _Matrix) -> Box:
    return _between(_applied(matrix, box[0], box[1]), _applied(matrix, box[2], box[3]))


def as_read(boxes: Sequence[Box], frame: Frame) -> Rules:
    """The level and upright lines of boxes; a rectangle has four."""
    rules = Rules()
    for box in boxes:
        left, bottom, right, top = _between(frame.point(box[0], box[1]), frame.point(box[2], box[3]))
        wide, high = right - left, top - bottom
        if 1 < wide <= _DOT and 1 < high <= _DOT and 0.7 < wide / high < 1.4:
            rules.dots.append((right, (bottom + top) / 2))
        elif high <= _THIN < wide or wide <= _THIN < high:
            _add(rules, left, bottom, right, top)
        elif wide > _THIN and high > _THIN:
            for side in ((left, bottom, right, bottom), (left, top, right, top)):
                _add(rules, *side)
            for side in ((left, bottom, left, top), (right, bottom, right, top)):
                _add(rules, *side)
    return rules


def _add(rules: Rules, left: float, bottom: float, right: float, top: float) -> None:
    if right - left >= max(_SHORTEST, top - bottom):
        rules.level.append(((bottom + top) / 2, left, right))
    elif top - bottom >= _SHORTEST:
        rules.upright.append(((left + right) / 2, bottom, top))


def grids(rules: Rules) -> list[Grid]:
    """The grids of two or more columns and two or more rows, from top to bottom."""
    level, upright = _joined(rules.level), _joined(rules.upright)
    if len(upright) < 1 or len(level) < 2 or len(level) * len(upright) > _MOST_CROSSINGS:
        return []
    found = [grid for part in _touching(level, upright) if (grid := _grid(*part))]
    return sorted(found, key=lambda grid: -grid.ys[0])


def _joined(lines: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Lines that go on where another one ends, or double it, are one."""
    joined: list[tuple[float, float, float]] = []
    rows: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for line in sorted(lines):
        rows[round(line[0] / 1.0)].append(line)
    for row in rows.values():
        for at, low, high in sorted(row, key=lambda line: line[1]):
            last = joined[-1] if joined else None
            if last and abs(last[0] - at) <= 1.0 and low <= last[2] + _NEAR:
                joined[-1] = (last[0], last[1], max(last[2], high))
            else:
                joined.append((at, low, high))
    return joined


_Lines = list[tuple[float, float, float]]


def _touching(level: _Lines, upright: _Lines) -> list[tuple[_Lines, _Lines]]:
    """Groups of lines that cross or meet."""
    parents = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    for one, (y, left, right) in enumerate(level):
        for other, (x, low, high) in enumerate(upright, len(level)):
            if left - _NEAR <= x <= right + _NEAR and low - _NEAR <= y <= high + _NEAR:
                parents[root(one)] = root(other)
    groups: dict[int, tuple[_Lines, _Lines]] = defaultdict(lambda: ([], []))
    for at in range(len(parents)):
        groups[root(at)][at >= len(level)].append(level[at] if at < len(level) else upright[at - len(level)])
    return list(groups.values())


def _grid(level: _Lines, upright: _Lines) -> Grid | None:
    if len(level) < 2 or not upright:
        return None
    edges = [min(left for _, left, _ in level), max(right for _, _, right in level)]
    ends = [min(low for _, low, _ in upright), max(high for _, _, high in upright)]
    xs = _apart([x for x, _, _ in upright] + edges)
    ys = _apart([y for y, _, _ in level] + ends)[::-1]
    return Grid(xs, ys, level, upright) if len(xs) > 2 and len(ys) > 2 else None


def _apart(places: list[float]) -> list[float]:
    """Places in order, each farther than ``_NEAR`` from the one before."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found
