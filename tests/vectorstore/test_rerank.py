"""Rerankers: one score per text, in the order of the texts."""

from __future__ import annotations

import numpy as np
import pytest

from vectorstore.rerank import BundledReranker, ScriptedReranker

TEXTS = ["Ticket prices stay the same. " * 20, "The ferry leaves at noon.", "Lamps. " * 40, "Schools open in May."]


def test_the_scripted_reranker_counts_shared_words() -> None:
    reranker = ScriptedReranker()
    assert reranker.scores("When does the ferry leave at noon?", TEXTS).tolist() == [-4, 0, -4, -4]
    assert reranker.sent[1] == ("When does the ferry leave at noon?", TEXTS[1])
    assert reranker.scores("x", []).shape == (0,)


@pytest.mark.model
def test_scores_of_the_bundled_reranker_belong_to_their_texts() -> None:
    reranker = BundledReranker()
    scores = reranker.scores("When does the ferry leave?", TEXTS)
    alone = [float(reranker.scores("When does the ferry leave?", [text])[0]) for text in TEXTS]
    assert scores.argmax() == 1
    assert np.abs(scores - alone).max() < 1.5  # int8 activations are scaled per batch
