"""The ledger: whole documents, in one transaction each, and the keyword index."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus.chunking import chunk
from corpus.loaders.text import text_document
from corpus.packing import parsed
from corpus.types import Document, Metadata
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.errors import NoSuchDocument, StoreUnavailable
from vectorstore.ledger import Ledger

RAW = "# Ferries\n\nThe ferry runs twice a day. Cafés open early.\n\n## Prices\n\nVisitors pay five crowns more.\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path)
    yield ledger
    ledger.close()


def document(identifier: str = "one", raw: str = RAW) -> Document:
    metadata = Metadata(event="Island Forum", date="2019-06-01", kind="report")
    return text_document(
        raw, document_id=identifier, path=f"{identifier}.md", title="Ferries", metadata=metadata, markdown=True
    )


def put(ledger: Ledger, made: Document, *, stamp: tuple[int, int] | None = (1, 2)) -> None:
    texts = [each.text for each in chunk(made)]
    vectors = ScriptedEmbedder().embed_passages(texts)
    ledger.put(parsed(made), vectors, texts, root="folder", content=f"hash of {made.text}", stamp=stamp)


def test_a_document_comes_back_as_it_was(ledger: Ledger) -> None:
    made = document()
    put(ledger, made)
    assert ledger.document("one") == made
    found = ledger.chunks(ledger.chunk_ids("one"))
    assert sorted(found.values(), key=lambda each: each.index) == list(chunk(made))
    info = ledger.documents()[0]
    assert (info.path, info.metadata, info.characters) == ("one.md", made.metadata, len(made.text))
    assert ledger.counts() == (1, info.chunks)


def test_vectors_come_back_bit_by_bit_in_batches(ledger: Ledger) -> None:
    for number in range(5):
        put(ledger, document(str(number), f"Boat {number} leaves."))
    batches = list(ledger.vectors(batch=2))
    assert [len(chunks) for chunks, _ in batches] == [2, 2, 1]
    texts = [each.text for chunks, _ in batches for each in chunks]
    assert np.array_equal(np.concatenate([part for _, part in batches]), ScriptedEmbedder().embed_passages(texts))


def test_putting_again_replaces_all_of_it(ledger: Ledger) -> None:
    put(ledger, document())
    put(ledger, document(raw="# Ferries\n\nNo boat runs in winter.\n"))
    assert ledger.counts() == (1, 1)
    assert ledger.frequency("crowns") == 0
    assert ledger.frequency("winter") == 1


def test_a_document_that_fails_halfway_leaves_the_old_one(ledger: Ledger) -> None:
    put(ledger, document())
    before, state = ledger.document("one"), ledger.fingerprint()
    other = document(raw="# Ferries\n\nNo boat runs.\n\n## More\n\nNone at all.\n")
    with pytest.raises(ValueError, match="shorter"):
        ledger.put(parsed(other), np.ones((2, 64), np.float32), ["one body"], root="folder", content="x")
    assert (ledger.document("one"), ledger.fingerprint()) == (before, state)
    assert ledger.frequency("crowns") == 1


def test_every_change_has_its_own_fingerprint(ledger: Ledger) -> None:
    seen = [ledger.fingerprint()]
    for step in (lambda: put(ledger, document()), lambda: put(ledger, document()), lambda: ledger.remove("one")):
        step()
        seen.append(ledger.fingerprint())
    assert len(set(seen)) == 4
    put(ledger, document("two"))
    state = ledger.fingerprint()
    ledger.put_path("folder", "copy.md", "two", 1, 1)
    assert ledger.fingerprint() == state


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (["ferry"], True),
        (["ferries"], True),
        (["cafe"], True),
        (["volcano", "crowns"], True),
        (["volcano"], False),
        (['"', "OR", "NEAR(", "*", "-", "body:x", ""], False),
        ([], False),
    ],
)
def test_keywords_are_read_literally(ledger: Ledger, terms: list[str], found: bool) -> None:
    put(ledger, document())
    assert bool(ledger.keyword(terms, k=5)) == found


def test_keywords_rank_and_stay_in_scope(ledger: Ledger) -> None:
    put(ledger, document("one", "The ferry, the ferry, the ferry."))
    put(ledger, document("two", "A ferry beside many other things that have nothing to do with it at all."))
    names = ledger.keyword(["ferry"], k=5)
    assert [score for _, score in names] == sorted((score for _, score in names), reverse=True)
    assert names[0][0] in ledger.chunk_ids("one")
    assert {name for name, _ in ledger.keyword(["ferry"], k=5, document_ids=["two"])} == set(ledger.chunk_ids("two"))
    assert ledger.keyword(["ferry"], k=5, document_ids=[]) == []
    assert len(ledger.keyword(["ferry"], k=1)) == 1


def test_settling_names_what_has_no_file_and_moves_what_has_another(ledger: Ledger) -> None:
    put(ledger, document("one"))
    put(ledger, document("two", "Other text."))
    ledger.put_path("folder", "copy.md", "one", 1, 1)
    ledger.remove_paths([("folder", "one.md"), ("folder", "two.md")])
    assert ledger.settle() == ["two"]
    assert ledger.first_paths()["one"] == ("folder", "copy.md")


@pytest.mark.parametrize("act", [Ledger.document, Ledger.remove])
def test_an_unknown_document_is_named(ledger: Ledger, act: object) -> None:
    assert callable(act)
    with pytest.raises(NoSuchDocument, match="nowhere"):
        act(ledger, "nowhere")


def test_another_version_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    ledger.set_meta("version", "99")
    with pytest.raises(StoreUnavailable, match="version 99"):
        Ledger(tmp_path)


def test_a_file_that_is_no_database_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreUnavailable, match="not a database"):
        Ledger(tmp_path)


def test_threads_read_while_one_writes(ledger: Ledger) -> None:
    put(ledger, document())
    with ThreadPoolExecutor(4) as pool:
        reads = [pool.submit(ledger.keyword, ["ferry"], k=3) for _ in range(40)]
        for number in range(20):
            put(ledger, document(f"more {number}", f"Text number {number}."))
        assert all(len(read.result()) >= 1 for read in reads)
    assert ledger.counts()[0] == 21
