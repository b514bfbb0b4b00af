"""Quote mode: choose the sentences that answer a question and no more."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.candidates import Candidate, Lookup, candidates, is_bullet
from assistant.expectations import holds, wants
from assistant.names import mentions, names
from corpus.types import DIGEST, Document
from vectorstore.headers import shortened
from vectorstore.near_duplicates import containment, place_of, shingles
from vectorstore.rerank import Reranker
from vectorstore.terms import search_terms
from vectorstore.types import Passage, Place

PASSAGES_READ = 5
"""Sentences of this many passages are scored."""
SENTENCES_READ = 24
"""At most this many sentences are scored by the cross-encoder: it decides the latency."""
MARGIN = 1.5
"""A sentence is shown when it scores at most this much below the best one, in logits."""
LIST_MARGIN = 3.0
"""The same where several things are asked for."""
AT_MOST = 3
"""Sentences of an answer that is no list."""
SEVERAL_AT_MOST = 6
"""Sentences of an answer to a question for several things."""
LIST_AT_MOST = 12
"""Items of a list that is shown whole."""
SAME_SENTENCE = 0.6
"""Containment of word 4-grams from which on two sentences of different documents say the same."""
PASSAGE_SHARE = 0.25
"""How much the score of the whole passage counts beside the score of the sentence."""

NAME_BONUS = 2.5
"""Loss, in logits, of a sentence that holds none of the names asked about."""
KIND_BONUS = 1.0
"""Gain, in logits, of a sentence that holds the kind of thing asked for: a figure, a person, a time."""
CARRY_LOSS = 1.5
"""Loss, in logits, for each sentence between one that fits the question and the figure that follows it."""

_LIST = re.compile(
    r"\b(?:list|which (?:\w+ )?\w+s\b|what (?:\w+ ){0,2}(?:are|were) |recommendations?|examples?|measures|steps|ways|themes|topics|"
    r"pillars|principles|components|challenges|panels|speakers|countries|who (?:were|are)|all the|objectives|priorities|actions|"
    r"groups|reasons|messages|conclusions|questions|(?:what|how) (?:did|does|do|has|have|should) .*\b(?:do|done|help|recommend(?:ed)?|support)\b)",
    re.I,
)
_COMPARE = re.compile(r"\b(?:compare[ds]?|comparison|differ(?:ence|ent|ed|s)?|both|versus|vs|each (?:of|year|event)|change[ds]? (?:between|from)|over time)\b", re.I)
_NUMBERED = re.compile(r"\b(?:panel|day|roundtable|session)\s+(?:\d+|one|two|three|four|five|six|seven)\b|\b(?:first|second|third|fourth|fifth|sixth|last|final) (?:panel|day|session|roundtable)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate sentence and how well it answers."""

    candidate: Candidate
    score: float
    """A logit: the cross-encoder's for the sentence, in part that of its passage."""
    also_in: tuple[Place, ...] = ()


def asks_for_list(question: str) -> bool:
    """Whether several things are asked for."""
    return bool(_LIST.search(question))


def asks_for_comparison(question: str) -> bool:
    """Whether documents or years are to be set side by side."""
    return bool(_COMPARE.search(question)) or len(set(_YEAR.findall(question))) > 1


def is_ambiguous(question: str) -> bool:
    """Whether the question names a numbered part of an event without saying which event."""
    return bool(_NUMBERED.search(question)) and not _YEAR.search(question)


def score(question: str, passages: Sequence[Passage], lookup: Lookup, reranker: Reranker) -> list[Scored]:
    """The sentences of the first passages with their scores, best first, the same statement once."""
    found = [each for each in candidates(passages[:PASSAGES_READ], lookup) if not _is_bare(each)]
    read = _most_promising(question, found)
    scores = reranker.scores(question, [reading(each, lookup) for each in read]) if read else []
    scored = [
        Scored(each, (1 - PASSAGE_SHARE) * float(value) + PASSAGE_SHARE * each.passage.score, each.passage.also_in)
        for each, value in zip(read, scores, strict=True)
    ]
    fitting = _fitted(question, scored, lookup)
    return _without_repeats(sorted(fitting, key=lambda each: -each.score))


def _fitted(question: str, scored: Sequence[Scored], lookup: Lookup) -> list[Scored]:
    """Scores raised for sentences that hold the names of the question and the kind of thing it asks for."""
    asked = names(question)
    wanted = wants(question)
    fitted: list[Scored] = []
    for at, each in enumerate(scored):
        value = each.score
        if asked:
            held = reading(each.candidate, lookup)
            value += NAME_BONUS * (sum(mentions(held, name) for name in asked) / len(asked) - 1)
        if wanted and holds(each.candidate.text, wanted):
            value = max(value, _carried(scored, at)) + KIND_BONUS
        fitted.append(replace(each, score=value))
    return fitted


def _carried(scored: Sequence[Scored], at: int) -> float:
    """The score of the sentences just before, of which this one may give the figure."""
    own = scored[at].candidate
    near = [
        other.score - CARRY_LOSS * (at - index)
        for index, other in enumerate(scored[max(0, at - 2) : at], start=max(0, at - 2))
        if other.candidate.document_id == own.document_id and 0 < own.start - other.candidate.end < 400
    ]
    return max(near, default=-20.0)


def _is_bare(candidate: Candidate) -> bool:
    """A fragment that says nothing by itself: a heading without a verb's worth of words, a label."""
    return len(candidate.text.split()) < 3


