"""Token states: one of unit length for every token, and where it stands in the text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from vectorstore.pairs import BundledPairs
from vectorstore.tokens import OVERLAP, WINDOW, BundledTokens, windows

TEXT = "The ferry leaves Lübeck at noon; 70,000 people took it in 2019."


@pytest.fixture(scope="module")
def tokens() -> BundledTokens:
    return BundledTokens()


@pytest.mark.parametrize("count", [0, 1, WINDOW, WINDOW + 1, 2 * WINDOW, 5000])
def test_windows_keep_every_token_once(count: int) -> None:
    kept = [at for start, end, first, last in windows(count) for at in range(first, last) if start <= at < end]
    assert kept == list(range(count))
    assert all(end - start <= WINDOW for start, end, _, _ in windows(count))


@pytest.mark.model
def test_each_token_has_a_unit_vector_and_a_place(tokens: BundledTokens) -> None:
    (found,) = tokens.states([TEXT])
    assert found.vectors.shape == (len(found.ids), 384)
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-4)
    pieces = [TEXT[start:end] for start, end in found.offsets]
    assert pieces[:3] == ["The", "ferry", "leaves"]
    assert "".join(pieces) == TEXT.replace(" ", "")
    assert [TEXT[slice(*found.offsets[at])] for at in range(*found.within(40, 46).indices(99))] == ["people"]


@pytest.mark.model
def test_a_text_has_the_same_states_in_any_company(tokens: BundledTokens) -> None:
    alone = tokens.states([TEXT])[0].vectors
    beside = tokens.states(["Lamps. " * 100, TEXT, ""])
    assert np.array_equal(alone, beside[1].vectors)
    assert beside[2].vectors.shape == (0, 384)


@pytest.mark.model
def test_a_long_text_is_read_in_windows(tokens: BundledTokens) -> None:
    text = " ".join(f"Island {number} has a harbour." for number in range(300))
    (found,) = tokens.states([text])
    assert len(found.ids) > 2 * WINDOW > 2 * OVERLAP
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-4)
    assert text[slice(*found.offsets[-2])] == "harbour"


@pytest.mark.model
def test_the_context_of_a_word_is_in_its_vector(tokens: BundledTokens) -> None:
    river, money, shore = (
        found.vectors[2]
        for found in tokens.states(
            ["The muddy bank of the river flooded.", "The savings bank lent money.", "The grassy bank of the stream."]
        )
    )
    assert river @ shore > river @ money


@pytest.mark.model
def test_threads_share_one_model() -> None:
    tokens = BundledTokens()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: tokens.states([TEXT])[0].vectors, range(8)))
    assert all(np.array_equal(found[0], each) for each in found)


@pytest.mark.model
def test_a_pair_gives_states_of_the_first_text_and_the_score_of_the_reranker() -> None:
    from vectorstore.rerank import BundledReranker

    first, second = "The ferry leaves at noon.", "Every day at noon a ferry leaves the harbour."
    found = BundledPairs().read(first, second)
    assert found.vectors.shape == (len(found.offsets), 768)
    assert found.nearest.shape == (len(found.offsets), 2)
    assert [first[start:end] for start, end in found.offsets] == ["The", "ferry", "leaves", "at", "noon", "."]
    assert found.whole.shape == (384,)
    assert found.score == pytest.approx(float(BundledReranker().scores(first, [second])[0]), abs=1e-4)


@pytest.mark.model
def test_a_pair_that_is_too_long_is_cut_in_the_longer_text() -> None:
    found = BundledPairs().read("The ferry leaves at noon.", "Lamps light the long road. " * 200)
    assert len(found.offsets) == 6
