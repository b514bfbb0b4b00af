"""Does a sentence stand in a premise word for word?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from assistant.verification.premises import Premise
from assistant.verification.word_vectors import AROUND, Ground

_LEFT_OUT = re.compile(r"[\s\"“”«»‘’'*_]+")
_CLOSING = ".;:,!?… "


def copied(sentence: str, premises: Sequence[Premise], ground: Ground) -> tuple[tuple[int, int, int], ...]:
    """(premise, start, end) of the sentences of the ground that one is a copy of, whole or joined; empty when it is none.

    White space, quotation marks, emphasis and the closing stop do not count; capitals do not either.
    """
    wanted = _plain(sentence)
    if not wanted:
        return ()
    there = [ground.sentences[at] for at in np.unique(ground.places[ground.places != AROUND])]
    whole = [place for place in there if _plain(premises[place[0]].text[place[1] : place[2]]) == wanted]
    if whole:
        return (whole[0],)
    for first, second in pairwise(there):
        if first[0] == second[0] and _plain(premises[first[0]].text[first[1] : second[2]]) == wanted:
            return first, second
    return ()


def _plain(text: str) -> str:
    return _LEFT_OUT.sub(" ", text).strip(_CLOSING).casefold()
