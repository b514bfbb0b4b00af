"""Dates in running text, in English, French and Spanish, to ISO 8601: days, intervals of days, months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAMES = (
    ("january", "jan", "janvier", "enero"),
    ("february", "feb", "février", "fevrier", "febrero"),
    ("march", "mar", "mars", "marzo"),
    ("april", "apr", "avril", "abril"),
    ("may", "mai", "mayo"),
    ("june", "jun", "juin", "junio"),
    ("july", "jul", "juillet", "julio"),
    ("august", "aug", "août", "aout", "agosto"),
    ("september", "sept", "sep", "septembre", "septiembre", "setiembre"),
    ("october", "oct", "octobre", "octubre"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "décembre", "decembre", "diciembre"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NEXT_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th|er|º)?(?![.:/]\d)"
_DAY = rf"(?<![\d.,/:-]){_NEXT_DAY}"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_WEEKDAY = r"(?:[^\W\d_]{3,9},?\s)?"
_JOINT = r"\s?(?:[-–—/&]|to|and|until|through|et|au|y|e|al|a)\s?(?:the\s|le\s|el\s)?"
_OF = r"\s(?:de\s|of\s)?"
_BEFORE_YEAR = r"(?:,?\s(?:de\s|del\s)?)"

_PATTERNS = (
    re.compile(  # 28 February to 2 March 2022, 28 de febrero al 2 de marzo de 2022
        rf"(?P<day>{_DAY}){_OF}(?P<month>{_MONTH})\.?(?:{_BEFORE_YEAR}(?P<first_year>{_YEAR}))?{_JOINT}{_WEEKDAY}"
        rf"(?P<last_day>{_NEXT_DAY}){_OF}(?P<last_month>{_MONTH})\b\.?{_BEFORE_YEAR}(?P<year>{_YEAR})",
        re.I,
    ),
    re.compile(  # 15 October 2020, 15-16 October 2020, 15, 16 and 17 October 2020
        rf"(?P<day>{_DAY})(?:(?:,\s?{_NEXT_DAY}){{0,3}},?{_JOINT}{_WEEKDAY}(?P<last_day>{_NEXT_DAY}))?"
        rf"{_OF}(?P<month>{_MONTH})\b\.?{_BEFORE_YEAR}(?P<year>{_YEAR})",
        re.I,
    ),
    re.compile(  # February 28 to March 2, 2022
        rf"\b(?P<month>{_MONTH})\.?\s(?P<day>{_DAY}){_JOINT}{_WEEKDAY}"
        rf"(?P<last_month>{_MONTH})\.?\s(?P<last_day>{_NEXT_DAY}),?\s(?P<year>{_YEAR})",
        re.I,
    ),
    re.compile(  # October 15-16, 2020
        rf"\b(?P<month>{_MONTH})\.?\s(?P<day>{_DAY})(?:{_JOINT}(?P<last_day>{_NEXT_DAY}))?,?\s(?P<year>{_YEAR})", re.I
    ),
    re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])"),
)
_MONTH_ONLY = re.compile(rf"(?<!\d\s)(?<!\d\sde\s)\b(?P<month>{_MONTH})\b\.?{_BEFORE_YEAR}(?P<year>{_YEAR})", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text."""

    start: int
    end: int
    iso: str
    """A day, an interval of days with a slash, or a month."""

    @property
    def year(self) -> str:
        """The year it starts in."""
        return self.iso[:4]


def dates(text: str, *, months: bool = False) -> list[Dated]:
    """The days and intervals in a text, in order; ``months`` takes "October 2020" for a date too."""
    found = list(_found(text))
    if months and not found:
        for match in _MONTH_ONLY.finditer(text):
            found.append(Dated(*match.span(), f"{match['year']}-{_MONTHS[match['month'].lower()]:02}"))
    return found


def _found(text: str) -> Iterator[Dated]:
    """The dates of all patterns, of those that overlap the one of the first pattern."""
    taken: list[Dated] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            iso = _iso(match.groupdict())
            if iso and not any(each.start < end and start < each.end for each in taken):
                taken.append(Dated(start, end, iso))
    yield from sorted(taken, key=lambda each: each.start)


def _iso(parts: dict[str, str | None]) -> str | None:
    month = parts["month"] or ""
    year = parts["year"] or ""
    first = _day(parts.get("first_year") or year, month, parts["day"] or "")
    last_day = parts.get("last_day")
    if first is None or not last_day:
        return first.isoformat() if first else None
    last = _day(year, parts.get("last_month") or month, last_day)
    return f"{first.isoformat()}/{last.isoformat()}" if last and first < last else None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS[month.lower()]
    try:
        return date(int(year), number, int(re.sub(r"\D", "", day)))
    except ValueError:
        return None
