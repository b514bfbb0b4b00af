"""Sentences with labels, measured once: what the check of sentences is learnt from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.verification.alignment import align
from assistant.verification.observing import Observation, observe
from assistant.verification.premises import Premise
from assistant.verification.word_vectors import Flags, Ground, Integers, ground_of, words_of
from evals.ragtruth import Response, premises_of, spans_of_sentences
from vectorstore.pairs import PairModel
from vectorstore.tokens import TokenModel


@dataclass(frozen=True, slots=True)
class Example:
    """A measured sentence."""

    response: int
    """Index of its response."""
    group: str
    """Its source: all of a group fall into one fold."""
    seen: Observation
    unsupported: Flags
    """Which of its words people marked, of shape (words,)."""


def example_of(
    text: str, context: tuple[Sequence[Premise], Ground], tokens: TokenModel, pairs: PairModel
) -> Observation | None:
    """A sentence measured, or ``None`` when it has no words."""
    premises, ground = context
    own = words_of(text, tokens.states([text])[0])
    return observe(text, own, ground, align(own, ground), premises, pairs) if len(own) else None


def examples(responses: Sequence[Response], tokens: TokenModel, pairs: PairModel) -> Iterator[Example]:
    """The sentences of responses."""
    contexts: dict[str, tuple[Sequence[Premise], Ground]] = {}
    for at, row in enumerate(responses):
        if row.context not in contexts:
            premises = premises_of(row.context)
            contexts[row.context] = premises, ground_of(premises, tokens)
        context, group = contexts[row.context], f"{row.source_id}"
        for start, end in spans_of_sentences(row.response):
            seen = example_of(row.response[start:end], context, tokens, pairs)
            if seen is None:
                continue
            marked = _marked(seen.own.spans + start, [(each.start, each.end) for each in row.unsupported_spans])
            yield Example(at, group, seen, marked)


def _marked(spans: Integers, marks: Iterable[tuple[int, int]]) -> Flags:
    found = np.zeros(len(spans), dtype=bool)
    for start, end in marks:
        found |= (spans[:, 0] < end) & (spans[:, 1] > start)
    return found
