"""Tables to rows of "column: value; column: value", so that each row can be read, searched and quoted by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MAX_COLUMNS = 1_000
"""Cells further right are let be; a span ends there."""
MAX_REPEATED = 200
"""Characters; a longer name of a column, or text of a merged cell, is not repeated in other rows."""
_LONGEST_HEADER = 15
"""Words in a cell of a header that nothing but its place makes one."""
_TALLEST = 4
"""Rows of a header whose cells are merged from top to bottom."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/–](?:\d\d){1,2})?")
_FIGURES = re.compile(r"[\d\s.,:%€$£+()/–-]+")
_DATED = re.compile(r"\d{1,2}\D{1,20}(?:19|20)\d\d|@|://")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    """On one line."""
    column: int
    """Of its left edge, from 0."""
    span: int = 1
    """Columns it takes up."""
    heading: bool = False
    """It is marked or set as a heading: a ``th``, or all of it bold."""
    merged: bool = False
    """It is one with the cell above it, whose text it repeats."""


Row = Sequence[Cell]
"""The cells of a row from left to right."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as text."""

    header: tuple[str, ...]
    """Rows that name the columns, "cell; cell"."""
    body: tuple[str | None, ...]
    """"column: value; column: value" of each row under them, ``None`` for an empty one."""


def as_rows(rows: Sequence[Row], *, headers: int | None = None) -> Rows:
    """The rows of a table; ``headers`` is how many of the first name the columns, ``None`` where the file does not say."""
    count = _headers(rows) if headers is None else headers
    while 0 < count < len(rows) and any(cell.merged for cell in rows[count]) and count < _TALLEST:
        count += 1
    if count >= len(rows):
        count = 0
    if count == 0:
        pairs = _is_pairs(rows)
        return Rows((), tuple(_paired(row) if pairs else _plain(row) for row in rows))
    names = _names(rows[:count])
    return Rows(tuple(_plain(row) or "" for row in rows[:count]), tuple(_named(row, names) for row in rows[count:]))


def _headers(rows: Sequence[Row]) -> int:
    """How many rows name the columns, judged by the first: one or none."""
    if len(rows) < 2:
        return 0
    first, second = _filled(rows[0]), _filled(rows[1])
    if len(first) < 2 or _is_pairs(rows):
        return 0
    if all(cell.heading for cell in first) and not all(cell.heading for cell in second):
        return 1
    texts = [cell.text for cell in first]
    empty = [cell for cell in rows[0] if not cell.text and cell.column > 0]
    plausible = len(set(texts)) == len(texts) and not empty and all(_could_name(text) for text in texts)
    years = sum(bool(_YEAR.fullmatch(text)) for text in texts)
    return int(plausible and (years == 0 or not any(_YEAR.fullmatch(cell.text) for cell in second)))


def _could_name(text: str) -> bool:
    """Whether a text could name a column: short, no figure but a year, no sentence."""
    if len(text.split()) > _LONGEST_HEADER or _DATED.search(text) or text.endswith((".", ";")):
        return bool(re.fullmatch(r"(?:No|Nr|N)\.", text))
    return bool(_YEAR.fullmatch(text)) or not _FIGURES.fullmatch(text)


def _is_pairs(rows: Sequence[Row]) -> bool:
    """Whether the first column names what the second holds, in every row."""
    filled = [row for row in rows if _filled(row)]
    if not filled or any(len(row) > 2 or row[0].column != 0 for row in filled):
        return False
    names = [row[0] for row in filled if len(row) == 2]
    if len(names) < max(1, len(filled) - 1):
        return False
    stressed = all(row[0].heading and not row[1].heading for row in filled if len(row) == 2)
    return stressed or all(name.text.endswith(":") for name in names)


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row if cell.text]


def _plain(row: Row) -> str | None:
    """ "cell; cell" without empty cells and without the repetition of a cell merged across columns."""
    return "; ".join(cell.text for cell in _filled(row)) or None


def _paired(row: Row) -> str | None:
    filled = _filled(row)
    if len(filled) == 2:
        return f"{filled[0].text.rstrip(': ')}: {filled[1].text}"
    return _plain(row)


def _names(headers: Sequence[Row]) -> dict[int, str]:
    """Column -> its name; of several rows of headers the names from top to bottom, each once."""
    parts: dict[int, list[str]] = {}
    for row in headers:
        for cell in _filled(row):
            for column in range(cell.column, min(cell.column + cell.span, MAX_COLUMNS)):
                if cell.text not in parts.setdefault(column, []):
                    parts[column].append(cell.text)
    return {column: " ".join(names).rstrip(": ") for column, names in parts.items()}


def _named(row: Row, names: dict[int, str]) -> str | None:
    filled = _filled(row)
    if len(filled) == 1 and filled[0].span > 1 and filled[0].span >= max(names, default=0):
        return filled[0].text
    return "; ".join(_entry(cell, names) for cell in filled) or None


def _entry(cell: Cell, names: dict[int, str]) -> str:
    columns = range(cell.column, min(cell.column + cell.span, MAX_COLUMNS))
    name = " / ".join(dict.fromkeys(names[column] for column in columns if column in names))
    return f"{name}: {cell.text}" if 0 < len(name) <= MAX_REPEATED else cell.text
