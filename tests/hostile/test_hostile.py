"""Files made to do harm are read through the sandbox, with the limits of the product: each ends as it may end.

``python -m tests.hostile.report`` prints the figures.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from corpus.errors import BY_REASON, CorpusError, NotReadable
from corpus.loaders import load
from corpus.sandbox import Sandbox, Usage
from tests.hostile.make_files import Hostile, make
from tests.hostile.recipes import DONE, PORT, RECIPES, prose
from tests.hostile.report import Outcome, read

ROOT = Path(__file__).resolve().parents[2]
MOST_GROWTH = 200 * 2**20
NETWORK = [name for name in RECIPES if name.startswith(("external", "parameter", "remote", "doctype"))]


ODD = (
    "bidi.txt", "tags.txt", "zeros-between.txt", "surrogates-utf-8.txt", "characters.docx", "controls.html",
    "to-unicode-controls.pdf", "to-unicode-surrogate.pdf", "yaml-controls.md", "names/caf\udce9\udcff.md",
)  # fmt: skip


class Watch:
    """Looks at the memory of this process, all the time."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self.before = self.most = self._process.memory_info().rss
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self.most = max(self.most, self._process.memory_info().rss)

    def stop(self) -> None:
        self._over.set()
        self._thread.join()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All hostile files, made by another process: making some of them takes memory."""
    made = tmp_path_factory.mktemp("hostile")
    names = list(RECIPES)
    command = [sys.executable, "-m", "tests.hostile.make_files", str(made)]
    makers = [subprocess.Popen([*command, *names[part::2]], cwd=ROOT) for part in range(2)]
    assert sum(maker.wait() for maker in makers) == 0
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def usages() -> list[Usage]:
    return []


@pytest.fixture(scope="module")
def sandbox(usages: list[Usage]) -> Iterator[Sandbox]:
    with Sandbox(observe=usages.append) as found:
        yield found


@pytest.fixture(scope="module")
def watch(folder: Path, sandbox: Sandbox) -> Iterator[Watch]:
    found = Watch()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def visits() -> Iterator[list[object]]:
    """Connections to the port that hostile files name."""
    found: list[object] = []
    with socket.create_server(("127.0.0.1", PORT)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                connection.close()
                found.append(address)

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield found
        server.shutdown(socket.SHUT_RDWR)
        thread.join(2)


@pytest.fixture(scope="module")
def outcomes(
    folder: Path, sandbox: Sandbox, usages: list[Usage], watch: Watch, visits: list[object]
) -> Iterator[dict[str, Future[Outcome]]]:
    """What comes of each file, as soon as it is read; two are read at a time."""
    with ThreadPoolExecutor(2) as threads:
        yield {name: threads.submit(read, hostile(folder, name), sandbox, usages) for name in RECIPES}
        threads.shutdown(cancel_futures=True)


def hostile(folder: Path, name: str) -> Hostile:
    (found,) = make(folder, names=[name])
    return found


def test_there_are_enough() -> None:
    assert len(RECIPES) >= 60
    assert all(recipe.expected <= {DONE, *BY_REASON} for recipe in RECIPES.values())


@pytest.mark.parametrize("name", RECIPES)
def test_each_ends_as_it_may(
    name: str, outcomes: dict[str, Future[Outcome]], folder: Path, sandbox: Sandbox, visits: list[object]
) -> None:
    found = outcomes[name].result()
    assert found.outcome in found.hostile.expected, found.message
    assert found.peak <= sandbox.limits.memory
    assert found.message.isprintable()
    assert len(found.message) < 700
    assert not [part for part in (str(folder), str(ROOT), "Traceback") if part in found.message]
    assert not visits


def test_what_is_read_can_be_stored(folder: Path, sandbox: Sandbox) -> None:
    odd = {"\0", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), *map(chr, range(0xE0000, 0xE0080))}
    for name in ODD:
        try:
            document = sandbox.read(hostile(folder, name).path, document_id="d", shown_path="x")
        except CorpusError:
            continue
        for text in (document.text, document.title, *(chunk.text for chunk in document.chunks)):
            assert not odd & set(text), name
            assert text.encode("utf-8"), name


def test_nothing_is_fetched_without_the_sandbox_either(folder: Path, visits: list[object]) -> None:
    for name in NETWORK:
        try:
            assert "root:" not in load(hostile(folder, name).path, document_id="d").text
        except CorpusError:
            continue
    assert len(NETWORK) > 10
    assert not visits


def test_a_file_removed_while_it_is_read(folder: Path, tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "pages.pdf"
    shutil.copy(hostile(folder, "pages-5000.pdf").path, path)
    document = sandbox.read(
        path, document_id="d", shown_path="x", progress=lambda done, total: path.unlink(missing_ok=True)
    )
    assert not path.exists()
    assert document.pages == 5_000
    with pytest.raises(NotReadable):
        sandbox.read(path, document_id="d", shown_path="x")


def test_files_that_come_and_go(tmp_path: Path, sandbox: Sandbox) -> None:
    path, over = tmp_path / "minutes.md", threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            path.write_text(prose(1_000), encoding="utf-8")
            time.sleep(0.001)
            path.unlink()

    thread = threading.Thread(target=come_and_go)
    thread.start()
    outcomes = set()
    for _ in range(100):
        try:
            sandbox.read(path, document_id="d", shown_path="x")
            outcomes.add(DONE)
        except CorpusError as problem:
            outcomes.add(problem.reason)
    over.set()
    thread.join()
    assert outcomes <= {DONE, "not_readable", "empty"}


def test_afterwards_an_ordinary_file_is_read_and_little_memory_was_taken(
    tmp_path: Path, sandbox: Sandbox, watch: Watch
) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(f"# Minutes\n\n{prose(100)}", encoding="utf-8")
    assert sandbox.read(path, document_id="d", shown_path="minutes.md").text.startswith("Minutes")
    assert watch.most - watch.before < MOST_GROWTH
