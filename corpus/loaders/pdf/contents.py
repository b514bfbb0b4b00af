"""Tables of contents: removed as an outline, since the headings they list stand in the text as well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.loaders.pdf.lines import TextLine
from corpus.loaders.pdf.pages import PageContent

_LEADERS = re.compile(r"^(?P<title>.*?\S)\s*(?:(?:\.\s*){4,}|…[…\s.]*|_{4,})\s*(?:\d{1,4}|[ivxlc]{1,8})$", re.I)
_PLAIN = re.compile(r"^(?P<title>.*?\S)\s+(?P<page>\d{1,3})$")
_HEADING = re.compile(
    r"(?:table of )?contents|sommaire|table des mati[èe]res|[íi]ndice(?: general)?|(?:tabla de )?contenidos?|"
    r"inhalt(?:sverzeichnis)?",
    re.I,
)
_FEWEST = 3
_WRAPPED = 2
"""Lines of an entry before the one that ends in its page."""


def drop_contents(pages: Sequence[PageContent]) -> list[str]:
    """Mark the lines of tables of contents as outline; give the titles they list."""
    titles: list[str] = []
    lines = [line for page in pages for line in page.lines if line.drop is None]
    at = 0
    while at < len(lines):
        headed = bool(_HEADING.fullmatch(lines[at].text.strip().rstrip(":")))
        end, entries = _run(lines, at + headed, headed=headed)
        if len(entries) >= _FEWEST:
            for line in lines[at:end]:
                line.drop = "outline"
            titles += entries
            at = end
        else:
            at += 1
    return titles


def _run(lines: Sequence[TextLine], start: int, *, headed: bool) -> tuple[int, list[str]]:
    """Where a run of entries that starts at an index ends, and their titles."""
    end, last, titles, pending = start, 0, list[str](), list[str]()
    for at in range(start, len(lines)):
        found = _LEADERS.match(lines[at].text)
        if found is None and headed and (plain := _PLAIN.match(lines[at].text)) and int(plain["page"]) >= last:
            found, last = plain, int(plain["page"])
        if found:
            titles.append(" ".join([*pending, found["title"]]))
            pending, end = [], at + 1
        elif (at == start and not headed) or len(pending) >= _WRAPPED or len(lines[at].text.split()) > 20:
            break
        else:
            pending.append(lines[at].text)
    return end, titles
