"""Many questions from a JSONL file, one answer line each, in order, in one process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import AssistantError, BadQuestion
from assistant.types import Role, Turn
from vectorstore.errors import StoreError


class Row(BaseModel):
    """A line of a batch file; other keys are let be."""

    model_config = ConfigDict(extra="ignore")

    id: Any = None
    question: str
    history: list[tuple[Role, str]] = []


def run_batch(path: Path, one: Callable[[str, tuple[Turn, ...], object], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The result of each line; a line that cannot be answered gives ``{"id", "error"}``.

    Raises:
        BadQuestion: the file cannot be read.
    """
    for line in _lines(path):
        yield _result(line, one)


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise BadQuestion(f"cannot read the batch file {path}: {reason}", hint="give a JSONL file") from problem
    return [line for line in text.split("\n") if line.strip()]


def _result(line: str, one: Callable[[str, tuple[Turn, ...], object], dict[str, Any]]) -> dict[str, Any]:
    identifier: object = None
    try:
        data = json.loads(line)
        identifier = data.get("id") if isinstance(data, dict) else None
        row = Row.model_validate(data)
        return one(row.question, tuple(Turn(role, text) for role, text in row.history), identifier)
    except (json.JSONDecodeError, RecursionError):
        return {"id": identifier, "error": "the line is not a JSON object"}
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "line"
        return {"id": identifier, "error": f"{where}: {first['msg']}"}
    except (AssistantError, StoreError) as problem:
        return {"id": identifier, "error": str(problem)}
