"""The context header: one line, nothing twice, nothing long."""

from __future__ import annotations

import pytest

from corpus.types import Metadata
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


def test_a_text_without_a_header_is_indexed_as_it_is() -> None:
    assert indexed_text("", "Text.") == "Text."
    assert indexed_text("Ferries", "Text.") == "Ferries\nText."
