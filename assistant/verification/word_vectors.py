"""Words of a text with a contextual vector each, and the words of all premises in one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.verification.premises import Premise
from vectorstore.terms import STOPWORDS, stemmer
from vectorstore.tokens import WIDTH, TokenModel, TokenStates

Matrix = NDArray[np.floating[Any]]
Integers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

_WORD = re.compile(r"\d(?:[\d.,]*\d)?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_VOCABULARY = 30522
"""Tokens that the model knows; their order tells roughly how frequent each is."""
AROUND = -1
"""The place of a word of a header or an opening: it stands in no sentence that can be evidence."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: runs of letters, and figures with their inner points and commas."""

    texts: tuple[str, ...]
    spans: Integers
    """Half-open character spans, of shape (words, 2)."""
    vectors: Matrix
    """Mean of the states of a word's tokens, of unit length, of shape (words, 384)."""
    stems: tuple[str, ...]
    rarity: Matrix
    """In [0, 1], of shape (words,): by the place of its rarest token in the vocabulary."""
    content: Flags
    """Neither a stop word nor a single letter, of shape (words,)."""

    def __len__(self) -> int:
        return len(self.texts)


def stem(word: str) -> str:
    """The stem of a word; a figure without separators of thousands."""
    if word[0].isdigit():
        return re.sub(r",(?=\d{3}\b)", "", word)
    found: str = stemmer().stem_word(_POSSESSIVE.sub("", word.casefold()))
    return found


def words_of(text: str, states: TokenStates) -> Words:
    """The words of a text whose token states are known."""
    found = list(_WORD.finditer(text))
    texts = tuple(match.group() for match in found)
    spans = np.array([match.span() for match in found], dtype=np.int32).reshape(-1, 2)
    first = np.searchsorted(states.offsets[:, 1], spans[:, 0], side="right")
    last = np.searchsorted(states.offsets[:, 0], spans[:, 1], side="left")
    vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
    rarest = np.zeros(len(texts), dtype=np.float32)
    for at, (start, end) in enumerate(zip(first, last, strict=True)):
        if start < end:
            vectors[at] = states.vectors[start:end].mean(axis=0)
            rarest[at] = states.ids[start:end].max()
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return Words(
        texts,
        spans,
        vectors / np.maximum(lengths, 1e-6),
        tuple(stem(word) for word in texts),
        np.log1p(rarest) / np.log1p(np.float32(_VOCABULARY)),
        np.array([_is_content(word) for word in texts], dtype=bool),
    )


def _is_content(word: str) -> bool:
    folded = word.casefold()
    return folded[0].isdigit() or (len(folded) > 1 and _POSSESSIVE.sub("", folded) not in STOPWORDS)


@dataclass(frozen=True, slots=True)
class Ground:
    """The words of all premises in one row, each with the sentence it stands in."""

    vectors: Matrix
    """Of shape (words, 384)."""
    stems: tuple[str, ...]
    places: Integers
    """Index into ``sentences`` of the sentence of each word, or ``AROUND``; of shape (words,)."""
    premises: Integers
    """Index of the premise of each word, of shape (words,)."""
    sentences: tuple[tuple[int, int, int], ...]
    """(premise, start, end) of every sentence of every premise, in order."""

    def of(self, premises: Sequence[int]) -> Ground:
        """The words of some premises alone; sentences keep their numbers."""
        kept = np.flatnonzero(np.isin(self.premises, list(premises)))
        stems = tuple(self.stems[at] for at in kept)
        return Ground(self.vectors[kept], stems, self.places[kept], self.premises[kept], self.sentences)


def ground_of(premises: Sequence[Premise], tokens: TokenModel) -> Ground:
    """The words of premises: of each its text, then its header and opening, which may hold the names and years."""
    around = [" | ".join(part for part in (each.header, each.opening) if part) for each in premises]
    texts = list(dict.fromkeys(text for pair in zip(premises, around, strict=True) for text in (pair[0].text, pair[1])))
    known = {text: words_of(text, states) for text, states in zip(texts, tokens.states(texts), strict=True)}
    tables: list[Words] = []
    places: list[Integers] = []
    owners: list[Integers] = []
    sentences: list[tuple[int, int, int]] = []
    for at, (premise, beside) in enumerate(zip(premises, around, strict=True)):
        own, other = known[premise.text], known[beside]
        spans = premise.sentences or ((0, len(premise.text)),)
        inside = np.searchsorted(np.array([start for start, _ in spans]), own.spans[:, 0], side="right") - 1
        places += [np.maximum(inside, 0) + len(sentences), np.full(len(other), AROUND)]
        owners.append(np.full(len(own) + len(other), at))
        tables += [own, other]
        sentences += [(at, start, end) for start, end in spans]
    return Ground(
        np.concatenate([table.vectors for table in tables] or [np.empty((0, WIDTH), np.float32)]),
        tuple(stem for table in tables for stem in table.stems),
        _joined(places),
        _joined(owners),
        tuple(sentences),
    )


def _joined(arrays: Sequence[Integers]) -> Integers:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int32)
