"""The same statement stands in several documents: show one, and say where else it stands.

Two texts are near-duplicates when most word 4-grams of the shorter one occur in the longer one (containment, Broder 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.types import DIGEST
from vectorstore.terms import words
from vectorstore.types import Passage, Place

SHINGLE = 4
"""Words in a shingle."""
SAME = 0.5
"""Containment from which on two passages say the same."""


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The word 4-grams of a text; the whole text when it is shorter."""
    found = words(text)
    return frozenset(tuple(found[at : at + SHINGLE]) for at in range(max(1, len(found) - SHINGLE + 1)))


def containment(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> float:
    """Share of the smaller set's shingles that are in the larger one, in [0, 1]."""
    return len(first & second) / max(1, min(len(first), len(second)))


def place_of(passage: Passage) -> Place:
    """Where a passage stands."""
    chunk = passage.chunk
    return Place(chunk.id, chunk.document_id, passage.document.title, chunk.section)


def collapse(passages: Sequence[Passage]) -> list[Passage]:
    """Keep one of each group of near-duplicates from different documents, an original before a digest.

    The one kept takes the best rank of its group, and the others as ``also_in``. Order is kept.
    """
    kept: list[Passage] = []
    known: list[frozenset[tuple[str, ...]]] = []
    for passage in passages:
        own = shingles(passage.chunk.text)
        twin = _twin(passage, own, kept, known)
        if twin is None:
            kept.append(passage)
            known.append(own)
        elif _is_digest(kept[twin]) and not _is_digest(passage):
            kept[twin] = _absorb(replace(passage, score=max(passage.score, kept[twin].score)), kept[twin])
            known[twin] = own
        else:
            kept[twin] = _absorb(kept[twin], passage)
    return kept


def _twin(
    passage: Passage,
    own: frozenset[tuple[str, ...]],
    kept: Sequence[Passage],
    known: Sequence[frozenset[tuple[str, ...]]],
) -> int | None:
    for at, (other, shingled) in enumerate(zip(kept, known, strict=True)):
        if other.chunk.document_id != passage.chunk.document_id and containment(own, shingled) >= SAME:
            return at
    return None


def _absorb(shown: Passage, other: Passage) -> Passage:
    return replace(shown, also_in=(*shown.also_in, place_of(other), *other.also_in))


def _is_digest(passage: Passage) -> bool:
    return passage.document.metadata.kind == DIGEST