def _most_promising(question: str, found: Sequence[Candidate]) -> list[Candidate]:
    """All candidates when they are few, else those that share most words with the question, in their order."""
    if len(found) <= SENTENCES_READ:
        return list(found)
    terms = {term[:6] for term in search_terms(question)}
    shared = [len(terms & {word[:6] for word in search_terms(each.text)}) for each in found]
    best = sorted(range(len(found)), key=lambda at: (-shared[at], at))[:SENTENCES_READ]
    return [found[at] for at in sorted(best)]


def reading(candidate: Candidate, lookup: Lookup) -> str:
    """What the cross-encoder reads for a sentence: where it stands, what it refers back to, itself."""
    document = lookup(candidate.document_id)
    before = [document.text[start:end] for start, end in candidate.context]
    if candidate.lead_in:
        before.append(document.text[slice(*candidate.lead_in)])
    event = document.metadata.event or document.title
    where = ", ".join([event, *(shortened(heading) for heading in candidate.passage.chunk.section[-1:])])
    return "\n".join([where, " ".join([*before, candidate.text])])


def _without_repeats(scored: Sequence[Scored]) -> list[Scored]:
    """One of each statement that stands in several documents: an original before a digest, the others as "also in"."""
    kept: list[Scored] = []
    known: list[frozenset[tuple[str, ...]]] = []
    for each in scored:
        own = shingles(each.candidate.text)
        twin = next((at for at, other in enumerate(known) if containment(own, other) >= SAME_SENTENCE and _apart(each, kept[at])), None)
        if twin is None:
            kept.append(each)
            known.append(own)
        elif _is_digest(kept[twin]) and not _is_digest(each):
            kept[twin] = replace(each, score=kept[twin].score, also_in=_places(each, kept[twin]))
            known[twin] = own
        else:
            kept[twin] = replace(kept[twin], also_in=_places(kept[twin], each))
    return kept


def _apart(first: Scored, second: Scored) -> bool:
    return first.candidate.document_id != second.candidate.document_id


def _is_digest(scored: Scored) -> bool:
    return scored.candidate.passage.document.metadata.kind == DIGEST


def _places(shown: Scored, other: Scored) -> tuple[Place, ...]:
    return tuple(dict.fromkeys([*shown.also_in, place_of(other.candidate.passage), *other.also_in]))


def choose(question: str, scored: Sequence[Scored], lookup: Lookup) -> list[tuple[str | None, list[Scored]]]:
    """The sentences to show, in groups with their headings, each group in reading order."""
    if not scored:
        return []
    events = by_event(scored)
    if len(events) > 1 and (asks_for_comparison(question) or is_ambiguous(question)):
        floor = scored[0].score - 2 * MARGIN
        chosen = [(name, _pick(question, group, lookup)) for name, group in events.items() if group[0].score >= floor]
        if len(chosen) > 1:
            return [(name, in_reading_order(group)) for name, group in chosen]
        return [(None, in_reading_order(group)) for _, group in chosen]
    return _by_document(_pick(question, scored, lookup))


def by_event(scored: Iterable[Scored]) -> dict[str, list[Scored]]:
    """Sentences by the event of their document, events by their best sentence."""
    groups: defaultdict[str, list[Scored]] = defaultdict(list)
    for each in scored:
        document = each.candidate.passage.document
        groups[document.metadata.event or document.title].append(each)
    return dict(groups)


def _by_document(chosen: Sequence[Scored]) -> list[tuple[str | None, list[Scored]]]:
    groups: dict[str, list[Scored]] = {}
    for each in chosen:
        groups.setdefault(each.candidate.passage.document.title, []).append(each)
    named = len(groups) > 1
    return [(title if named else None, in_reading_order(group)) for title, group in groups.items()]


def in_reading_order(scored: Iterable[Scored]) -> list[Scored]:
    """Documents in the order of their best sentence, sentences as they stand in the document."""
    documents: dict[str, list[Scored]] = {}
    for each in scored:
        documents.setdefault(each.candidate.document_id, []).append(each)
    return [each for group in documents.values() for each in sorted(group, key=lambda one: one.candidate.start)]


def _pick(question: str, scored: Sequence[Scored], lookup: Lookup) -> list[Scored]:
    """The best sentence and those close behind it; for a list all its items."""
    best = scored[0]
    if _introduces(best, lookup) or (asks_for_list(question) and best.candidate.bullet):
        items = _whole_list(best, scored, lookup)
        if items:
            return items[:LIST_AT_MOST]
    several = asks_for_list(question)
    margin = LIST_MARGIN if several else MARGIN
    close = [each for each in scored if each.score >= best.score - margin and not each.candidate.heading] or [best]
    return close[: SEVERAL_AT_MOST if several else AT_MOST]


def _introduces(scored: Scored, lookup: Lookup) -> bool:
    document = lookup(scored.candidate.document_id)
    return document.text[scored.candidate.start : scored.candidate.end].rstrip().endswith(":")


def _whole_list(best: Scored, scored: Sequence[Scored], lookup: Lookup) -> list[Scored]:
    """All items of the list to which the best sentence belongs or which it introduces."""
    lead_in = best.candidate.lead_in or (best.candidate.start, best.candidate.end)
    spans = list_items(lookup(best.candidate.document_id), lead_in)
    known = {each.candidate.start: each for each in scored if each.candidate.document_id == best.candidate.document_id}
    made = [
        known.get(start)
        or replace(best, candidate=replace(best.candidate, start=start, end=end, text=text, bullet=True, heading=False, lead_in=lead_in, context=()))
        for start, end, text in spans
    ]
    return made


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
