"""Everything that is measured of a sentence before it is judged; the same for judging and for learning to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.facts.checks import Conflict
from assistant.verification.alignment import Alignment
from assistant.verification.premises import Premise
from assistant.verification.union import conflicts_with
from assistant.verification.word_features import Table, word_features
from assistant.verification.word_vectors import AROUND, Ground, Matrix, Words
from vectorstore.pairs import PairModel, PairStates

_BEST = 2
"""Sentences of the evidence in which conflicts are looked for."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A sentence of n words beside its premises."""

    text: str
    own: Words
    aligned: Alignment
    table: Table
    """Of ``word_features``, of shape (n, features)."""
    inputs: Matrix
    """What the model of words reads, of shape (n, width): how a word and the nearest word of the premises compare, its states
    beside the evidence, and the table."""
    pair: PairStates
    conflicts: tuple[Conflict, ...]


def observe(
    text: str, own: Words, ground: Ground, aligned: Alignment, premises: Sequence[Premise], pairs: PairModel
) -> Observation:
    """Measure a sentence of at least one word over the ground that it was aligned with."""
    table = word_features(own, ground, aligned)
    pair = pairs.read(text, evidence_text(own, ground, premises, aligned))
    near = ground.vectors[aligned.where]
    inputs = [own.vectors * near, np.abs(own.vectors - near), _by_word(pair, own), table]
    best = [ground.sentences[at] for at in aligned.evidence[:_BEST]]
    found = conflicts_with(text, premises, best)
    return Observation(text, own, aligned, table, np.concatenate(inputs, axis=1), pair, found)


def evidence_text(own: Words, ground: Ground, premises: Sequence[Premise], aligned: Alignment) -> str:
    """The evidence in the order of the premises; before it their headers, where the sentence takes words from there."""
    places = [ground.sentences[at] for at in sorted(aligned.evidence)]
    words = [premises[at].text[start:end] for at, start, end in places]
    around = aligned.same[:, ground.places == AROUND].any(axis=1)
    inside = aligned.same[:, np.isin(ground.places, aligned.evidence)].any(axis=1)
    if (own.content & around & ~inside).any():
        used = dict.fromkeys(at for at, _, _ in places)
        words = [*dict.fromkeys(f"{premises[at].header} {premises[at].opening}".strip() for at in used), *words]
    return " ".join(words)


def _by_word(pair: PairStates, own: Words) -> Matrix:
    """The states of the pair, averaged over the tokens of each word, of shape (n, 770)."""
    values = np.concatenate([pair.vectors, pair.nearest], axis=1)
    first = np.searchsorted(pair.offsets[:, 1], own.spans[:, 0], side="right")
    last = np.searchsorted(pair.offsets[:, 0], own.spans[:, 1], side="left")
    found = np.zeros((len(own), values.shape[1]), dtype=np.float32)
    for at, (start, end) in enumerate(zip(first, last, strict=True)):
        if start < end:
            found[at] = values[start:end].mean(axis=0)
    return found
