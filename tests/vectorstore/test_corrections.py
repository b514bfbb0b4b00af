"""Correcting title and metadata by hand: what is searched with them, what a changed file keeps, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.errors import BadCorrection, NoSuchDocument
from vectorstore.store import Store


def ferry(store: Store) -> str:
    return next(info.id for info in store.ledger.documents() if info.path == "ferries.md")


def test_a_correction_changes_what_is_shown_and_what_is_searched(store: Store, folder: Path) -> None:
    store.sync([folder])
    name = ferry(store)
    store.correct(name, {"title": "Boats  and piers", "event": "Harbour Summit 2020", "date": "2020-05-01/2020-05-02"})
    info = next(each for each in store.ledger.documents() if each.id == name)
    assert (info.title, info.metadata.event, info.metadata.year, info.edited) == (
        "Boats and piers", "Harbour Summit 2020", 2020, True,
    )  # fmt: skip
    assert info.metadata.kind == "report"
    assert store.ledger.frequency("summit") == info.chunks
    assert store.ledger.frequency("forum") == 1
    assert "Harbour Summit 2020" in store.embedder.sent[-1]  # type: ignore[attr-defined]
    assert store.index.count() == store.ledger.counts()[1]
    assert store.index.open(store.ledger)


def test_a_correction_survives_an_edit_and_a_rename_of_the_file(store: Store, folder: Path) -> None:
    store.sync([folder])
    name = ferry(store)
    store.correct(name, {"event": "Harbour Summit 2020"})
    path = folder / "ferries.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nA third pier is planned.\n", encoding="utf-8")
    path.rename(folder / "boats.md")
    (folder / "boats.md").rename(path)
    assert store.sync([folder]).changed == 1
    assert store.ledger.document(name).metadata.event == "Harbour Summit 2020"
    assert store.ledger.found(name)[1].event == "Island Forum 2019"


def test_what_the_file_says_is_no_correction(store: Store, folder: Path) -> None:
    store.sync([folder])
    name = ferry(store)
    store.correct(name, {"kind": "", "event": "Other"})
    assert store.ledger.document(name).metadata.kind is None
    store.correct(name, {"kind": "report", "event": "Island Forum 2019"})
    assert store.ledger.changes(name) == {}
    assert not any(info.edited for info in store.ledger.documents())


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"title": " "}, "needs a title"),
        ({"colour": "red"}, "no field named colour"),
        ({"date": "15 October 2020"}, "is no date"),
        ({"date": "2020-13"}, "is no date"),
        ({"event": "x" * 501}, "501 characters"),
        ({"event": "a\u202eb"}, "cannot be shown"),
    ],
)
def test_a_bad_value_is_refused_and_changes_nothing(
    store: Store, folder: Path, values: dict[str, str], error: str
) -> None:
    store.sync([folder])
    before = store.ledger.fingerprint()
    with pytest.raises(BadCorrection, match=error):
        store.correct(ferry(store), values)
    assert store.ledger.fingerprint() == before


def test_a_document_that_is_not_there(store: Store) -> None:
    with pytest.raises(NoSuchDocument):
        store.correct("0" * 16, {"title": "x"})
