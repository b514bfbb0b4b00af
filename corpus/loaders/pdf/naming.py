"""What stands before the cells of tables in the text: the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import tables
from corpus.loaders.pdf.lines import Cell, Row, Table

_STOP = re.compile(r"[.!?;:…][\"'”’»)\]]*$")
_MOSTLY = 0.75
_NEAR = 8.0
"""Points by which the sides of a table may shift from one page to the next."""


def name_cells(all_tables: Sequence[tuple[Table, bool, bool]]) -> None:
    """Write the joints of every row, and drop the rows that name the columns.

    Tables come in order, each with whether it is the first and whether it is the last on its page.
    """
    names: dict[int, str] = {}
    before: Table | None = None
    header: list[str] = []
    was_last = False
    for table, is_first, is_last in all_tables:
        goes_on = before is not None and is_first and was_last and _is_same(before, table)
        if goes_on and header and _texts(table.rows[: len(header)]) == header:
            count = len(header)
        elif goes_on and names:
            count = 0
        else:
            count = _headers(table)
            header = _texts(table.rows[:count])
            names = _names(table.rows[:count])
        for row in table.rows[:count]:
            row.drop = "table"
        pairs = not names and _is_pairs(table)
        body = table.rows[count:]
        if goes_on and before and body and _is_rest(before.rows[-1], body[0]):
            body[0].goes_on = True
        for row in body:
            row.joints = _paired(row) if pairs else _joints(row, names)
        before, was_last = table, is_last


def _is_same(before: Table, table: Table) -> bool:
    near = abs(before.left - table.left) < _NEAR and abs(before.right - table.right) < _NEAR
    return table.page == before.page + 1 and before.columns == table.columns and (near or not table.ruled)


def _is_rest(before: Row, row: Row) -> bool:
    """Whether a row holds no more than the rest of the last cell of the row before it."""
    if len(row.cells) != 1 or len(before.cells) < 2 or before.drop:
        return False
    last = before.cells[-1]
    return row.cells[0].column == last.column and not _STOP.search(last.text)


def _texts(rows: Sequence[Row]) -> list[str]:
    return [row.text.casefold() for row in rows]


def _plain(table: Table) -> list[list[tables.Cell]]:
    """The rows with their empty cells, as ``corpus.tables`` takes them."""
    return [_filled_up(row, table.columns) for row in table.rows]


def _filled_up(row: Row, columns: int) -> list[tables.Cell]:
    found = [tables.Cell(cell.text, cell.column, cell.span, cell.bold) for cell in row.cells]
    taken = {column for cell in row.cells for column in range(cell.column, cell.column + cell.span)}
    found += [tables.Cell("", at, merged=at in row.merged) for at in range(columns) if at not in taken]
    return sorted(found, key=lambda cell: cell.column)


def _headers(table: Table) -> int:
    """How many of the first rows name the columns; without lines around the cells, bold type or figures must tell."""
    count = len(tables.as_rows(_plain(table)).header)
    if count and not table.ruled and not all(cell.bold for cell in table.rows[0].cells) and not _has_figures(table):
        return 0
    return count


def _has_figures(table: Table) -> bool:
    """Whether a column holds figures below a name without any."""
    for name in table.rows[0].cells:
        below = [cell.text for row in table.rows[1:] for cell in row.cells if cell.column == name.column]
        figures = sum(any(map(str.isdigit, text)) for text in below)
        if below and figures >= _MOSTLY * len(below) and not any(map(str.isdigit, name.text)):
            return True
    return False


def _names(rows: Sequence[Row]) -> dict[int, str]:
    parts: dict[int, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            for column in range(cell.column, cell.column + cell.span):
                if cell.text not in parts.setdefault(column, []):
                    parts[column].append(cell.text)
    return {column: " ".join(texts).rstrip(": ") for column, texts in parts.items()}


def _joints(row: Row, names: dict[int, str]) -> list[str]:
    if row.goes_on:
        return [""]
    if len(row.cells) == 1 and row.cells[0].span > 1 and row.cells[0].span >= max(names, default=0):
        return [""]
    return [("; " if at else "") + _name(cell, names) for at, cell in enumerate(row.cells)]


def _name(cell: Cell, names: dict[int, str]) -> str:
    columns = range(cell.column, cell.column + cell.span)
    name = " / ".join(dict.fromkeys(names[column] for column in columns if column in names))
    return f"{name}: " if name else ""


def _is_pairs(table: Table) -> bool:
    """Whether the first column names, with a colon, what stands in the second."""
    return table.columns == 2 and all(
        len(row.cells) == 2 and row.cells[0].text.endswith(":") for row in table.rows if len(row.cells) > 1
    )


def _paired(row: Row) -> list[str]:
    return ["", " "][: len(row.cells)]
