"""Where a sentence ends in a text that is still growing: the stop, its markers, and what follows.

White space must be narrow: a space, a line break or two, and never at the end of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.written.markers import marker_end
from assistant.written.stops import LOOK_AHEAD, ends_sentence

STOP = re.compile(r"[.!?…]{1,8}[\"'”’»)\]*_`]{0,8}|[。！？][”’」』]{0,2}|\n{1,2}")
"""What may end a sentence."""
BULLET = re.compile(r"(?:[-*+•◦▪●‣∙–—]|\(?[0-9]{1,2}[.)]|\(?[a-z]\))\s")
HEADING = re.compile(r"#{1,6}\s")
BOLD_LINE = re.compile(r"\*\*[^*\n]{1,200}(?:\*\*\s?:?|:\s?\*\*)")
_ITEM = re.compile(r"[a-z][.)]\s")
_OPENINGS = "[【〔("
_CLOSINGS = {"[": "]", "【": "】", "〔": "〕", "(": ")"}
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_WIDEST = 86
"""Characters of the longest marker."""
_MOST = 12
"""Markers after a stop that still belong to its sentence."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of a sentence."""

    end: int
    """After its last character or marker."""
    after: int
    """Where the next one starts."""
    line: bool
    """The next one starts a line."""


class More(Exception):
    """What was seen so far does not tell."""


def cut_at(text: str, stop: re.Match[str], *, line: bool, whole: bool) -> Cut | None:
    """Whether the sentence that starts the text ends at ``stop``; ``None`` where it goes on.

    Args:
        text: from the start of the sentence.
        line: the sentence starts a line.
        whole: nothing can be added to the text any more.

    Raises:
        More: the answer depends on what comes next.
    """
    if stop.group()[0] == "\n":
        return _at_line_break(text, stop.start(), stop.end(), line=line, whole=whole)
    start, end = stop.span()
    if end == len(text):
        return _known(Cut(end, end, False), whole)
    if _is_number_of_a_line(text, start):
        return None
    if text[end] not in " \n" and text[end] not in _OPENINGS + _RAISED and text[start] not in "。！？":
        return None
    cut = _with_markers(text, end, leading=_starts_with_marker(text), whole=whole)
    if cut.after == len(text):
        return _known(cut, whole)
    if text[start] in "。！？" or cut.line:
        never = stop.group() == "." and cut.end == end and text[cut.after].islower()
        return cut if not never or ends_sentence(text[:start], ".", "A", whole=True) else None
    if cut.after == end:
        return None
    after = text[cut.after : cut.after + LOOK_AHEAD]
    if cut.end > end and not after[0].islower():
        return cut
    ends = ends_sentence(text[:start], stop.group(), after, whole=whole)
    if ends is None:
        raise More
    return cut if ends else None


def _known(cut: Cut, whole: bool) -> Cut:
    if not whole:
        raise More
    return cut


def _at_line_break(text: str, start: int, end: int, *, line: bool, whole: bool) -> Cut | None:
    """A line that does not end with a stop goes on in the next one when that starts with a small letter."""
    cut = _with_markers(text, start, leading=False, whole=whole)
    if cut.end > start:
        return cut
    marked = HEADING.match(text) or BOLD_LINE.fullmatch(text[:start]) or text.startswith(("|", "`"))
    if end - start > 1 or text[start - 1 : start] == ":" or not text[end].islower() or (line and marked):
        return Cut(start, end, True)
    if len(text) < end + 3 and not whole:
        raise More
    return Cut(start, end, True) if _ITEM.match(text, end) else None


def _with_markers(text: str, end: int, *, leading: bool, whole: bool) -> Cut:
    """The end of a sentence after the markers that follow its stop.

    Markers on a line of their own belong to it too, but not those that open the next line or, where the sentence itself
    starts with one, the next sentence.
    """
    at = end
    for _ in range(_MOST):
        after = _skipped(text, at)
        broken = "\n" in text[end:after]
        found = None if leading and after > at else _marker(text, after, whole=whole)
        if found is None:
            break
        if broken and not _ends_line(text, found, whole=whole):
            break
        at = found
    if at > end and at == len(text) and not whole:
        raise More
    if at > end and text[at : at + 1] == ".":
        at += 1
        if at == len(text) and not whole:
            raise More
    after = _skipped(text, at)
    return Cut(at, after, "\n" in text[at:after])


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \n":
        at += 1
    return at


def _marker(text: str, at: int, *, whole: bool) -> int | None:
    """The end of a marker; a number in parentheses is none here: it may count what comes next."""
    opening = text[at : at + 1]
    if opening and opening in _RAISED:
        return marker_end(text, at)
    if not opening or opening not in _OPENINGS:
        return None
    window = text[at : at + _WIDEST]
    if _CLOSINGS[opening] not in window and len(window) < _WIDEST and not whole:
        raise More
    if opening == "(" and window[1:2].isdigit():
        return None
    if window[-1] in "]】〕" and len(window) < _WIDEST and not whole:
        raise More
    return marker_end(text, at)


def _ends_line(text: str, at: int, *, whole: bool) -> bool:
    if at == len(text):
        if not whole:
            raise More
        return True
    return text[at] == "\n"


def _starts_with_marker(text: str) -> bool:
    return _first_marker(text) is not None


def _is_number_of_a_line(text: str, stop: int) -> bool:
    """Whether the text up to a stop is a marker alone: "[1]. It rose"."""
    return text[:stop].endswith(("]", "】")) and _first_marker(text) == stop


def _first_marker(text: str) -> int | None:
    """The end of the marker that the text starts with."""
    opening = BULLET.match(text)
    return marker_end(text, opening.end() if opening else 0)
