"""Words of a text with their places and stems, and the words that stand around a place: what facts are compared by."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from corpus.speakers.states import folded
from vectorstore.terms import STOPWORDS, stemmer

_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*%?")
_STOP = re.compile(r"[.;:!?\n]\s|\n|[;:•]")
_POSSESSIVE = re.compile(r"['’]s$")
_LIGHT = STOPWORDS | frozenset(
    "also among amongst around within without against across along per cent percent via upon whose la le les de des du et "
    "en un une el los las y que qui pour par para por con dans aux au its it's said one two three noted added".split()
)
_ROMANCE = frozenset(
    "le la les des du de que el los las una un et y en del au aux se por para pour sur dans con est".split()
)
_ENGLISH = frozenset("the of and to in for on with was were that had has is are by from at as".split())
NEAR = 6
"""Words on each side that count as standing around a place."""
_REACH = 400
"""Characters back at which the start of a sentence is looked for."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text."""

    text: str
    start: int
    end: int
    stem: str
    """Snowball (English) of the folded word."""
    content: bool
    """No stop word."""


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """The stem of one word, without case, accents and possessive."""
    plain = folded(_POSSESSIVE.sub("", word)).replace(" ", "-")
    return str(stemmer().stem_word(plain)) if plain else ""


@lru_cache(maxsize=2048)
def wording(text: str) -> tuple[Word, ...]:
    """The words of a text in order, hyphened words and figures as one."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        found.append(Word(word, match.start(), match.end(), stem(word), word.casefold() not in _LIGHT))
    return tuple(found)


@lru_cache(maxsize=2048)
def is_romance(text: str) -> bool:
    """Whether a text is French or Spanish rather than English, by its small words."""
    words = [word.text.casefold() for word in wording(text)]
    return sum(word in _ROMANCE for word in words) > max(1, sum(word in _ENGLISH for word in words))


@lru_cache(maxsize=16_384)
def around(text: str, start: int, end: int, *, near: int = NEAR) -> dict[str, int]:
    """Content stems around a span inside its sentence, with their distance in words: 1 stands next behind it.

    Words before it stand one further off, and nothing is seen past another figure: it has words of its own.
    """
    left, right = _bounds(text, start, end)
    found: dict[str, int] = {}
    every = wording(text)
    here, stop = bisect_left(every, start, key=_start), bisect_left(every, right, key=_start)
    before = [word for word in every[bisect_left(every, left, key=_start) : here] if word.end <= start][::-1]
    after = [word for word in every[here:stop] if word.start >= end]
    for further, words in ((1, before), (0, after)):
        distance = further
        for word in words:
            if word.text[0].isdigit() or distance >= near:
                break
            if word.content:
                distance += 1
                found[word.stem] = min(distance, found.get(word.stem, distance))
    return found


def _start(word: Word) -> int:
    return word.start


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    left = max(0, start - _REACH)
    for stop in _STOP.finditer(text, left, start):
        left = stop.end()
    right = _STOP.search(text, end)
    return left, right.start() if right else len(text)


def likeness(one: dict[str, int], other: dict[str, int]) -> float:
    """How much two surroundings share: each shared word weighs by its nearness in both."""
    return sum(1.0 / (distance * other[word]) for word, distance in one.items() if word in other)
