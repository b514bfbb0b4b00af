"""Tables: ruled ones from the lines drawn around their cells, others from columns that wide gaps keep apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from corpus.loaders.pdf.fragments import Fragment
from corpus.loaders.pdf.items import lines_of
from corpus.loaders.pdf.lines import Cell, Row, Table, TextLine, text_line
from corpus.loaders.pdf.rules import Grid

_LONGEST_CELL = 60
"""Words; cells that hold more on average are a way to lay out prose."""
_FEWEST_ROWS = 3
_PROSE_CELL = 12
_EXACT = 1.5
"""Points between the ends of lines that end together."""
_MARKER = re.compile(r"[•◦▪■●‣∙·*+–—o-]|\(?\w{1,3}[.)]|\(?(?:\d{1,3}|[ivxlc]{1,6}|[a-z])[.)]|\d{1,3}(?:\.\d{1,3})+\.?")
_LEADER = re.compile(r"(?:\.\s*){4,}|…{2,}")
_PAGE = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
_CONTENTS_ROWS = 4


def ruled_table(grid: Grid, fragments: Sequence[Fragment], page: int) -> Table | None:
    """The table of a grid; ``None`` when what it holds is none: a box around prose, a chart."""
    cells: dict[int, dict[int, list[Fragment]]] = defaultdict(lambda: defaultdict(list))
    for part in fragments:
        row, column = grid.cell((part.left + part.right) / 2, part.base + 0.3 * part.size)
        cells[row][column].append(part)
    rows = [
        Row([_cell(column, parts, page) for column, parts in sorted(cells[row].items())], page) for row in sorted(cells)
    ]
    wide = [row for row in rows if len(row.cells) > 1]
    words = [len(cell.text.split()) for row in rows for cell in row.cells]
    if not wide or sum(words) / len(words) > _LONGEST_CELL or (len(wide) < 2 and len(rows) > 2):
        return None
    _span(rows, len(grid.xs) - 1, grid)
    for number, each in zip(sorted(cells), rows, strict=True):
        each.merged = _merged(grid, number)
    return Table(rows, len(grid.xs) - 1, grid.xs[0], grid.xs[-1], ruled=True)


def _cell(column: int, parts: Sequence[Fragment], page: int) -> Cell:
    return Cell(column, [text_line(line, page) for line in lines_of(parts)])


def _merged(grid: Grid, row: int) -> frozenset[int]:
    middle = (grid.ys[row] + grid.ys[row + 1]) / 2
    columns = range(len(grid.xs) - 1)
    return frozenset(each for each in columns if grid.cell((grid.xs[each] + grid.xs[each + 1]) / 2, middle)[0] < row)


def _span(rows: Sequence[Row], columns: int, grid: Grid) -> None:
    """Note how many columns each cell takes up: up to the next line on its right."""
    for row in rows:
        for cell in row.cells:
            line = cell.lines[0]
            y, column = line.base + 0.3 * line.size, cell.column + 1
            while column < columns and grid.cell((grid.xs[column] + grid.xs[column + 1]) / 2, y)[1] == cell.column:
                column += 1
            cell.span = column - cell.column


def with_aligned_tables(lines: Sequence[TextLine]) -> list[TextLine | Table]:
    """Lines of a flow, those of which three or more in a row stand in the same columns made tables."""
    found: list[TextLine | Table] = []
    celled = _celled(lines)
    at = 0
    while at < len(lines):
        end = _run(lines, celled, at)
        table = _aligned(lines[at:end]) if end - at >= _FEWEST_ROWS else None
        if table:
            found.append(table)
            at = end
        else:
            found.append(lines[at])
            at += 1
    return found


def _celled(lines: Sequence[TextLine]) -> list[bool]:
    """Which lines have wide gaps in them that are not those of a line that was stretched."""
    stop = max((line.right for line in lines), default=0.0)
    full = [line for line in lines if abs(line.right - stop) < _EXACT]
    stretched = len(full) >= 0.5 * len(lines) and any(len(line.parts) == 1 for line in full)
    return [
        len(line.parts) > 1
        and len(line.cells()) > 1
        and not _LEADER.search(line.text)
        and not _is_justified(line)
        and not (stretched and abs(line.right - stop) < _EXACT and _is_of_words(line) and _is_filled(line))
        for line in lines
    ]


def _is_justified(line: TextLine) -> bool:
    """Whether all words stand equally far apart, as in a line that was stretched."""
    gaps = [part.left - before.right for before, part in zip(line.parts, line.parts[1:], strict=False)]
    return len(line.parts) > 3 and _is_of_words(line) and max(gaps) < 1.3 * min(gaps) + 1


def _is_filled(line: TextLine) -> bool:
    gap = max(part.left - before.right for before, part in zip(line.parts, line.parts[1:], strict=False))
    return gap < 0.45 * (line.right - line.left)


def _is_of_words(line: TextLine) -> bool:
    return sum(len(part.text.split()) for part in line.parts) <= len(line.parts) + 1


def _run(lines: Sequence[TextLine], celled: Sequence[bool], at: int) -> int:
    """The end of the stretch of lines of several cells that starts at an index."""
    end = at
    firsts: list[float] = []
    while end < len(lines) and (celled[end] or (end > at and _goes_on(lines[end - 1], lines[end], firsts))):
        if celled[end]:
            firsts += [cell[0].left for cell in lines[end].cells()[1:]]
        end += 1
    return end


def _goes_on(above: TextLine, line: TextLine, firsts: Sequence[float]) -> bool:
    """Whether a line is the next line of a cell that is not the first of its row."""
    close = above.base - line.base < 1.5 * line.size
    return close and any(abs(line.left - left) < 2 for left in firsts)


def _aligned(lines: Sequence[TextLine]) -> Table | None:
    cells = [line.cells() for line in lines]
    columns = _columns([(cell[0].left, cell[-1].right) for row in cells for cell in row])
    if len(columns) < 2 or sum(len(row) > 1 for row in cells) < _FEWEST_ROWS:
        return None
    rows: list[Row] = []
    for line, parts in zip(lines, cells, strict=True):
        placed = [(_column(columns, cell[0].left), text_line(cell, line.page)) for cell in parts]
        if len({column for column, _ in placed}) < len(placed):
            return None
        if len(placed) == 1 and placed[0][0] > 0 and rows:
            _append(rows[-1], *placed[0])
        else:
            rows.append(Row([Cell(column, [cell]) for column, cell in placed], line.page))
    table = Table(rows, len(columns), columns[0][0], columns[-1][1], ruled=False)
    return None if _is_list(rows) or _is_prose(table) else table


def _append(row: Row, column: int, line: TextLine) -> None:
    cell = next((cell for cell in row.cells if cell.column == column), None)
    if cell:
        cell.lines.append(line)
    else:
        row.cells.append(Cell(column, [line]))
        row.cells.sort(key=lambda cell: cell.column)


def _columns(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches that cells cover, from left to right."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if columns and left < columns[-1][1] + 2:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _column(columns: Sequence[tuple[float, float]], left: float) -> int:
    return next(at for at, (start, end) in enumerate(columns) if start - 1 <= left <= end + 1)


def _is_list(rows: Sequence[Row]) -> bool:
    """Whether the first column holds list markers, or the last one the page numbers of a table of contents."""
    firsts = [row.cells[0].text for row in rows if row.cells[0].column == 0]
    lasts = [row.cells[-1].text for row in rows]
    if sum(bool(_MARKER.fullmatch(text)) for text in firsts) >= 0.5 * len(firsts):
        return True
    numbered = [int(text) for text in lasts if text.isdigit()]
    climbing = len(numbered) >= _CONTENTS_ROWS and numbered == sorted(numbered) and numbered[-1] < 1000
    return climbing and all(_PAGE.fullmatch(text) for text in lasts) and all(len(row.cells) == 2 for row in rows)


def _is_prose(table: Table) -> bool:
    words = [len(cell.text.split()) for row in table.rows for cell in row.cells]
    return table.columns == 2 and median(words) > _PROSE_CELL
