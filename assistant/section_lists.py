"""Lists that are whole sections: "the recommendations of key message 4" stand under headings that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.candidates import Candidate, Lookup, Scored, is_bullet, lead_in_of
from assistant.names import mentions
from corpus.types import Document, Section
from vectorstore.terms import STOPWORDS, search_terms, stems, words

_NOUNS = frozenset(
    """recommendations conclusions messages gaps themes priorities lessons objectives outcomes findings commitments
    principles challenges""".split()
)
"""What sections of reports are headed with when they list it."""
_GENERAL = frozenset(
    """made make main major final overall agreed adopted issued came come set put forward reached drawn session meeting
    event conference event's publication""".split()
)
"""Words of a question that no heading needs to hold."""
_PARAGRAPHS = 3
"""From this many paragraphs on, the first sentence of each stands for it; below, all sentences are items."""

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Listing:
    """A section that is what was asked for."""

    document: Document
    section: Section
    items: tuple[Offsets, ...]
    is_list: bool
    """Its items are list items or headings, no running text."""
    extra: int
    """Words of its headings that were not asked for."""
    best: Scored
    """The best sentence found in it, or in its document."""
    found: bool
    """Whether that sentence stands in the section."""


def section_list(question: str, scored: Sequence[Scored], lookup: Lookup) -> list[Scored]:
    """The items of the section whose headings hold everything the question asks for; empty when there is none."""
    topic = [term for term in search_terms(question) if term not in STOPWORDS and term not in _GENERAL]
    nouns = _NOUNS & set(topic)
    if not nouns:
        return []
    best: dict[str, Scored] = {}
    for each in scored:
        best.setdefault(each.candidate.document_id, each)
    listings = [
        listing
        for document_id, first in best.items()
        for section in lookup(document_id).sections
        if (listing := _listing(lookup(document_id), section, topic, nouns, first, scored))
    ]
    if not listings:
        return []
    chosen = min(listings, key=lambda each: (not each.is_list, not each.found, each.extra, -each.best.score))
    return [_item(chosen, span) for span in chosen.items]


def _listing(
    document: Document,
    section: Section,
    topic: Iterable[str],
    nouns: frozenset[str],
    first: Scored,
    scored: Sequence[Scored],
) -> _Listing | None:
    at = next((depth for depth, heading in enumerate(section.path) if nouns <= set(words(heading))), None)
    if at is None or not _covers(document, section, topic):
        return None
    items, is_list = _items(document, section)
    if len(items) < 2:
        return None
    own = [
        each
        for each in scored
        if each.candidate.document_id == document.id and section.start <= each.candidate.start < section.end
    ]
    asked = stems(" ".join(topic))
    extra = {word for heading in section.path[at:] for word in search_terms(heading) if not stems(word) <= asked}
    return _Listing(document, section, tuple(items), is_list, len(extra), own[0] if own else first, bool(own))


def _covers(document: Document, section: Section, topic: Iterable[str]) -> bool:
    """Whether headings, title, event and date hold every word of a topic."""
    meta = document.metadata
    context = " ".join(part for part in (*section.path, document.title, meta.event, meta.date, meta.kind) if part)
    held = stems(context.replace("-", " "))
    return all(stems(term) <= held or mentions(context, term) for term in topic)


def _items(document: Document, section: Section) -> tuple[list[Offsets], bool]:
    """The items of a section, and whether it is a list: of list items, of the headings below it, else of its text."""
    body = [span for span in document.sentences if section.body <= span[0] < section.end]
    if bullets := [span for span in body if is_bullet(document.text, span[0])]:
        return bullets, True
    depth = len(section.path)
    below = [each for each in document.sections if each.path[:depth] == section.path and len(each.path) == depth + 1]
    if not body and below:
        starts = {each.start for each in below}
        return [span for span in document.sentences if span[0] in starts], True
    openers = [span for span in body if document.text[: span[0]].endswith("\n")]
    return (openers if len(openers) >= _PARAGRAPHS else body), False


def _item(listing: _Listing, span: Offsets) -> Scored:
    document, candidate = listing.document, listing.best.candidate
    bullet = is_bullet(document.text, span[0])
    heading = any(each.start == span[0] and each.body > each.start for each in document.sections)
    lead_in = lead_in_of(document, span[0]) if bullet else _heading(document, listing.section) if heading else None
    item = Candidate(candidate.passage, *span, document.text[slice(*span)], bullet or heading, False, lead_in, ())
    return replace(listing.best, candidate=item)


def _heading(document: Document, section: Section) -> Offsets | None:
    return next((span for span in document.sentences if span[0] == section.start), None)
