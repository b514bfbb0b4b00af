"""Quote mode: choose the sentences that answer a question and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.candidates import Candidate, Lookup, Scored, candidates
from assistant.expectations import asks_for_comparison, asks_for_list, holds, is_ambiguous, wants
from assistant.lists import announces, introduces, of_names, what_follows, whole_list
from assistant.names import mentions, names
from assistant.section_lists import section_list
from corpus.types import DIGEST
from vectorstore.crossing import in_english
from vectorstore.headers import shortened
from vectorstore.near_duplicates import containment, place_of, shingles
from vectorstore.parts import missing, parts
from vectorstore.rerank import Reranker
from vectorstore.terms import STOPWORDS, search_terms, stems
from vectorstore.types import Passage, Place

PASSAGES_READ = 5
"""Sentences of this many passages are scored."""
SENTENCES_READ = 24
"""At most this many sentences are scored by the cross-encoder: it decides the latency."""
MARGIN = 1.2
"""A sentence is shown when it scores at most this much below the best one, in logits."""
NAMED_MARGIN = 8.0
"""How far below the best sentence that of another event may be whose year the question names."""
LIST_MARGIN = 2.0
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
ITEM_PASSAGE_SHARE = 0.7
"""The same for an item of a list where a list is asked for."""

NAME_LOSS = 3.0
"""Loss, in logits, of a sentence whose passage holds none of the names asked about."""
ABSENT_FROM_SENTENCE = 0.4
"""The share of that loss where the passage holds them and the sentence does not."""
PART_LOSS = 5.0
"""Loss, in logits, of a sentence that stands in or speaks of another numbered part than the one asked about."""
KIND_BONUS = 1.0
"""Gain, in logits, of a sentence that holds the kind of thing asked for: a figure, a person, a time."""
HEADING_LOSS = 0.5
"""Loss, in logits, of a sentence that leaves to its heading all the words of the question which that holds."""
CARRY_LOSS = 1.0
"""Loss, in logits, for each sentence between one that fits the question and the figure that follows it."""


def score(question: str, passages: Sequence[Passage], lookup: Lookup, reranker: Reranker) -> list[Scored]:
    """The sentences of the first passages with their scores, best first, the same statement once."""
    question = in_english(question, passages)
    asked, who = names(question), wants(question) == "person"
    found = [
        _introduced(asked, each, lookup, who=who)
        for each in candidates(passages[:PASSAGES_READ], lookup)
        if not _is_bare(each)
    ]
    read = _most_promising(question, found)
    scores = reranker.scores(question, [reading(each, lookup) for each in read])
    several = asks_for_list(question)
    scored = [
        Scored(each, _blend(float(value), each.passage.score, item=several and each.bullet), each.passage.also_in)
        for each, value in zip(read, scores, strict=True)
    ]
    fitting = _fitted(question, scored, lookup)
    return _without_repeats(sorted(fitting, key=lambda each: -each.score))


def _blend(sentence: float, passage: float, *, item: bool) -> float:
    """The score of a sentence with that of its passage; an item of a list is judged by the list more than by itself."""
    share = ITEM_PASSAGE_SHARE if item else PASSAGE_SHARE
    return (1 - share) * sentence + share * passage


def _introduced(asked: Sequence[str], candidate: Candidate, lookup: Lookup, *, who: bool) -> Candidate:
    """With the sentence that opens its paragraph, where only that one holds a name asked about, or who it is that is asked."""
    if candidate.opening is None or candidate.opening in candidate.context:
        return candidate
    opening = lookup(candidate.document_id).text[slice(*candidate.opening)]
    held = reading(candidate, lookup)
    told = " ".join(lookup(candidate.document_id).text[start:end] for start, end in candidate.context)
    unnamed = who and not holds(f"{told} {candidate.text}", "person")
    if unnamed or any(mentions(opening, name) and not mentions(held, name) for name in asked):
        return replace(candidate, context=(candidate.opening, *candidate.context))
    return candidate


def _fitted(question: str, scored: Sequence[Scored], lookup: Lookup) -> list[Scored]:
    """Scores raised for sentences that hold the names of the question and the kind of thing it asks for."""
    asked = names(question)
    numbered = parts(question)
    wanted = wants(question)
    topic = [stems(term) for term in search_terms(question) if term not in STOPWORDS]
    fitted: list[Scored] = []
    for at, each in enumerate(scored):
        value = each.score
        if asked:
            value -= NAME_LOSS * sum(_absence(each.candidate, name, lookup) for name in asked) / len(asked)
        value -= PART_LOSS * missing(numbered, f"{place(each.candidate)} {reading(each.candidate, lookup)}")
        if wanted and holds(each.candidate.text, wanted):
            value = max(value, _carried(scored, at)) + KIND_BONUS
        value -= HEADING_LOSS * _left_to_heading(topic, each.candidate)
        fitted.append(replace(each, score=value))
    return fitted


def _left_to_heading(topic: Sequence[frozenset[str]], candidate: Candidate) -> float:
    """Of the question's words that the heading holds the share that the sentence does not hold too, in [0, 1]."""
    above, held = stems(" ".join(candidate.passage.chunk.section[-1:])), stems(candidate.text)
    led = [each for each in topic if each <= above]
    return sum(not each <= held for each in led) / len(led) if led else 0.0


