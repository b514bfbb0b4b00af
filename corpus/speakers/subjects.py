"""Who is the subject of a verb of saying: a named person, a representative, a post, a State, or nobody in particular."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.speakers import patterns as forms
from corpus.speakers.directory import People, parts_after, person_name
from corpus.speakers.names import NAME, PHRASE, SURNAME, TITLE, Affiliation, affiliation, in_brackets, is_role
from corpus.speakers.organisations import Organisations, is_known, is_organisation, is_thing
from corpus.speakers.states import state
from corpus.speakers.verbs import verb_at
from corpus.types import Speaker

NAMED, BARE, GENERAL, PRONOUN, OWN = "named", "bare", "general", "pronoun", "own"
"""How a subject is given: by name, title or post; by a bare State or organisation; as "participants"; as "she"; as what
belongs to the current speaker ("her Government", "the Office")."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A grammatical subject in the text."""

    sort: str
    end: int
    speakers: tuple[Speaker, ...] = ()
    head: str = ""
    """The word of a general subject or pronoun, in lower case."""


class Subjects:
    """Reads subjects in the text of one document."""

    def __init__(self, text: str, people: People, organisations: Organisations) -> None:
        self._text = text
        self._people = people
        self._known = organisations

    def read(self, at: int, end: int) -> Subject | None:
        """The subject that starts at ``at``, joint subjects together."""
        first = self._one(at, end)
        if first is None or first.sort != NAMED:
            return self._bare_joint(first, end) if first and first.sort == BARE else first
        found, speakers = first, list(first.speakers)
        while len(speakers) < 8:
            link = forms.AND.match(self._text, found.end, end) or re.compile(r", (?=[A-Z])").match(
                self._text, found.end, end
            )
            following = self._one(link.end(), end) if link else None
            if following is None or following.sort != NAMED:
                break
            found = following
            speakers += found.speakers
        return replace(first, end=found.end, speakers=tuple(speakers))

    def _bare_joint(self, first: Subject, end: int) -> Subject:
        """ "Kenya, Uganda and Rwanda"."""
        found, speakers = first, list(first.speakers)
        while len(speakers) < 12:
            link = re.compile(r",? (?:and|et|y) |, ").match(self._text, found.end, end)
            following = self._phrase(link.end(), end) if link else None
            if following is None:
                break
            found = following
            speakers += found.speakers
        return replace(first, end=found.end, speakers=tuple(speakers))

    def _one(self, at: int, end: int) -> Subject | None:
        text = self._text
        if at >= end:
            return None
        for pattern, sort in ((forms.AUTHORS, GENERAL), (forms.MANY, GENERAL), (forms.PRONOUN, PRONOUN)):
            found = pattern.match(text, at, end)
            if found and (pattern is not forms.MANY or verb_at(text, found.end(), end)):
                return Subject(sort, found.end(), head=found[0].lower())
        return (
            self._representative(at, end)
            or self._post(at, end)
            or self._titled(at, end)
            or self._general(at, end)
            or self._person(at, end)
            or self._phrase(at, end)
        )

    def _general(self, at: int, end: int) -> Subject | None:
        one = forms.ONE.match(self._text, at, end)
        if one:
            informative = " " in one[1]
            speakers = (Speaker(role=one[1]),) if informative else ()
            return Subject(NAMED if informative else GENERAL, one.end(), speakers, head=one[1])
        found = forms.GENERAL.match(self._text, at, end)
        if found:
            return Subject(GENERAL, found.end(), head=found[1].lower())
        own = forms.OWN.match(self._text, at, end)
        return Subject(OWN, own.end(), head=own[0].lower()) if own else None

    def _representative(self, at: int, end: int) -> Subject | None:
        found = forms.REPRESENTATIVE.match(self._text, at, end)
        if found is None:
            return self._government(at, end)
        told, after = self._represented(found.end(), end)
        if told and not told.state and forms.HOLDER.search(found[0]):
            return None
        if told is None:
            return Subject(GENERAL, found.end(), head="representative")
        speakers = [Speaker(state=told.state, organisation=told.organisation)]
        while len(speakers) < 12 and found[0].rstrip().split()[1].lower().endswith("s"):
            link = re.compile(r",? (?:and|et|y) (?:of |de |du |la |l['’])?|, ").match(self._text, after, end)
            other, following = self._represented(link.end(), end) if link else (None, 0)
            if other is None:
                break
            speakers.append(Speaker(state=other.state, organisation=other.organisation))
            after = following
        return self._in_person(Subject(NAMED, after, tuple(speakers)), end)

    def _government(self, at: int, end: int) -> Subject | None:
        """ "The Government of Peru": as bare as "Peru", for governments also act outside the room."""
        found = forms.GOVERNMENT.match(self._text, at, end)
        told, after = self._represented(found.end(), end) if found else (None, at)
        return Subject(BARE, after, (Speaker(state=told.state),)) if told and told.state else None

    def _represented(self, at: int, end: int) -> tuple[Affiliation | None, int]:
        """A State or an organisation whose name starts here, and where it ends."""
        found = PHRASE.match(self._text, at, end)
        if found is None:
            return None, at
        words = found[0].split(" ")
        for count in range(len(words), 0, -1):
            part = " ".join(words[:count])
            rest = words[count:]
            if state(part) and (not rest or rest[0] in {"to", "in", "and", "et", "y", "on"}):
                return Affiliation(state=state(part)), at + len(part)
        if re.fullmatch(forms.NOBODY, found[0]):
            return None, found.end()
        name = re.split(r" to (?:the )?(?=[A-Z])", found[0])[0].rstrip(".")
        return Affiliation(organisation=self._known.name(name)), at + len(name)

    def _in_person(self, subject: Subject, end: int) -> Subject:
        """A name and a group after a representative: ", Ms Jane Roe,", ", on behalf of the African Group,"."""
        text, after = self._text, subject.end
        tail = re.compile(r" (?:to|auprès|ante|in) (?:the |de |des |la |las |los )?").match(text, after, end)
        phrase = PHRASE.match(text, tail.end(), end) if tail else None
        after = phrase.end() if phrase else after
        aside = forms.BRACKETS.match(text, after, end)
        speaker = subject.speakers[0]
        if aside and len(subject.speakers) == 1:
            name = person_name(aside[1]) if NAME.fullmatch(aside[1]) else None
            speaker = replace(speaker, person=self._people.full_name(name) or name) if name else speaker
            after = aside.end()
        behalf = forms.BEHALF.match(text, after, end)
        group = PHRASE.match(text, behalf.end(), end) if behalf else None
        if group and len(subject.speakers) == 1:
            speaker = replace(speaker, organisation=self._known.name(group[0]))
            after = group.end()
        elif (comma := re.compile(r", (?:" + TITLE.pattern + ")?").match(text, after, end)) and (
            person := NAME.match(text, comma.end(), end)
        ):
            name = person_name(person[0])
            if name and len(subject.speakers) == 1 and re.match(r",", text[person.end() : end]):
                speaker = replace(speaker, person=self._people.full_name(name) or name)
                after = person.end()
        return replace(subject, end=after, speakers=(speaker, *subject.speakers[1:]))

    def _post(self, at: int, end: int) -> Subject | None:
        found = forms.THE_POST.match(self._text, at, end)
        if found is None or found[2] in {"Moderator", "Rapporteur"}:
            return None
        owner, post, after = re.sub(r"['’]s?$", "", found[1].strip()) or None, found[2] + found[3], found.end()
        named = re.compile(r", ").match(self._text, after, end)
        person = NAME.match(self._text, named.end(), end) if named else None
        name = person_name(person[0]) if person else None
        full = (self._people.full_name(name) or name) if name else self._people.holder(post, owner)
        if person and name:
            after = person.end()
        told = self._office(owner, found[2], post)
        if full:
            known = self._people.described(full)
            known = known if known.state or known.organisation else replace(told, role=known.role)
            told = replace(known, role=known.role or told.role)
        return Subject(NAMED, after, (told.speaker(full),))

    def _office(self, owner: str | None, head: str, post: str) -> Affiliation:
        if owner:
            named = state(owner)
            return Affiliation(named, None if named else self._known.name(owner), post)
        told = affiliation([post], self._known)
        if told.organisation and not told.state:
            return replace(told, role=head)
        return told

    def _titled(self, at: int, end: int) -> Subject | None:
        title = TITLE.match(self._text, at, end)
        found = SURNAME.match(self._text, title.end(), end) if title else None
        name = person_name(found[0]) if found else None
        if found is None or name is None:
            return None
        return self._with_affiliation(self._people.full_name(name) or name, found.end(), end)

    def _person(self, at: int, end: int) -> Subject | None:
        """A name with brackets or apposition behind it, or one that the document introduces somewhere."""
        found = SURNAME.match(self._text, at, end)
        if found is None:
            return None
        name = person_name(found[0])
        full = self._people.full_name(name) if name else None
        if name is None or state(name):
            return None
        if full:
            return self._with_affiliation(full, found.end(), end)
        if " " not in name:
            return None
        given = self._with_affiliation(name, found.end(), end)
        return given if given.speakers[0].state or given.speakers[0].organisation or given.speakers[0].role else None

    def _with_affiliation(self, person: str, at: int, end: int) -> Subject:
        text, known = self._text, self._people.described(person)
        bracketed = forms.BRACKETS.match(text, at, end)
        if bracketed:
            here = in_brackets(bracketed[1], self._known)
            told = replace(here, role=here.role or known.role) if here else known
            parts, after = parts_after(text, bracketed.end(), end)
            after = after if parts and is_role(parts[0]) else bracketed.end()
            return Subject(NAMED, after, (told.speaker(person),))
        parts, after = parts_after(text, at, end)
        if parts and self._is_apposition(parts):
            here = affiliation(parts, self._known, speaks_for=self._people.speaks_for(person))
            told = here if here.state or here.organisation else replace(known, role=here.role or known.role)
            return Subject(NAMED, after, (told.speaker(person),))
        return Subject(NAMED, at, (known.speaker(person),))

    def _is_apposition(self, parts: list[str]) -> bool:
        told = affiliation(parts, self._known)
        return bool(told.state or told.organisation or told.role) and not (
            NAME.fullmatch(parts[0]) and person_name(parts[0])
        )

    def _phrase(self, at: int, end: int) -> Subject | None:
        """A bare State or organisation."""
        found = PHRASE.match(self._text, at, end)
        if found is None or is_thing(found[0]) or found[0].split(" ")[0].lower() in forms.NO_START:
            return None
        head = re.split(r",? (?:and|et|y) ", found[0])[0]
        words = (head if state(head) or is_known(head) else found[0]).split(" ")
        for count in range(len(words), 0, -1):
            part = " ".join(words[:count])
            rest = words[count:]
            if rest and rest[0] not in {"and", "et", "y", "on"}:
                continue
            named = state(part, bare=True)
            if named:
                return Subject(BARE, at + len(part), (Speaker(state=named),))
            if is_organisation(part) or is_known(part):
                return Subject(BARE, at + len(part), (Speaker(organisation=self._known.name(part)),))
        return None
