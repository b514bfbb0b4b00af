"""Lists are quoted whole: the items that a line introduces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from assistant.candidates import Lookup, Scored, is_bullet, sentence_candidate
from assistant.names import mentions
from corpus.types import Document

_ANNOUNCES = re.compile(
    r"\b(?:a (?:number|series|range|set) of|several|various|the following|two|three|four|five|six|seven|many|some)\s+"
    r"(?:[\w-]+\s+){0,3}(?:recommendations|measures|steps|proposals|suggestions|points|actions|challenges|lessons|reasons|"
    r"priorities|areas|examples|questions|ways|initiatives|objectives|factors|solutions|conclusions|commitments|gaps)\b",
    re.I,
)
FOLLOWING = 5
"""Sentences quoted after one that announces several things."""


def announces(text: str) -> bool:
    """Whether a sentence says that several things follow, without a list: "made a number of recommendations"."""
    return bool(_ANNOUNCES.search(text))


def what_follows(best: Scored, scored: Sequence[Scored], lookup: Lookup) -> list[Scored]:
    """The sentences after the best one, to the end of its paragraph."""
    document = lookup(best.candidate.document_id)
    known = {each.candidate.start: each for each in scored if each.candidate.document_id == document.id}
    found: list[Scored] = []
    last = best.candidate.end
    for span in document.sentences[bisect_right(document.sentences, (best.candidate.start, best.candidate.end)) :]:
        if "\n" in document.text[last : span[0]] or len(found) == FOLLOWING:
            break
        found.append(
            known.get(span[0]) or replace(best, candidate=sentence_candidate(best.candidate.passage, document, span))
        )
        last = span[1]
    return found


def introduces(scored: Scored, lookup: Lookup) -> bool:
    """Whether a sentence introduces a list."""
    document = lookup(scored.candidate.document_id)
    return document.text[scored.candidate.start : scored.candidate.end].rstrip().endswith(":")


def whole_list(best: Scored, scored: Sequence[Scored], lookup: Lookup) -> list[Scored]:
    """All items of the list to which the best sentence belongs or which it introduces."""
    lead_in = best.candidate.lead_in or (best.candidate.start, best.candidate.end)
    known = {each.candidate.start: each for each in scored if each.candidate.document_id == best.candidate.document_id}
    found: list[Scored] = []
    for start, end, text in list_items(lookup(best.candidate.document_id), lead_in):
        scored_item = known.get(start, best)
        item = replace(
            scored_item.candidate,
            start=start,
            end=end,
            text=text,
            bullet=True,
            heading=False,
            lead_in=lead_in,
            context=(),
        )
        found.append(replace(scored_item, candidate=item))
    return found


def of_names(asked: Sequence[str], items: Sequence[Scored], scored: Sequence[Scored], lookup: Lookup) -> list[Scored]:
    """Of a list about several countries or people only what is about those asked about; all where no item names them."""
    named = [each for each in items if any(mentions(each.candidate.text, name) for name in asked)]
    for each in named:
        if introduces(each, lookup):
            own = replace(each, candidate=replace(each.candidate, lead_in=None))
            return whole_list(own, scored, lookup) or named
    return named or list(items)


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
