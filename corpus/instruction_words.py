"""How much the words of a sentence are those of an order to a program: a logistic model over words and kinds of words.

It finds orders in wordings that no rule has. Its weights are in ``instruction_words.json``, written by
``evals.instruction_training`` from invented orders and from what reports and pages of authorities say.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("instruction_words.json")
LONGEST = 30
"""Words read of a sentence."""
_END = re.compile(r"(?<=[.!?:])\s+|\n+|;\s+")
_WORD = re.compile(r"[^\W_]+")

Kinds = Mapping[str, Sequence[str]]
"""Word -> the kinds of words it is one of."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text in lower case, roughly: cut at line breaks, colons and semicolons too."""
    return (each for each in _END.split(text) if each.strip())


def features(sentence: str, kinds: Kinds) -> set[str]:
    """The words of a sentence, its pairs of words, how it opens, and the same of the kinds of its words."""
    words = ["0" if word.isdigit() else word for word in _WORD.findall(sentence)[:LONGEST]]
    of_kind = [kinds.get(word, ()) for word in words]
    there = sorted({kind for each in of_kind for kind in each})
    first = of_kind[0] if words else ()
    return {
        *words,
        *(f"{one} {other}" for one, other in itertools.pairwise(words)),
        *(f"^{word}" for word in words[:1]),
        "^" + " ".join(words[:2]),
        *(f"#{kind}" for kind in there),
        *(f"#{one}+{other}" for one, other in itertools.combinations(there, 2)),
        *(f"#{one} {other}" for here, after in itertools.pairwise(of_kind) for one in here for other in after),
        *(f"#^{one}+{other}" for one in first for other in there),
    }


def order(text: str) -> str | None:
    """The first sentence of a text, in lower case, that reads like an order to a program."""
    model = _model()
    weights, kinds, least = model["weights"], model["kinds"], model["threshold"]
    for sentence in sentences(text):
        if sum(weights.get(each, 0.0) for each in features(sentence, kinds)) > least:
            return sentence
    return None


def version() -> str:
    """Changes with the weights."""
    return str(_model()["version"])


def kinds_of(classes: Mapping[str, Sequence[str]]) -> Kinds:
    """Kind -> words, the other way round."""
    words = sorted({word for known in classes.values() for word in known})
    return {word: tuple(kind for kind in sorted(classes) if word in classes[kind]) for word in words}


@lru_cache(maxsize=1)
def _model() -> dict[str, Any]:
    model = dict(json.loads(FILE.read_text(encoding="utf-8")))
    return {**model, "kinds": kinds_of({kind: words.split() for kind, words in model["classes"].items()})}
