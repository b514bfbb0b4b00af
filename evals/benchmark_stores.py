"""Stores for benchmarks, made once and kept under the data folder by a hash of all that goes into them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import corpus
import vectorstore.baseline
import vectorstore.headers
from corpus.errors import EmptyFile
from corpus.loaders.text import text_document
from corpus.packing import Parsed, parsed
from evals.beir import Dataset, Entry
from vectorstore.baseline import TutorialIndex
from vectorstore.embeddings import Embedder
from vectorstore.headers import indexed_text
from vectorstore.rerank import Reranker
from vectorstore.store import Store

AT_ONCE = 256
"""Chunks that are embedded together."""

Progress = Callable[[str, int, int], None]
"""(what is done, how many are done, how many there are)."""

Prepared = tuple[Parsed, list[str]]
"""A document, its chunks, and what is indexed of each."""


def store_of(dataset: Dataset, cache: Path, *, embedder: Embedder, reranker: Reranker, progress: Progress) -> Store:
    """The documents of a benchmark, each indexed as ``ingest`` would, in a store of its own."""
    folder = cache / f"{_key(dataset, embedder)}-product"
    if not folder.is_dir():
        partial = _fresh(folder)
        store = Store.open(partial, embedder=embedder, reranker=reranker)
        try:
            fill(store, dataset.entries, progress=progress)
        finally:
            store.close()
        partial.rename(folder)
    return Store.open(folder, embedder=embedder, reranker=reranker)


def tutorial_of(dataset: Dataset, cache: Path, *, embedder: Embedder, progress: Progress) -> TutorialIndex:
    """The same documents as the tutorial's pipeline holds them: title and text, raw."""
    folder = cache / f"{_key(dataset, embedder)}-tutorial"
    if not folder.is_dir():
        partial = _fresh(folder)
        with TutorialIndex(partial, embedder=embedder) as index:
            for at in range(0, len(dataset.entries), AT_ONCE):
                progress("indexing for the tutorial's pipeline", at, len(dataset.entries))
                index.add({entry.id: _raw(entry) for entry in dataset.entries[at : at + AT_ONCE]})
        partial.rename(folder)
    return TutorialIndex(folder, embedder=embedder)


def fill(store: Store, entries: Sequence[Entry], *, progress: Progress) -> None:
    """Clean, chunk, embed and store documents; those without any text are left out."""
    waiting: list[Prepared] = []
    for done, entry in enumerate(entries):
        waiting += _prepared(entry)
        if sum(len(bodies) for _, bodies in waiting) >= AT_ONCE:
            progress("indexing", done, len(entries))
            _write(store, waiting)
            waiting = []
    _write(store, waiting)
    store.index.build(store.ledger)


def _prepared(entry: Entry) -> Iterator[Prepared]:
    try:
        document = text_document(entry.text, document_id=entry.id, path="", title=entry.title or None)
    except EmptyFile:
        return
    read = parsed(document)
    yield read, [indexed_text(read.title, read.metadata, each) for each in read.chunks]


def _write(store: Store, waiting: Sequence[Prepared]) -> None:
    vectors = store.embedder.embed_passages([body for _, bodies in waiting for body in bodies])
    at = 0
    for read, bodies in waiting:
        store.ledger.put(read, vectors[at : at + len(bodies)], bodies, root="", content=read.id)
        at += len(bodies)


def _raw(entry: Entry) -> str:
    return f"{entry.title}\n\n{entry.text}" if entry.title else entry.text


def _fresh(folder: Path) -> Path:
    """Where a store is made before it gets its name, so that one that was not finished is never used."""
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    return partial


def _key(dataset: Dataset, embedder: Embedder) -> str:
    """Changes with the documents, the embedding model, and the code that cleans, cuts and heads them."""
    code = sorted(Path(corpus.__file__).parent.rglob("*.py"))
    code += [Path(vectorstore.headers.__file__), Path(vectorstore.baseline.__file__)]
    digest = hashlib.sha256(f"{dataset.digest}\0{embedder.name}\0{embedder.dimensions}".encode())
    for path in code:
        digest.update(path.read_bytes())
    return f"{dataset.name}-{digest.hexdigest()[:16]}"
