"""Marks inside the lines of Markdown: links to their text, pictures to nothing, marks of notes, escapes, comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from html import unescape

from corpus.lines import INVISIBLE, Line
from corpus.writer import Edit

_TARGET = (
    r"\(\s?(?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,200}\)[^\s()<>]{0,200})?)"
    r"(?:\s{1,5}\"[^\"\n]{0,300}\")?\s?\)"
)
_LABEL = r"\[[^\[\]]{0,200}\]"
_IMAGE = rf"!\[[^\[\]]{{0,500}}\](?:{_TARGET}|{_LABEL})"
_DROPPED = re.compile(rf"\[\s?{_IMAGE}\s?\]{_TARGET}|{_IMAGE}")
_LINK = re.compile(rf"\[(?P<text>[^\[\]]{{1,500}})(?P<end>\]{_TARGET})")
_REFERENCE = re.compile(r"\[(?P<text>[^\[\]^][^\[\]]{0,300})(?P<end>\](?:\[(?P<name>[^\[\]]{0,200})\])?)(?![(:\[])")
_DEFINED = re.compile(r"^[ \t>]{0,8}\[(?P<name>[^\[\]^]{1,200})\]:", re.M)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,60})\]")
_ADDRESS = re.compile(r"<(?P<address>(?:https?://|mailto:)[^\s<>]{1,500}|[\w.+-]{1,60}@[\w.-]{1,60})>")
_BREAK = re.compile(r"<br\s?/?>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPE = re.compile(r"\\(?P<mark>[!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(?P<code>[^`\n]{1,500})(?<!`)\1(?!`)")
_BLANK = re.compile(r"\n[ \t]*\r?\n|\r[ \t]*\r")


def link_edits(
    raw: str, lines: Sequence[Line], verbatim: Collection[int], *, notes: Collection[str]
) -> tuple[list[Edit], set[int]]:
    """The edits inside lines, in order and not overlapping, and the starts of the lines that they leave nothing of."""
    begin = lines[0].start if lines else len(raw)
    spans = [(line.start, line.end) for line in lines if line.drop is None and line.start not in verbatim]
    edits: list[Edit] = []
    position, at = begin, 0
    for edit in sorted(_found(raw, begin, notes)):
        start, end = edit[:2]
        if start < position:
            continue
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        for piece in _inside(spans, at, start, end):
            edits.append((*piece, *edit[2:]))
        position = end
    return edits, _emptied(spans, edits)


def _inside(spans: Sequence[tuple[int, int]], at: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that stand in lines."""
    while at < len(spans) and spans[at][0] < end:
        first, last = max(start, spans[at][0]), min(end, spans[at][1])
        if first < last:
            yield first, last
        at += 1


def _emptied(spans: Sequence[tuple[int, int]], edits: Sequence[Edit]) -> set[int]:
    """The starts of lines that are all taken out."""
    covered = {start: end for start, end, _, replacement in edits if not replacement}
    emptied: set[int] = set()
    for first, last in spans:
        position = first
        while position in covered:
            position = covered[position]
        if position >= last:
            emptied.add(first)
    return emptied


def _found(raw: str, begin: int, notes: Collection[str]) -> Iterator[Edit]:
    """The edits of all kinds; of two that overlap the first is meant."""
    for start, end in (*_comments(raw, begin), *(found.span() for found in _DROPPED.finditer(raw, begin))):
        yield (start, _with_space(raw, start, end), "markup", "")
    for found in _LINK.finditer(raw, begin):
        yield from _unlinked(found)
    defined = {" ".join(found["name"].casefold().split()) for found in _DEFINED.finditer(raw, begin)}
    for found in _REFERENCE.finditer(raw, begin):
        name = " ".join((found["name"] or found["text"]).casefold().split())
        if name in defined:
            yield from _unlinked(found)
    for found in _NOTE_MARK.finditer(raw, begin):
        if found[1] in notes:
            yield (*found.span(), "footnote mark", "")
    for found in _ADDRESS.finditer(raw, begin):
        yield (found.start(), found.start() + 1, "markup", "")
        yield (found.end() - 1, found.end(), "markup", "")
    for found in _BREAK.finditer(raw, begin):
        spaced = raw[found.start() - 1 : found.start()].isspace() or raw[found.end() : found.end() + 1].isspace()
        yield (*found.span(), "markup", "" if spaced else " ")
    yield from _escapes(raw, begin)


def _comments(raw: str, begin: int) -> Iterator[tuple[int, int]]:
    start = raw.find("<!--", begin)
    while start >= 0 and (end := raw.find("-->", start)) >= 0:
        yield start, end + 3
        start = raw.find("<!--", end)


def _with_space(raw: str, start: int, end: int) -> int:
    """The end of what is taken out, with one of the two spaces around it."""
    alone = start == 0 or raw[start - 1].isspace()
    return end + 1 if alone and raw[end : end + 1] == " " else end


def _unlinked(found: re.Match[str]) -> Iterator[Edit]:
    if not _BLANK.search(found["text"]):
        yield (found.start(), found.start() + 1, "markup", "")
        yield (*found.span("end"), "markup", "")


def _escapes(raw: str, begin: int) -> Iterator[Edit]:
    """Characters by their names, backslashes before marks, which then are text, and the marks of code."""
    for found in _ENTITY.finditer(raw, begin):
        shown = INVISIBLE.sub("", " ".join(unescape(found.group()).split()) or " ")
        if shown != found.group():
            yield (*found.span(), "markup", shown)
    for found in _ESCAPE.finditer(raw, begin):
        yield (*found.span(), "markup", found["mark"])
    for found in _CODE.finditer(raw, begin):
        start, end = found.span("code")
        yield (found.start(), start, "markup", "")
        yield (end, found.end(), "markup", "")
