"""From clean text back to the file, by hand and for whatever cleaning does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.loaders import load
from corpus.types import Removal
from evals.spans import cleaned_stretch, raw_span, squeezed

RAW = "12\nMigra-\ntion  is fun"
TEXT = "Migration is fun"
REMOVALS = (
    Removal(0, 0, "12\n", "page number"),
    Removal(8, 5, "-\n", "hyphenation"),
    Removal(14, 9, "  ", "white space", " "),
)


@pytest.mark.parametrize(
    ("start", "end", "raw", "cleaned"),
    [
        (0, 5, "Migra", "Migra"),
        (0, 9, "Migra-\ntion", "Migration"),
        (5, 9, "tion", "tion"),
        (0, 16, "Migra-\ntion  is fun", TEXT),
        (10, 12, "is", "is"),
        (8, 12, "n  is", "n is"),
    ],
)
def test_spans_by_hand(start: int, end: int, raw: str, cleaned: str) -> None:
    first, last = raw_span(REMOVALS, start, end)
    assert RAW[first:last] == raw
    assert cleaned_stretch(RAW, REMOVALS, first, last) == cleaned == TEXT[start:end]


def test_without_removals_offsets_are_the_same() -> None:
    assert raw_span((), 3, 7) == (3, 7)


@given(st.text(alphabet="aB1.-* \n#•", min_size=1, max_size=120), st.data())
def test_any_span_of_any_cleaned_text_comes_from_its_stretch(raw: str, data: st.DataObject) -> None:
    cleaned = clean(raw)
    solid = [at for at, character in enumerate(cleaned.text) if not character.isspace() and character != "•"]
    if solid:
        first = data.draw(st.sampled_from(solid))
        last = data.draw(st.sampled_from([at for at in solid if at >= first]))
        start, end = raw_span(cleaned.removals, first, last + 1)
        assert cleaned_stretch(raw, cleaned.removals, start, end) == cleaned.text[first : last + 1]


def test_squeezed() -> None:
    assert squeezed("Migra-\ntion  is\xadfun") == "Migrationisfun"


@pytest.mark.sources
def test_every_sentence_of_the_sources_comes_from_its_stretch(sources: Path) -> None:
    for path in sorted(sources.glob("*.txt")):
        document = load(path, document_id="x")
        raw = path.read_bytes().decode("utf-8")
        for start, end in document.sentences[::7]:
            found = cleaned_stretch(raw, document.removals, *raw_span(document.removals, start, end))
            assert found == document.text[start:end]
