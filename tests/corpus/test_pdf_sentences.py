"""Sentences are those of pysbd, whether it sees a paragraph whole or only the pieces of it that need it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from corpus import sentences as module
from corpus.decoding import decode

DIGESTS = Path(__file__).parents[2] / "corpus" / "documents"
TEXTS = Path(__file__).parents[1] / "golden" / "texts"
ODD = [
    "He said no. It was (as always) fine.", "See Art. 5 of the pact.", 'The "plan." It works.', '"We agree." They said.',
    "In 2020. The year ended.", "It rose 5.3 per cent (see below). Then it fell.", "a) first b) second c) third.",
    "The I.O.M. said so.", "“Yes,” he said. “No.”", "Mr. Smith came.", "It is 30. Next came 31. Then 32.", "e.g. this one.",
    "What is it? Nobody knows.", "The co. went down.", "It was the U.S. The council met.",
    "It's the states' role. 'Quoted' text.",
    "An end...", "(A full sentence in brackets.) Another one.", "[Note 3.] It goes on.", "He came at 5 p.m. They left.",
    "No. 5 is alive.", "The list - 1. one 2. two - is short.", "They met (in Geneva. It was cold) again.", "Stop! They went.",
    "2) They met (in Geneva. It was cold) again.", "Text.12 The reference.", "Was it (really?) so. They left.",
]  # fmt: skip


def whole(paragraph: str, language: str) -> list[str]:
    """What pysbd makes of a paragraph."""
    return [piece.strip() for piece in module._segmenter(language).processor(paragraph).process() if piece.strip()]


def in_pieces(paragraph: str, language: str) -> list[str]:
    return [piece.strip() for piece in module._cut(paragraph, language) if piece.strip()]


def differing(paragraphs: list[str], language: str) -> list[str]:
    asked = [each for each in paragraphs if module._BOUNDARY.search(each) and len(each) < module._LONG]
    return [each for each in asked if in_pieces(each, language) != whole(each, language)]


@pytest.mark.parametrize("path", sorted([*DIGESTS.glob("*.md"), *TEXTS.glob("*.md")]), ids=lambda path: path.stem)
def test_our_own_texts(path: Path) -> None:
    language = path.stem[:2] if path.parent == TEXTS else "en"
    assert differing(path.read_text(encoding="utf-8").splitlines(), language) == []


@pytest.mark.sources
def test_the_source_documents(sources: Path) -> None:
    for path in sources.glob("*.txt"):
        raw, _ = decode(path.read_bytes())
        assert differing([" ".join(each.split()) for each in re.split(r"\n\s*\n", raw)], "en") == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_sentences_that_may_change_one_another(language: str) -> None:
    chance = random.Random(language)
    plain = [
        each for path in DIGESTS.glob("*.md") for each in re.split(r"(?<=[.”]) ", path.read_text(encoding="utf-8"))
    ]
    plain = [each for each in plain if "\n" not in each][:400]
    mixed = [" ".join(chance.choices(ODD, k=2) + chance.choices(plain, k=2)) for _ in range(300)]
    for each in mixed:
        pieces = each.split(" ")
        assert pieces
    assert differing(mixed, language) == []
