"""What is known of each word of a sentence beside the premises: one row of numbers a word."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from assistant.verification.alignment import Alignment
from assistant.verification.word_vectors import Flags, Ground, Matrix, Words

Table = Matrix

NAMES = (
    "best", "first", "near", "gap", "present", "present_near", "context", "identical", "mutual", "rarity", "content",
    "figure", "name", "bigram", "before", "after", "pair", "window", "window_low", "apart", "leap", "sentence_best",
    "sentence_first", "sentence_near", "sentence_present", "length", "ground",
)  # fmt: skip
"""The columns: cosines (anywhere, in the best sentence, in the evidence, second best), whether the stem is there, cosine with
the same word there, kind of word, the neighbours, and the means over the sentence."""
_UNKNOWN_CONTEXT = 0.3
"""Stands for the cosine with the same word where there is no same word."""


def word_features(own: Words, ground: Ground, aligned: Alignment) -> Table:
    """A table of shape (words, len(NAMES))."""
    alike, best = aligned.alike, aligned.best
    count = len(own)
    first = alike[:, aligned.within(ground, 1)].max(axis=1, initial=0)
    inside = aligned.within(ground, 3)
    near = alike[:, inside].max(axis=1, initial=0)
    second = np.partition(alike, -2, axis=1)[:, -2] if alike.shape[1] > 1 else best
    present = aligned.same.any(axis=1)
    weights = aligned.weights
    means = [np.average(column, weights=weights) for column in (best, first, near, present)]
    columns = [
        best, first, near, best - second, present, (aligned.same & inside).any(axis=1), context(aligned),
        aligned.same[np.arange(count), aligned.where], alike.argmax(axis=0)[aligned.where] == np.arange(count),
        own.rarity, own.content, figures(own), names(own), bigrams(own, ground), *_beside(own, aligned, ground),
        *(np.full(count, mean) for mean in means), np.full(count, np.log(count)), np.full(count, np.log(len(ground.stems))),
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def context(aligned: Alignment) -> Table:
    """Cosine of each word with the same word in the ground, of shape (n,): how alike what stands around both is."""
    found: Table = np.where(aligned.same, aligned.alike, -1).max(axis=1)
    return np.where(found < 0, np.float32(_UNKNOWN_CONTEXT), found)


def figures(own: Words) -> Flags:
    """Which words are figures, of shape (n,)."""
    return np.array([word[0].isdigit() for word in own.texts], dtype=bool)


def names(own: Words) -> Flags:
    """Which words look like names, of shape (n,): capitals inside the sentence, acronyms at its start."""
    upper = [word[0].isupper() and (at > 0 or word.isupper()) for at, word in enumerate(own.texts)]
    return np.array(upper, dtype=bool) & own.content


def bigrams(own: Words, ground: Ground) -> Flags:
    """Which words stand in the ground beside the word that is beside them here, of shape (n,)."""
    there = set(zip(ground.stems, ground.stems[1:], strict=False))
    both = np.array([pair in there for pair in zip(own.stems, own.stems[1:], strict=False)], dtype=bool)
    found: Flags = np.append(both, False) | np.append(False, both)
    return found


def _beside(own: Words, aligned: Alignment, ground: Ground) -> list[Table]:
    """The neighbours: before, after, pair, window, window_low, apart, leap."""
    count, best = len(own), aligned.best
    before, after, pair = (np.ones(count, np.float32) for _ in range(3))
    apart, leap = np.zeros(count, np.float32), np.zeros(count, np.float32)
    content = np.flatnonzero(own.content)
    for left, right in pairwise(content):
        after[left], before[right] = best[right], best[left]
        together = np.minimum(aligned.by_sentence[left], aligned.by_sentence[right]).max(initial=0)
        pair[left], pair[right] = min(pair[left], together), min(pair[right], together)
        apart[right] = ground.places[aligned.where[left]] != ground.places[aligned.where[right]]
        leap[right] = np.log1p(abs(int(aligned.where[right]) - int(aligned.where[left])))
    padded = np.pad(best, 2, constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 5)
    return [before, after, pair, np.nanmean(windows, axis=1), np.nanmin(windows, axis=1), apart, leap]
