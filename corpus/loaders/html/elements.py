"""What the elements of a web page mean: blocks, headings, lists, bold and large letters, spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element

BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table
    tbody td tfoot th thead tr ul""".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong", "u"})
_WEIGHT = re.compile(r"font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)", re.I)
_SIZE = re.compile(r"font-size\s{0,3}:\s{0,3}(\d{1,4}(?:\.\d{1,4})?)\s{0,2}(pt|px|em|rem|%)", re.I)
_PIXELS = {"pt": 4 / 3, "px": 1.0, "em": 16.0, "rem": 16.0, "%": 0.16}
_FONT_SIZES = (10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)
"""Pixels of <font size="1"> to "7"."""
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class OpenList:
    """A list that is open."""

    ordered: bool
    next: int = 1
    format: str = "decimal"
    step: int = 1


def list_of(element: _Element) -> OpenList:
    """A list that begins."""
    if element.tag != "ol":
        return OpenList(ordered=False)
    backwards = element.get("reversed") is not None
    entries = sum(each.tag == "li" for each in element) if backwards else 1
    start = whole(element.get("start"), entries)
    return OpenList(True, start, _FORMATS.get(element.get("type") or "", "decimal"), -1 if backwards else 1)


def level_of(element: _Element, tag: str) -> int:
    """The level of a heading, from 1, or 0."""
    if element.get("role") == "heading":
        return min(max(whole(element.get("aria-level"), 2), 1), 6)
    return _HEADINGS.get(tag, 0)


def text_of(element: _Element, most: int = 20_000) -> str:
    """The text of an element that is left out, on one line."""
    parts = [str(text) for text in islice(element.itertext(), most)]
    return " ".join(" ".join(parts).split())


def is_bold(element: _Element, tag: str) -> bool:
    """Whether an element sets its text in bold or underlined."""
    return tag in _BOLD or bool(_WEIGHT.search(element.get("style") or ""))


def size_of(element: _Element, tag: str) -> float | None:
    """The size of letters that an element sets, in pixels."""
    found = _SIZE.search(element.get("style") or "")
    if found:
        return float(found[1]) * _PIXELS[found[2].lower()]
    if tag == "font" and (element.get("size") or "") in "1234567" and element.get("size"):
        return _FONT_SIZES[int(element.get("size") or "3") - 1]
    return None


def span_of(element: _Element, name: str, most: int) -> int:
    """A span; 0 stands for all the rows that are left."""
    number = whole(element.get(name), 1)
    return most if number == 0 else min(max(number, 1), most)


def whole(text: str | None, otherwise: int) -> int:
    """An attribute that is a whole number."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text.strip()) else otherwise
