"""Which sentence of a passage a written one follows, when something of it stands elsewhere in the passage."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from assistant.facts.evidence import Evidence
from assistant.facts.named import names_of
from assistant.facts.wordings import stem, wording
from assistant.verification.premises import Premise

_AHEAD = 2
"""Words that another sentence must share beyond those shared with the sentence that holds the thing."""


@lru_cache(maxsize=4096)
def topic(text: str) -> frozenset[str]:
    """The content stems of a sentence, without its names and figures."""
    names = {stem(part) for name in names_of(text) for part in name.text.split()}
    return frozenset(word.stem for word in wording(text) if word.content and word.text[0].isalpha()) - names


def nearest(sentence: str, evidence: Evidence) -> str:
    """The evidence sentence that shares most of the topic of a sentence."""
    own = topic(sentence)
    texts = [evidence.premise.text[start:end] for start, end in evidence.spans]
    return max(texts, key=lambda text: len(own & topic(text)), default="")


@lru_cache(maxsize=4096)
def _all_words(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in wording(text) if word.content)


def displaced(
    sentence: str, thing: str, premise: Premise, holds: Callable[[str], bool], rivals: Callable[[str], bool]
) -> str | None:
    """The sentence of the passage that the written one follows, where it holds a rival instead of ``thing`` itself.

    ``holds`` says whether a sentence of the passage has the thing, ``rivals`` whether it has another one of its sort.
    """
    own = _all_words(sentence) - {stem(part) for part in thing.split()}
    best, most = 0, 0
    found: str | None = None
    for start, end in premise.sentences:
        text = premise.text[start:end]
        shared = len(own & _all_words(text))
        if holds(text):
            best = max(best, shared)
        elif shared > most and rivals(text):
            most, found = shared, text
    return found if most >= best + _AHEAD and most >= 3 else None
