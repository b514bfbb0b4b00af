"""The documents of the store as a list to choose from, as HTML. Every word of a document is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from assistant.ui.dates import spoken
from corpus.types import DIGEST
from vectorstore.types import DocumentInfo

SHOWN = 200
"""Documents listed at once; the filter finds the others."""
TITLE, NEWEST, EVENT = "Title", "Date, newest first", "Event"
ORDERS = (TITLE, NEWEST, EVENT)


def shelf(documents: Sequence[DocumentInfo], *, find: str, order: str, chosen: str | None) -> str:
    """The documents whose title or event holds all words of ``find``, in an order, one of them marked as chosen."""
    if not documents:
        return '<p class="quiet">There are no documents yet. Drop files above to add some.</p>'
    found = in_order(matching(documents, find), order)
    items = "".join(_item(each, chosen=each.id == chosen) for each in found[:SHOWN])
    return f'<p class="sum" role="status">{_count(len(documents), len(found), find)}</p><ul class="shelf">{items}</ul>'


def matching(documents: Sequence[DocumentInfo], find: str) -> list[DocumentInfo]:
    """Those whose title or event holds all the words."""
    words = find.casefold().split()
    return [each for each in documents if all(word in _searched(each) for word in words)]


def in_order(documents: Sequence[DocumentInfo], order: str) -> list[DocumentInfo]:
    """By title, within events, or the newest first; what has no event or date comes last."""
    by_title = sorted(documents, key=lambda info: natural(info.title))
    if order == NEWEST:
        return sorted(by_title, key=lambda info: info.metadata.date or "", reverse=True)
    if order == EVENT:
        return sorted(by_title, key=lambda info: (not info.metadata.event, natural(info.metadata.event or "")))
    return by_title


def natural(text: str) -> list[tuple[int, str]]:
    """A key that puts "Panel 2" before "Panel 10"."""
    return [
        (int(part), "") if part.isdecimal() and part.isascii() else (-1, part)
        for part in re.split(r"(\d{1,9})", text.casefold())
    ]


def facts(info: DocumentInfo) -> str:
    """How long it is, and under how many paths it was found: "12 pages · 40 passages · 2 files"."""
    counts = ((info.pages, "page"), (info.chunks, "passage"), (len(info.paths) if len(info.paths) > 1 else 0, "file"))
    return " · ".join(f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in counts if number)


def kind_of(info: DocumentInfo) -> str:
    """The kind of a document; a digest is always said to be one by Dialogue."""
    return "Digest by Dialogue" if info.metadata.kind == DIGEST else info.metadata.kind or ""


def _searched(info: DocumentInfo) -> str:
    return f"{info.title} {info.metadata.event or ''}".casefold()


def _count(all_of_them: int, found: int, find: str) -> str:
    if find.strip() and not found:
        return "No title and no event holds these words"
    told = (
        f"{found:,} of {all_of_them:,} documents"
        if find.strip()
        else f"{all_of_them:,} document{'s' * (all_of_them != 1)}"
    )
    return f"{told}; the first {SHOWN} are listed, the filter finds the others" if found > SHOWN else told


def _item(info: DocumentInfo, *, chosen: bool) -> str:
    about = " · ".join(part for part in (info.metadata.event, spoken(info.metadata.date), kind_of(info)) if part)
    mark = '<span class="edited">Corrected</span>' if info.edited else ""
    current = ' aria-current="true"' if chosen else ""
    return (
        f'<li><button type="button" class="pick" data-act="choose" data-id="{escape(info.id)}"{current}>'
        f'<span class="title"><bdi>{escape(info.title)}</bdi></span>'
        f'<span class="about">{escape(about)}</span><span class="about">{escape(facts(info))}{mark}</span></button></li>'
    )
