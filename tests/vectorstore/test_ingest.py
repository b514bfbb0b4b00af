"""Synchronising files with the store: every outcome, and what a kill leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.errors import NoSuchDocument, StoreLocked, StoreUnavailable, WrongModel
from vectorstore.reporting import Progress
from vectorstore.rerank import ScriptedReranker
from vectorstore.store import Store


def test_added_then_unchanged_then_changed_then_removed(store: Store, folder: Path) -> None:
    first = store.sync([folder])
    assert (first.added, first.skipped, first.documents) == (2, 1, 2)
    sent = len(store.embedder.sent)  # type: ignore[attr-defined]
    assert store.sync([folder]).unchanged == 2
    assert len(store.embedder.sent) == sent  # type: ignore[attr-defined]
    path = folder / "schools.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nA third school follows.\n", encoding="utf-8")
    assert store.sync([folder]).changed == 1
    path.unlink()
    assert store.sync([folder]).removed == 1
    assert [info.title for info in store.ledger.documents()] == ["Ferry report"]
    assert store.index.count() == store.ledger.counts()[1]


def test_a_touched_file_is_unchanged(store: Store, folder: Path) -> None:
    store.sync([folder])
    os.utime(folder / "ferries.md", (1, 1))
    assert store.sync([folder]).unchanged == 2


def test_the_same_content_twice_is_one_document_with_two_paths(store: Store, folder: Path) -> None:
    (folder / "zz-copy.md").write_bytes((folder / "ferries.md").read_bytes())
    report = store.sync([folder])
    assert (report.added, report.duplicates, report.documents) == (2, 1, 2)
    assert store.ledger.documents()[0].paths == ("ferries.md", "zz-copy.md")
    (folder / "ferries.md").unlink()
    assert store.sync([folder]).documents == 2


def test_a_renamed_file_keeps_its_id(store: Store, folder: Path) -> None:
    store.sync([folder])
    before = {info.title: info.id for info in store.ledger.documents()}
    (folder / "ferries.md").rename(folder / "boats.md")
    report = store.sync([folder])
    assert (report.removed, report.added, report.changed) == (0, 0, 1)
    assert {info.title: info.id for info in store.ledger.documents()} == before
    assert store.ledger.documents()[0].path == "boats.md"


def test_a_manifest_that_changes_makes_its_files_change(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("The ferry runs twice a day.", encoding="utf-8")
    store.sync([folder])
    (folder / "manifest.yaml").write_text("- file: a.txt\n  title: Timetable\n", encoding="utf-8")
    assert store.sync([folder]).changed == 1
    assert store.ledger.documents()[0].title == "Timetable"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.md", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("binary.txt", bytes(range(256)) * 8, "binary"),
        ("front.md", b"---\ntitle: [\n---\nText.", "not valid YAML"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_goes_on(
    store: Store, folder: Path, name: str, data: bytes, error: str
) -> None:
    (folder / name).write_bytes(data)
    report = store.sync([folder])
    assert report.added == 2
    assert [Path(failure["path"]).name for failure in report.failed] == [name]
    assert error in report.failed[0]["error"]
    assert report.failed[0]["hint"]


def test_a_failure_is_kept_until_the_file_is_fine_or_gone(store: Store, folder: Path) -> None:
    bad, empty = folder / "bad.txt", folder / "empty.txt"
    bad.write_bytes(bytes(range(256)) * 8)
    empty.write_bytes(b"")
    report = store.sync([folder])
    assert {row["reason"] for row in report.failed} == {"not_text", "empty"}
    assert report.failed[0]["error"].startswith(f"{report.failed[0]['reason']}: ")
    assert [(each.path, each.reason) for each in store.ledger.failures()] == [
        ("bad.txt", "not_text"),
        ("empty.txt", "empty"),
    ]
    bad.write_text("The ferry runs again.", encoding="utf-8")
    empty.unlink()
    assert store.sync([folder]).added == 1
    assert store.ledger.failures() == ()


def test_a_name_of_no_text_is_a_failure_of_that_file(store: Store, folder: Path) -> None:
    with open(os.fsencode(folder) + b"/\xff\xfe.txt", "wb") as file:  # noqa: PTH123
        file.write(b"The ferry runs twice a day.")
    report = store.sync([folder])
    assert report.added == 2
    assert [row["reason"] for row in report.failed] == ["not_readable"]
    report.failed[0]["path"].encode()


@pytest.mark.parametrize("name", ["two\nlines.md", "boat \U0001f6a2.md", "-dash.md", 'it\'s "quoted".md'])
def test_odd_names(store: Store, folder: Path, name: str) -> None:
    (folder / name).write_text("The ferry runs twice a day.", encoding="utf-8")
    assert store.sync([folder]).added == 3
    assert name in {info.path for info in store.ledger.documents()}
    assert store.sync([folder]).unchanged == 3


def test_a_file_above_the_limit_is_refused_by_name(store: Store, folder: Path) -> None:
    (folder / "big.txt").write_text("The ferry runs. " * 10_000, encoding="utf-8")
    report = store.sync([folder], max_bytes=100_000)
    assert [(row["reason"], Path(row["path"]).name) for row in report.failed] == [("too_large", "big.txt")]
    assert report.added == 2


def test_progress_names_every_file_and_what_became_of_it(store: Store, folder: Path) -> None:
    (folder / "copy.md").write_bytes((folder / "ferries.md").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    told: list[Progress] = []
    store.sync([folder], progress=told.append)
    last = {step.path: step for step in told if step.state in {"done", "duplicate", "failed"}}
    assert {name: step.state for name, step in last.items()} == {
        "copy.md": "done", "empty.txt": "failed", "ferries.md": "duplicate", "schools.md": "done",
    }  # fmt: skip
    assert last["ferries.md"].document_id == last["copy.md"].document_id
    assert last["empty.txt"].hint
    assert (told[-1].state, told[-1].done_files, told[-1].total_files) == ("finished", 4, 4)


def test_a_missing_path_is_named(store: Store, folder: Path) -> None:
    report = store.sync([folder / "nowhere", folder / "ferries.md"])
    assert report.added == 1
    assert report.failed[0]["error"] == "not_readable: no such file or folder"


def test_links_in_a_circle_end(store: Store, folder: Path) -> None:
    (folder / "again").symlink_to(folder, target_is_directory=True)
    assert store.sync([folder]).added == 2


def test_two_thousand_files(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(2000):
        (folder / f"{number}.txt").write_text(f"Boat number {number} left at {number} o'clock.", encoding="utf-8")
    assert store.sync([folder]).added == 2000
    begun = time.perf_counter()
    assert store.sync([folder]).unchanged == 2000
    assert time.perf_counter() - begun < 3


def test_removing_leaves_nothing_in_the_files(store: Store, folder: Path) -> None:
    store.sync([folder])
    ferry = store.ledger.documents()[0]
    store.remove(ferry.id)
    held = [path for path in store.home.rglob("*") if path.is_file() and b"harbour authority" in path.read_bytes()]
    assert held == []
    assert store.index.count() == store.ledger.counts()[1]
    with pytest.raises(NoSuchDocument, match=ferry.id):
        store.ledger.document(ferry.id)


KILLED = """
import os, sys
from pathlib import Path
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.reporting import Progress
from vectorstore.rerank import ScriptedReranker
from vectorstore.store import Store
store = Store.open(Path(sys.argv[1]), embedder=ScriptedEmbedder(), reranker=ScriptedReranker())
put = store.ledger.put
def once(*args, **kwargs):
    put(*args, **kwargs)
    os._exit(9)
