"""What a person sees at the command line when the model breaks, in each of the fifteen ways: never a finished answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import assistant.cli  # noqa: F401  registers the commands
from assistant import Assistant
from assistant.commands import app
from assistant.settings import Settings
from tests.assistant.fault_server import FAULTS, fault_server

pytestmark = pytest.mark.model

QUESTION = "What did Portugal do for migrants waiting for residence permits?"
MIDWAY = {"reset", "early_end", "stall", "bad_json", "bad_utf8", "error_event", "length", "endless"}
"""Faults that come after words of the answer."""
PLAIN = ("Traceback", "Exception", "openai", "httpx", "None", "\x1b")
"""What no message shows."""


@pytest.fixture(scope="module")
def true_sentence(starter_home: Path) -> str:
    with Assistant.open(starter_home, settings=Settings(home=starter_home)) as dialogue:
        found = dialogue.ask(QUESTION, engine="quote")
    return next(each.text for each in found.sentences if not each.context)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, starter_home: Path) -> None:
    monkeypatch.setenv("DIALOGUE_HOME", str(starter_home))
    monkeypatch.setenv("DIALOGUE_DEADLINE", "8")
    monkeypatch.setenv("DIALOGUE_STALL", "1.5")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("mode", FAULTS)
def test_a_fault_is_told_plainly_and_quotations_are_offered(
    mode: str, true_sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fault_server(mode, text=f"{true_sentence} [1] It is one of two examples") as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        shown = CliRunner().invoke(app, ["ask", QUESTION])
        told = CliRunner().invoke(app, ["ask", QUESTION, "--json"])
    assert shown.exit_code == told.exit_code == 0, shown.output
    data = json.loads(told.stdout)
    assert data["incomplete"] or data["fallback_reason"]
    assert "INCOMPLETE" in shown.stdout or "No written answer:" in shown.stdout
    assert not any(word in shown.output for word in PLAIN), shown.output
    assert data["status"] == "answered"
    assert all(each["support"] in {"quoted", "supported", "partial"} for each in data["sentences"])
    if mode in MIDWAY:
        assert data["incomplete"]
        assert "INCOMPLETE" in shown.stdout
        if data["engine"] == "written":
            assert [each["text"] for each in data["sentences"]] == [true_sentence]
            assert data["notes"]


@pytest.mark.usefixtures("quick")
def test_a_good_stream_is_a_finished_answer(true_sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("good", text=f"{true_sentence} [1]") as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        shown = CliRunner().invoke(app, ["ask", QUESTION])
        told = CliRunner().invoke(app, ["ask", QUESTION, "--json"])
    data = json.loads(told.stdout)
    assert (data["engine"], data["incomplete"], data["fallback_reason"]) == ("written", False, None)
    assert data["model"] == "fault-model"
    assert "INCOMPLETE" not in shown.stdout
    assert true_sentence in shown.stdout
