"""Follow-up questions by rules: what else the passages at hand speak of, in plain questions.

Each kind of question looks at the passages in their order: speakers of the sources, other States, other years,
recommendations, numbered parts, and what the sections are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.attribution import part_of
from assistant.conversation.proposal_wordings import REPORTED, SAID_ON, WORDINGS, Wordings, placed, with_article
from assistant.conversation.topics import heading_topic, topic_of
from assistant.facts.named import known, names_of
from assistant.types import Answer
from corpus.speakers.verbs import verb_at
from corpus.types import Speaker
from vectorstore.languages import ENGLISH, language_of
from vectorstore.types import Passage

_RECOMMENDS = re.compile(r"\brecommendations?\b|\bway forward\b|\brecommandations?\b|\brecomendaciones\b", re.I)
_LONGER = re.compile(r"\s+[A-Z]|-")
"""After a State's name, these make it a part of a longer name: "the Niger Agreement"."""
_NEAR = 40
"""Characters after a name in which its verb stands."""
_THE = re.compile(r"\bthe\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and what there is to ask about."""

    question: str
    """It stands alone."""
    before: str
    """All questions so far."""
    language: str
    answer: Answer
    passages: Sequence[Passage]

    @property
    def wordings(self) -> Wordings:
        return WORDINGS.get(self.language, WORDINGS[ENGLISH])

    @property
    def topic(self) -> str | None:
        """What the question is about, in its own words."""
        return topic_of(self.question, self.language)

    def heading(self, passage: Passage) -> str | None:
        """What the section of a passage is about, in the language of the question."""
        return heading_topic(passage.chunk.section) if language_of(passage) == self.language else None


def proposals(asked: Asked) -> Iterator[str]:
    """Questions to offer, the likeliest to be wanted first; a kind's second question comes after every kind's first."""
    kinds = (_of_states, _of_speakers, _of_years, _recommended, _of_states_on, _of_parts, _of_sections)
    for row in zip_longest(*(dict.fromkeys(kind(asked)) for kind in kinds)):
        yield from (question for question in row if question)


def _of_states(asked: Asked) -> Iterator[str]:
    """The same question about another State that the passages speak of."""
    standing = [name for name in names_of(asked.question) if name.states]
    if len(standing) != 1 or asked.language != ENGLISH:
        return
    name = standing[0]
    if name.text not in name.states or _LONGER.match(asked.question, name.end):
        return
    start = name.start - (4 if _THE.search(asked.question[: name.start]) else 0)
    for passage in asked.passages:
        for state in _states(asked, passage):
            yield f"{asked.question[:start]}{with_article(state)}{asked.question[name.end :]}"


def _of_states_on(asked: Asked) -> Iterator[str]:
    """What another State said on what the section is about, or where it is only spoken of, what is said of it."""
    if asked.language != ENGLISH:
        return
    for passage in asked.passages:
        topic = asked.heading(passage)
        saying = _saying(passage.chunk.text)
        for state in _states(asked, passage):
            name = with_article(state)
            if state in saying and topic:
                yield SAID_ON.format(name=name, topic=topic)
            else:
                yield REPORTED.format(name=name)


def _states(asked: Asked, passage: Passage) -> list[str]:
    """States in a passage that nobody asked about, by first appearance."""
    before = known(asked.before).states
    found = [state for name in names_of(passage.chunk.text) for state in sorted(name.states)]
    return [state for state in dict.fromkeys(found) if state not in before]


def _saying(text: str) -> frozenset[str]:
    """States after whose name a verb of saying follows at once."""
    named = ((name, verb_at(text, name.end, min(len(text), name.end + _NEAR))) for name in names_of(text))
    return frozenset(state for name, verb in named if verb for state in name.states)


def _of_speakers(asked: Asked) -> Iterator[str]:
    """What else those say who are quoted."""
    for citation in asked.answer.citations:
        for speaker in (citation.speaker, *(each.speaker for each in citation.statements)):
            if speaker and (name := _called(speaker, asked.language)):
                yield asked.wordings.said.format(name=name)


def _called(speaker: Speaker, language: str) -> str | None:
    body = with_article(speaker.state) if speaker.state else speaker.organisation
    if speaker.person:
        return f"{speaker.person} ({speaker.state or body})" if body and language == ENGLISH else speaker.person
    return body if language == ENGLISH else None


def _of_years(asked: Asked) -> Iterator[str]:
    """The topic at another event than those asked about or quoted."""
    quoted = " ".join(citation.date or "" for citation in asked.answer.citations)
    for passage in asked.passages:
        meta = passage.document.metadata
        topic = asked.topic or asked.heading(passage)
        if topic and meta.year and str(meta.year) not in asked.before + quoted:
            yield asked.wordings.then.format(topic=topic, at=asked.wordings.at_event(meta.event, meta.year))


def _recommended(asked: Asked) -> Iterator[str]:
    """What is recommended, where the passages are of recommendations, or on what the question is about."""
    for passage in asked.passages:
        topic = asked.heading(passage)
        if topic and any(_RECOMMENDS.search(heading) for heading in passage.chunk.section):
            yield asked.wordings.recommended.format(topic=topic)
    if asked.topic:
        yield asked.wordings.recommended.format(topic=asked.topic)


def _of_parts(asked: Asked) -> Iterator[str]:
    """What a numbered part was about, and who spoke in it."""
    for passage in asked.passages:
        meta, part = passage.document.metadata, part_of(passage.chunk.section)
        where = placed(part, asked.language) if part and part.casefold() not in asked.before.casefold() else None
        if where and meta.year:
            of = asked.wordings.of_event(meta.event, meta.year)
            yield asked.wordings.part.format(part=where, of=of)
            yield asked.wordings.who_in.format(part=where, of=of)


def _of_sections(asked: Asked) -> Iterator[str]:
    """What the sections are about that the passages stand in."""
    for passage in asked.passages:
        if topic := asked.heading(passage):
            yield asked.wordings.about.format(topic=topic)
