"""How many tokens a text has, without the model's tokenizer: rather too many than too few."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_ACCENTED = re.compile(r"[\u00c0-\u024f]")
_FAR = re.compile(r"[\u0800-\U0010ffff]")
_SPACE = re.compile(r"\s+")
LETTERS = 4
"""Letters of a Latin word in one token, at worst on average: French in a vocabulary made for English."""
CAPITALS = 2
"""The same for a word in capitals."""
MARGIN = 8
"""Tokens for the beginning of a text and for chance in a short one."""


def count(text: str) -> int:
    """An upper estimate of the tokens of a text in any common vocabulary.

    Words count a token per 4 letters (2 in capitals) and one per accented letter; every digit, sign and letter of another
    alphabet counts one, of one beyond U+0800 (Chinese, most signs) two; white space counts unless it is a single blank.
    """
    words = _WORD.findall(text)
    inside = sum(len(word) for word in words)
    spaces = _SPACE.findall(text)
    others = len(text) - inside - sum(len(space) for space in spaces)
    whole = sum(-(-len(word) // (CAPITALS if word.isupper() else LETTERS)) for word in words)
    wide = sum(len(space) for space in spaces if space != " ")
    return whole + len(_ACCENTED.findall(text)) + others + len(_FAR.findall(text)) + wide + MARGIN
