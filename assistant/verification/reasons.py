"""Why a sentence is not called supported, in one plain line."""

from __future__ import annotations

import numpy as np

from assistant.verification.sentence_features import Row
from assistant.verification.word_vectors import Words

EMPTY = "it says nothing that a passage could support"
ABSENT = "the passages do not say this"
OTHERWISE = "the passages may say otherwise: compare the quotation"
_PART = "only part of it stands in the passages; not found: “{words}”"
_MOST = 8
"""Words that are quoted at most."""
_ANNOUNCING = frozenset(
    """answer answers summary overview conclusion following question questions passage passages information provided based
    key points point details context text according here sure certainly overall brief short note main""".split()
)


def says_something(own: Words) -> bool:
    """Whether a sentence holds more than what announces an answer: "In summary", "Here is the answer"."""
    return any(
        is_content and word.casefold() not in _ANNOUNCING
        for word, is_content in zip(own.texts, own.content, strict=True)
    )


def only_part(own: Words, text: str, doubts: Row) -> str:
    """Names the most doubtful words: those around the most doubtful one that are nearly as doubtful."""
    weighed = np.where(own.content, doubts, -np.inf)
    peak = int(weighed.argmax())
    limit = doubts[peak] - 0.5 * (doubts[peak] - np.median(doubts))
    first = last = peak
    while first > 0 and last - first < _MOST - 1 and doubts[first - 1] >= limit:
        first -= 1
    while last < len(own) - 1 and last - first < _MOST - 1 and doubts[last + 1] >= limit:
        last += 1
    return _PART.format(words=text[own.spans[first, 0] : own.spans[last, 1]])
