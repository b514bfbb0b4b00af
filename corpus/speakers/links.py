"""Paragraphs and list items, and whether one goes on with what the speaker of the one before says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.speakers.clauses import Clauses
from corpus.speakers.subjects import BARE, GENERAL, NAMED, PRONOUN
from corpus.types import Speaker

_MARKER = re.compile(r"^\s*(?:[•▪◦●■*=–—-]|[eo¢]\s|\(?[a-z0-9]{1,3}[.)])\s*")
_LETTERED = re.compile(r"\(?[a-z]\)")
_THEIRS = re.compile(r"(?:His|Her) [A-Z]?\w+")
_RECORD = re.compile(
    r"(?:The|This|Le|El) (?:Red Book|report|digest|summary|final agenda|proceedings|document|record|rapport|informe)\b"
)
_AHEAD = 3
"""How many paragraphs may stand between a speaker and the one that names his State or organisation again."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a list item."""

    sentences: tuple[tuple[int, int], ...]
    item: str
    """Its bullet, where it is a list item: "•", "–", "#." for a number."""


def paragraphs(text: str, spans: Sequence[tuple[int, int]]) -> list[Paragraph]:
    """Sentences grouped by line."""
    groups: list[list[tuple[int, int]]] = []
    last = -1
    for start, end in spans:
        if last < 0 or "\n" in text[last:start]:
            groups.append([])
        groups[-1].append((start, end))
        last = end
    return [Paragraph(tuple(group), _bullet(text, group[0][0])) for group in groups]


def _bullet(text: str, start: int) -> str:
    line = text.rfind("\n", 0, start) + 1
    lettered = _LETTERED.match(text, start)
    return re.sub(r"\w+(?=[.)])", "#", text[line:start].strip() or (lettered[0] if lettered else ""))


def reach(
    text: str,
    blocks: Sequence[Paragraph],
    at: int,
    speakers: Sequence[Speaker],
    clauses: Clauses,
    *,
    by_name: bool = True,
) -> int:
    """The last paragraph, from ``at`` on, that goes on with what ``speakers`` say; ``at - 1`` when none does.

    A paragraph goes on by its grammar (it starts in the middle of a sentence, or with a pronoun that speaks), or because
    it, or one after it before anybody else speaks, names the State or organisation of a speaker known by name (only
    ``by_name``: not in a summary, where the authors name them too).
    """
    own = _own(speakers) if by_name else None
    last = at - 1
    for index in range(at, min(at + _AHEAD, len(blocks))):
        first, *others = blocks[index].sentences
        goes_on = _goes_on(text, *first, speakers, clauses)
        if goes_on is False or (goes_on is None and any(_others_speak(clauses, *span) for span in others)):
            break
        if goes_on or (own and own.search(text, first[0], blocks[index].sentences[-1][1])):
            last = index
    return last


def _others_speak(clauses: Clauses, start: int, end: int) -> bool:
    return any(one.subject.sort in {NAMED, GENERAL} and not one.earlier for one in clauses.read(start, end))


def _goes_on(text: str, start: int, end: int, speakers: Sequence[Speaker], clauses: Clauses) -> bool | None:
    """Whether the first sentence of a paragraph goes on by its grammar; ``None`` when it may or may not."""
    if (
        text[start].islower()
        or _LETTERED.match(text, start)
        or (len(speakers) == 1 and _THEIRS.match(text, start, end))
    ):
        return True
    if _RECORD.match(text, start):
        return False
    told = clauses.read(start, end)
    if told and told[0].subject.sort == PRONOUN:
        return (told[0].subject.head in {"he", "she", "il", "elle", "él", "ella"}) == (len(speakers) == 1)
    if any(one.subject.sort in {NAMED, GENERAL, BARE} for one in told):
        return False
    opening = clauses.opening(start, end)
    if opening is None or opening.sort not in {NAMED, GENERAL, BARE}:
        return None
    return opening.sort == BARE and _theirs(opening.speakers[0], speakers)


def _theirs(named: Speaker, speakers: Sequence[Speaker]) -> bool:
    return any(
        (named.state or "") == (speaker.state or "-") or (named.organisation or "") == (speaker.organisation or "-")
        for speaker in speakers
    )


def _own(speakers: Sequence[Speaker]) -> re.Pattern[str] | None:
    named = [speaker for speaker in speakers if speaker.person]
    names = [re.escape(name) for speaker in named for name in (speaker.state, speaker.organisation) if name]
    return re.compile(r"\b(?:" + "|".join(names) + r")\b") if names else None
