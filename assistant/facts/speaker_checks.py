"""Somebody is said to have said or done what somebody else did, or more people than did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.facts.evidence import Conflict, Evidence
from assistant.facts.named import names_of
from assistant.facts.tellers import Teller, keys_of, name_keys, tellers, told_in
from corpus.speakers.states import folded

_ALL = re.compile(r"\b(?:all|every|each|tous|toutes|todos|todas)\b")
_MANY = re.compile(r"\b(?:most|majority|many|numerous|la plupart|nombreu|mayoría|muchos|muchas)\b")
_ONE = re.compile(
    r"^(?:one|a|an|another|un|une|una|the) (?:[\w-]+ ){0,2}(?:participant|panell?ist|speaker|delegate|"
    r"representative|expert|delegation|delegada?|intervenant|orador)(?:e|a)?$"
)
_SEVERAL = re.compile(
    r"\b(?:participants|panell?ists|speakers|delegat|representatives|states|governments|countries|members|"
    r"others|many|several|some|most|all|majority|both|two|three)\b"
)


_BARE = re.compile(r"(?:the |les |los |las )?([a-zà-ÿ]+)")
"""Somebody without a number: "speakers", "the delegates"."""
_SOME = (
    r"\b(?:some|a few|certain|quelques|certaine?s|algun[oa]s|ciert[oa]s)(?: of the| des| de l[oa]s)? (?:\w+ )?{noun}\b"
)
_AT_THE_START = 12
"""Characters before a subject that opens its sentence."""


@dataclass(frozen=True, slots=True)
class _Voices:
    """Who speaks in the evidence."""

    speakers: tuple[frozenset[str], ...]
    named: frozenset[str]
    """Keys of every name in the evidence sentences."""
    before: frozenset[str]
    """Keys of names before them in their paragraph, in the header and the opening."""
    folded: str
    """The words of the evidence without case and punctuation, between spaces."""
    general: str
    """The words of the evidence, for "participants" and the like."""


def speaker_conflicts(sentence: str, evidence: Evidence) -> Iterator[Conflict]:
    """Attributions that the evidence does not bear out."""
    found = tellers(sentence)
    if not found:
        return
    voices = _voices(evidence)
    for teller in found:
        problem = _general(teller, voices) if teller.general else _named(teller, voices)
        if problem:
            yield Conflict("speaker", teller.words, problem)


def _named(teller: Teller, voices: _Voices) -> str | None:
    spoken = frozenset(key for keys in voices.speakers for key in keys)
    if teller.keys & spoken:
        return None
    if teller.keys & voices.named or any(f" {key} " in voices.folded for key in teller.keys if " " in key):
        if voices.speakers and teller.says and not teller.cited and not _cites(teller, voices):
            return f"in the passage somebody else says this, not {teller.words}"
        return None
    if not voices.speakers and teller.keys & voices.before:
        return None
    return f"the sentences that this rests on are not about {teller.words}"


def _cites(teller: Teller, voices: _Voices) -> bool:
    """Whether the evidence says of somebody that they say it, although another one speaks; or opens with them."""
    for line in voices.general.split("\n"):
        found = tellers(line)
        if any(one.cited and teller.keys & one.keys for one in found):
            return True
        if found and teller.keys & found[0].keys and line.find(found[0].words) < _AT_THE_START:
            return True
    return False


def _general(teller: Teller, voices: _Voices) -> str | None:
    several_named = len(set(voices.speakers))
    here = voices.general.lower()
    if _ONE.match(teller.general):
        plural = re.search(r"\b(?:participants|panell?ists|speakers|many|several|delegates)\b", here)
        if (
            plural
            and not several_named
            and not re.search(r"\bone (?:\w+ ){0,2}(?:participant|panell?ist|speaker|delegate)", here)
        ):
            return "the passage has this from several, not from one"
        return None
    if voices.speakers and not _SEVERAL.search(here):
        if several_named == 1:
            return f"in the passage one speaker says this, not {teller.general}"
        return f"the passage does not say this of {teller.general}" if _ALL.search(teller.general) else None
    if _ALL.search(teller.general) and not _ALL.search(here):
        return "the passage does not say this of all"
    if _of_some(teller.general, here):
        return "the passage says this of some, not of all"
    if _MANY.search(teller.general) and not (_MANY.search(here) or _ALL.search(here)):
        return "the passage does not say this of so many" if several_named < 3 else None
    return None


def _of_some(general: str, here: str) -> bool:
    """Whether "speakers" are, wherever the passage names them, "some speakers"."""
    bare = _BARE.match(general)
    if not bare or not bare[1].endswith("s"):
        return False
    noun = re.escape(bare[1])
    some = len(re.findall(_SOME.format(noun=noun), here))
    return 0 < some == len(re.findall(rf"\b{noun}\b", here))


@lru_cache(maxsize=1024)
def _voices(evidence: Evidence) -> _Voices:
    premise, spans = evidence.premise, evidence.spans
    spoken = [
        keys_of(each.speaker)
        for each in told_in(premise)
        if each.speaker and any(each.start < end and each.end > start for start, end in spans)
    ]
    named = {key for start, end in spans for name in names_of(premise.text[start:end]) for key in name_keys(name)}
    before = {
        key for text in (evidence.around, *_paragraphs(evidence)) for name in names_of(text) for key in name_keys(name)
    }
    return _Voices(tuple(spoken), frozenset(named), frozenset(before), f" {folded(evidence.words)} ", evidence.words)


def _paragraphs(evidence: Evidence) -> list[str]:
    """The paragraph of each evidence sentence up to it, with the line that introduces a list."""
    text, found = evidence.premise.text, []
    for start, _ in evidence.spans:
        left = text.rfind("\n\n", 0, start) + 1
        lead = text[:left].rstrip()
        if lead.endswith(":"):
            left = lead.rfind("\n") + 1
        found.append(text[left:start])
    return found
