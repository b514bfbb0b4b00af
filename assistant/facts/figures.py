"""Figures in a text: numbers, shares, money, ordinals, dates, and numbered parts such as "Panel 4"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.facts.numerals import FRACTIONS, SCALES, VAGUE, cardinal, digits, ordinal
from corpus.speakers.states import folded

FigureKind = Literal["number", "share", "ordinal", "year", "month", "day", "time", "part", "vague"]

_MONTHS = (
    "january february march april may june july august september october november december",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
MONTHS = {name: at for names in _MONTHS for at, name in enumerate(names.split(), start=1)}
_NUMBER = r"\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?![\d])|\d+[:.,]\d+(?![\d])|\d+"
_TOKEN = re.compile(
    rf"(?<![\w/])(?<![^\W\d_][-–‑+])(?:(?P<money>US\$|[€$£]) ?)?(?P<digits>{_NUMBER})"
    r"(?P<ordinal>(?:st|nd|rd|th|er|e|ème|º|ª)\b)?(?P<glued>%)?(?![/\w])"
    r"|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)"
)
_SHARE = re.compile(r"\s*(?:per ?cent(?:age points?)?|%|percent|pour cent|por ciento|p\. 100)", re.I)
_MONEY = re.compile(r"\s*(?:of |de |d['’])?(euros?|dollars?|pounds?|francs?|€|\$|£|CHF|USD|EUR)(?!\w)", re.I)
_LINK = re.compile(r"\s*(?:to|or|and|à|a|et|y|ou|o|[-–])\s*")
_LABEL = re.compile(
    r"\b(panel|session|day|roundtable|round table|message|theme|sdg|goal|objective|target|no|book|resolution|table|figure|"
    r"annex|phase|jour|mesa redonda|table ronde|séance|sesión|día|mensaje)s?\.?(?: no\.?)? $",
    re.I,
)
_LABELS = {
    "jour": "day",
    "día": "day",
    "table ronde": "roundtable",
    "mesa redonda": "roundtable",
    "round table": "roundtable",
}
_LABELS |= {"séance": "session", "sesión": "session", "mensaje": "message"}
_LABEL_AFTER = re.compile(
    r" (?:key )?(panel|session|day|roundtable|message|theme|edition|phase|jour|día|mensaje)\b", re.I
)
_BOUNDS = (
    (
        "-",
        re.compile(
            r"\b(?:less than|fewer than|under|below|at most|up to|no more than|moins de|menos de) (?:US)?[$€£]?$", re.I
        ),
    ),
    ("≤", re.compile(r"\bwithin (?:the next )?$", re.I)),
    (
        "+",
        re.compile(
            r"\b(?:more than|over|at least|above|exceed(?:s|ed|ing)?|upwards of|plus de|más de|au moins|al menos) (?:US)?[$€£]?$",
            re.I,
        ),
    ),
    ("≈", re.compile(r"\b(?:nearly|almost|close to|près de|cerca de|casi) (?:US)?[$€£]?$", re.I)),
    ("~", re.compile(r"\b(?:about|around|some|roughly|approximately|environ|unos|unas|or so) (?:US)?[$€£]?$", re.I)),
)
_FRACTION_BEFORE = re.compile(r"\b(?:(a|one|un|une|una|la)|(two|deux|dos)|(three|trois|tres))[ -]$", re.I)
_ALONE = frozenset({"hundred", "thousand", "million", "billion", "dozen"})
_OUT_OF = re.compile(r" (?:in|out of|sur|de cada) (?:every )?")
_HALF_NO_SHARE = frozenset({"half-day", "half-time"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that stands in a text."""

    kind: FigureKind
    value: float
    start: int
    end: int
    unit: str = ""
    """"euro", "dollar" for money; the label of a part: "panel"."""
    bound: str = ""
    """"+" more than, "-" less than, "≤" within, "≈" nearly, "~" about; empty where the text does not say."""

    def same(self, other: Figure) -> bool:
        """Whether two figures are of one kind and value; their units must not contradict."""
        if self.kind != other.kind or abs(self.value - other.value) > 1e-6 * max(1.0, abs(self.value)):
            return False
        return (
            self.unit == other.unit
            if self.kind == "part"
            else not (self.unit and other.unit) or self.unit == other.unit
        )


