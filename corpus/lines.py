"""Lines of a raw text with their offsets, and where its pages start."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]*(?:\r\n|[\r\n\f\v\u2028\u2029]|\Z)")
_BREAKS = "\r\n\f\v\u2028\u2029"
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]+"
)
"""Control, bidi, zero-width and tag characters, soft hyphens, lone surrogates: never text."""
_BLANKS_OF_A_PAGE = 3
_MARKED_PAGES = 5


@dataclass(slots=True)
class Line:
    """A line of the raw text."""

    start: int
    """Offset of its first character that is no white space."""
    end: int
    """Offset after its last character that is no white space."""
    text: str
    """What is between, without invisible characters."""
    first: bool = False
    """It is the first line of a page."""
    last: bool = False
    """It is the last line of a page."""
    blank_before: bool = False
    """A blank line, or the start of the text, is above it."""
    indent: int = 0
    """White space before it, in characters; a tab counts four."""
    drop: str | None = None
    """The kind of removal when it does not belong to the text."""


def split_lines(raw: str, start: int = 0) -> list[Line]:
    """The lines that hold something, with page starts told from form feeds, wide gaps and a leading single space."""
    lines: list[Line] = []
    blanks, after_feed = 1, False
    for found in _LINE.finditer(raw, start):
        whole = found.group()
        body = whole.rstrip(_BREAKS)
        visible = INVISIBLE.sub("", body)
        stripped = visible.strip()
        if stripped:
            lines.append(_line(found.start(), body, stripped))
            lines[-1].blank_before = blanks > 0
            lines[-1].first = after_feed or blanks >= _BLANKS_OF_A_PAGE
            blanks, after_feed = 0, False
        else:
            blanks += 1
        after_feed = after_feed or "\f" in whole
    _mark_pages(lines)
    return lines


def _line(at: int, body: str, stripped: str) -> Line:
    left = len(body) - len(body.lstrip())
    end = at + len(body.rstrip())
    lead = body[:left]
    return Line(at + left, end, stripped, indent=len(lead) + 3 * lead.count("\t"))


def _mark_pages(lines: list[Line]) -> None:
    """Some extractors put one space before the first line of a page; then few lines have any other indent."""
    spaced = [line for line in lines if line.indent == 1 and not line.text.startswith(("-", "*"))]
    if _MARKED_PAGES <= len(spaced) <= len(lines) / 10:
        starts = [line for line in spaced if line.text[0].isalnum() or line.text[0] in "•“‘\"'(-–"]
        for line in starts:
            line.first = True
    for before, line in pairwise(lines):
        before.last = line.first
    if lines:
        lines[0].first = lines[-1].last = True
