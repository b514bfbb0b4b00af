"""Lists are quoted whole: the items that a line introduces."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from assistant.candidates import Lookup, Scored, is_bullet
from corpus.types import Document


def introduces(scored: Scored, lookup: Lookup) -> bool:
    """Whether a sentence introduces a list."""
    document = lookup(scored.candidate.document_id)
    return document.text[scored.candidate.start : scored.candidate.end].rstrip().endswith(":")


def whole_list(best: Scored, scored: Sequence[Scored], lookup: Lookup) -> list[Scored]:
    """All items of the list to which the best sentence belongs or which it introduces."""
    lead_in = best.candidate.lead_in or (best.candidate.start, best.candidate.end)
    spans = list_items(lookup(best.candidate.document_id), lead_in)
    known = {each.candidate.start: each for each in scored if each.candidate.document_id == best.candidate.document_id}
    return [
        known.get(start)
        or replace(
            best,
            candidate=replace(
                best.candidate, start=start, end=end, text=text, bullet=True, heading=False, lead_in=lead_in, context=()
            ),
        )
        for start, end, text in spans
    ]


def list_items(document: Document, lead_in: tuple[int, int]) -> list[tuple[int, int, str]]:
    """The items of the list that a line introduces: spans and texts, up to the next line that is no item.

    An item that introduces a list of its own ends there where the next such item starts.
    """
    items: list[tuple[int, int, str]] = []
    nested = is_bullet(document.text, lead_in[0])
    for start, end in document.sentences[bisect_right(document.sentences, lead_in) :]:
        text = document.text[start:end]
        if is_bullet(document.text, start) and not (nested and text.endswith(":")):
            items.append((start, end, text))
        elif nested or not items or "\n" in document.text[items[-1][1] : start]:
            break
    return items
