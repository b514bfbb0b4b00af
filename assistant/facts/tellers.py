"""Who says a thing: in a written sentence, and in the sentences of a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.facts.aliases import others
from assistant.facts.named import Name, names_of
from assistant.facts.wordings import stem
from assistant.verification.premises import Premise
from corpus.speakers.clauses import Attribution, Clauses
from corpus.speakers.directory import People
from corpus.speakers.organisations import Organisations, is_known, is_thing
from corpus.speakers.statements import statements
from corpus.speakers.states import folded, state
from corpus.speakers.subjects import GENERAL, Subjects
from corpus.speakers.verbs import verb_at
from corpus.types import Section, Speaker, Statement

_REPORT = re.compile(
    r"\b(?:report|summary|red book|digest|note|overview|agenda|document|text|passage|message|conclusions|it was|"
    r"there was|there were|"
    r"there is|there are|segment|book|brief|panel|session|dialogue|meeting|roundtable|discussions?|we|i)\b",
    re.I,
)
_LEAD_IN = re.compile(r"^(?:[^,.;:]{0,60}, )?(?:[Tt]he |[Ll][ae] |[Ll]es |[Ee]l |[Ll]['’])?$")
_SAID_AFTER = re.compile(r", ([A-ZÀ-Þ][^,;:.]{1,60}?) (?:also |then |further )?(?=[a-z]+(?:ed|id|es|s)\b)")
_ACTS = re.compile(r"(?: \([^)]*\))? (?!(?:of|and|for|in|on|at|by|to|or)\b)(?:\w+ly |also |has |have |had )?[a-z]+")
"""What a subject is followed by: a verb, or what may be one."""
_CITED = re.compile(r"(?:\b[Aa]ccording to|\b[Aa]s per|\b[Ss]elon|\b[Ss]egún|\b[Ff]or) (?:the |la |le |l['’])?$")


@dataclass(frozen=True, slots=True)
class Teller:
    """Who a sentence says says or does something."""

    words: str
    keys: frozenset[str] = frozenset()
    """What identifies who is named: States, organisations and their other names, surnames, all folded."""
    general: str = ""
    """"participants", "one participant": somebody without a name."""
    cited: bool = False
    """A source that is cited, not somebody who speaks at the meeting."""
    says: bool = True
    """By a verb of saying; otherwise the subject of another verb."""


def keys_of(speaker: Speaker) -> frozenset[str]:
    """What identifies a speaker."""
    found: set[str] = set()
    if speaker.state:
        found.add(folded(speaker.state))
    if speaker.organisation:
        found |= {folded(speaker.organisation)} | others(speaker.organisation)
        if not is_known(speaker.organisation):
            found |= {stem(part) for part in speaker.organisation.split() if part[:1].isupper()}
        named = state(speaker.organisation)
        found |= {folded(named)} if named else set()
    if speaker.person:
        found |= _surnames(speaker.person)
    if speaker.role:
        found |= {folded(speaker.role), *(stem(part) for part in speaker.role.split() if part[:1].isupper())}
    return frozenset(found)


def _surnames(person: str) -> set[str]:
    parts = [part for part in folded(person).split() if len(part) > 1]
    return {folded(person), *(parts[1:] or parts)}


def name_keys(name: Name) -> frozenset[str]:
    """What identifies a name as a speaker."""
    if name.states:
        return frozenset(folded(each) for each in name.states)
    whole = folded(re.sub(r"^(?:The|the|La|Le|El|L['’]|l['’]) ?(?=[A-ZÀ-Þ])", "", name.text))
    return frozenset({whole, *others(whole), *(stem(part) for part in whole.split() if len(part) > 2)})


@lru_cache(maxsize=2048)
def tellers(text: str) -> tuple[Teller, ...]:
    """Who a sentence attributes something to, and its grammatical subject where that is a name."""
    found = [_teller(text, one) for one in _clauses(text).read(0, len(text))]
    told = [one for one in found if one]
    named = _plain_names(text)
    known = {key for one in told for key in one.keys}
    return (*told, *(one for one in named if not one.keys & known))


def _clauses(text: str) -> Clauses:
    organisations = Organisations(text)
    people = People(text, [(0, len(text))], organisations)
    return Clauses(text, Subjects(text, people, organisations))


def _teller(text: str, one: Attribution) -> Teller | None:
    subject = one.subject
    if subject.sort == GENERAL:
        head = text[one.start : subject.end].strip()
        return None if _REPORT.search(subject.head) else Teller(head[-60:], general=_head(text, one))
    keys = frozenset(key for speaker in subject.speakers for key in keys_of(speaker))
    if not keys:
        return None
    if all(_is_nobody(speaker) for speaker in subject.speakers):
        return Teller(text[one.start : subject.end].strip(), general=_head(text, one))
    words = text[max(one.start, subject.end - 60) : subject.end].strip()
    return Teller(words, keys, cited=one.cited)


def _is_nobody(speaker: Speaker) -> bool:
    """ "A youth delegate": a role in lower case, and nothing else."""
    named = speaker.person or speaker.state or speaker.organisation
    return not named and (speaker.role or "").islower()


def _head(text: str, one: Attribution) -> str:
    before = text[max(0, one.subject.end - 50) : one.subject.end].lower()
    return re.split(r"[,;:.] (?:and )?|^and |\bas ", before)[-1].strip()


def _plain_names(text: str) -> list[Teller]:
    """ "Arriola said", "..., Morsy reported", "Egypt adopted": what the clauses of minutes do not hold."""
    found = []
    for name in names_of(text):
        if _REPORT.search(name.text) or any(letter.isdigit() for letter in name.text) or is_thing(name.text):
            continue
        says = (
            verb_at(text, name.end, min(len(text), name.end + 40)) is not None and text[name.end : name.end + 1] == " "
        )
        before = text[: name.start]
        cited = _CITED.search(before) is not None
        if says and (
            _LEAD_IN.match(before) or re.search(r"(?:, |; |\bwhile |\bwhereas |\bthat |\bas )(?:the )?$", before)
        ):
            found.append(Teller(name.text, name_keys(name), cited=re.search(r"\bthat (?:the )?$", before) is not None))
        elif cited:
            found.append(Teller(name.text, name_keys(name), cited=True))
        elif _LEAD_IN.match(before) and _ACTS.match(text, name.end) and not text[name.end :].startswith(("'", "’")):
            found.append(Teller(name.text, name_keys(name), says=False))
    return found


@lru_cache(maxsize=1024)
def told_in(premise: Premise) -> tuple[Statement, ...]:
    """Who says which part of a passage: as its document says, or as its own words do."""
    if premise.statements:
        return premise.statements
    text = premise.text
    return statements(text, (Section((), 0, 0, len(text)),), premise.sentences or ((0, len(text)),))
