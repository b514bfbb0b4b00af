"""Words of a question: which ones a keyword search is made with."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from py_rust_stemmers import SnowballStemmer

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_UNWANTED = ("Cc", "Cf", "Cs", "Co", "Cn")

STOPWORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being between both but by can
    could did do does doing done during each either else ever few for from further get give given gave had has have
    having he her here hers him his how i if in into is it its itself just like made make many may me might more
    most much must my no nor not of off on once one only or other our ours out over own please said same say says
    shall she should so some such tell than that the their theirs them then there these they this those through to
    too under until up upon us very was we were what when where whether which while who whom whose why will with
    would you your yours anything something anyone someone according mention mentioned speak spoke spoken talk
    talked describe described list name explain know document documents report text""".split()
)
"""Words that carry no topic in a question put to documents."""


def normalised(text: str) -> str:
    """The search copy of a text: NFKC, without control and invisible characters, white space folded."""
    kept = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFKC", text)
        if character.isspace() or unicodedata.category(character) not in _UNWANTED
    )
    return " ".join("".join(kept).split())


def words(text: str) -> list[str]:
    """The words of a text in order, case folded: letters and digits with inner hyphens, apostrophes and points."""
    return [_POSSESSIVE.sub("", match.casefold()) for match in _WORD.findall(text)]


def search_terms(question: str) -> list[str]:
    """The words worth searching for, without repeats; all words when none but stop words are left."""
    found = dict.fromkeys(words(normalised(question)))
    return [word for word in found if word not in STOPWORDS] or list(found)


@lru_cache(maxsize=1)
def stemmer() -> SnowballStemmer:
    """Snowball's stemmer for English."""
    return SnowballStemmer("english")


def stems(text: str) -> frozenset[str]:
    """The stems (Snowball, English) of the words of a text."""
    return frozenset(stemmer().stem_words(words(normalised(text))))
