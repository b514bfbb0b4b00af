"""How the words of a sentence align with the words of the premises: which stand there, how near, and in which sentences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.verification.word_vectors import AROUND, Flags, Ground, Matrix, Words

EVIDENCE = 3
"""Most sentences that a sentence can rest on."""
_FUNCTION = 0.15
"""What a stop word counts beside a content word."""
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A sentence of n words over a ground of m words, which are never none; cosines are of contextual vectors."""

    alike: Matrix
    """Cosine of each word with each word of the ground, of shape (n, m)."""
    same: Flags
    """Whether both have one stem, of shape (n, m)."""
    weights: Matrix
    """What each word counts, of shape (n,): rare ones more, stop words little."""
    evidence: tuple[int, ...]
    """The sentences of the ground (indices) that together hold most of the words, the best first; at most three."""
    adds: tuple[float, ...]
    """What share each of them adds to the cosines that are covered, in the same order; the first 1."""
    by_sentence: Matrix
    """Highest cosine of each word in each sentence that has words, of shape (n, s)."""
    best: Matrix
    """Highest cosine of each word anywhere, of shape (n,)."""
    where: Indices
    """The word of the ground that is nearest, of shape (n,)."""

    def within(self, ground: Ground, count: int) -> Flags:
        """Which words of the ground stand in the first ``count`` sentences of the evidence or around them; (m,)."""
        chosen: Flags = np.isin(ground.places, [*self.evidence[:count], AROUND])
        return chosen


def align(own: Words, ground: Ground) -> Alignment:
    """Align a sentence of at least one word with a ground of at least one."""
    alike = own.vectors @ ground.vectors.T
    weights = own.rarity**2 * (own.content + np.float32(_FUNCTION)) + np.float32(1e-4)
    numbers = {stem: at for at, stem in enumerate(dict.fromkeys(ground.stems))}
    theirs = np.array([numbers[stem] for stem in ground.stems])
    ours = np.array([numbers.get(stem, -1) for stem in own.stems])
    by_sentence, names = _by_sentence(alike, ground)
    around = alike[:, ground.places == AROUND].max(axis=1, initial=-1)
    chosen, adds = _cover(by_sentence, weights, around)
    return Alignment(
        alike=alike,
        same=ours[:, None] == theirs[None, :],
        weights=weights,
        evidence=tuple(int(names[at]) for at in chosen),
        adds=tuple(adds),
        by_sentence=by_sentence,
        best=alike.max(axis=1),
        where=alike.argmax(axis=1),
    )


def _by_sentence(alike: Matrix, ground: Ground) -> tuple[Matrix, Indices]:
    """(highest cosines in each sentence, indices of the sentences): the words of a sentence stand in one row."""
    inside = np.flatnonzero(ground.places != AROUND)
    places = ground.places[inside]
    starts = np.flatnonzero(np.append(True, places[1:] != places[:-1])) if len(places) else np.empty(0, np.intp)
    if not len(starts):
        return np.empty((len(alike), 0), np.float32), starts
    return np.maximum.reduceat(alike[:, inside], starts, axis=1), places[starts].astype(np.intp)


def _cover(by_sentence: Matrix, weights: Matrix, around: Matrix) -> tuple[list[int], list[float]]:
    """(columns that one after the other add most to what is covered, what share each adds)."""
    covered, chosen, adds = around, list[int](), list[float]()
    for _ in range(min(EVIDENCE, by_sentence.shape[1])):
        gains = weights @ np.maximum(by_sentence, covered[:, None])
        gains[chosen] = -np.inf
        chosen.append(int(gains.argmax()))
        before, covered = float(weights @ covered), np.maximum(covered, by_sentence[:, chosen[-1]])
        adds.append(1 - before / max(float(weights @ covered), 1e-6) if adds else 1.0)
    return chosen, adds
