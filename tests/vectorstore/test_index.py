"""The index: what it finds, when it is in step, and how it is built anew."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.errors import StoreUnavailable
from vectorstore.index import VectorIndex
from vectorstore.store import Store


def generations(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "index").iterdir() if path.is_dir())


def test_the_nearest_chunk_comes_first_with_its_cosine(store: Store, folder: Path) -> None:
    store.sync([folder])
    (chunks, vectors) = next(store.ledger.vectors())
    for each, vector in zip(chunks, vectors, strict=True):
        name, similarity = store.index.query(vector, k=2)[0]
        assert name == each.id
        assert similarity == pytest.approx(1, abs=1e-5)
    expected = sorted((vectors @ vectors[0]).tolist(), reverse=True)
    assert [score for _, score in store.index.query(vectors[0], k=9)] == pytest.approx(expected, abs=1e-5)


def test_a_query_stays_within_its_documents(store: Store, folder: Path) -> None:
    store.sync([folder])
    wanted = store.ledger.documents()[0].id
    vector = store.embedder.embed_query("school")
    found = store.index.query(vector, k=9, document_ids=[wanted])
    assert {name for name, _ in found} == set(store.ledger.chunk_ids(wanted))


def test_building_switches_over_and_removes_the_old_one(store: Store, home: Path, folder: Path) -> None:
    store.sync([folder])
    before = generations(home)
    count = store.index.count()
    store.index.build(store.ledger)
    assert len(before) == len(generations(home)) == 1
    assert generations(home) != before
    assert store.index.count() == count


def test_a_rebuild_embeds_nothing(store: Store, folder: Path) -> None:
    store.sync([folder])
    assert isinstance(store.embedder, ScriptedEmbedder)
    sent = len(store.embedder.sent)
    store.index.build(store.ledger)
    assert len(store.embedder.sent) == sent


@pytest.mark.parametrize(
    "pointer", [None, "", "{", "[]", '{"generation": "nowhere", "state": "1"}', '{"generation": ".", "state": "1"}']
)
def test_a_damaged_pointer_is_out_of_step(store: Store, home: Path, folder: Path, pointer: str | None) -> None:
    store.sync([folder])
    current = home / "index" / "current"
    current.unlink() if pointer is None else current.write_text(pointer, encoding="utf-8")
    assert not store.index.open(store.ledger)
    with store.writing():
        assert store.index.open(store.ledger)
    assert store.index.count() == store.ledger.counts()[1]
    assert generations(home) == [json.loads(current.read_text(encoding="utf-8"))["generation"]]


def test_a_chunk_missing_from_the_index_is_noticed(store: Store, folder: Path) -> None:
    store.sync([folder])
    store.index.remove(store.ledger.chunk_ids(store.ledger.documents()[0].id)[:1])
    assert not store.index.open(store.ledger)


def test_what_is_not_open_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="not open"):
        VectorIndex(tmp_path).query(np.ones(3, np.float32), k=1)


OTHER = """
import sys
from pathlib import Path
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.store import Store
store = Store.open(Path(sys.argv[1]), embedder=ScriptedEmbedder())
store.sync([Path(sys.argv[2])])
if sys.argv[3:]:
    store.index.build(store.ledger)
store.close()
"""


@pytest.mark.parametrize("rebuild", [[], ["rebuild"]])
def test_what_another_process_wrote_is_found(store: Store, home: Path, folder: Path, rebuild: list[str]) -> None:
    store.sync([folder])
    store.index.query(store.embedder.embed_query("warm"), k=1)
    (folder / "lamps.txt").write_text("Lamps were put up along the quay.", encoding="utf-8")
    subprocess.run([sys.executable, "-c", OTHER, str(home), str(folder), *rebuild], check=True, timeout=50)
    text = "lamps.txt"
    lamps = next(info for info in store.ledger.documents() if info.path == text)
    name, _ = store.index.query(store.embedder.embed_query("Lamps were put up along the quay"), k=1)[0]
    assert name in store.ledger.chunk_ids(lamps.id)
