"""A quotation where it stands, as HTML: on the image of its page, or in its section. Every word is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus.types import Document, Page, Section
from vectorstore.pages import PageImage

AROUND = 2_000
"""Characters of the section shown at once on each side of a quotation; the rest unfolds."""
TOLD = 400
"""Characters of a quotation that are shown beside the image of its page."""


def opener(document_id: str, start: int, end: int, page: str | None) -> str:
    """The button that opens this view on a span of a document; ``page`` is the label of its page, where it has one."""
    several = page is not None and "–" in page
    word = f"Open page{'s' if several else ''} {page}" if page else "Show in the document"
    return (
        f'<button type="button" class="link open" data-view="/view/{escape(document_id)}?start={start}&amp;end={end}">'
        f"{escape(word)}</button>"
    )


def fragment(document: Document, start: int, end: int, images: Sequence[PageImage], *, note: str = "") -> str:
    """What the page view shows of a span of a document: the pages, or else the section around it."""
    told = f'<p class="notice">{escape(note[:1].upper() + note[1:])}</p>' if note else ""
    body = _on_pages(document, start, end, images) if images else _in_section(document, start, end)
    return f'<h2 id="view-title"><bdi>{escape(document.title)}</bdi></h2>{told}{body}'


def trouble(text: str) -> str:
    """Why there is nothing to show."""
    return f'<h2 id="view-title">This cannot be shown</h2><p class="notice">{escape(text)}</p>'


def _on_pages(document: Document, start: int, end: int, images: Sequence[PageImage]) -> str:
    quoted = document.text[start:end]
    short = quoted if len(quoted) <= TOLD else quoted[:TOLD].rsplit(" ", 1)[0] + " …"
    return f'<p class="quoted">{escape(short)}</p>{"".join(_page(each) for each in images)}'


def _page(image: PageImage) -> str:
    boxes = "".join(_box(box.left, box.top, box.right, box.bottom) for box in image.boxes)
    source = f"/pages/{escape(image.document_id)}/{image.page}.png"
    notes = []
    if image.recognised:
        notes.append("its text was recognised from a picture, and may hold errors")
    if not boxes:
        notes.append("the words could not be marked on it")
    label = escape(image.label)
    return (
        f'<figure class="page-view"><figcaption>{"; ".join([f"Page {label}", *notes])}</figcaption><div class="sheet">'
        f'<img src="{source}" width="{image.width}" height="{image.height}" alt="Page {label} as in the file">'
        f"{boxes}</div></figure>"
    )


def _box(left: float, top: float, right: float, bottom: float) -> str:
    style = f"left:{left:.4%};top:{top:.4%};width:{right - left:.4%};height:{bottom - top:.4%}"
    return f'<span class="lit" style="{style}"></span>'


def _in_section(document: Document, start: int, end: int) -> str:
    """The section with the quotation lit up, the headings above it, and the ones around it."""
    at = next((n for n, each in enumerate(document.sections) if each.start <= start < each.end), None)
    lit = f'<mark class="lit">{escape(document.text[start:end])}</mark>'
    if at is None:
        return f'<div class="words">{lit}</div>'
    section = document.sections[at]
    last = max(section.end, end)
    first = section.body if start >= section.body else section.start
    before, after = document.text[first:start], document.text[end:last].rstrip()
    cut = max(0, len(before) - AROUND)
    return (
        f"{_path(section)}{_page_of(document.pages, start)}{_neighbour('Before it', document.sections[:at], -1)}"
        f'<div class="words">{_folded(before[:cut], "Earlier in this section")}{escape(before[cut:].lstrip())}{lit}'
        f"{escape(after[:AROUND])}{_folded(after[AROUND:], 'Later in this section')}</div>"
        f"{_neighbour('After it', document.sections[at + 1 :], 0)}"
    )


def _path(section: Section) -> str:
    steps = "".join(f"<li><bdi>{escape(heading)}</bdi></li>" for heading in section.path)
    return f'<ol class="path" aria-label="Where it stands">{steps}</ol>' if steps else ""


def _page_of(pages: Sequence[Page], offset: int) -> str:
    page = next((each for each in pages if each.start <= offset < each.end), None)
    return f'<p class="neighbour">Page {escape(page.label)}</p>' if page else ""


def _folded(text: str, word: str) -> str:
    return f"<details><summary>{word}</summary>{escape(text.strip())}</details>" if text.strip() else ""


def _neighbour(word: str, sections: Sequence[Section], index: int) -> str:
    """The heading of the section before or after, where there is one."""
    if not sections or not sections[index].path:
        return ""
    return f'<p class="neighbour">{word}: <bdi>{escape(sections[index].path[-1])}</bdi></p>'
