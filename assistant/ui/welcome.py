"""The page before the first question as HTML: its head, the welcome with examples, the list of documents."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from assistant.ui.dates import spoken
from corpus.types import DIGEST
from vectorstore.types import DocumentInfo

EXAMPLES = (
    "What did Portugal do for migrants waiting for residence permits?",
    "What was recommended on the costs of remittances?",
    "What was Panel 3 about?",
    "What was said about legal identity in 2022?",
)
"""They suit the dialogues of the starter corpus, and are offered where its event is in the store."""
ABOUT = "international dialogue on migration"
QUOTED = "Every answer is made of exact quotations, each shown beside the passage it stands in."
WRITTEN = "Every sentence of an answer is checked, and the exact words it rests on are shown beside it."


def header(documents: Sequence[DocumentInfo]) -> str:
    """The name of the product, and over how many documents it speaks."""
    count = len(documents)
    return (
        '<div class="brand"><span class="logo" aria-hidden="true">”</span><h1>Dialogue</h1>'
        f"<p>{count} document{'' if count == 1 else 's'}, every sentence checked</p></div>"
    )


def welcome(documents: Sequence[DocumentInfo], *, written: bool) -> str:
    """What the page says before the first question; ``written``: a language model writes the answers."""
    if not documents:
        return (
            '<div class="welcome"><h2>There are no documents yet</h2><p>Add the reports and notes you want to ask about: '
            "PDF, Word, web pages, Markdown or plain text.</p>"
            '<p><button type="button" class="go" data-tab="page-documents">Add documents</button></p></div>'
        )
    known = any(ABOUT in (info.metadata.event or "").lower() for info in documents)
    buttons = "".join(f'<button type="button" class="example">{escape(each)}</button>' for each in EXAMPLES)
    examples = f'<h3>Questions to start from</h3><div class="examples">{buttons}</div>' if known else ""
    return (
        f'<div class="welcome"><h2>Ask the documents</h2><p>{WRITTEN if written else QUOTED} What the documents do not '
        f"say is refused.</p>{examples}</div>"
    )


def library(documents: Sequence[DocumentInfo], *, unfolded: bool) -> str:
    """The documents that can be asked, by event."""
    if not documents:
        return ""
    by_event = sorted(documents, key=lambda info: (info.metadata.event is None, info.metadata.event or "", info.title))
    groups = groupby(by_event, key=lambda info: info.metadata.event)
    lists = "".join(_event(event, list(infos)) for event, infos in groups)
    return (
        f'<details class="library"{" open" if unfolded else ""}><summary><h2>Documents</h2></summary>{lists}</details>'
    )


def _event(event: str | None, infos: Sequence[DocumentInfo]) -> str:
    return f"<h3>{escape(event or 'Other documents')}</h3><ul>{''.join(map(_document, infos))}</ul>"


def _document(info: DocumentInfo) -> str:
    about = " · ".join(part for part in (info.metadata.kind, spoken(info.metadata.date)) if part)
    kind = ' class="own"' if info.metadata.kind == DIGEST else ""
    return f"<li{kind}>{escape(info.title)}<span>{escape(about)}</span></li>"
