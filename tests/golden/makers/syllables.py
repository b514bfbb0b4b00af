"""Soft hyphens, as an author's program puts them in where no dictionary of hyphenation is at hand."""

from __future__ import annotations

import re

SOFT = "\u00ad"
_WORD = re.compile(r"[^\W\d_]{7,}")
_VOWELS = "aeiouyàâáéèêëíîïóôúûùüœ"
_SEAM = re.compile(f"(?<=[{_VOWELS}])(?=[^\\W{_VOWELS}][{_VOWELS}])|(?<=[lmnrscpt])(?=[bcdfgjkmnpqstvz][{_VOWELS}])")


def softened(text: str) -> str:
    """The text with a soft hyphen between the syllables of its long words, at least three letters from their ends."""
    return _WORD.sub(lambda found: _parted(found.group()), text)


def _parted(word: str) -> str:
    if not word.islower():
        return word
    seams = [found.start() for found in _SEAM.finditer(word) if 3 <= found.start() <= len(word) - 3]
    for seam in reversed(seams):
        word = word[:seam] + SOFT + word[seam:]
    return word
