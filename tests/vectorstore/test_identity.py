"""Which document a file is, when files are copied, edited, renamed and swapped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vectorstore.store import Store
from vectorstore.types import IngestReport

A, B, C = "The ferry runs twice a day.", "Schools open in May.", "Lamps were put up along the quay."


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    return folder


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def held(store: Store) -> dict[tuple[str, ...], str]:
    """Paths -> text of every document; the index must hold exactly their chunks."""
    assert store.index.open(store.ledger)
    return {info.paths: store.ledger.document(info.id).text for info in store.ledger.documents()}


def renamed_over(folder: Path) -> None:
    (folder / "a.txt").unlink()
    write(folder, b=A)


def swap(folder: Path) -> None:
    write(folder, a=B, b=A)


def move_and_replace(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "z.txt")
    write(folder, a=C)


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ({"a": A, "b": A}, lambda f: write(f, a=B), {("a.txt",): B, ("b.txt",): A}),
        ({"a": A, "b": A}, lambda f: write(f, b=B), {("a.txt",): A, ("b.txt",): B}),
        ({"a": A, "b": A, "c": A}, lambda f: write(f, a=B), {("a.txt",): B, ("b.txt", "c.txt"): A}),
        ({"a": A, "b": A}, lambda f: write(f, a=B, b=B), {("a.txt", "b.txt"): B}),
        ({"a": A, "b": B}, lambda f: write(f, a=B), {("b.txt", "a.txt"): B}),
        ({"a": A, "b": B}, swap, {("b.txt",): A, ("a.txt",): B}),
        ({"a": A}, move_and_replace, {("a.txt",): C, ("z.txt",): A}),
        ({"b": A}, lambda f: write(f, a=A, b=C), {("a.txt",): A, ("b.txt",): C}),
        ({"a": A, "b": A}, lambda f: (f / "a.txt").unlink(), {("b.txt",): A}),
        ({"a": A, "b": B}, renamed_over, {("b.txt",): A}),
    ],
)
def test_the_store_holds_what_the_folder_holds(
    store: Store,
    texts: Path,
    before: dict[str, str],
    change: Callable[[Path], object],
    after: dict[tuple[str, ...], str],
) -> None:
    write(texts, **before)
    store.sync([texts])
    change(texts)
    store.sync([texts])
    assert held(store) == after
    again = store.sync([texts])
    assert again.unchanged == sum(len(paths) for paths in after)
    assert held(store) == after


def test_a_new_file_under_the_old_name_of_a_renamed_one_gets_its_own_id(store: Store, texts: Path) -> None:
    write(texts, a=A)
    store.sync([texts])
    first = store.ledger.documents()[0].id
    (texts / "a.txt").rename(texts / "z.txt")
    store.sync([texts])
    write(texts, a=C)
    assert store.sync([texts]).added == 1
    assert {info.path: info.id == first for info in store.ledger.documents()} == {"z.txt": True, "a.txt": False}


def test_an_edited_file_keeps_its_id(store: Store, texts: Path) -> None:
    write(texts, a=A, b=A)
    store.sync([texts])
    first = store.ledger.documents()[0].id
    write(texts, a=B)
    store.sync([texts])
    assert {info.path: info.id == first for info in store.ledger.documents()} == {"a.txt": True, "b.txt": False}


def test_a_file_met_in_two_nested_roots_is_one_document_through_an_edit(store: Store, texts: Path) -> None:
    (texts / "inner").mkdir()
    write(texts / "inner", a=A)
    store.sync([texts])
    first = store.ledger.documents()[0].id
    assert store.sync([texts / "inner"]).duplicates == 1
    write(texts / "inner", a=C)
    store.sync([texts / "inner"])
    assert [(info.id, store.ledger.document(info.id).text) for info in store.ledger.documents()] == [(first, C)]


def counts(report: IngestReport) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.removed, report.duplicates


def test_files_are_counted_once(store: Store, texts: Path) -> None:
    write(texts, a=A, b=A, c=C)
    assert counts(store.sync([texts])) == (2, 0, 0, 0, 1)
    write(texts, b=B)
    (texts / "c.txt").unlink()
    assert counts(store.sync([texts])) == (0, 1, 1, 1, 0)
    assert counts(store.sync([texts, texts / "a.txt"])) == (0, 0, 2, 0, 0)


def test_syncing_one_folder_leaves_the_others(store: Store, texts: Path, folder: Path) -> None:
    write(texts, a=A)
    store.sync([texts, folder])
    (folder / "ferries.md").unlink()
    assert store.sync([texts]).removed == 0
    assert len(store.ledger.documents()) == 3


def test_a_folder_that_cannot_be_listed_loses_nothing(
    store: Store, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (texts / "inner").mkdir()
    write(texts / "inner", a=A)
    write(texts, b=B)
    store.sync([texts])
    scan = __import__("os").scandir

    def refuse(path: Path) -> object:
        if isinstance(path, str | Path) and Path(path).name == "inner":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("vectorstore.files.os.scandir", refuse)
    report = store.sync([texts])
    assert report.removed == 0
    assert [Path(failure["path"]).name for failure in report.failed] == ["inner"]
    assert len(store.ledger.documents()) == 2


def test_what_is_passed_over_is_counted(store: Store, texts: Path) -> None:
    write(texts, a=A)
    (texts / ".hidden.txt").write_text("x", encoding="utf-8")
    (texts / "code.py").write_text("x", encoding="utf-8")
    (texts / "broken.txt").symlink_to(texts / "nowhere")
    (texts / "loop").symlink_to(texts, target_is_directory=True)
    (texts / "manifest.yaml").write_text("[]", encoding="utf-8")
    report = store.sync([texts])
    assert (report.added, report.skipped, report.failed) == (1, 4, [])


def test_a_line_of_two_megabytes_is_taken_in(store: Store, texts: Path) -> None:
    write(texts, a=A, long="The ferry runs to the outer islands twice a day. " * 40_000)
    report = store.sync([texts])
    assert (report.added, report.failed) == (2, [])
    assert report.chunks > 1000