def place(candidate: Candidate) -> str:
    """Title and section path of a sentence."""
    return " ".join([candidate.passage.document.title, *candidate.passage.chunk.section])


def _absence(candidate: Candidate, name: str, lookup: Lookup) -> float:
    """0 where a sentence speaks of a name, 1 where its passage does not either, in between where only the passage does."""
    if mentions(reading(candidate, lookup), name):
        return 0.0
    around = f"{candidate.passage.chunk.text} {candidate.paragraph}"
    return ABSENT_FROM_SENTENCE if mentions(around, name) else 1.0


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
    """What the cross-encoder reads for a sentence: where it stands, what is shown before it, itself."""
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
        twin = next(
            (
                at
                for at, other in enumerate(known)
                if containment(own, other) >= SAME_SENTENCE and _apart(each, kept[at])
            ),
            None,
        )
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
    question = in_english(question, [each.candidate.passage for each in scored])
    if asks_for_list(question) and (items := section_list(question, scored, lookup)):
        return [(None, items[:LIST_AT_MOST])]
    events = by_event(scored)
    if len(events) > 1 and (asks_for_comparison(question) or is_ambiguous(question)):
        chosen = [
            (name, _pick(question, group, lookup))
            for name, group in events.items()
            if scored[0].score - group[0].score <= (NAMED_MARGIN if _is_named(question, group[0]) else 2 * MARGIN)
        ]
        if len(chosen) > 1:
            return [(name, in_reading_order(group)) for name, group in chosen]
        return [(None, in_reading_order(group)) for _, group in chosen]
    return _by_document(_pick(question, scored, lookup))


def _is_named(question: str, scored: Scored) -> bool:
    year = scored.candidate.passage.document.metadata.year
    return year is not None and str(year) in question


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
    several = asks_for_list(question)
    if introduces(best, lookup) or (several and best.candidate.bullet and best.candidate.lead_in):
        items = of_names(names(question), whole_list(best, scored, lookup), scored, lookup)
        if items:
            return items[:LIST_AT_MOST]
    if several and announces(best.candidate.text):
        return [best, *what_follows(best, scored, lookup)]
    margin = LIST_MARGIN if several else MARGIN
    close = [each for each in scored if each.score >= best.score - margin and not each.candidate.heading] or [best]
    wanted = wants(question)
    if wanted and holds(best.candidate.text, wanted):
        close = [each for each in close if holds(each.candidate.text, wanted)]
    return close[: SEVERAL_AT_MOST if several else AT_MOST]
