"""The tutorial's pipeline: pieces worked out by hand, and retrieval over them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.baseline import TutorialIndex, split
from vectorstore.embeddings import ScriptedEmbedder


@pytest.mark.parametrize(
    ("text", "size", "overlap", "expected"),
    [
        ("", 10, 0, []),
        ("  \n ", 10, 0, []),
        ("one two", 10, 0, ["one two"]),
        ("one\n\ntwo", 4, 0, ["one", "two"]),
        ("aaa bbb ccc", 8, 0, ["aaa bbb", "ccc"]),
        ("aaa bbb ccc", 8, 4, ["aaa bbb", "bbb ccc"]),
        ("abcdefgh", 3, 1, ["abc", "cde", "efg", "gh"]),
        ("aa\nbb\n\ncccc dddd", 6, 0, ["aa\nbb", "cccc", "dddd"]),
        ("a b\n\n\nc d", 5, 0, ["a b", "c d"]),
    ],
)
def test_pieces(text: str, size: int, overlap: int, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split(text, size=size, overlap=overlap)] == expected


@given(st.text(alphabet="ab \n", max_size=200), st.integers(2, 20), st.integers(0, 10))
def test_pieces_are_bounded_and_lose_no_letter(text: str, size: int, overlap: int) -> None:
    spans = split(text, size=size, overlap=min(overlap, size - 1))
    assert all(0 < end - start <= size for start, end in spans)
    kept = {at for start, end in spans for at in range(start, end)}
    assert all(at in kept for at, character in enumerate(text) if not character.isspace())


def test_search_gives_the_nearest_pieces_of_raw_text(tmp_path: Path) -> None:
    texts = {"a": "The ferry sails at noon.", "b": "Two new schools open on the island.", "c": "Bread costs more."}
    with TutorialIndex(tmp_path / "index", embedder=ScriptedEmbedder()) as index:
        assert index.search("ferry") == ()
        assert index.add(texts) == index.count() == 3
        found = index.search("when does the ferry sail", k=2)
    assert len(found) == 2
    assert (found[0].document_id, found[0].start, found[0].end) == ("a", 0, len(texts["a"]))
    assert found[0].similarity > found[1].similarity


def test_a_collection_is_there_again_when_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        with TutorialIndex(tmp_path / "index", embedder=ScriptedEmbedder()) as index:
            index.add({"a": "word " * 500})
            assert index.count() == 3  # at 0, 800 and 1600
