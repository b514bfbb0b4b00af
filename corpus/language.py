"""Which language a text is in, told by its commonest words: files are often marked with that of their template."""

from __future__ import annotations

import re
from collections import Counter

_WORDS = {
    "en": "the and of to in that is for was with are this by be on from as have it not which their has were",
    "fr": "le les des et est une dans pour que qui sur par du aux avec ce cette ont sont au pas être ou leur ces",
    "es": "el los las y una para que del por con se es su como más al lo son fue esta entre sus o este sobre",
}
_LANGUAGE_OF = {
    word: [language for language, words in _WORDS.items() if word in words.split()]
    for words in _WORDS.values()
    for word in words.split()
}
_SAMPLE = 20_000
_FEWEST = 12
"""Words that tell, below which nothing is said."""
_LEAD = 2
"""How many times as many as of the next language."""


def language_of(text: str) -> str | None:
    """ "en", "fr" or "es"; ``None`` when the text is too short, mixed, or in another language."""
    counts: Counter[str] = Counter()
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    for word in words:
        for language in _LANGUAGE_OF.get(word, ()):
            counts[language] += 1
    ranked = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    (language, count), (_, second) = ranked
    enough = count >= _FEWEST and count >= _LEAD * second and count >= 0.15 * len(words)
    return language if enough else None


def agreed_language(declared: str | None, text: str) -> str | None:
    """The language of a text: as the file says, unless its words say otherwise."""
    code = (declared or "")[:2].lower()
    return language_of(text) or (code if code.isalpha() and len(code) == 2 else None)
