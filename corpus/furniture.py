"""What a page carries besides its text: running headers, page numbers, footnotes and their marks, repeated addresses.

Lines are told by shape and repetition, never by what they say. A footnote is only taken for one when its number is the
next one expected, it stands at the bottom of its page, and its mark was found in the text above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from corpus.lines import Line

_ADDRESS = re.compile(r"<?(?:https?://|mailto:|www\.)\S+>?")
_NUMBER = re.compile(r"[-–—\s]*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.I)
_NOTE = re.compile(r"(?P<number>\d{1,3})\s+(?P<text>\S.*)|(?P<super>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})\s*(?P<rest>\S.*)")
_EDGE_DIGITS = re.compile(r"^\d{1,4}\s*(?=[^\d.)])|(?<=\D)\s{0,8}\d{1,4}$")
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_PLAIN = str.maketrans("1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰")
_CLOSED = re.compile(r"[.!?][\"”’)\]]*$|/$")
_REFERENCE = re.compile(r"https?://|www\.|\bavailable at\b|\bibid\b|\bop\. cit|\bdisponible\b", re.I)
"""What stands in the references of a footnote."""
_OUTLINE_ENTRIES = 6
_RECURS = 2
_LONGEST_ADDRESS = 200
_NEXT_NOTE = 12
"""A note that follows another within so many lines needs no mark of its own: marks get lost."""

Mark = tuple[int, int]
"""Span in the raw text of a footnote mark."""


def drop_furniture(lines: list[Line], raw: str, *, known: Sequence[str] = ()) -> list[Mark]:
    """Mark every line that does not belong to the text with the kind of its removal; give the marks of footnotes.

    ``known`` are titles that a running header may repeat.
    """
    outline = _drop_outline(lines)
    _drop_addresses(lines, raw)
    _drop_headers(lines, [*known, *outline])
    _drop_numbers(lines)
    return _drop_notes(lines, raw)


def outline_titles(lines: Sequence[Line]) -> list[str]:
    """The entries of an outline that was appended to the text, folded."""
    return [folded(line.text) for line in lines if line.drop == "outline"]


def folded(text: str) -> str:
    """A heading as it is compared: without numbering, case, punctuation and white space."""
    return re.sub(r"[\W_]+", "", re.sub(r"^\d+\.?\s*", "", text).casefold())


def _drop_outline(lines: list[Line]) -> list[str]:
    """A list of headings, indented by tabs, that some extractors append at the very end."""
    tail: list[Line] = []
    for line in reversed(lines):
        if line.indent < 4:
            break
        tail.append(line)
    if len(tail) < _OUTLINE_ENTRIES:
        return []
    for line in tail:
        line.drop = "outline"
    return [line.text for line in tail]


def _drop_addresses(lines: list[Line], raw: str) -> None:
    """A line that is only an address, when the address stands elsewhere too, or nobody could read it aloud."""
    squeezed = re.sub(r"\s+", "", raw).casefold()

    @cache
    def recurs(address: str) -> bool:
        return squeezed.find(address, squeezed.find(address) + len(address)) >= 0

    for line in lines:
        if line.drop or not _ADDRESS.fullmatch(line.text):
            continue
        address = re.sub(r"^<|>$|^https?://|/$", "", line.text.casefold()).removesuffix("/").removesuffix(">")
        if line.text.startswith("mailto:") or len(address) > _LONGEST_ADDRESS or recurs(address):
            line.drop = "url"


def _kept(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not line.drop]


def _edges(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """(position on the page edge, line): 1, 2 from the top, -1, -2 from the bottom, of what is left on each page."""
    found: list[tuple[int, Line]] = []
    for page in pages(lines):
        body = _kept(page)
        found += [(at + 1, line) for at, line in enumerate(body[:2])]
        found += [(-at - 1, line) for at, line in enumerate(reversed(body[2:][-2:]))]
    return found


def pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each page."""
    found: list[list[Line]] = []
    for line in lines:
        if line.first or not found:
            found.append([])
        found[-1].append(line)
    return found


def _drop_headers(lines: list[Line], known: Sequence[str]) -> None:
    """Lines at page edges that recur there without their page number, or repeat a known title."""
    titles = {folded(title) for title in known if len(folded(title)) > 4}
    topmost = _above_title(lines)
    for _ in range(2):
        edges = _edges(lines)
        counts = Counter(_running(line.text) for _, line in edges)
        for _, line in edges:
            key = _running(line.text)
            numbered = bool(_EDGE_DIGITS.search(line.text))
            recurs = counts[key] > _RECURS or (counts[key] == _RECURS and (numbered or key in titles or key == topmost))
            if len(key) > 3 and (recurs or (numbered and key in titles)) and not _is_heading_itself(line, key, titles):
                line.drop = "running header"


