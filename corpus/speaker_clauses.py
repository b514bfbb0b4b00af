"""Clauses of one sentence and who says them: "X (State) said that ...", "..., Y noted.", "the panel had two speakers: ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.speaker_names import PHRASE
from corpus.speaker_subjects import BARE, GENERAL, NAMED, OWN, PRONOUN, Subject, Subjects
from corpus.speaking_verbs import Verb, may_speak, source_verb_at, verb_at
from corpus.types import Speaker

_LEAD_WORDS = frozenset(
    "in during at on for speaking intervening referring recalling citing noting welcoming emphasizing emphasising "
    "stressing echoing underlining highlighting acknowledging although though while whereas with from finally lastly "
    "moreover furthermore additionally similarly likewise however further responding replying addressing turning "
    "concluding opening closing summarizing drawing building regarding concerning despite given under following before "
    "after to again first firstly second secondly third thirdly also indeed thus therefore then meanwhile nevertheless "
    "which nonetheless overall specifically particularly by as since when because if using taking commenting participating "
    "joining thanking having being once through within throughout among across "
    "dans lors pendant au aux à en pour intervenant s'exprimant prenant parlant rappelant soulignant selon enfin ensuite "
    "toutefois cependant également après avant sur concernant par "
    "durante al desde interviniendo hablando refiriéndose recordando por con finalmente además asimismo sin tras según "
    "para sobre respecto tomando haciendo".split()
)
_LEAD = re.compile(r"([^\W\d_][\w’'-]*)[^,;:()“”]{0,200}(?:\([^()]{0,80}\)[^,;:()“”]{0,80})?, (?:and )?")
_CONJUNCTION = re.compile(r"(?:And|But|Yet|So|Mais|Et|Pero|Y) (?!,)")
_FLOOR = re.compile(
    r"\b(?:from the floor|depuis la salle|desde la sala|from the audience|(?:en|intervenant de) la salle|desde el público)\b", re.I
)
_AS = re.compile(r"(?:As|as|Comme l['’](?:a|ont)|comme l['’](?:a|ont)|Como|como) (?!also\b)")
_ACCORDING = re.compile(r"(?:[Aa]ccording to|[Ss]elon|[Ss]egún|D['’]après|In the words of|in the words of|Pour sa part,) ?")
_ITEM = re.compile(r"(?:: |; (?:and |et |y )?)(?=[A-ZÀ-Þ])")
_BY = re.compile(
    r"\b(?:opened|closed|moderated|chaired|followed|introduced|joined|ended with \w+ \w+|remarks|speech|statement) by (?=[A-Zt])"
)
_REMARKS_BY = re.compile(r"\b(?:opened|closed|remarks|speech|statement|presentation) by (?=[A-Zt])")
_PASSIVE = re.compile(r"\b(?:was|were|has been|been) (?:\w+ )?([a-z]+ed(?: out)?) by (?=the representative|the delegation|the delegate|[A-Z])")
_AFTER = re.compile(
    r"(?:, |[”\"] )((?:he|she|they|[A-ZÀ-Þ][^\s,]*(?: [^\s,]+){0,8}?|the (?:representative|delegation|delegate) [^,;]{3,90}?|"
    r"the [A-Z][^,;]{3,60}?)) (?:also |then |further )?"
    r"(said|noted|added|stressed|suggested|explained|writes|recalled|warned|concluded|argued|observed|remarked|stated|"
    r"emphasized|emphasised|underlined|pointed out|reported|recommended|urged)(?=[.,;:]|$)"
)
_AFTER_OTHERS = re.compile(r",? (?:a|ont|avait) (?:souligné|déclaré|ajouté|indiqué|expliqué|précisé|noté|rappelé) (?=l[ea] |l['’]|M\.|Mme|[A-Z])")
_SPLIT = re.compile(r"(?:; |, |,? )(?:and |while |whereas |but |tandis que |et |mientras que |y |as )?(?:, )?(?=[A-ZÀ-Þ]|the |le |la |el |l['’])")
_STRONG_SPLIT = re.compile(r"[,;] (?:while |whereas |and |but |tandis que |alors que |mientras que |et |y )|; ")
_WHO = re.compile(r",? ?(?:who|qui|quien|que) (?:also |further )?")
_IS = re.compile(r"(?:is|was|are|were|has|had|will|also|est|es|chaired|moderated|attended)\b")
_BEHALF = re.compile(r"\b(?:[Ss]peaking|[Ii]ntervening|[Tt]aking the floor) on behalf of (?:the )?([^,;]{3,120}), ")
_WHERE = re.compile(r", where (?=the |its? |[a-z])")
_GIVING = re.compile(
    r"\b(?:emphasi[sz]ing|stressing|highlighting|underlining|underscoring|noting that|recalling|urging|recommending|calling for)\b"
)
_GERUNDS = {"emph": "stressed", "stre": "stressed", "high": "stressed", "unde": "stressed", "noti": "noted"}
_INSERTS = re.compile(r", (?:[a-z]+ing\b|in |on |for |who |whose |while |speaking|also |en |rappelant|soulignant|prenant|al )")


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
        if not may_speak(sentence) and not _ACCORDING.match(sentence):
            return []
        found = self._list(start, end)
        if found:
            return found
        main = self._main(start, end) or self._by(start, end) or self._behind(start, end)
        if main is None:
            return []
        return self._split(self._on_behalf(main))

    def _on_behalf(self, main: Attribution) -> Attribution:
        """ "Speaking on behalf of the African Group, the representative of Kenya said"."""
        found = _BEHALF.search(self._text, main.start, main.end)
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
            found = _REMARKS_BY.search(self._text, start, end)
            opening = self._subjects.read(found.end(), end) if found else None
        named = opening is not None and opening.sort == NAMED and opening.speakers[0].person is not None
        return opening.speakers if opening and named else ()

    def after_lead_ins(self, at: int, end: int) -> int:
        """Where the main clause starts: after "Speaking from the floor, " and the like."""
        conjunction = _CONJUNCTION.match(self._text, at, end)
        at = conjunction.end() if conjunction else at
        for _ in range(4):
            found = _LEAD.match(self._text, at, end)
            if found is None or found[1].lower() not in _LEAD_WORDS:
                break
            if self._text[at : at + 3] in {"As ", "as "} and self._subject_and_verb(at + 3, found.end() - 2):
                break
            at = found.end()
        return at

    def _main(self, start: int, end: int) -> Attribution | None:
        text = self._text
        at = self.after_lead_ins(start, end)
        floor = _FLOOR.search(text, start, end) is not None
        for offset in dict.fromkeys((start, at)):
            cited = _ACCORDING.match(text, offset, end)
            source = self._subjects.read(cited.end(), end) if cited else None
            if source and (source.speakers or source.sort == GENERAL) and text[source.end : source.end + 1] in {",", ":", "."}:
                return Attribution(start, end, source, "said", floor, cited=True)
            as_said = _AS.match(text, offset, end)
            told = self._subject_and_verb(as_said.end(), end) if as_said else None
            if told and told[0].speakers:
                return Attribution(start, end, told[0], told[1].force, floor, earlier=told[1].earlier)
        told = self._subject_and_verb(at, end)
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
        who = _WHO.match(text, at, end)
        if who and subject.sort != BARE and (verb := verb_at(text, who.end(), end)):
            return verb
        if _INSERTS.match(text, at, end):
            return self._behind_insert(at, end)
        if subject.sort == NAMED and re.match(r",? [a-z]", text[at : at + 3]):
            return self._second_verb(at, end)
        return self._near_verb(at, end) if subject.sort == GENERAL else None

    def _behind_insert(self, at: int, end: int) -> Verb | None:
        for found in re.compile(", ").finditer(self._text, at + 2, end):
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
        giving = _GIVING.search(self._text, at, min(end, at + 160))
        return Verb(_GERUNDS.get(giving[0][:4], "called for"), giving.end()) if giving else None

    def _by(self, start: int, end: int) -> Attribution | None:
        """ "was opened by X, who welcomed", "it was noted by the representative of Kenya"."""
        for pattern in (_BY, _PASSIVE):
            found = pattern.search(self._text, start, end)
            subject = self._subjects.read(found.end(), end) if found else None
            if not found or not subject or subject.sort != NAMED:
                continue
            if pattern is _PASSIVE:
                verb = verb_at(self._text, found.start(1), end)
            else:
                who = _WHO.match(self._text, subject.end, end)
                verb = verb_at(self._text, who.end(), end) if who else None
            if verb:
                return Attribution(start, end, subject, verb.force, _FLOOR.search(self._text, start, end) is not None)
        return None

    def _behind(self, start: int, end: int) -> Attribution | None:
        """ "..., Deng said.", "..., a souligné le représentant du Maroc."."""
        for found in _AFTER.finditer(self._text, start, end):
            subject = self._subjects.read(found.start(1), end)
            if subject and subject.end >= found.end(1) and subject.sort in {NAMED, PRONOUN, BARE}:
                verb = verb_at(self._text, subject.end, end)
                return Attribution(start, end, subject, verb.force if verb else "said")
        other = _AFTER_OTHERS.search(self._text, start, end)
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
        items = [found.end() for found in _ITEM.finditer(self._text, start, end)]
        if not items:
            return []
        found: list[Attribution] = []
        for at, after in zip(items, [*items[1:], end], strict=True):
            stop = after if after == end else self._text.rfind(";", at, after)
            subject = self._subjects.read(at, stop if stop > at else after)
            if subject is None or subject.sort != NAMED or not any(speaker.person for speaker in subject.speakers):
                continue
            who = _WHO.match(self._text, subject.end, stop)
            verb = verb_at(self._text, who.end(), stop) if who else None
            does = who and not _IS.match(self._text, who.end(), stop)
            if verb or does or _WHERE.match(self._text, subject.end, stop):
                found.append(Attribution(at, stop, subject, verb.force if verb else None))
        return found

    def _split(self, main: Attribution) -> list[Attribution]:
        """More clauses with subjects of their own: "X said that ..., while the representative of Y noted ..."."""
        found = [main]
        told = self._subject_and_verb(self.after_lead_ins(main.start, main.end), main.end)
        at = told[1].end if told else main.end
        while (link := _SPLIT.search(self._text, at, main.end)) is not None:
            at = max(link.end(), link.start() + 1)
            other = self._subject_and_verb(link.end(), main.end)
            if other is None or not self._parts(link[0], other[0], other[1]):
                continue
            last = found[-1]
            found[-1] = Attribution(last.start, link.start(), last.subject, last.force, last.floor, last.cited, last.earlier)
            found.append(Attribution(link.end(), main.end, other[0], other[1].force, main.floor))
            at = other[1].end
        return found

    @staticmethod
    def _parts(link: str, subject: Subject, verb: Verb) -> bool:
        if subject.sort in {PRONOUN, OWN} or verb.earlier or link.strip() in {",", ""} or link.strip().endswith("as"):
            return False
        if subject.sort == GENERAL and subject.head in {"states", "governments", "countries", "members", "others"}:
            return False
        return subject.sort == NAMED or bool(_STRONG_SPLIT.match(link))
