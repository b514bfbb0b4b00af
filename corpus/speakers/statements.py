"""Who is speaking in which part of a text, and with what force: a minute of a meeting turned into Statements.

Nothing is guessed. A sentence has a speaker where the text names one: "Jane Roe (Kenya) said", "the representative of
the Niger", "Ms Roe" or "the Director General" where the document says elsewhere who that is. The attribution is carried
through the paragraph, over pronouns and plain sentences, and ends at a general subject ("participants", "the panel"), the
authors' "we", another speaker, or a speaker who could not be read. It goes on into the next paragraph only where that
paragraph (or one further on, before anybody else speaks) names the speaker's own State or organisation, or goes on with
"she". List items under a lead-in that ends in a colon take its speaker and force.

Joint speakers ("X and Y stressed") make one Statement each, with the same span; all other spans do not overlap. What
stands in the reports as the authors' own summary has the kind ``SUMMARY`` and no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.speakers.clauses import Attribution, Clauses
from corpus.speakers.directory import People
from corpus.speakers.links import Paragraph, paragraphs, reach
from corpus.speakers.organisations import Organisations
from corpus.speakers.sections import FLOOR, PANEL, SUMMARY, Setting, settings
from corpus.speakers.subjects import BARE, GENERAL, NAMED, OWN, PRONOUN, Subjects
from corpus.speakers.verbs import FORCES, force_of
from corpus.types import Section, Speaker, Statement

__all__ = ["FLOOR", "FORCES", "PANEL", "SUMMARY", "label", "statements"]

_ASIDE = re.compile(r"(?:Available at|Source:|Figure \d|Table \d|Ibid|See (?:also )?www|Presented by|https?://)")
_FLOOR = re.compile(r"\b(?:from the floor|depuis la salle|desde la sala)\b")
_ORDERS = re.compile(r"\b(?:should|must|needs?|ought|devraient|devrait|doivent|deberían|debería|deben)\b")
_REMARKS = re.compile(
    r"\b(?:(?:opening|closing|keynote|introductory) (?:remarks|comments|session|statement|words|speech)|"
    r"(?:opened|closed) by|[Ii]n (?:his|her|their) remarks)\b"
)
_CHAIR = re.compile(r"\b(?:chair\w*|president of the|co-?facilitator|vice-?president|rapporteur)", re.I)


def statements(
    text: str, sections: Sequence[Section], sentences: Sequence[tuple[int, int]], *, language: str | None = None
) -> tuple[Statement, ...]:
    """The statements of a clean text, in order.

    ``sections`` and ``sentences`` are those of the Document. ``language`` is that of the document, where it is known:
    patterns of English, French and Spanish are read in any case, since reports mix them. Time is linear in the text.
    """
    del language
    organisations = Organisations(text)
    people = People(text, sentences, organisations)
    clauses = Clauses(text, Subjects(text, people, organisations))
    found: list[Statement] = []
    for setting, spans in settings(text, sections, sentences, people):
        found += _Minutes(text, clauses, setting).read(paragraphs(text, spans))
    return tuple(found)


def label(speaker: Speaker) -> str:
    """The speaker as a reader wants to see it: "Portugal (Cláudia Pereira)", "the representative of Kenya" is "Kenya".

    Who chairs or presides speaks for the meeting, not for a State: "Jane Roe, Chairperson of the Council".
    """
    chairs = [part for part in re.split(r", | and (?=[A-Z])", speaker.role or "") if _CHAIR.search(part)]
    if speaker.person and speaker.state and chairs:
        return f"{speaker.person}, {chairs[0]}"
    body = speaker.state or speaker.organisation
    if speaker.state and speaker.organisation:
        body = f"{speaker.state}, {speaker.organisation}"
    if speaker.person:
        return f"{body} ({speaker.person})" if body else ", ".join(filter(None, (speaker.person, speaker.role)))
    if speaker.role:
        return f"{body} ({speaker.role})" if body else speaker.role
    return body or ""


@dataclass(slots=True)
class _Lead:
    """The lead-in of a list: "X recommended the following:"."""

    told: tuple[tuple[Speaker, ...], str | None, str | None]
    """Its speakers, force and kind."""
    marker: str | None = None
    """The bullet of its items, once there is one: another one belongs to another list."""


@dataclass(slots=True)
class _Minutes:
    """The state of reading one section."""

    text: str
    clauses: Clauses
    setting: Setting
    speakers: tuple[Speaker, ...] = ()
    kind: str | None = None
    floor: bool = False
    leads: list[_Lead] = field(default_factory=list)
    """The lead-ins of the lists that are open, the innermost last."""
    introduced: tuple[Speaker, ...] = ()
    found: list[Statement] = field(default_factory=list)

    def read(self, blocks: Sequence[Paragraph]) -> list[Statement]:
        self.floor = self.setting.floor
        until = -1
        for index, block in enumerate(blocks):
            under = self._open(block)
            if self.speakers and not under and index > until:
                until = reach(
                    self.text, blocks, index, self.speakers, self.clauses, by_name=self.setting.kind != SUMMARY
                )
            if index > until and not under:
                self.speakers = self.introduced = ()
            for start, end in block.sentences:
                self._sentence(start, end, block)
        return self.found

    def _open(self, block: Paragraph) -> bool:
        """Whether a paragraph stands in a list that is open; closes the lists it does not stand in."""
        if not block.item:
            self.leads.clear()
        again = self.text.endswith(":", block.sentences[0][0], block.sentences[-1][1])
        while self.leads and (self.leads[-1].marker not in {None, block.item} or (again and self.leads[-1].marker)):
            self.leads.pop()
        if self.leads:
            self.leads[-1].marker = block.item
        return bool(self.leads)

    def _sentence(self, start: int, end: int, block: Paragraph) -> None:
        if self.setting.signed:
            self._add(start, end, (self.setting.signed,), None, None)
            return
        if _ASIDE.match(self.text, start, end):
            return
        self.floor = self.floor or _FLOOR.search(self.text, start, end) is not None
        attributed = [one for one in self.clauses.read(start, end) if not self._is_carried(one)]
        if attributed:
            for one in attributed:
                self._attributed(one)
        elif block.item and self.leads and not self._general(start, end):
            self._add(start, end, *self.leads[-1].told)
        else:
            self._plain(start, end, block)
        self._lead_in(start, end)

    def _general(self, start: int, end: int) -> bool:
        opening = self.clauses.opening(start, end)
        return opening is not None and opening.sort == GENERAL and opening.head not in _INSIDE

    def _is_carried(self, one: Attribution) -> bool:
        """Whether a clause only tells what the current speaker says: a quotation, or something that cannot speak."""
        if one.subject.sort == OWN and not self.speakers:
            return True
        if one.subject.sort == PRONOUN and self._pronoun(one) is None:
            return bool(self.speakers)
        return bool(self.speakers) and (one.earlier or one.cited) and one.subject.sort != GENERAL

    def _pronoun(self, one: Attribution) -> tuple[Speaker, ...] | None:
        """The speakers that a pronoun can stand for."""
        several = one.subject.head in {"they", "elles", "ils", "ellos", "ellas"}
        known = self.speakers or self.introduced
        return known if known and (len(known) > 1) == several else None

    def _attributed(self, one: Attribution) -> None:
        subject = one.subject
        self.floor = self.floor or one.floor
        if subject.sort == GENERAL or (subject.sort == PRONOUN and self._pronoun(one) is None):
            self.speakers = self.introduced = ()
            self._unnamed(one.start, one.end, one.force, one.floor, subject.head if subject.sort == GENERAL else "")
            return
        if subject.sort == OWN:
            speakers = self.speakers
        elif subject.sort == PRONOUN:
            speakers = self._pronoun(one) or ()
        else:
            speakers = subject.speakers
        if not self.speakers or (subject.sort in {NAMED, BARE} and not self._same(speakers)):
            self.kind = None if one.cited else self._kind(one, speakers)
        if subject.sort == BARE and self._same(speakers):
            speakers = self.speakers
        self._add(one.start, one.end, speakers, one.force, self.kind)
        if not one.cited:
            self.introduced = ()
            self.speakers = speakers if any(one.person or one.state or one.organisation for one in speakers) else ()

    def _same(self, speakers: tuple[Speaker, ...]) -> bool:
        """Whether a subject is the current speaker, or a bare State or organisation that is the speaker's own."""
        if speakers == self.speakers:
            return True
        one = speakers[0]
        return len(speakers) == 1 and any(
            one in {Speaker(state=known.state), Speaker(organisation=known.organisation)} for known in self.speakers
        )

    def _kind(self, one: Attribution, speakers: tuple[Speaker, ...]) -> str | None:
        if one.floor:
            return FLOOR
        if any(speaker.person for speaker in speakers):
            remarks = _REMARKS.search(self.text, one.start, one.end)
            return PANEL if self.setting.kind != SUMMARY or remarks else None
        return FLOOR if self.floor else None

    def _plain(self, start: int, end: int, block: Paragraph) -> None:
        opening = self.clauses.opening(start, end)
        if self.speakers and opening and self._ends(opening.sort, opening.head, opening.speakers):
            self.speakers = ()
        if self.speakers:
            self._add(start, end, self.speakers, None, self.kind)
            return
        self.introduced = self.clauses.introduces(start, end)
        force = force_of(self.text[start:end])
        if self.setting.recommends and (block.item or _ORDERS.search(self.text, start, end)):
            force = force or "recommended"
        self._unnamed(start, end, force, False, opening.head if opening else "")

    def _ends(self, sort: str, head: str, speakers: tuple[Speaker, ...]) -> bool:
        if sort == GENERAL:
            return head not in _INSIDE
        return sort == NAMED and not set(speakers) & set(self.speakers)

    def _unnamed(self, start: int, end: int, force: str | None, floor: bool, head: str) -> None:
        kind = self.setting.kind
        if floor:
            kind = FLOOR
        elif kind != SUMMARY and not (head.startswith("panel") and kind == PANEL):
            kind = None
        if kind == SUMMARY or (force and head):
            self._add(start, end, (), force, kind)

    def _lead_in(self, start: int, end: int) -> None:
        """Open a list where a sentence ends in a colon."""
        if not self.text[start:end].rstrip().endswith(":"):
            return
        last = [one for one in self.found if one.end >= end and one.start >= start]
        force = last[-1].force if last else None
        told = tuple(one.speaker for one in last if one.start == last[-1].start and one.speaker)
        if last:
            self.leads.append(_Lead((told, force, last[-1].kind)))

    def _add(self, start: int, end: int, speakers: tuple[Speaker, ...], force: str | None, kind: str | None) -> None:
        for speaker in speakers or (None,):
            self.found.append(Statement(start, end, speaker=speaker, force=force, kind=kind))


_INSIDE = frozenset(
    {"states", "governments", "countries", "member states", "there was", "there were", "others", "members"}
)
"""General subjects that also occur inside what somebody says."""