store.ledger.put = once
store.sync([Path(sys.argv[2])])
"""


def test_a_kill_between_ledger_and_index_is_repaired_at_the_next_opening(home: Path, folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(home), str(folder)], check=False, timeout=50)
    assert done.returncode == 9
    store = Store.open(home, embedder=ScriptedEmbedder(), reranker=ScriptedReranker())
    assert store.ledger.counts()[0] == 1
    assert store.index.count() == store.ledger.counts()[1] > 0
    assert store.sync([folder]).documents == 2
    store.close()


HOLDER = """
import sys, time
from pathlib import Path
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.store import Store
store = Store.open(Path(sys.argv[1]), embedder=ScriptedEmbedder())
with store.writing():
    print("held", flush=True)
    time.sleep(30)
"""


def test_a_second_writer_is_refused_and_told_who_writes(store: Store, home: Path, folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(home)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        begun = time.perf_counter()
        with pytest.raises(StoreLocked, match=str(other.pid)):
            store.sync([folder])
        assert time.perf_counter() - begun < 1.5
        other.kill()
    assert store.sync([folder]).added == 2


def test_another_embedding_model_is_refused_by_name(store: Store, home: Path, folder: Path) -> None:
    store.sync([folder])
    with pytest.raises(WrongModel, match=r"scripted/64.*other/64"):
        Store.open(home, embedder=ScriptedEmbedder(name="other"), reranker=ScriptedReranker())


def test_a_file_in_the_way_of_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreUnavailable, match="a file is in the way"):
        Store.open(tmp_path / "file", embedder=ScriptedEmbedder())


def test_the_data_folder_is_private(store: Store) -> None:
    assert store.home.stat().st_mode & 0o777 == 0o700
