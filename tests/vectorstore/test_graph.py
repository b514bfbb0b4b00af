"""The nearest neighbour graph over real vectors: nothing near may be lost."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import numpy as np

from vectorstore.embeddings import BundledEmbedder
from vectorstore.rerank import ScriptedReranker
from vectorstore.store import Store

FACTS = Path(__file__).parents[1] / "corpus" / "facts-2020-panels.jsonl"
NEAREST = 40


def test_no_near_neighbour_is_lost(starter_home: Path) -> None:
    """With Chroma's own settings about one of a hundred is lost, and others at every start."""
    asked = [", ".join(json.loads(line)["all"]) for line in FACTS.read_text(encoding="utf-8").splitlines()]
    with closing(Store.open(starter_home, embedder=BundledEmbedder(), reranker=ScriptedReranker())) as store:
        batches = [*store.ledger.vectors()]
        ids = [chunk.id for chunks, _ in batches for chunk in chunks]
        vectors = np.concatenate([found for _, found in batches])
        lost = 0
        for text in asked:
            query = store.embedder.embed_query(text)
            nearest = {ids[at] for at in np.argsort(-(vectors @ query))[:NEAREST]}
            lost += len(nearest - {name for name, _ in store.index.query(query, k=NEAREST)})
    assert len(ids) > 300
    assert lost <= len(asked) * NEAREST / 1000
