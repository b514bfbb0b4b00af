"""What a sentence rests on: some sentences of a passage, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.verification.premises import Premise

_GOES_ON = re.compile(r"(?:He|She|It|They|This|That|These|Those|Such|Its|Their|His|Her|Both|Others?|The same)\b")
ConflictKind = Literal["number", "date", "name", "negation", "speaker", "force", "event"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something in a sentence that its passage does not bear out."""

    kind: ConflictKind
    words: str
    """As they stand in the sentence."""
    reason: str
    """For the reader, without a final stop."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences of a premise that a written sentence rests on."""

    premise: Premise
    spans: tuple[tuple[int, int], ...]
    """Whole sentences of the premise, in order; never empty unless the premise is."""
    words: str
    """The sentences, one a line."""
    wider: str
    """The same with the sentence before each one that goes on from it: "They named ...", an item of a list."""
    around: str
    """Header, opening and speakers: where names may stand instead of in the text."""


def evidence_of(premise: Premise, spans: Sequence[tuple[int, int]]) -> Evidence:
    """The sentences that ``spans`` touch; all of them when it is empty."""
    return _evidence(premise, tuple(spans))


@lru_cache(maxsize=1024)
def _evidence(premise: Premise, spans: tuple[tuple[int, int], ...]) -> Evidence:
    sentences = premise.sentences or ((0, len(premise.text)),)
    touched = [
        (start, end) for start, end in sentences if any(start < last and end > first for first, last in spans)
    ] or list(sentences)
    return Evidence(
        premise=premise,
        spans=tuple(touched),
        words="\n".join(premise.text[start:end] for start, end in touched),
        wider="\n".join(premise.text[start:end] for start, end in _with_openers(premise.text, sentences, touched)),
        around="\n".join(
            part for part in (premise.header.replace(" | ", "\n"), premise.opening, *_speakers(premise)) if part
        ),
    )


def _with_openers(
    text: str, sentences: Sequence[tuple[int, int]], touched: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at, span in enumerate(sentences):
        if span not in touched:
            continue
        before = text[: span[0]].rstrip(" -•*\t").rstrip("\n")
        goes_on = _GOES_ON.match(text, span[0]) is not None or before.endswith((":", ";"))
        lead = at
        while goes_on and lead > 0 and (lead == at or text[sentences[lead][1] - 1] == ";"):
            lead -= 1
        found += [sentences[lead], span] if lead != at else [span]
    return list(dict.fromkeys(found))


def _speakers(premise: Premise) -> list[str]:
    found = [
        part
        for each in premise.statements
        if each.speaker
        for part in (each.speaker.person, each.speaker.state, each.speaker.organisation, each.speaker.role)
        if part
    ]
    return list(dict.fromkeys(found))
