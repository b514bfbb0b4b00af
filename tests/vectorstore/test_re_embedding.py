"""Going over to another embedding model: nothing is read again, nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.vectorstore.conftest import opened
from vectorstore.embeddings import ScriptedEmbedder, Vectors
from vectorstore.errors import BadVectors, StoreLocked, WrongModel
from vectorstore.rerank import ScriptedReranker
from vectorstore.search import Search
from vectorstore.store import Store


class FailingEmbedder(ScriptedEmbedder):
    """Fails from its second call on."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if self.sent:
            raise BadVectors("the model broke")
        return super().embed_passages(texts)


def another(dimensions: int = 32) -> ScriptedEmbedder:
    return ScriptedEmbedder(name="other", dimensions=dimensions)


def filled(home: Path, folder: Path) -> int:
    store = opened(home)
    store.sync([folder])
    count = store.ledger.counts()[1]
    store.close()
    return count


def test_the_error_says_how_to_go_on(home: Path, folder: Path) -> None:
    filled(home, folder)
    with pytest.raises(WrongModel, match="scripted/64") as caught:
        Store.open(home, embedder=another(), reranker=ScriptedReranker())
    assert "DIALOGUE_EMBEDDING=scripted" in caught.value.hint
    assert "--re-embed" in caught.value.hint


def test_all_passages_are_embedded_from_the_ledger(home: Path, folder: Path) -> None:
    count = filled(home, folder)
    sent = ScriptedEmbedder()
    with_files = Store.open(home.parent / "again", embedder=sent, reranker=ScriptedReranker())
    with_files.sync([folder])
    with_files.close()
    for path in folder.iterdir():
        path.unlink()
    embedder, told = another(), list[tuple[int, int]]()
    assert Store.re_embed(home, embedder=embedder, progress=lambda *each: told.append(each)) == count
    assert sorted(embedder.sent) == sorted(sent.sent)
    assert (told[0], told[-1]) == ((0, count), (count, count))
    store = Store.open(home, embedder=embedder, reranker=ScriptedReranker())
    assert store.ledger.meta("model") == "other/32"
    assert Search(store).search("harbour piers ferry").passages[0].document.title == "Ferry report"
    store.close()
    with pytest.raises(WrongModel):
        opened(home)


def test_what_was_embedded_before_a_failure_is_kept(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = filled(home, folder)
    monkeypatch.setattr("vectorstore.store.EMBEDDED_AT_ONCE", 1)
    with pytest.raises(BadVectors):
        Store.re_embed(home, embedder=FailingEmbedder(name="other", dimensions=32))
    store = opened(home)
    assert Search(store).search("harbour piers ferry").passages
    store.close()
    embedder = another()
    Store.re_embed(home, embedder=embedder)
    assert len(embedder.sent) == count - 1


def test_a_document_taken_in_between_two_tries_is_embedded_too(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(home, folder)
    monkeypatch.setattr("vectorstore.store.EMBEDDED_AT_ONCE", 1)
    with pytest.raises(BadVectors):
        Store.re_embed(home, embedder=FailingEmbedder(name="other", dimensions=32))
    (folder / "lamps.txt").write_text("Lamps were put up along the quay.", encoding="utf-8")
    (folder / "ferries.md").unlink()
    filled(home, folder)
    Store.re_embed(home, embedder=another())
    store = Store.open(home, embedder=another(), reranker=ScriptedReranker())
    assert Search(store).search("lamps quay").passages[0].chunk.text.startswith("Lamps")
    assert store.index.count() == store.ledger.counts()[1]
    store.close()


def test_a_program_that_runs_on_with_the_old_model_says_so(home: Path, folder: Path) -> None:
    filled(home, folder)
    running = opened(home)
    Store.re_embed(home, embedder=another(64))
    with pytest.raises(WrongModel, match="other/64") as caught:
        Search(running).search("ferry")
    assert "start" in caught.value.hint
    running.close()


def test_a_writer_is_waited_for(home: Path, folder: Path) -> None:
    filled(home, folder)
    store = opened(home)
    with store.writing(), pytest.raises(StoreLocked):
        Store.re_embed(home, embedder=another())
    store.close()


def test_a_store_without_passages_takes_any_model(home: Path) -> None:
    opened(home).close()
    store = Store.open(home, embedder=another(), reranker=ScriptedReranker())
    assert store.ledger.meta("model") == "other/32"
    store.close()
