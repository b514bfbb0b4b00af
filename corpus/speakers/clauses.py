"""Clauses of one sentence and who says them: "X (State) said that ...", "..., Y noted.", "the panel had two speakers: ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.speakers import patterns as forms
from corpus.speakers.names import PHRASE
from corpus.speakers.subjects import BARE, GENERAL, NAMED, OWN, PRONOUN, Subject, Subjects
from corpus.speakers.verbs import Verb, may_speak, opening_verb, source_verb_at, verb_at
from corpus.types import Speaker

_LEAD_IN = 600
"""Characters of the longest lead-in: its pattern takes time that grows with the square of what it sees."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A clause of a sentence with its subject and the verb that attributes it."""

    start: int
    end: int
    subject: Subject
    force: str | None
    floor: bool = False
    cited: bool = False
    """A source that is cited ("according to"), not somebody who takes the floor."""
    earlier: bool = False


class Clauses:
    """Reads the sentences of one document."""

    def __init__(self, text: str, subjects: Subjects) -> None:
        self._text = text
        self._subjects = subjects

    def read(self, start: int, end: int) -> list[Attribution]:
        """The attributed clauses of a sentence, in order, not overlapping; the first reaches back to its start."""
        sentence = self._text[start:end]
        if not may_speak(sentence) and not forms.ACCORDING.match(sentence):
            return []
        found = self._list(start, end)
        if found:
            return found
        first = self._contrast(start, end)
        if first:
            return [first, *self.read(first.end, end)]
        main = self._main(start, end) or self._by(start, end) or self._behind(start, end)
        if main is None:
            return []
        return self._split(self._on_behalf(main))

    def _on_behalf(self, main: Attribution) -> Attribution:
        """ "Speaking on behalf of the African Group, the representative of Kenya said"."""
        found = forms.SPEAKING_FOR.search(self._text, main.start, main.end)
        if found is None or len(main.subject.speakers) != 1 or found.end() > main.subject.end:
            return main
        speaker = main.subject.speakers[0]
        if PHRASE.fullmatch(found[1]) and speaker.organisation is None:
            speaker = replace(speaker, organisation=found[1])
        else:
            speaker = replace(speaker, role=f"on behalf of the {found[1]}")
        return replace(main, subject=replace(main.subject, speakers=(speaker,)))

    def opening(self, start: int, end: int) -> Subject | None:
        """The subject that a sentence opens with, after its lead-ins, whatever its verb."""
        return self._subjects.read(self.after_lead_ins(start, end), end)

    def introduces(self, start: int, end: int) -> tuple[Speaker, ...]:
        """The person that a sentence without a verb of saying introduces, for a pronoun in the next one."""
        opening = self.opening(start, end)
        if opening is None or opening.sort != NAMED:
            found = forms.REMARKS_BY.search(self._text, start, end)
            opening = self._subjects.read(found.end(), end) if found else None
        named = opening is not None and opening.sort == NAMED and opening.speakers[0].person is not None
        return opening.speakers if opening and named else ()

    def after_lead_ins(self, at: int, end: int) -> int:
        """Where the main clause starts: after "Speaking from the floor, " and the like."""
        conjunction = forms.CONJUNCTION.match(self._text, at, end)
        at = conjunction.end() if conjunction else at
        for _ in range(4):
            found = forms.LEAD.match(self._text, at, min(end, at + _LEAD_IN))
            if found is None or found[1].lower() not in forms.LEAD_WORDS:
                break
            if self._text[at : at + 3] in {"As ", "as "} and self._subject_and_verb(at + 3, found.end() - 2):
                break
            at = found.end()
        return at

    def _contrast(self, start: int, end: int) -> Attribution | None:
        """The first half of "While Kenya said that ..., Uganda noted that ..."."""
        opened = forms.WHILE.match(self._text, start, end)
        told = self._subject_and_verb(opened.end(), end) if opened else None
        if told is None or not told[0].speakers:
            return None
        for comma in re.compile(r", ").finditer(self._text, told[1].end, min(end, told[1].end + 600)):
            other = self._subject_and_verb(comma.end(), end)
            if other and other[0].sort in {NAMED, BARE, GENERAL}:
                return Attribution(start, comma.end(), told[0], told[1].force)
        return Attribution(start, end, told[0], told[1].force)

    def _main(self, start: int, end: int) -> Attribution | None:
        text = self._text
        at = self.after_lead_ins(start, end)
        floor = forms.FLOOR.search(text, start, end) is not None
        for offset in dict.fromkeys((start, at)):
            cited = forms.ACCORDING.match(text, offset, end)
            source = self._subjects.read(cited.end(), end) if cited else None
            if (
                source
                and (source.speakers or source.sort == GENERAL)
                and text[source.end : source.end + 1] in {",", ":", "."}
            ):
                return Attribution(start, end, source, "said", floor, cited=True)
            as_said = forms.AS.match(text, offset, end)
            told = self._subject_and_verb(as_said.end(), end) if as_said else None
            if told and (told[0].speakers or told[0].sort == GENERAL):
                return Attribution(start, end, told[0], told[1].force, floor, earlier=told[1].earlier)
        told = self._subject_and_verb(at, end)
        if told is None and (verb := opening_verb(text, at, end)):
            told = Subject(PRONOUN, at, head="ella"), verb
        if told:
            return Attribution(start, end, told[0], told[1].force, floor, earlier=told[1].earlier)
        subject = self._subjects.read(at, end)
        if subject and subject.sort == BARE and source_verb_at(text, subject.end, end):
            return Attribution(start, end, subject, "said", floor, cited=True)
        return None

    def _subject_and_verb(self, at: int, end: int) -> tuple[Subject, Verb] | None:
        subject = self._subjects.read(at, end)
        if subject is None:
            return None
        verb = self._verb(subject, end)
        if verb is None or (subject.sort == BARE and (verb.deed or verb.earlier)):
            return None
        return subject, verb

    def _verb(self, subject: Subject, end: int) -> Verb | None:
        text, at = self._text, subject.end
        if text.startswith(",", at) and (direct := verb_at(text, at + 1, end)):
            return direct
        verb = verb_at(text, at, end)
        if verb:
            return verb
        if subject.sort == PRONOUN:
            return self._second_verb(at, end)
        who = forms.WHO.match(text, at, end)
        if who and subject.sort != BARE and (verb := verb_at(text, who.end(), end)):
            return verb
        if forms.INSERTS.match(text, at, end):
            return self._behind_insert(at, end)
        if subject.sort == NAMED and re.match(r",? [a-z]", text[at : at + 3]):
            return self._second_verb(at, end)
        return self._near_verb(at, end) if subject.sort == GENERAL else None

    def _behind_insert(self, at: int, end: int) -> Verb | None:
        for found in re.compile(", ").finditer(self._text, at + 2, min(end, at + 400)):
            verb = verb_at(self._text, found.end(), end)
            if verb:
                return verb
        return None

    def _near_verb(self, at: int, end: int) -> Verb | None:
        """ "Participants speaking from the floor shared"."""
        stop = re.compile(r"[,;:(]| by ").search(self._text, at, end)
        for found in re.compile(r" (?=[a-z])").finditer(self._text, at, min(stop.start() if stop else end, at + 70)):
            verb = verb_at(self._text, found.end(), end)
            if verb and self._text[verb.end - 1] != "s" and not self._text.startswith(" to ", found.start() - 3):
                return verb
        return None

    def _second_verb(self, at: int, end: int) -> Verb | None:
        """ "put the share at 70 per cent, and said", "sent a written input emphasizing"."""
        for found in re.compile(r",? and (?=[a-z])").finditer(self._text, at, min(end, at + 250)):
            verb = verb_at(self._text, found.end(), end)
            if verb and not verb.deed:
                return verb
        giving = forms.GIVING.search(self._text, at, min(end, at + 160))
        return Verb(forms.GERUNDS.get(giving[0][:4], "called for"), giving.end()) if giving else None

    def _by(self, start: int, end: int) -> Attribution | None:
        """ "was opened by X, who welcomed", "it was noted by the representative of Kenya"."""
        for pattern in (forms.BY, forms.PASSIVE):
            found = pattern.search(self._text, start, end)
            subject = self._subjects.read(found.end(), end) if found else None
            if not found or not subject or subject.sort != NAMED:
                continue
            if pattern is forms.PASSIVE:
                verb = verb_at(self._text, found.start(1), end)
            else:
                who = forms.WHO.match(self._text, subject.end, end)
                verb = verb_at(self._text, who.end(), end) if who else None
            if verb:
                return Attribution(
                    start, end, subject, verb.force, forms.FLOOR.search(self._text, start, end) is not None
                )
        return None

    def _behind(self, start: int, end: int) -> Attribution | None:
        """ "..., Deng said.", "..., a souligné le représentant du Maroc."."""
        for found in forms.AFTER.finditer(self._text, start, end):
            subject = self._subjects.read(found.start(1), end)
            if subject and subject.end >= found.end(1) and subject.sort in {NAMED, PRONOUN, BARE}:
                verb = verb_at(self._text, subject.end, end)
                return Attribution(start, end, subject, verb.force if verb else "said")
        other = forms.AFTER_OTHERS.search(self._text, start, end)
        subject = self._subjects.read(other.end(), end) if other else None
        if other and subject and subject.sort == NAMED:
            verb = verb_at(self._text, other.start() + (self._text[other.start()] == ","), end)
            return Attribution(start, end, subject, verb.force if verb else "said")
        according = re.compile(r"[, ](?:according to|selon|según) ").search(self._text, start, end)
        subject = self._subjects.read(according.end(), end) if according else None
        if subject and subject.speakers and re.match(r"[.,]", self._text[subject.end : end]):
            return Attribution(start, end, subject, "said", cited=subject.sort == BARE)
        return None

    def _list(self, start: int, end: int) -> list[Attribution]:
        """ "The panel had four speakers: A, minister, Kenya, who described ...; B, ..., who noted ..."."""
        items = [found.end() for found in forms.ITEM.finditer(self._text, start, end)]
        if not items:
            return []
        found: list[Attribution] = []
        for at, after in zip(items, [*items[1:], end], strict=True):
            stop = after if after == end else self._text.rfind(";", at, after)
            subject = self._subjects.read(at, stop if stop > at else after)
            if subject is None or subject.sort != NAMED or not any(speaker.person for speaker in subject.speakers):
                continue
            who = forms.WHO.match(self._text, subject.end, stop)
            verb = verb_at(self._text, who.end(), stop) if who else None
            does = who and not forms.IS.match(self._text, who.end(), stop)
            if verb or does or forms.WHERE.match(self._text, subject.end, stop):
                found.append(Attribution(at, stop, subject, verb.force if verb else None))
        return found

    def _split(self, main: Attribution) -> list[Attribution]:
        """More clauses with subjects of their own: "X said that ..., while the representative of Y noted ..."."""
        found = [main]
        told = self._subject_and_verb(self.after_lead_ins(main.start, main.end), main.end)
        at = told[1].end if told else main.end
        while (link := forms.SPLIT.search(self._text, at, main.end)) is not None:
            at = max(link.end(), link.start() + 1)
            other = self._subject_and_verb(link.end(), main.end)
            if other is None or not self._parts(link[0], other[0], other[1]):
                continue
            last = found[-1]
            found[-1] = Attribution(
                last.start, link.start(), last.subject, last.force, last.floor, last.cited, last.earlier
            )
            found.append(Attribution(link.end(), main.end, other[0], other[1].force, main.floor))
            at = other[1].end
        return found

    @staticmethod
    def _parts(link: str, subject: Subject, verb: Verb) -> bool:
        if subject.sort in {PRONOUN, OWN} or verb.earlier or link.strip() in {",", ""} or link.strip().endswith("as"):
            return False
        if subject.sort == GENERAL and subject.head in {"states", "governments", "countries", "members", "others"}:
            return False
        return subject.sort == NAMED or bool(forms.STRONG_SPLIT.match(link))
