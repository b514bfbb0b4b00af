"""A sentence laid beside the one it repeats: what stands in the place of something else.

Where a written sentence follows its source nearly word by word, a changed name, number, quantity or denial stands between
words that are the same on both sides. Sentences that share only single words give nothing to compare here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.facts.antonyms import opposites
from assistant.facts.evidence import Conflict, ConflictKind, Evidence
from assistant.facts.figure_checks import kind_of
from assistant.facts.figures import Figure, figures_of
from assistant.facts.force_words import MODALS, RANKS
from assistant.facts.named import Name, names_of
from assistant.facts.negation import DENIALS, NO_SCOPE, denials
from assistant.facts.tellers import keys_of, name_keys, told_in
from assistant.facts.wordings import Word, wording
from corpus.speakers.states import folded

_REPEATS = 0.6
"""Share of the words of a sentence that its source must have for the two to be laid side by side."""
_LONGEST = 5
"""Words of a changed piece that is still the filler of one slot."""
_RANKS = {**RANKS, "no": 0, "none": 0, "nobody": 0, "minority": 1, "majority": 4, "everyone": 5, "everybody": 5}
_VAGUE = {"dozens": 1, "hundreds": 2, "thousands": 3, "millions": 4, "billions": 5}


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of the sentence and the piece of its source in whose place it stands; either may be empty."""

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]


def slot_conflicts(sentence: str, evidence: Evidence) -> Iterator[Conflict]:
    """Fillers that are not those of the source."""
    source = _nearest(sentence, evidence)
    if source is None:
        return
    changes = changes_between(sentence, source)
    for change in changes:
        kind = _contradicts(change, sentence, source, evidence)
        if kind:
            words = _text(change.ours, sentence)
            yield Conflict(
                kind, words or _text(change.theirs, source), f"the passage says “{_text(change.theirs, source)}”"
            )
    yield from _denials(changes, sentence, source)


def _text(words: tuple[Word, ...], text: str) -> str:
    return text[words[0].start : words[-1].end] if words else ""


def _nearest(sentence: str, evidence: Evidence) -> str | None:
    """The evidence sentence that shares most words, if it shares most of the written one's."""
    own = {word.stem for word in wording(sentence)}
    best, most = None, 0
    for start, end in evidence.spans:
        text = evidence.premise.text[start:end]
        shared = len(own & {word.stem for word in wording(text)})
        if shared > most:
            best, most = text, shared
    return best if most >= _REPEATS * len(own) else None


@lru_cache(maxsize=1024)
def changes_between(sentence: str, source: str) -> tuple[Change, ...]:
    """The short pieces that differ between words that are the same."""
    ours, theirs = wording(sentence), wording(source)
    matcher = SequenceMatcher(None, [_key(word) for word in ours], [_key(word) for word in theirs], autojunk=False)
    found = []
    codes = matcher.get_opcodes()
    for at, (tag, first, last, low, high) in enumerate(codes):
        if tag == "equal" or last - first > _LONGEST or high - low > _LONGEST:
            continue
        flanks = [codes[near] for near in (at - 1, at + 1) if 0 <= near < len(codes)]
        if all(flank[0] == "equal" for flank in flanks) and sum(flank[2] - flank[1] for flank in flanks) >= 2:
            found.append(Change(ours[first:last], theirs[low:high]))
    return tuple(found)


def _key(word: Word) -> str:
    return folded(word.text).removesuffix(" s") if not word.content else word.stem


def _contradicts(change: Change, sentence: str, source: str, evidence: Evidence) -> ConflictKind | None:
    if not change.ours or not change.theirs:
        return None
    figure = _other_figure(change, sentence, source)
    if figure:
        return kind_of(figure)
    if _other_name(change, sentence, source, evidence):
        return "name"
    ours, theirs = {folded(word.text) for word in change.ours}, {folded(word.text) for word in change.theirs}
    denied = (ours | theirs) & DENIALS
    if (not denied and _ranks_higher(ours, theirs, _RANKS)) or (
        ours & _VAGUE.keys() and theirs & _VAGUE.keys() and ours != theirs
    ):
        return "number"
    if _opposed(change, sentence, source):
        return "negation"
    if ours & MODALS.keys() and theirs & MODALS.keys():
        mine, other = (max(MODALS[word] for word in words if word in MODALS) for words in (ours, theirs))
        return "force" if mine > other or (mine == 1 < other) else None
    return None


