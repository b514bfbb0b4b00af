"""A data folder: shared by processes, full, read-only."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.vectorstore.conftest import opened
from vectorstore.errors import StoreUnavailable
from vectorstore.reporting import Progress
from vectorstore.search import Search
from vectorstore.store import Store

READER = """
import sys
from pathlib import Path
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.rerank import ScriptedReranker
from vectorstore.search import Search
from vectorstore.store import Store
store = Store.open(Path(sys.argv[1]), embedder=ScriptedEmbedder(), reranker=ScriptedReranker())
print(len(Search(store).search("harbour piers").passages))
store.close()
"""


def run(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", READER, str(home)], stdout=subprocess.PIPE, text=True)


def test_a_reader_does_not_disturb_a_writer(store: Store, home: Path, folder: Path) -> None:
    store.sync([folder])
    read: list[str] = []

    def look(progress: Progress) -> None:
        if progress.state == "embedding":
            store.ledger.set_meta("changes", "committed, not yet indexed")
            with run(home) as reader:
                read.append(reader.communicate(timeout=50)[0])

    (folder / "lamps.txt").write_text("Lamps were put up.", encoding="utf-8")
    before = sorted(path.name for path in (home / "index").iterdir())
    assert store.sync([folder], progress=look).added == 1
    assert read
    assert int(read[0]) > 0
    assert sorted(path.name for path in (home / "index").iterdir()) == before
    assert store.index.open(store.ledger)


def test_several_processes_open_a_new_folder_at_once(home: Path) -> None:
    readers = [run(home) for _ in range(3)]
    assert [reader.communicate(timeout=50)[0] for reader in readers] == ["0\n"] * 3
    assert [reader.returncode for reader in readers] == [0] * 3


def test_a_failure_between_ledger_and_index_is_repaired_by_the_next_writer(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise StoreUnavailable("no")

    with monkeypatch.context() as patched:
        patched.setattr(store.index, "add", fail)
        with pytest.raises(StoreUnavailable):
            store.sync([folder])
    assert store.sync([folder]).unchanged == 2
    assert store.index.count() == store.ledger.counts()[1] > 0


def test_threads_search_while_one_takes_in(store: Store, folder: Path) -> None:
    store.sync([folder])
    search = Search(store)
    with ThreadPoolExecutor(3) as pool:
        found = [pool.submit(search.search, "harbour piers") for _ in range(30)]
        for number in range(5):
            (folder / f"{number}.txt").write_text(f"Boat number {number}.", encoding="utf-8")
            store.sync([folder])
        assert all(each.result().passages for each in found)


def test_a_store_that_fails_to_open_lets_its_files_go(home: Path) -> None:
    home.mkdir()
    (home / "index").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreUnavailable, match="index"):
        opened(home)
    (home / "index").unlink()
    opened(home).close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """A disk of 6 MB at ``tmp_path / "disk"``, and how to change its options."""
    disk, mount = tmp_path / "disk", shutil.which("mount")
    disk.mkdir()

    def change(options: str) -> None:
        subprocess.run([str(mount), "-o", f"remount,{options}", str(disk)], check=True)

    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if not made or made.returncode != 0:
        pytest.skip("a small disk can only be mounted by root")
    yield change
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_loses_nothing_and_the_next_run_goes_on(tmp_path: Path, small_disk: Callable[[str], None]) -> None:
    folder, home = tmp_path / "many", tmp_path / "disk" / "home"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number}.txt").write_text(f"Boat number {number} left at {number} o'clock.", encoding="utf-8")
    store = opened(home)
    with pytest.raises(StoreUnavailable, match="disk is full"):
        store.sync([folder])
    kept = store.ledger.counts()[0]
    assert kept > 0
    store.close()
    small_disk("size=64m")
    store = opened(home)
    assert store.index.count() == store.ledger.counts()[1]
    report = store.sync([folder])
    assert (report.unchanged, report.added, report.documents) == (kept, 1500 - kept, 1500)
    store.close()


def test_a_read_only_folder_is_told_plainly(tmp_path: Path, folder: Path, small_disk: Callable[[str], None]) -> None:
    home = tmp_path / "disk" / "home"
    store = opened(home)
    store.sync([folder])
    store.close()
    small_disk("ro")
    with pytest.raises(StoreUnavailable, match="may not be read or written"):
        opened(home)
    with pytest.raises(StoreUnavailable, match="cannot be made"):
        opened(tmp_path / "disk" / "other")
    small_disk("rw")
    store = opened(home)
    assert store.ledger.counts()[0] == 2
    store.close()