def _above_title(lines: Sequence[Line]) -> str | None:
    """What stands at the top of every page, above what looks like the title on the first one."""
    tops = [page for page in map(_kept, pages(lines)) if page]
    keys = {_running(page[0].text) for page in tops}
    if len(tops) < _RECURS or len(keys) != 1 or len(tops[0]) < _RECURS:
        return None
    below = tops[0][1]
    return keys.pop() if below.blank_before and not re.search(r"[.:;,]$", below.text) else None


def _running(text: str) -> str:
    return folded(_EDGE_DIGITS.sub("", text))


def _is_heading_itself(line: Line, key: str, titles: set[str]) -> bool:
    """The one place where a title stands as a heading: in capitals, at the top."""
    return key in titles and line.text.isupper()


def _drop_numbers(lines: list[Line]) -> None:
    """Page numbers: alone on a line at the edge of a page."""
    for position, line in _edges(lines):
        if abs(position) == 1 and _NUMBER.fullmatch(line.text) and any(character.isdigit() for character in line.text):
            line.drop = "page number"


def _drop_notes(lines: list[Line], raw: str) -> list[Mark]:
    marks: list[Mark] = []
    expected, floor = 1, lines[0].start if lines else 0
    body = _without(raw, [line for line in lines if line.drop])
    for page in pages(lines):
        found = _note_start(page, body, expected, floor)
        while found is not None:
            at, mark = found
            if mark[0] < mark[1]:
                marks.append(mark)
            floor = mark[1]
            expected += 1
            found = _note_start(page, body, expected, floor, after=at)
        _drop_continuations(page)
        body = _without(body, [line for line in page if line.drop == "footnote"])
    return marks


def _without(raw: str, dropped: Sequence[Line]) -> str:
    """The raw text with lines blanked out, every offset as before."""
    parts: list[str] = []
    position = 0
    for line in dropped:
        parts += [raw[position : line.start], " " * (line.end - line.start)]
        position = line.end
    return "".join([*parts, raw[position:]]) if parts else raw


def _drop_continuations(page: Sequence[Line]) -> None:
    """The further lines of a footnote: up to the next blank line, and beyond one that stands in a sentence of it."""
    inside = False
    before: Line | None = None
    for at, line in enumerate(page):
        if line.drop == "footnote":
            inside = True
        elif inside and line.blank_before:
            inside = before is not None and _goes_on(before, page[at:])
        if inside:
            line.drop = line.drop or "footnote"
            before = line


def _goes_on(note: Line, below: Sequence[Line]) -> bool:
    """Whether a footnote without its end goes on below a blank line: in lower case, with what references are made of."""
    if _CLOSED.search(note.text) or not below[0].text[:1].islower():
        return False
    end = next((at for at, line in enumerate(below) if at and line.blank_before), len(below))
    rest = " ".join(line.text for line in below[:end])
    return bool(_REFERENCE.search(rest) and _CLOSED.search(rest))


def _note_start(page: list[Line], body: str, number: int, floor: int, after: int = -1) -> tuple[int, Mark] | None:
    """The line where a footnote starts, marked, and its mark in the text."""
    for at in range(after + 1, len(page)):
        line = page[at]
        found = _NOTE.fullmatch(line.text) if line.drop in {None, "footnote"} else None
        if found is None:
            continue
        own = found["number"] or found["super"].translate(_SUPERSCRIPTS)
        if own != str(number) or not (line.blank_before or after >= 0):
            continue
        mark = _find_mark(body, own, floor, line.start)
        if mark is None and after >= 0 and at - after <= _NEXT_NOTE:
            mark = (floor, floor)
        if mark:
            line.drop = "footnote"
            return at, mark
    return None


def _find_mark(body: str, number: str, start: int, end: int) -> Mark | None:
    """The mark of a footnote in the text before it: stuck to a word or a stop, or in superscript."""
    superscript = number.translate(_PLAIN)
    shapes = (
        re.escape(superscript),
        rf"(?<=[^\W\d_]{{2}}){number}(?![\w.,]\d|\w|-)",
        rf"(?<=[^\W\d_][.,;:”’\"')\]]){number}(?![\d%]|\w|-)",
        rf"(?<=[^\W_][.,;:”’\"')\]]){number}(?![\d%]|\w|-)",
        rf"(?<=[)\]”’\"'][.,;:]){number}(?![\d%]|\w|-)",
        rf"(?<=(?:19|20)\d\d){number}(?!\d|\w)",
        rf"(?<=[^\W\d_]{{3}}) {number}(?= [^\W\d_]{{2}})" if len(number) > 1 else r"(?!)",
    )
    for shape in shapes:
        found = list(re.compile(shape).finditer(body, start, end))
        if found:
            return found[-1 if len(found) == 1 else 0].span()
    return None
