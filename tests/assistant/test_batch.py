"""Batches: one line out for each line in, in order, whatever the lines hold."""

from pathlib import Path
from typing import Any

import pytest

from assistant.batch import run_batch
from assistant.errors import BadQuestion
from assistant.types import Turn


def echo(question: str, history: tuple[Turn, ...], identifier: object) -> dict[str, Any]:
    if not question.strip():
        raise BadQuestion("the question is empty")
    return {"id": identifier, "question": question, "turns": len(history)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"id": 1, "question": "Why?"}', {"id": 1, "question": "Why?", "turns": 0}),
        ('{"question": "Why?", "more": 1}', {"id": None, "question": "Why?", "turns": 0}),
        (
            '{"id": "a", "question": "And?", "history": [["user", "Why?"], ["assistant", "So."]]}',
            {"id": "a", "question": "And?", "turns": 2},
        ),
        ('{"id": 2, "question": ""}', {"id": 2, "error": "the question is empty"}),
        ("not json", {"id": None, "error": "the line is not a JSON object"}),
        ("[" * 100_000, {"id": None, "error": "the line is not a JSON object"}),
    ],
)
def test_lines(tmp_path: Path, line: str, expected: dict[str, Any]) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    assert list(run_batch(file, echo)) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 3}',
        '{"id": 3, "question": 5}',
        '{"id": 3, "question": "x", "history": [["nobody", "x"]]}',
        '{"id": 3, "question": "x", "history": "x"}',
    ],
)
def test_a_bad_row_keeps_its_id_and_names_the_field(tmp_path: Path, line: str) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text(f'{line}\n\n{{"id": 4, "question": "Why?"}}\n', encoding="utf-8")
    first, second = run_batch(file, echo)
    assert first["id"] == 3
    assert first["error"].startswith(("question", "history"))
    assert second["id"] == 4


def test_a_missing_file_is_one_plain_error(tmp_path: Path) -> None:
    with pytest.raises(BadQuestion, match="cannot read the batch file"):
        list(run_batch(tmp_path / "none.jsonl", echo))
