"""Numbered parts of an event or a report: "Panel 4", "the third day". An answer about another one is a wrong answer."""

from __future__ import annotations

import re

_KINDS = "panel|day|roundtable|session|key message|message|theme|objective|recommendation|goal|part"
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_NUMBERED = re.compile(rf"\b({_KINDS})\s+(\d{{1,2}}|{'|'.join(_CARDINALS)})\b", re.I)
_ORDERED = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+({_KINDS})\b", re.I)

_NUMBER = re.compile(rf"\b(?:\d{{1,2}}|{'|'.join(_CARDINALS + _ORDINALS)})\b", re.I)
_WITH_KIND = re.compile(rf"(?:the\s+)?(?:(?:number\s+)?\w+(?:\s+(?:ones?|{_KINDS}))?|(?:{_KINDS})\s+\w+)", re.I)
_THE = re.compile(r"\bthe\s+$", re.I)

Part = tuple[str, int]
"""("panel", 4)."""


def parts(text: str) -> frozenset[Part]:
    """The numbered parts that a text names, in digits or in words."""
    found = {(match[1].casefold(), _number(match[2].casefold())) for match in _NUMBERED.finditer(text)}
    return frozenset(found | {(match[2].casefold(), _number(match[1].casefold())) for match in _ORDERED.finditer(text)})


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return 1 + (_CARDINALS.index(word) if word in _CARDINALS else _ORDINALS.index(word))


def renumbered(question: str, rest: str) -> str | None:
    """A question about a numbered part, asked of another one: "the second one" after "... of panel 1?".

    ``None`` where the question names no single part, or the rest is more than a number.
    """
    number = _NUMBER.search(rest)
    places = [*_NUMBERED.finditer(question), *_ORDERED.finditer(question)]
    if number is None or len(places) != 1 or not _WITH_KIND.fullmatch(rest.strip()):
        return None
    kind = next(iter(parts(places[0].group())))[0]
    before = _THE.sub("", question[: places[0].start()])
    return f"{before}{kind} {_number(number.group().casefold())}{question[places[0].end() :]}"


def missing(asked: frozenset[Part], text: str) -> float:
    """Share of the parts asked about that a text does not name, in [0, 1]; 0 when none is asked about."""
    return len(asked - parts(text)) / len(asked) if asked else 0.0
