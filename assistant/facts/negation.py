"""Whether a sentence denies what its evidence affirms, or says its opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.facts.antonyms import turns
from assistant.facts.evidence import Conflict, Evidence
from assistant.facts.rivals import nearest, topic
from assistant.facts.wordings import Word, around, likeness, stem, wording
from corpus.speakers.states import folded

DENIALS = frozenset(
    "not no never without neither nor cannot can't don't doesn't didn't isn't aren't wasn't weren't won't "
    "wouldn't shouldn't "
    "couldn't hasn't haven't hadn't nobody none nothing nowhere hardly scarcely seldom rarely ne pas jamais aucun aucune "
    "sans ni nunca sin "
    "ningun ninguna jamas nadie nada".split()
)
_DENIES = frozenset(
    stem(word)
    for word in "contradict warn warned caution cautioned against guard spare exempt barrier obstacle impede depend unless "
    "fail failed failure lack lacked lacking refuse refused deny denied unable prevent prevented exclude excluded absence "
    "reject rejected forbid forbidden prohibit prohibited ban banned avoid avoided stop stopped miss missing "
    "insufficient "
    "abandon abandoned cancel cancelled oppose opposed less fewer little few only except unless hinder hindered "
    "inadequate loss lost shut closed rather instead beyond impossible incapable".split()
)
_LESSENS = frozenset(
    stem(word)
    for word in (
        "reduce reduced lower lowered lessen lessened fight counter countered less against curb curbed end ended overcome".split()
    )
)
_NEAR = 0.25
"""How alike the surroundings of opposites must be before one counts as put in the place of the other."""
_SCOPE = 4
_PREFIXED = re.compile(
    r"(?:un(?!der|it|ion|iv|til|less)|in(?=acc|adeq|ab|app|cap|def|dir|eff|eq|sec|suff|vis|volunt)|im(?=poss|prop)|"
    r"ir(?=reg|resp)|dis(?=crim|agr|resp|app|tru)|mis(?=tr|in|und))[a-z]{4,}",
    re.I,
)
_CONTRARY = re.compile(
    r"\b(?:rul(?:ed|es|ing) out|regret(?:ted|s)?|disappointed|abolish(?:ed|es)?|kept? out|keeps out|abandon(?:ed|s)?|ignored?s?|"
    r"neglect(?:ed|s)?|forb(?:ade|ids?|idden)|prohibit(?:ed|s)?|withdr[ae]w|cancel(?:led|s)?|split over|divided over|dismantled|"
    r"remain(?:s|ed)? confidential)\b",
    re.I,
)
_PLAINLY = re.compile(r"(?:not|n't|\w+n't|cannot|never|ne|pas|jamais|nunca)\b", re.I)
"""Denials of a verb: "no" and "without" say too often what the evidence says in other words."""
_TURNS = re.compile(r"\b(?:unless|only|without|until|if not|instead|rather than)\b", re.I)
"""Conditions and contrasts, which opposites may stand in without contradiction."""
_COMPARED = re.compile(
    r"\b(?:[Nn]o|[Nn]othing|[Nn]obody|[Nn]one|[Nn]ever)\b.*\b(?:\w+er|more|before|as|than|until|first)\b"
)
NO_SCOPE = re.compile(
    r"^(?:not (?:only|just|least|merely)|without (?:delay|exception|distinction|interruption)|no (?:later|less|"
    r"more|fewer|longer than)|non sólo|no sólo|non seulement|pas seulement)\b",
    re.I,
)


def negation_conflicts(sentence: str, evidence: Evidence) -> Iterator[Conflict]:
    """Denials that the evidence does not have, denials left out, and opposites."""
    heard = evidence.words
    ours, theirs = denied(sentence), denied(nearest(sentence, evidence))
    their_stems = {word.stem for word in wording(heard)}
    our_stems = {word.stem for word in wording(sentence)}
    ours_deny = bool(ours) or bool(our_stems & _DENIES)
    theirs_deny = bool(their_stems & _DENIES) or _denies(evidence.wider)
    shared = [words for word, words in ours.items() if word in their_stems and _PLAINLY.match(words)]
    if shared and not theirs_deny and not _cancels(sentence) and not _denied_elsewhere(sentence, evidence):
        yield Conflict("negation", shared[0], "the passage does not deny this")
    elif not theirs_deny and (word := _contrary(sentence, their_stems)):
        yield Conflict("negation", word, "the passage says nothing against this")
    elif theirs and not ours_deny:
        affirmed = [word for word in wording(sentence) if word.stem in theirs and word.content]
        if affirmed:
            yield Conflict("negation", affirmed[0].text, f"the passage says “{theirs[affirmed[0].stem]}”")
    yield from _opposite(sentence, heard, our_stems, their_stems)


def _denies(text: str) -> bool:
    """Whether a text denies anything, with a word of denial or a prefix."""
    return any(word.text.casefold() in DENIALS or _PREFIXED.fullmatch(word.text) for word in wording(text))


def denials(text: str) -> int:
    """How many words of a text lack, prevent or exclude something without "not" or "no"."""
    return sum(word.stem in _DENIES or bool(_PREFIXED.fullmatch(word.text)) for word in wording(text))


def _denied_elsewhere(sentence: str, evidence: Evidence) -> bool:
    """Whether a sentence of the passage on the same topic, though not among the evidence, denies something."""
    own, text = topic(sentence), evidence.premise.text
    return any(own & topic(text[start:end]) and _denies(text[start:end]) for start, end in evidence.premise.sentences)


def _cancels(sentence: str) -> bool:
    """Two denials, or one in a comparison: "without X no Y", "nothing works better", "no country before"."""
    count = sum(word.text.casefold() in DENIALS for word in wording(sentence))
    return count > 1 or (count == 1 and bool(_COMPARED.search(sentence)))


def _contrary(sentence: str, their_stems: set[str]) -> str | None:
    """A word that denies by itself ("unaffected", "ruled out", "regretted") which the evidence does not have."""
    found = _CONTRARY.search(sentence)
    if found and stem(found.group()) not in their_stems:
        return found.group()
    prefixed = [word for word in wording(sentence) if _PREFIXED.fullmatch(word.text) and word.stem not in their_stems]
    return prefixed[0].text if prefixed else None


@lru_cache(maxsize=2048)
def denied(text: str) -> dict[str, str]:
    """The content stems that stand under a negation, each with the words from the negation to it."""
    found: dict[str, str] = {}
    words = wording(text)
    for at, word in enumerate(words):
        if folded(word.text).replace(" ", "'") not in DENIALS and word.text.casefold() not in DENIALS:
            continue
        if NO_SCOPE.match(text[word.start :]) or _is_abbreviation(text, word):
            continue
        count = 0
        for other in words[at + 1 : at + 10]:
            if re.search(r"[.;:,]", text[word.end : other.start]) or count == _SCOPE:
                break
            if other.content:
                found.setdefault(other.stem, text[word.start : other.end])
                count += 1
    return found


def _is_abbreviation(text: str, word: Word) -> bool:
    """ "No. 30" denies nothing."""
    return word.text == "No" and text[word.end : word.end + 1] == "."


def _opposite(sentence: str, heard: str, ours: set[str], theirs: set[str]) -> Iterator[Conflict]:
    """A word whose opposite the evidence has in its place."""
    if _TURNS.search(sentence) or _TURNS.search(heard):
        return
    for word in wording(sentence):
        against = turns(word.stem) & theirs
        if not against or word.stem in theirs or against & ours:
            continue
        here = around(sentence, word.start, word.end)
        for other in wording(heard):
            if other.stem not in against:
                continue
            if likeness(here, around(heard, other.start, other.end)) >= _NEAR and not _both_ways(
                sentence, heard, word, other
            ):
                yield Conflict("negation", word.text, f"the passage says “{other.text}”")
                return


def _both_ways(sentence: str, heard: str, word: Word, other: Word) -> bool:
    """Whether one of two opposites is denied: "did not fall" for "rose"."""
    return _turned(sentence, word) != _turned(heard, other)


def _turned(text: str, word: Word) -> bool:
    """Whether a word is denied, or lessened: "reduced mistrust"."""
    before = [one.stem for one in wording(text) if one.end <= word.start][-3:]
    return word.stem in denied(text) or any(one in _LESSENS for one in before)
