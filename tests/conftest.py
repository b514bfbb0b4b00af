"""What all tests share: no stray settings, and the rule that continuous integration skips nothing that must run."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.settings import Settings


@pytest.fixture(autouse=True)
def no_stray_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test starts without the developer's settings and with a data folder of its own."""
    for name in list(os.environ):
        if name.startswith("DIALOGUE_") and name not in {
            "DIALOGUE_SOURCES",
            "DIALOGUE_NO_SKIP",
            "DIALOGUE_SCREENSHOTS",
        }:
            monkeypatch.delenv(name)
    monkeypatch.setenv("DIALOGUE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the source documents, or a skip that says why."""
    folder = os.environ.get("DIALOGUE_SOURCES")
    if not folder:
        pytest.skip("DIALOGUE_SOURCES does not name the folder of the source documents")
    return Path(folder)


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the starter corpus, taken in with the bundled models."""
    home = tmp_path_factory.mktemp("starter") / "home"
    with Assistant.open(home, settings=Settings(home=home)) as dialogue:
        dialogue.ingest()
    return home


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Turn a skip into a failure where DIALOGUE_NO_SKIP names one of the test's markers."""
    report = yield
    kept = set(os.environ.get("DIALOGUE_NO_SKIP", "").split(",")) & {mark.name for mark in item.iter_markers()}
    if report.skipped and kept and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although DIALOGUE_NO_SKIP names {', '.join(sorted(kept))}: {report.longrepr}"
    return report
