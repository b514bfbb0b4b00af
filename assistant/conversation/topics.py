"""What a question, or a section of a document, is about: a phrase that fits behind "about"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.followups import points_back
from assistant.facts.named import names_of
from vectorstore.terms import STOPWORDS, search_terms

LONGEST = 52
"""Characters of a phrase."""
READ = 400
"""Characters of a question that are looked at."""
_SHORTEST = 5
"""Letters of a single word that makes a topic."""

_ABOUT = {
    "en": r"about|on|regarding|concerning|for|against",
    "fr": r"sur|concernant|à propos (?:de|du|des)|pour|contre",
    "es": r"sobre|acerca (?:de|del)|para|contra",
}
"""Language -> prepositions before what a question is about."""
_AFTERWARDS = re.compile(
    r"[\s,]*(?:\b(?:in|at|during|since|by|before|after|en|durante|pendant|depuis|desde|lors)\s+(?:\w+\s+){0,4}(?:19|20)\d\d\b|"
    r"\b(?:according to|selon|según)\b|,\s).*$",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|did|does|do|will|would|can|could|should|may|fell|fall|set|who|which|that|"
    r"est|sont|été|ont|qui|que|es|son|fue|fueron|ha|han|hay)\b",
    re.I,
)
_NUMBERING = re.compile(
    r"^(?:\d{1,2}[:.]\d{2}\s*[-–—]\s*\d{1,2}[:.]\d{2}\s*)?"
    r"(?:(?:panel|day|session|theme|roundtable|part|chapter|key message)\s+\d{1,2}\s*[-–—:.]\s*|"
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5}|[a-h])[.)]\s+)?",
    re.I,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NEED = re.compile(r"^the need (?:to|for)\s+", re.I)
_STRUCTURE = re.compile(
    r"\b(?:overview|discussions?|introduction|conclusions?|foreword|background|summary|proceedings|opening|closing|agenda|annex\w*|contents|"
    r"messages?|unpacking|stage|break|speakers?|moderators?|interventions?|floor|sessions?|events?|meetings?|roundtables?|panels?|"
    r"day \d|themes?|stories|outcomes?|aims?|measures by|policy brief|longer.term|other times|facts that|way forward)\b|"
    r"^(?:recommendations?|gaps|addressing (?:the )?gaps|who|what|where|when|why|how|states|organi[sz]ations?|participants|two|"
    r"three|four|five|six|recogni[sz]e|youth on|anniversaries|research from|subject)\b",
    re.I,
)
_IMPERATIVE = re.compile(
    r"^(?:support|change|protect|mitigate|strengthen|enhance|address|promote|improve|build|ensure|reduce|facilitate|develop|"
    r"expand|increase|provide|create|invest|include|integrate|combat|counter|prevent|tackle|foster|empower|advance|establish|"
    r"harness|leverage|use|share|collect|adopt|implement|encourage|manage|minimi[sz]e|maximi[sz]e|eliminate|extend)\b"
    r"(?! (?:in|for|from|to|of|on|by|voiced|is)\b)",
    re.I,
)
_AND_IMPERATIVE = re.compile(rf"(\band )({_IMPERATIVE.pattern.removeprefix('^')})", re.I)
_BOUNDARY = re.compile(
    r"[,;]|\s(?=(?:while|including|through|because|in|as well as|by|on|among|during|for|from|and|with|after|before|"
    r"beyond|between|at|against|towards)\s)"
)
_HANGING = re.compile(
    r"(?:[\s,;]+(?:and|or|of|in|on|for|to|the|during|with|by|from|through|among|as|at|while|including))+$"
)
_TORN = re.compile(r"\b(?:to|on|of|for) and\b", re.I)
_FIRST_CUT = 16


def topic_of(question: str, language: str = "en") -> str | None:
    """What a question is about, from its own words; ``None`` where it does not say so in a phrase."""
    text = _AFTERWARDS.sub("", question[:READ].strip(" ?¿.!"))
    for found in re.finditer(rf"\b(?P<before>\w+)\s+(?:{_ABOUT.get(language, _ABOUT['en'])})\s+", text, re.I):
        topic = text[found.end() :].strip()
        in_a_name = found["before"][0].isupper() and topic[:1].isupper()
        if not in_a_name and _is_topic(topic) and not _names_states(topic):
            return topic
    return None


def heading_topic(section: Sequence[str]) -> str | None:
    """What a section is about, by the innermost heading that says so: "supporting women’s needs and resources"."""
    return next((topic for heading in reversed(section) if (topic := _from_heading(heading))), None)


def _from_heading(heading: str) -> str | None:
    text = _NEED.sub("", _BRACKETS.sub("", _NUMBERING.sub("", heading.strip(), count=1)).strip(" .:-–—"))
    if not text or _STRUCTURE.search(text) or ":" in text or _VERB.search(text) or _names_states(text):
        return None
    text = _short(_lowered(text))
    imperative = _IMPERATIVE.match(text)
    if imperative:
        rest = text[imperative.end() :].split(",")[0]
        text = gerund(imperative.group()) + _AND_IMPERATIVE.sub(lambda found: found[1] + gerund(found[2]), rest)
    return text if _is_topic(text) else None


def _names_states(text: str) -> bool:
    return any(name.states for name in names_of(f"In {text}"))


def _lowered(heading: str) -> str:
    """A heading in the middle of a sentence: its first word small unless it is a name; capitals throughout made small."""
    if heading.isupper() and len(heading) > 6:
        return heading.casefold()
    first = heading.split(" ", 1)[0]
    return heading if any(letter.isupper() for letter in first[1:]) else heading[:1].lower() + heading[1:]


def _short(text: str) -> str:
    """As much as fits, up to a place where a phrase can end; never within a name."""
    if len(text) <= LONGEST:
        return text
    inside = [range(name.start, name.end + 2) for name in names_of(text)]
    ends = [
        found.start()
        for found in _BOUNDARY.finditer(text)
        if _FIRST_CUT <= found.start() <= LONGEST and not any(found.start() in each for each in inside)
    ]
    return _HANGING.sub("", text[: ends[-1]]) if ends else text


def _is_topic(text: str) -> bool:
    """Whether a phrase names something: short, without a verb, a year, or a word that points back."""
    topical = [word for word in search_terms(text) if word not in STOPWORDS]
    if not topical or (len(topical) == 1 and len(topical[0]) < _SHORTEST):
        return False
    return len(text) <= LONGEST and not (
        _VERB.search(text) or _TORN.search(text) or _YEAR.search(text) or points_back(text)
    )


def gerund(verb: str) -> str:
    """ "mitigate" -> "mitigating"; verbs whose last letter doubles are not expected."""
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"