def _opposed(change: Change, sentence: str, source: str) -> bool:
    """Opposites in one slot, unless they only changed places: "destination and origin" for "origin and destination"."""
    mine, others = (Counter(word.stem for word in wording(text)) for text in (sentence, source))
    for word in change.ours:
        for other in opposites(word.stem) & {one.stem for one in change.theirs}:
            if mine[word.stem] > others[word.stem] and others[other] > mine[other]:
                return True
    return False


def _ranks_higher(ours: set[str], theirs: set[str], ranks: dict[str, int]) -> bool:
    mine = [ranks[word] for word in ours if word in ranks]
    others = [ranks[word] for word in theirs if word in ranks]
    return bool(mine and others) and (max(mine) > max(others) or max(others) - max(mine) > 1)


def _other_figure(change: Change, sentence: str, source: str) -> Figure | None:
    mine = [one for one in figures_of(sentence) if _holds(change.ours, one.start, one.end)]
    theirs = [one for one in figures_of(source) if _holds(change.theirs, one.start, one.end)]
    if not theirs or any(one.same(other) for one in mine for other in theirs):
        return None
    return mine[0] if mine else None


def _holds(words: tuple[Word, ...], start: int, end: int) -> bool:
    return words[0].start < end and words[-1].end > start


def _other_name(change: Change, sentence: str, source: str, evidence: Evidence) -> bool:
    """Names in a slot where the source has others, unless they are of one speaker: "Portugal" for "Cláudia Pereira"."""
    mine = [one for one in names_of(sentence) if _holds(change.ours, one.start, one.end)]
    theirs = [one for one in names_of(source) if _holds(change.theirs, one.start, one.end)]
    if not mine or not theirs:
        return False
    here = frozenset(
        key for one in names_of(source) if one in theirs or not _listed(source, one) for key in name_keys(one)
    )
    for one in mine:
        keys = name_keys(one)
        if not keys & frozenset(key for other in theirs for key in name_keys(other)) and not _related(
            keys, theirs, evidence
        ):
            return not keys & here or (not _listed(sentence, one) and not sentence[: one.start].strip(" The"))
    return False


def _listed(text: str, name: Name) -> bool:
    """Whether a name stands in an enumeration, where order does not matter."""
    before, after = text[: name.start], text[name.end :]
    return bool(
        re.search(r"(?:, |\band |\bor |\bwith )(?:the )?$", before)
        or re.match(r",? (?:and|or|with) (?:the )?[A-ZÀ-Þ]|, (?:the )?[A-ZÀ-Þ]", after)
    )


def _related(keys: frozenset[str], theirs: list[Name], evidence: Evidence) -> bool:
    """Whether the passage gives both names to one speaker, or its heading sets them side by side."""
    others = frozenset(key for one in theirs for key in name_keys(one))
    for statement in told_in(evidence.premise):
        speaker = keys_of(statement.speaker) if statement.speaker else frozenset()
        if keys & speaker and others & speaker:
            return True
    for line in evidence.around.split("\n"):
        if ":" not in line:
            continue
        near = frozenset(key for one in names_of(line) for key in name_keys(one))
        if keys & near and others & near and len(names_of(line)) <= 4:
            return True
    return False


def _denials(changes: tuple[Change, ...], sentence: str, source: str) -> Iterator[Conflict]:
    """A denial put in or left out, where it did not just move."""
    put = [word for change in changes for word in change.ours if _denies(word, sentence)]
    left = [word for change in changes for word in change.theirs if _denies(word, source)]
    if len(put) > len(left):
        yield Conflict("negation", put[0].text, "the passage does not deny this")
    elif len(left) > len(put) and denials(sentence) <= denials(source):
        change = next(one for one in changes if any(word in left for word in one.theirs))
        if not any(opposites(word.stem) for word in change.ours):
            yield Conflict(
                "negation",
                _text(change.ours, sentence) or left[0].text,
                f"the passage says “{_text(change.theirs, source)}”",
            )


def _denies(word: Word, text: str) -> bool:
    return (
        word.text.casefold() in DENIALS
        and not NO_SCOPE.match(text[word.start :])
        and text[word.end : word.end + 1] != "."
    )
