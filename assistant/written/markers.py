"""Citation markers in what a model wrote: ``[1]``, ``[1, 3]``, ``[1-3]``, ``【1†source】``, ``[^1]``, "passage 1".

What is taken out and what stays:

* Square and lenticular brackets with numbers are markers wherever they stand, but for years and figures: "[2020]" and
  "[1,000]" are text.
* ``(1)`` is a marker only at the end of a text and after a word that is no "Article", "Panel", ...; "(2020)" never is.
* Raised figures are markers after a punctuation mark: "km²" is text.
* "According to passage 1, ...", "Passage 2 says that ..." and "..., as stated in passage 3" lose these words: a reader sees
  citations, not the numbers that the passages had for the model. Elsewhere "passage 1" becomes "the passage".

Every quantifier is bounded, so the time is linear in the text whatever a model writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.written.marker_forms import (
    ARTICLES,
    AS_IN,
    BETWEEN,
    COUNTED,
    ENDS,
    FIGURE,
    FRENCH,
    INSIDE,
    LEAD,
    MARK,
    NAME,
    NAMELESS,
    RAISED_DIGITS,
    RANGE,
    SAYS,
)

_DIGITS = 9
"""Of a longer number the first ones are read: it points at no passage anyway."""
_WIDEST = 20
"""A wider range counts as its two ends."""
_STOPS = (".", "!", "?", "…")
_CLOSING = (*_STOPS, ",", ";", ":", ")", "”", "’", " ")
_SPACED = ("?", "!", ";", ":", "»")
"""In French a space stands before these."""
_CLOSES = re.compile(r"\s?(?:[.,;:!?…)]|$)")
"""What comes after a marker that ends a clause."""
_REACH = 40
"""Characters before a marker that may belong to it: ", as stated in"."""
_NEAR = 200
"""Characters around a marker that tell the language, or that the text ends."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the passages that it names."""

    text: str
    """Without markers."""
    numbers: tuple[int, ...]
    """As written, in order, without repeats; nobody checked that there are such passages."""


@dataclass(slots=True)
class _Marker:
    start: int
    end: int
    numbers: list[int]
    words: bool = False
    """It is "passage 1" in running text."""


def parse(text: str) -> Marked:
    """Take the citation markers out of a text, a sentence or a line."""
    body, numbers = _without_lead(text.strip())
    pieces: list[str] = []
    at = 0
    for marker in _joined(body, _found(body)):
        before = body[at : marker.start]
        pieces.append(before.lstrip() if pieces and not pieces[-1] else before)
        pieces.append(_instead(marker, body))
        numbers += marker.numbers
        at = marker.end
    pieces.append(body[at:])
    return Marked(_put_together(pieces), tuple(dict.fromkeys(numbers)))


def marker_end(text: str, at: int) -> int | None:
    """Where the marker in brackets or of raised figures that starts at ``at`` ends; ``None`` where there is none."""
    found = MARK.match(text, at)
    if not found or found["named"] or _numbers(found, text[: found.end()]) is None:
        return None
    return found.end()


def _without_lead(text: str) -> tuple[str, list[int]]:
    """The text without an opening that only names passages, and the numbers of these."""
    for opening in (LEAD, SAYS):
        if found := opening.match(text):
            rest = text[found.end() :]
            return rest[:1].upper() + rest[1:], _listed(found.group())
    return text, []


def _found(text: str) -> Iterator[_Marker]:
    for found in MARK.finditer(text):
        numbers = _numbers(found, text)
        if numbers is not None:
            yield _Marker(*found.span(), numbers, words=found["named"] is not None)


def _joined(text: str, markers: Iterator[_Marker]) -> Iterator[_Marker]:
    """Markers with nothing but a comma or an "and" between them made one."""
    last: _Marker | None = None
    for each in markers:
        if last and each.start - last.end <= 7 and BETWEEN.fullmatch(text, last.end, each.start):
            last.end = each.end
            last.numbers += each.numbers
            last.words = last.words and each.words
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _numbers(found: re.Match[str], text: str) -> list[int] | None:
    """The numbers of a marker; ``None`` for what is none."""
    if found["raised"]:
        return _listed(found["raised"].translate(RAISED_DIGITS))
    if found["named"]:
        return _listed(found["named"])
    square = found["inside"] is not None
    inside = (found["inside"] if square else found["round"]).strip()
    listing = INSIDE.fullmatch(inside)
    if not listing:
        return [] if square and NAMELESS.fullmatch(inside) else None
    numbers = _listed(listing["list"])
    if FIGURE.fullmatch(listing["list"]):
        return None
    if square or listing["label"] or "^" in inside:
        return numbers
    return numbers if max(numbers) < 100 and _is_last(found, text) else None


def _is_last(found: re.Match[str], text: str) -> bool:
    """Whether a number in parentheses ends the text, after a word that is not counted."""
    start, end = found.span()
    if (
        len(text) - end > _NEAR
        or text[start - 1 : start] != " "
        or COUNTED.search(text[max(0, start - _REACH) : start])
    ):
        return False
    return ENDS.fullmatch(text, end) is not None


def _listed(text: str) -> list[int]:
    """The numbers of "1, 3-5 and 7"."""
    numbers: list[int] = []
    for found in RANGE.finditer(text):
        first = int(found[1][:_DIGITS])
        last = int((found[2] or found[1])[:_DIGITS])
        numbers += range(first, last + 1) if 0 <= last - first <= _WIDEST else (first, last)
    return numbers


def _instead(marker: _Marker, text: str) -> str:
    """What stands in the place of a marker: nothing, but where the grammar of the sentence needs a word."""
    closes = _CLOSES.match(text, marker.end) and AS_IN.search(text, max(0, marker.start - _REACH), marker.start)
    if not marker.words or closes:
        return ""
    found = NAME.match(text, marker.start)
    if not found:
        return ""
    word = found["word"].lower()
    french = word.startswith("passage") and FRENCH.search(text, max(0, marker.start - _NEAR), marker.end + _NEAR)
    several = len(marker.numbers) > 1
    article = ARTICLES[word[:6] if word.startswith("extra") else word[:4] + ("f" if french else "")][several]
    noun = word.removesuffix("s") + ("s" if several else "")
    return (article[:1].upper() + article[1:] if not marker.start else article) + noun


def _put_together(pieces: list[str]) -> str:
    """Texts and what stands between them in turn, without a space before a stop and without a second stop."""
    done: list[str] = []
    text = pieces[0]
    for instead, after in zip(pieces[1::2], pieces[2::2], strict=True):
        if instead:
            text += instead + after
            continue
        before, rest = _trimmed(text, after)
        glue = "" if rest.startswith(_CLOSING) or not (before or done) else " "
        done.append(before)
        text = glue + rest
    return "".join([*done, text]).strip()


def _trimmed(before: str, after: str) -> tuple[str, str]:
    """The texts around a marker that is left out."""
    if _CLOSES.match(after):
        before = before[:-_REACH] + AS_IN.sub("", before[-_REACH:])
    before, rest = before.rstrip(), after.lstrip()
    if before.endswith(("(", "[")) and rest.startswith((")", "]")):
        before, rest = before[:-1].rstrip(), rest[1:].lstrip()
    if rest.startswith(_STOPS):
        before = before.rstrip(" ,;:")
        rest = rest.lstrip(".") if before.endswith(_STOPS) else rest
    return before, f" {rest}" if after[:1].isspace() and rest.startswith(_SPACED) else rest
