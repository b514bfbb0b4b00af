"""With what force something is said or done: agreed, recommended, suggested; must, should, could; planned, done; all, some.

Verbs of saying that only report (said, noted, stressed, highlighted) stand for one another, and a weaker wording of a
stronger one is let pass: who recommends a thing also says it. What is stronger than the evidence, or of another kind
("committed to" for "agreed"), is a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.facts.evidence import Conflict, Evidence
from assistant.facts.force_words import (
    ASKS,
    BEARS_MUST,
    BEARS_SHOULD,
    DONE,
    FORESEES,
    GRADES,
    MODALS,
    MUST,
    RANKS,
    SCALES,
    SHOULD,
    UNIVERSAL,
    UNREAL,
)
from assistant.facts.rivals import nearest, topic
from assistant.facts.wordings import wording
from corpus.speakers.states import folded

_FACT, _MUST, _SHOULD, _FORESEEN, _COULD = 5, 4, 3, 2, 1
_DUTIES = ((MUST, BEARS_MUST, "must"), (SHOULD, BEARS_SHOULD, "should"), (FORESEES, UNREAL, "will"))


def force_conflicts(sentence: str, evidence: Evidence) -> Iterator[Conflict]:
    """Claims of agreement, recommendation, duty, deed and extent that go beyond the evidence."""
    heard = evidence.wider
    ranked = {
        each.force for each in evidence.premise.statements if each.force and _touches(evidence, each.start, each.end)
    }
    if "recommendation" in evidence.around.casefold():
        ranked |= {"recommended", "called for"}
    for grade in GRADES:
        claim = grade.claims.search(sentence)
        if claim and not grade.bears.search(heard) and not _ranks(grade.name, ranked):
            yield _conflict(claim, f"the passage does not say that this was {grade.name}")
    for claims, bears, name in _DUTIES:
        claim = claims.search(sentence)
        if claim and not bears.search(heard) and not (name == "should" and _ranks("recommended", ranked)):
            yield _conflict(claim, f"the passage does not say “{name}”")
    for claims, bears in SCALES:
        claim = claims.search(sentence)
        if claim and not bears.search(heard):
            yield _conflict(claim, f"the passage does not say “{claim.group().lower()}”")
    yield from _modal_conflicts(sentence, heard)
    yield from _extent_conflicts(sentence, heard)
    yield from _done(sentence, evidence)


def _extent_conflicts(sentence: str, heard: str) -> Iterator[Conflict]:
    """ "All states" for "many states"."""
    theirs = {} if UNIVERSAL.search(heard) else quantified(heard)
    for noun, (rank, words) in quantified(sentence).items():
        if noun in theirs and (rank > theirs[noun][0] or theirs[noun][0] - rank > 1):
            yield Conflict("number", words, f"the passage says “{theirs[noun][1]}”")


@lru_cache(maxsize=2048)
def quantified(text: str) -> dict[str, tuple[int, str]]:
    """How much of each noun a text speaks of, by the stem: from 0 for "no" to 5 for "all", with the words."""
    found: dict[str, tuple[int, str]] = {}
    words = wording(text)
    for at, word in enumerate(words):
        denied = at > 0 and words[at - 1].text.casefold() == "not"
        rank = None if denied else RANKS.get(word.text.casefold())
        for other in words[at + 1 : at + 4] if rank is not None else ():
            if re.search(r"[.;:,]| (?:them|us|those|whom|which|that) ", text[word.end : other.start + 1]):
                break
            if other.content and (rank or 0) > found.get(other.stem, (-1, ""))[0]:
                found[other.stem] = (rank or 0, text[word.start : other.end])
    return found


def _done(sentence: str, evidence: Evidence) -> Iterator[Conflict]:
    """A deed where the passage only asks for it: all that the two share stands behind a call, a wish or a plan."""
    if UNREAL.search(sentence) or not DONE.search(sentence):
        return
    own = topic(sentence)
    source = nearest(sentence, evidence)
    asked = ASKS.search(source)
    if asked is None:
        return
    shared = [word for word in wording(source) if word.content and word.stem in own]
    if len(shared) >= 3 and sum(word.start > asked.start() for word in shared) >= 0.8 * len(shared):
        yield Conflict("force", sentence, f"the passage only says “{asked.group()}”")


def _ranks(name: str, ranked: set[str]) -> bool:
    directive = {"recommended", "called for"}
    return name in ranked or (name in directive and bool(ranked & directive))


def _touches(evidence: Evidence, start: int, end: int) -> bool:
    return any(start < last and end > first for first, last in evidence.spans)


def _conflict(claim: re.Match[str], reason: str) -> Conflict:
    return Conflict("force", claim.group(), reason)


def _modal_conflicts(sentence: str, heard: str) -> Iterator[Conflict]:
    """The same verb under another modal: "must renew" for "should renew", "admitted" for "planned to admit"."""
    ours, theirs = _levels(sentence), _levels(heard)
    hedged = UNREAL.search(sentence) is not None
    for stem, (levels, words) in ours.items():
        if stem not in theirs:
            continue
        heard_levels = theirs[stem][0]
        if _FACT in heard_levels or levels & heard_levels or not _stronger(levels, heard_levels, hedged=hedged):
            continue
        yield Conflict("force", words, f"the passage says “{theirs[stem][1]}”")


def _stronger(levels: frozenset[int], heard: frozenset[int], *, hedged: bool) -> bool:
    mine, theirs = max(levels), max(heard)
    if mine == _FACT:
        return not hedged
    if mine == _COULD:
        return theirs in {_SHOULD, _MUST}
    return theirs == _COULD or (mine == _MUST and theirs in {_SHOULD, _FORESEEN})


@lru_cache(maxsize=2048)
def _levels(text: str) -> dict[str, tuple[frozenset[int], str]]:
    """Under what modals each content word stands, with the words; a word under none stands as a fact."""
    found: dict[str, tuple[frozenset[int], str]] = {}
    level, since = _FACT, 0
    start = 0
    for word in wording(text):
        plain = folded(word.text)
        if plain in MODALS:
            level, since, start = MODALS[plain], 0, word.start
            continue
        since += 1
        if plain in {"a", "an", "the", "of"}:
            level = _FACT  # a noun, no verb under the modal
        if not word.content or plain.endswith("ly") or plain in {"be", "not", "have", "also", "never"}:
            continue
        here = level if since <= 4 and not re.search(r"[.;:,]", text[start : word.start]) else _FACT
        levels, words = found.get(word.stem, (frozenset(), ""))
        found[word.stem] = (levels | {here}, words or text[start if here != _FACT else word.start : word.end])
        level = _FACT
    return found