@lru_cache(maxsize=2048)
def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order."""
    found: list[Figure] = []
    taken = 0
    for token in _TOKEN.finditer(text):
        if token.start() < taken:
            continue
        figure = _digits(text, token) if token["digits"] else _word(text, token)
        if figure:
            taken = figure.end
            found.append(_dated(text, _bounded(text, figure)))
    return tuple(dict.fromkeys(_ranges(text, [one for one in found if not _counts_a_fraction(text, one)])))


def _counts_a_fraction(text: str, one: Figure) -> bool:
    """ "two" in "two thirds"."""
    return (
        one.kind == "number"
        and re.match(r"[ -](?:thirds|quarters|fifths|tiers|tercios)\b", text[one.end : one.end + 10]) is not None
    )


def _digits(text: str, token: re.Match[str]) -> Figure | None:
    written, start, end = token["digits"], token.start(), token.end()
    if ":" in written:
        hours, _, minutes = written.partition(":")
        return Figure("time", int(hours) * 60 + int(minutes), start, end)
    value = digits(written)
    if token["ordinal"]:
        return _ordinal(text, int(value), start, end)
    if token["glued"]:
        return Figure("share", value, start, end)
    unit = {"€": "euro", "$": "dollar", "US$": "dollar", "£": "pound"}.get(token["money"] or "", "")
    return _quantity(text, value, start, end, unit, plain=written.isdigit())


def _word(text: str, token: re.Match[str]) -> Figure | None:
    word, start, end = token["word"], token.start(), token.end()
    plain = folded(word)
    if plain in VAGUE:
        return Figure("vague", float(sum(map(ord, plain[:4]))), start, end)
    if plain in MONTHS and (word[0].isupper() or plain not in {"may", "march"}):
        return _month(text, word, MONTHS[plain], start, end)
    fraction = _fraction(text, plain, start, end)
    if fraction:
        return fraction
    rank = ordinal(word)
    if rank is not None:
        return _ordinal(text, rank, start, end)
    value = cardinal(word)
    if plain in _ALONE and re.search(r"\b[Aa]n? $", text[max(0, start - 3) : start]):
        return _quantity(text, SCALES[plain], start - 2, end, "", plain=False)
    if plain == "cent" or value is None:
        return None
    if value == 1 and not re.match(r" (?:hundred|thousand|million|billion|dozen)\b", text[end : end + 12]):
        return None
    return _quantity(text, float(value), start, end, "", plain=False)


def _month(text: str, word: str, month: int, start: int, end: int) -> Figure | None:
    if word == "May" and re.match(r" (?:be|have|I|we|it|not)\b", text[end : end + 6]):
        return None
    return Figure("month", month, start, end)


def _fraction(text: str, plain: str, start: int, end: int) -> Figure | None:
    if plain not in FRACTIONS or plain in _HALF_NO_SHARE:
        return None
    before = _FRACTION_BEFORE.search(text[max(0, start - 8) : start])
    if plain in {"half", "moitie", "mitad"}:
        return Figure("share", 50.0, start, end)
    if before is None or (
        plain in {"third", "fifth", "quart"} and not re.match(r"(?: of)?(?: the)? ?", text[end : end + 8])
    ):
        return None
    count = 1 if before[1] else 2 if before[2] else 3
    if plain in {"third", "fifth"} and not re.match(r" of\b|[.,;]| (?:less|more)", text[end : end + 6]):
        return None
    return Figure("share", round(100 * count * FRACTIONS[plain], 4), start, end)


def _ordinal(text: str, rank: int, start: int, end: int) -> Figure | None:
    label = _LABEL_AFTER.match(text, end)
    if label:
        name = label[1].lower()
        return Figure("part", rank, start, end, unit=_LABELS.get(name, name))
    return Figure("ordinal", rank, start, end) if rank > 1 else None


def _quantity(text: str, value: float, start: int, end: int, unit: str, *, plain: bool) -> Figure:
    """A number with the scale, the share or the money that follows it."""
    while scale := re.compile(r"[ -]([^\W\d_]+)\b").match(text, end):
        word = folded(scale[1])
        if word not in SCALES or (word in {"cent", "cents"} and re.search(r"(?:per|pour) ?$", text[: scale.start(1)])):
            break
        value, end = value * SCALES[word], scale.end()
        rest = re.compile(r"[ -](?:and )?([^\W\d_]+(?:-[^\W\d_]+)?)\b").match(text, end)
        more = cardinal(rest[1]) if rest and SCALES[word] >= 100 else None
        if rest and more and not plain:
            value, end = value + more, rest.end()
    share = _SHARE.match(text, end)
    if share:
        return Figure("share", value, start, share.end())
    money = _MONEY.match(text, end)
    if money:
        unit = {"€": "euro", "eur": "euro", "$": "dollar", "usd": "dollar", "£": "pound"}.get(
            money[1].lower(), money[1].lower().rstrip("s")
        )
        return Figure("number", value, start, money.end(), unit=unit)
    label = _LABEL.search(text, max(0, start - 24), start)
    if label and not unit:
        name = label[1].lower()
        return Figure("part", value, start, end, unit=_LABELS.get(name, name))
    if plain and not unit and 1900 <= value <= 2100:
        return Figure("year", value, start, end)
    return Figure("number", value, start, end, unit=unit)


def _bounded(text: str, figure: Figure) -> Figure:
    if figure.kind not in {"number", "share"}:
        return figure
    before = text[max(0, figure.start - 20) : figure.start]
    if figure.kind == "number" and figure.value <= 12 and re.search(r"\b(?:over|under|above|below) $", before):
        return figure  # a place more often than a limit: "spread over six panels"
    return next((replace(figure, bound=sign) for sign, form in _BOUNDS if form.search(before)), figure)


def _dated(text: str, figure: Figure) -> Figure:
    """A number that stands beside a month is a day."""
    if figure.kind != "number" or not 1 <= figure.value <= 31 or figure.unit:
        return figure
    after = re.compile(r"(?:\s*(?:and|to|–|-|et|y|au|al)\s*\d{1,2})?,? (?:de |d['’])?([^\W\d_]+)").match(
        text, figure.end
    )
    before = re.compile(r"([^\W\d_]+) $").search(text[max(0, figure.start - 12) : figure.start])
    month = (after and _is_month(after[1])) or (before and _is_month(before[1]))
    return replace(figure, kind="day") if month else figure


def _is_month(word: str) -> bool:
    return folded(word) in MONTHS and (word[0].isupper() or folded(word) not in {"may", "march"})


def _ranges(text: str, found: list[Figure]) -> list[Figure]:
    """ "85 to 88 per cent": the first number takes the unit of the second."""
    for at in range(len(found) - 1):
        one, other = found[at], found[at + 1]
        link = _LINK.fullmatch(text, one.end, other.start)
        if (
            _OUT_OF.fullmatch(text, one.end, other.start)
            and one.kind == other.kind == "number"
            and 0 < one.value < other.value <= 10
        ):
            found[at] = replace(one, kind="share", value=round(100 * one.value / other.value, 4), end=other.end)
            found[at + 1] = found[at]
            continue
        if (
            link
            and one.kind == "part"
            and other.kind == "number"
            and not re.match(r" [a-z]", text[other.end : other.end + 2])
        ):
            found[at + 1] = replace(other, kind="part", unit=one.unit)  # "Panels 4 and 5"
            continue
        if link is None or one.kind != "number" or one.unit:
            continue
        joined = text[max(0, one.start - 8) : one.start].lower().endswith("between ") or "and" not in link.group()
        if other.kind == "share" and joined:
            found[at] = replace(one, kind="share")
        elif other.kind == "number" and joined and other.value >= 1e3 * max(1.0, one.value):
            scale = next((size for size in (1e12, 1e9, 1e6, 1e3) if other.value >= size), 1.0)
            found[at] = replace(one, value=one.value * scale, unit=other.unit)
    return found
