"""One document as HTML: what is known of it, its outline, passages and speakers, and what cleaning took out.

Every word of a document is escaped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from html import escape

from assistant.ui.dates import spoken
from assistant.ui.shelf import kind_of
from assistant.ui.viewer import opener
from corpus.speakers import label
from corpus.types import DIGEST, Chunk, Document, Page, Section
from vectorstore.types import DocumentInfo

AT_ONCE = 20
"""Passages shown at once."""
_CHOOSE = "Choose a document to see its outline, passages and speakers, or to correct or remove it."
_KEPT = "Kept out of the text so that sentences stay whole; nothing is lost, the file itself is unchanged."


def head(info: DocumentInfo) -> str:
    """Title and metadata."""
    meta = info.metadata
    rows = (
        ("Event", meta.event), ("Date", spoken(meta.date)), ("Place", meta.place), ("Kind", kind_of(info)),
        ("Publisher", meta.publisher), ("Language", meta.language), ("Web address", meta.url), ("Licence", meta.licence),
        ("Digest of", meta.source_title), ("Length", _length(info)),
    )  # fmt: skip
    known = "".join(_row(name, escape(value)) for name, value in rows if value)
    paths = "".join(f"<li><bdi>{escape(path)}</bdi></li>" for path in info.paths)
    mark = '<p class="edited">Corrected by hand</p>' if info.edited else ""
    return (
        '<button type="button" class="link back" data-focus="find">Back to the list</button>'
        f'<h2 class="title" id="detail-title" tabindex="-1"><bdi>{escape(info.title)}</bdi></h2>{mark}'
        f'<dl class="meta">{known}{_row("Files" if len(info.paths) > 1 else "File", f"<ul>{paths}</ul>")}</dl>'
    )


def body(document: Document, chunks: Sequence[Chunk]) -> str:
    """The parts below the metadata that stay as they are: speakers, outline, what was taken out."""
    return f"{_speakers(document)}{_outline(document, chunks)}{_removals(document)}"


def passages(document: Document, chunks: Sequence[Chunk], first: int) -> str:
    """Some of the passages, from the one with the index ``first`` on, and buttons to the others."""
    if not chunks:
        return ""
    first = max(0, min(first, len(chunks) - 1))
    shown = chunks[first : first + AT_ONCE]
    recognised = {page.label for page in document.pages if page.ocr}
    items = "".join(_passage(each, recognised=each.page in recognised) for each in shown)
    told = f"Passages {first + 1:,} to {first + len(shown):,} of {len(chunks):,}"
    return (
        f'<section class="passages"><h3 id="passages" tabindex="-1">{told}</h3>{_steps(first, len(chunks))}'
        f"<ol>{items}</ol>{_steps(first, len(chunks))}</section>"
    )


def _length(info: DocumentInfo) -> str:
    pages = f"{_times(info.pages, 'page')} · " if info.pages else ""
    return f"{pages}{_times(info.chunks, 'passage')} · {info.characters:,} characters"


def _row(name: str, value: str) -> str:
    return f"<div><dt>{name}</dt><dd>{value}</dd></div>"


def _fold(title: str, inside: str, *, unfolded: bool = False) -> str:
    return f"<details{' open' if unfolded else ''}><summary><h3>{escape(title)}</h3></summary>{inside}</details>"


def _speakers(document: Document) -> str:
    counts = Counter(name for each in document.statements if each.speaker and (name := label(each.speaker)))
    if not counts:
        return ""
    items = "".join(
        f"<li><bdi>{escape(name)}</bdi> <span>{_times(number, 'statement')}</span></li>"
        for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    digest = document.metadata.kind == DIGEST
    title = "Speakers that this digest reports on" if digest else "Speakers found"
    return _fold(f"{title} ({len(counts):,})", f'<ul class="counts">{items}</ul>')


def _outline(document: Document, chunks: Sequence[Chunk]) -> str:
    """The headings, each leading to the passages below it."""
    starts, labels = [each.start for each in chunks], _Labels(document.pages)
    items = [
        _heading(each, max(0, min(bisect_right(starts, each.start - 1), len(chunks) - 1)), labels.at(each.start))
        for each in document.sections
        if each.path
    ]
    if not items:
        return ""
    return _fold(f"Outline ({_times(len(items), 'heading')})", f'<ol class="outline">{"".join(items)}</ol>')


def _heading(section: Section, first: int, page: str | None) -> str:
    depth = min(len(section.path), 6)
    told = f" <span>page {escape(page)}</span>" if page else ""
    return (
        f'<li style="--depth:{depth - 1}"><button type="button" class="link" data-act="passages" data-first="{first}">'
        f"<bdi>{escape(section.path[-1])}</bdi></button>{told}</li>"
    )


class _Labels:
    """Looks up on which page an offset stands."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._starts = [page.start for page in pages]

    def at(self, offset: int) -> str | None:
        index = bisect_right(self._starts, offset) - 1
        return self._pages[index].label if index >= 0 else None


def _removals(document: Document) -> str:
    counts = Counter(each.kind for each in document.removals)
    if not counts:
        return ""
    items = "".join(
        f"<li>{escape(kind[:1].upper() + kind[1:])} <span>{_times(number, 'place')}</span></li>"
        for kind, number in counts.most_common()
    )
    title = f"Taken out by cleaning ({_times(counts.total(), 'place')})"
    return _fold(title, f'<p class="quiet">{_KEPT}</p><ul class="counts">{items}</ul>')


def _passage(chunk: Chunk, *, recognised: bool) -> str:
    where = " › ".join(chunk.section)
    note = '<span class="ocr">Text recognised from a picture</span>' if recognised else ""
    return (
        f'<li value="{chunk.index + 1}"><p class="where">{escape(where)}</p><div class="words">{escape(chunk.text)}</div>'
        f'<p class="foot">{opener(chunk.document_id, chunk.start, chunk.end, chunk.page)}{note}</p></li>'
    )


def _steps(first: int, total: int) -> str:
    if total <= AT_ONCE:
        return ""
    steps = ((first > 0, max(0, first - AT_ONCE), "Earlier"), (first + AT_ONCE < total, first + AT_ONCE, "Later"))
    return f'<p class="steps">{"".join(_step(*each) for each in steps)}</p>'


def _step(possible: bool, first: int, word: str) -> str:
    off = "" if possible else " disabled"
    return f'<button type="button" class="tool" data-act="passages" data-first="{first}"{off}>{word} passages</button>'


def _times(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def placeholder(told: str = "") -> str:
    """What stands in the place of a document as long as none is chosen, after what was done to the last one."""
    done = f'<p class="notice good" role="status" id="detail-title" tabindex="-1">{escape(told)}</p>' if told else ""
    return f'{done}<p class="quiet">{_CHOOSE}</p>'
