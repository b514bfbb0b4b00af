"""How two lines of a paragraph are joined: with a space, with nothing after a hyphen, or without the hyphen."""

from __future__ import annotations

import re
from functools import lru_cache

_BEFORE = re.compile(r"([^\W\d_]+)-$")
_AFTER = re.compile(r"([^\W\d_]+)")
_PREFIXES = frozenset("""re pre post co anti multi semi inter intra counter socio micro macro sub""".split())
_HYPHENATED = frozenset("self non well ex cross half all".split())
"""Words that keep their hyphen before another word."""


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-[ \t]*[\r\n\f]\s*[^\W\d_]*")
"""A word with a hyphen at the end of its line, and what stands at the start of the next one."""

_CLITICS = frozenset("vous nous elle elles ils même mêmes là ci".split())
"""What French hangs on a word with a hyphen that stays."""
_WHOLE = frozenset(
    """into upon within without however therefore whereas another nothing something anything everything everyone
    everybody somebody nobody cannot maybe today together become understand overall outside inside themselves itself
    himself herself ourselves because therein thereby parfois partout surtout lorsque toutefois quelque quelques
    quelquefois puisque malgré longtemps aussitôt bientôt plutôt ensuite autour chacun chacune toujours aujourd
    aunque porque también tampoco siempre mientras además sino""".split()
)
"""Words whose halves are words as well."""


@lru_cache(maxsize=4)
def vocabulary(raw: str) -> frozenset[str]:
    """The words of a text, case folded, hyphenated ones whole, without the halves of broken ones."""
    return frozenset(word.casefold() for word in _WORD.findall(_BROKEN.sub(" ", raw)))


def joint(raw: str, end: int, start: int) -> tuple[str, bool]:
    """(separator, whether to take the hyphen out) for a line that ends at ``end`` and goes on at ``start``."""
    if raw[end - 1 : end] not in {"-", "–", "/"}:
        return " ", False
    if raw[end - 1] == "/":
        return ("" if re.search(r"(?:https?:/|www\.)\S*$", raw[max(0, end - 80) : end]) else " "), False
    before = _BEFORE.search(raw[max(0, end - 40) : end])
    after = _AFTER.match(raw, start)
    if raw[end - 1] == "–" or raw[end - 2 : end - 1].isspace():
        return " ", False
    if not before or not after or not after.group()[0].islower():
        return "", False
    return "", _is_one_word(before.group(1).casefold(), after.group().casefold(), vocabulary(raw))


def _is_one_word(first: str, second: str, known: frozenset[str]) -> bool:
    """Whether the hyphen was set only because the line was full, judged by the other words of the document."""
    if f"{first}-{second}" in known or second in _CLITICS or first in _HYPHENATED:
        return False
    if first + second in known or first + second in _WHOLE:
        return True
    if first in _PREFIXES:
        return second not in known
    return not (_is_known(first, known) and _is_known(second, known))


def _is_known(word: str, known: frozenset[str]) -> bool:
    """Whether a word stands in the document, in the singular or in the plural."""
    return word in known or (len(word) > 3 and (f"{word}s" in known or word.removesuffix("s") in known))
