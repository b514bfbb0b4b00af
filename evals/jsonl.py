"""Rows of JSONL files, checked at the border."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from evals.errors import BadDataset

Row = TypeVar("Row", bound=BaseModel)


def read_text(path: Path) -> str:
    """The text of a file. Raises ``BadDataset``."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise BadDataset(f"{path} cannot be read: {reason}") from problem


def parse_rows(text: str, kind: type[Row], *, name: str) -> list[Row]:
    """One row per line that is not blank; ``name`` is what an error calls the file. Raises ``BadDataset``."""
    rows: list[Row] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            rows.append(kind.model_validate_json(line))
        except ValidationError as problem:
            first = problem.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadDataset(f"{name}, line {number}: {f'{where}: ' if where else ''}{first['msg']}") from problem
    return rows


def read_rows(path: Path, kind: type[Row]) -> list[Row]:
    """The rows of a file. Raises ``BadDataset``."""
    return parse_rows(read_text(path), kind, name=str(path))
