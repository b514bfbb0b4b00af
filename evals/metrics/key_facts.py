"""Does the answer hold what an answer must hold?

Recall of short facts, the nuggets of TREC's question answering (Voorhees 2003): each is given as alternatives, found as whole
words whatever capitals, white space, dashes and thousands separators they are written with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_DASHES = re.compile(r"[‐‑‒–—−-]+")
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))")
_SPACE = re.compile(r"\s+")


def folded(text: str) -> str:
    """A text as facts are compared."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _SPACE.sub(" ", _DASHES.sub("-", _THOUSANDS.sub("", plain)))


def holds(text: str, fact: Sequence[str]) -> bool:
    """Whether one of the alternatives of a fact stands in a text, not as a part of longer words or numbers."""
    whole = folded(text)
    return any(re.search(rf"(?<!\w){re.escape(folded(each).strip())}(?!\w)", whole) for each in fact)


def key_fact_recall(text: str, facts: Sequence[Sequence[str]]) -> float:
    """Share of the facts that a text holds; at least one fact."""
    return sum(holds(text, fact) for fact in facts) / len(facts)
