"""The command line as others call it: one JSON line, exit codes, errors in one line with a hint."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FIELDS = {
    "id",
    "question",
    "query",
    "status",
    "answer",
    "sentences",
    "removed",
    "citations",
    "passages",
    "engine",
    "seconds",
}


def run(*arguments: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``dialogue`` as a process of its own."""
    import os

    command = [sys.executable, "-m", "assistant.cli", *arguments]
    environment = {**os.environ, "DIALOGUE_HOME": str(home), **more}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=55)


def one(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The one JSON object on the one ASCII line of stdout."""
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert done.stdout.count("\n") == 1
    data: dict[str, Any] = json.loads(done.stdout)
    return data


@pytest.mark.model
def test_ask_gives_exact_quotations(starter_home: Path) -> None:
    data = one(run("ask", "How many migrants did the Portuguese decree reach?", "--json", home=starter_home))
    assert set(data) >= FIELDS
    assert data["status"] == "answered"
    assert "70,000" in data["answer"]
    for citation in data["citations"]:
        shown = one(run("show", citation["document_id"], "--json", home=starter_home))
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert citation["label"].startswith("digest by Dialogue of")


@pytest.mark.model
def test_a_batch_goes_on_after_a_bad_row(starter_home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        '{"id": 1, "question": "Who spoke for Canada?"}\nnot json\n{"id": 3, "question": "?"}\n', encoding="utf-8"
    )
    done = run("ask", "--batch", str(batch), "--json", home=starter_home)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [row["id"] for row in rows] == [1, None, 3]
    assert ["error" in row for row in rows] == [False, True, True]


@pytest.mark.model
def test_search_within_a_scope(starter_home: Path) -> None:
    data = one(run("search", "legal identity", "--k", "3", "--year", "2022", "--json", home=starter_home))
    assert 0 < len(data["passages"]) <= 3
    assert {passage["date"][:4] for passage in data["passages"]} == {"2022"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask"], 2, "give a QUESTION"),
        (["ask", "Why?", "--engine", "written"], 2, "no language model"),
        (["ask", "Why?", "--engine", "other"], 2, "choose quote or written"),
        (["ask", ""], 1, "the question is empty"),
        (["ask", "x" * 10_000], 1, "the limit is 4,000"),
        (["ask", "?!"], 1, "there is no word"),
        (["show", "nothing"], 1, "no document has the id nothing"),
        (["remove", "nothing"], 1, "no document has the id nothing"),
        (["ask", "--batch", "nowhere.jsonl"], 1, "cannot read the batch file"),
        (["ingest", "nowhere"], 1, "no such file or folder"),
    ],
)
def test_errors_are_one_line_with_a_hint(tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    done = run(*arguments, home=tmp_path / "home")
    assert done.returncode == code
    assert message in done.stderr.replace("\n", " ").replace("│", "")
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_is_refused_by_name(tmp_path: Path) -> None:
    done = run("status", home=tmp_path / "home", DIALOGUE_HOEM="x")
    assert done.returncode == 1
    assert "unknown setting DIALOGUE_HOEM" in done.stderr


def test_an_empty_store_is_told(tmp_path: Path) -> None:
    done = run("documents", home=tmp_path / "home")
    assert done.returncode == 0
    assert "dialogue ingest" in done.stdout
    assert one(run("status", "--json", home=tmp_path / "home"))["documents"] == 0
