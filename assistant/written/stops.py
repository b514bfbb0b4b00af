"""Whether a full stop ends a sentence: abbreviations, initials, ordinals, "No. 3"."""

from __future__ import annotations

import re

_NEVER = frozenset(
    "mr mrs ms dr prof gen amb hon rev messrs mme mmes mlle mgr sr sra srta dr dra st ste e.g eg i.e ie cf vs viz approx ca"
    " c.-à-d p.ex ex incl resp h.e s.e ee lic ing".split()
)
"""Something always follows these."""
_BEFORE_NUMBER = frozenset(
    "no nos art arts para paras p pp vol ed eds fig figs sec secs ch chap n nº núm num pág págs cap par app jan feb mar apr"
    " jun jul aug sept sep oct nov dec janv févr avr juil déc av".split()
)
"""These are abbreviations only before a number."""
_MAYBE = frozenset("etc al inc ltd co corp jr uu cía".split())
"""These may end a sentence: the next word tells."""
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){1,5}[^\W\d_]")
_NUMBERED = re.compile(r"[\s*_(>•◦▪●‣∙–—+-]{0,6}(?:[0-9]{1,2}|[^\W\d_]|[ivxIVX]{1,4})")
_COUNTED = re.compile(
    r"(?:panel|group|annex|option|part|table|section|appendix|type|category|hepatitis|vitamin|class|zone|phase|plan)\s$",
    re.I,
)
_STARTERS = frozenset(
    "the this these those that it its in on at by for from with to as a an he she they we you i his her their our however but and"
    " or so also when while if after before since during under there here what who which where how both each some many most"
    " several all no not another other one two three participants speakers panellists delegates states governments countries le"
    " la les l un une des ce cette ces il elle ils elles en dans sur pour par selon mais et de du d el los las una unos se su sus"
    " según pero y por para con esto este esta".split()
)
"""Words that start sentences and are seldom part of a name."""
_WORD_BEFORE = re.compile(r"[^\s(\[\"“«'‘/]{1,24}$")
_WORD_AFTER = re.compile(r"[\"“«'‘(\[*_]{0,3}([^\W\d_]{1,16})")
LOOK_AHEAD = 20
"""Characters after a stop that are enough to decide."""


def ends_sentence(before: str, mark: str, after: str, *, whole: bool) -> bool | None:
    """Whether a sentence ends with ``mark``; ``None`` when more of what comes after must be seen.

    Args:
        before: the sentence up to the mark, without it.
        mark: full stops, exclamation and question marks, and the quotation marks and brackets after them.
        after: what comes after the white space behind the mark, not empty.
        whole: nothing can come after ``after`` any more.
    """
    if after[:1].islower():
        return False
    if mark != ".":
        return True
    if _NUMBERED.fullmatch(before):
        return False
    found = _WORD_BEFORE.search(before[-25:])
    word = found.group().strip("*_") if found else ""
    lower = word.lower()
    if lower in _NEVER:
        return False
    if lower in _BEFORE_NUMBER:
        return not after[:1].isdigit()
    if len(word) == 1 and word.isalpha() and word.isupper():
        return bool(_COUNTED.search(before[: -len(word)][-20:]))
    if lower in _MAYBE or _ACRONYM.fullmatch(word):
        return _starts(after, whole=whole)
    return True


def _starts(after: str, *, whole: bool) -> bool | None:
    """Whether a word that starts sentences comes."""
    if after.startswith(("(", "–", "—", "-", "&")):
        return False
    found = _WORD_AFTER.match(after)
    if not found:
        return None if len(after) < 4 and not whole else True
    if found.end() == len(after) and len(after) < LOOK_AHEAD and not whole:
        return None
    return found[1].lower() in _STARTERS
