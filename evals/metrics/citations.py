"""Are sentences supported by what they cite, and is each citation needed? After ALCE (Gao et al. 2023, section 4).

Citation recall of a sentence: 1 when it has a citation and those it has together support it, else 0. Citation precision of a
citation: 1 when its sentence has recall 1, and the citation supports it alone or the others without it do not; a citation
that is needless so counts 0, as does one out of range. Over an answer the mean of its sentences, and of its citations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Supports = Callable[[Sequence[int]], bool]
"""Whether the passages with these numbers, read together, support the sentence in question."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence and what it cites."""

    numbers: tuple[int, ...]
    """As it is written, those out of range included."""
    supports: Supports


def sentence_recall(sentence: Cited, available: frozenset[int]) -> bool:
    """Whether what a sentence cites supports it."""
    numbers = [number for number in sentence.numbers if number in available]
    return bool(numbers) and sentence.supports(numbers)


def sentence_precision(sentence: Cited, available: frozenset[int]) -> list[bool]:
    """For each citation of a sentence whether it counts."""
    if not sentence_recall(sentence, available):
        return [False] * len(sentence.numbers)
    numbers = [number for number in sentence.numbers if number in available]

    def counts(number: int) -> bool:
        if number not in available:
            return False
        others = [each for each in numbers if each != number]
        return sentence.supports([number]) or not (others and sentence.supports(others))

    return [counts(number) for number in sentence.numbers]
