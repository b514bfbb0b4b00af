"""The context header: one line, nothing twice, nothing long."""

from __future__ import annotations

import pytest

from corpus.types import Chunk, Metadata
from vectorstore.headers import context_header, indexed_text


@pytest.mark.parametrize(
    ("title", "metadata", "section", "header"),
    [
        ("Ferries", Metadata(), (), "Ferries"),
        ("Ferries", Metadata(event="Island Forum", date="2019-06-01"), (), "Island Forum, 2019, Ferries"),
        ("Ferries", Metadata(event="Island Forum 2019", date="2019-06-01"), (), "Island Forum 2019, Ferries"),
        ("Island Forum: Ferries", Metadata(event="Island Forum"), (), "Island Forum, Ferries"),
        ("Ferries", Metadata(), ("Part 1", "Prices"), "Ferries, Part 1 > Prices"),
        (" ".join("abcdefghijklm"), Metadata(), (), "a b c d e f g h i j"),
        ("Two\nlines", Metadata(), (), "Two lines"),
    ],
)
def test_header(title: str, metadata: Metadata, section: tuple[str, ...], header: str) -> None:
    assert context_header(title, metadata, section) == header


@pytest.mark.parametrize(
    ("title", "opening", "indexed"),
    [
        ("", "", "Text."),
        ("Ferries", "", "Ferries\nText."),
        ("Ferries", "Ana Brook (Isle Council) said", "Ferries\nAna Brook (Isle Council) said …\nText."),
    ],
)
def test_what_is_indexed_of_a_chunk(title: str, opening: str, indexed: str) -> None:
    chunk = Chunk("c", "d", "Text.", 40, 45, (), None, 1, opening)
    assert indexed_text(title, Metadata(), chunk) == indexed
