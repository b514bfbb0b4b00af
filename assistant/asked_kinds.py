"""The kind of figure a question asks for: an amount of money, a share, an age, a date, a number."""

from __future__ import annotations

import re

_NUMERALS = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|half|twice|"
    r"thirds?|quarters?"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONEY = r"[€$£]|\b(?:euros?|dollars?|francs?|pounds?|USD|EUR|CHF)\b"
_SHARE = rf"%|\bper ?cent\b|\b(?:half|thirds?|quarters?)\b|\b(?:\d+|{_NUMERALS}) (?:in|out of) \w+|\brate of \d"
_ASKED_AND_HELD = (
    (
        r"\bhow much (?:money|did|does|do|was|were|is|has|have)\b|\bbudget\b|\bsalar(?:y|ies)\b|\bwages? (?:of|did)\b|"
        r"\bhow much\b.*\b(?:pay|paid|spend|spent|give|invest)",
        _MONEY,
    ),
    (r"\bcosts? of\b|\bhow much\b.*\bcosts?\b", rf"{_MONEY}|{_SHARE}"),
    (r"\b(?:what|which|how|by)\b.*\b(?:percentage|per ?cent|share|proportion|rate)\b", _SHARE),
    (
        r"\bhow old\b|\bat what age\b|\baverage age\b",
        r"\baged?\b|\byears? old\b|\bunder \d|\bbetween \d+ and \d+|\b\d+ years\b",
    ),
    (
        r"^(?:and )?when\b|\b(?:what|which) (?:year|date|day|month|time|hour)\b",
        rf"\b(?:19|20)\d\d\b|\b(?:{_MONTHS})\b|\b\d{{1,2}}:\d\d\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
        rf"\bat (?:\d|{_NUMERALS})|\b(?:noon|midnight|morning|afternoon|evening|spring|summer|autumn|winter)\b|"
        r"\b(?:days?|weeks?|months?|years?) (?:after|before|later|ago)\b|\bevery \w+",
    ),
)
"""What asks for a kind of figure, and what a text that gives one holds."""
_COUNTED = re.compile(r"\bhow (?:many|long|often|far|big|large)\b|\bby how much\b", re.I)
_COUNT = re.compile(rf"\d|\b(?:{_NUMERALS})\b", re.I)
_LABEL = re.compile(
    r"COVID-19|\b(?:19|20)\d\d\b|"
    r"\b(?:panel|message|day|session|roundtable|table|chapter|part|goal|target|article|objective)s? \d+",
    re.I,
)
"""Figures that count nothing."""


def lacks_kind(question: str, text: str) -> bool:
    """Whether a question asks for a kind of figure of which a text holds none; not so where it asks for no such kind."""
    if _COUNTED.search(question) and not _COUNT.search(_LABEL.sub("", text)):
        return True
    return any(re.search(asked, question, re.I) and not re.search(held, text, re.I) for asked, held in _ASKED_AND_HELD)
