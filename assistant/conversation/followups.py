"""Follow-up questions without a language model: carry the topic of the conversation into the search query.

Three cases, from the most to the least certain:

* ellipsis ("And Ecuador?", "what about women?"): the last question is asked again with its name replaced;
* a question that points back ("How many did that benefit?") or is too thin to stand alone: the question that opened the
  topic and the last one go first;
* anything else stands alone and is searched as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.foreign_followups import carried
from assistant.facts.named import names_of
from assistant.names import mentions, names
from assistant.types import Turn
from vectorstore.glossary import TRANSLATED
from vectorstore.languages import language
from vectorstore.parts import renumbered
from vectorstore.terms import STOPWORDS, normalised, search_terms, words

_ELLIPSIS = re.compile(
    r"^(?:and|or|but|so|also|then|ok|okay)?[\s,]*(?:(?:what|how)\s+about|and|same for)\b[\s,]*(?P<rest>.+)$", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ONLY_YEAR = re.compile(r"(?:(?:in|of|for|the|one|that|year)\s+)*(?:19|20)\d\d(?:\s+one)?", re.I)
_LEADING = re.compile(
    r"^(?:(?:and|or|but|so|also|then|ok|okay|well|now|thanks|thank you|by the way)\b[\s,.!]+){1,4}", re.I
)
_QUESTION_WORD = re.compile(
    r"\b(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b",
    re.I,
)
_POSSESSIVE = frozenset({"its", "their", "his", "her"})
_BACK = _POSSESSIVE | frozenset(
    """it itself they them theirs these those he him she hers such else elsewhere too former latter same other others
    ones here above""".split()
)
_BEFORE_THAT = frozenset(
    """did does do is was are were has had can could will would should of to for in about with on by from how why after
    before than like""".split()
)
"""Before "that", these make it a pronoun: "How many did that benefit?", not "a law that protects"."""
_BEING = frozenset("is are was were be been any".split())
_BEFORE_ONE = frozenset("which this that first second third last another other the each".split())
_TELLING = frozenset("mentioned said told wrote listed described".split())
_GENERIC = frozenset(
    """first last next time times year years day days number numbers way ways thing things kind kinds type types sort sorts
    reason reasons part parts people person name example examples main important new often long exactly lot mean clarify
    clarification explain summary definition definitions""".split()
)
"""Words that name no topic of their own."""
_THING = re.compile(
    r"^(?i:when|where|what) (?i:is|was|are|were) (?P<thing>(?:(?i:the|an?) |(?=[A-Z])).+?)(?: (?:about|held|on|for))?$"
)
"""A question about one thing, which it names."""
_POINTER = re.compile(r"\b(?:it|they|them|(?:that|this|these|those) [a-z]+)\b", re.I)
_OTHER = re.compile(r"\b(?:an)?other\b", re.I)
_LONGEST_THING = 10
"""Words of the thing."""
_LONGEST_REST = 6
"""Words of what an elliptic question asks about."""
_THIN = 2
"""A question with at most this many words of its own topic does not stand alone."""


def condense(question: str, history: Sequence[Turn] = ()) -> str:
    """The question to search for, given the conversation before it; the question itself when it stands alone."""
    topic: tuple[str, ...] = ()
    for turn in history:
        if turn.role == "user":
            topic = _continued(normalised(turn.text), topic)
    return _joined(_continued(normalised(question), topic))


def stands_alone(question: str) -> bool:
    """Whether a question is understood without the conversation before it."""
    question = normalised(question)
    bare = _LEADING.sub("", question)
    return _ellipsis(question) is None and not points_back(bare) and not _is_thin(bare)


def _continued(question: str, topic: tuple[str, ...]) -> tuple[str, ...]:
    """The topic after a question: the questions that make it up, the one that opened it first."""
    if not topic or not question:
        return (question,) if question else topic
    if (asked := language(question)) in TRANSLATED:
        return (carried(question, _joined(topic), asked),)
    rest = _ellipsis(question)
    if rest is not None:
        return (_elliptic(rest, _joined(topic)),)
    bare = _LEADING.sub("", question)
    if points_back(bare) or _is_thin(bare):
        named = _named(bare, topic[-1]) if len(topic) == 1 else None
        return (named,) if named else (*topic, bare)
    return (bare or question,)


def _named(question: str, before: str) -> str | None:
    """The question with the thing in place of the one word that points to it: "it" after "When was the Summit?"."""
    thing = _THING.match(before.strip(" ?.!"))
    pointers = list(_POINTER.finditer(question))
    if thing is None or len(pointers) != 1 or len(words(thing["thing"])) > _LONGEST_THING:
        return None
    start, end = pointers[0].span()
    put = f"{question[:start]}{thing['thing']}{question[end:]}"
    return put if stands_alone(_OTHER.sub("", put)) else None


def _joined(topic: tuple[str, ...]) -> str:
    """The question that opened the topic, the one before the last, and the last."""
    *before, last = topic or ("",)
    return " ".join([*(f"{each.rstrip(' ?.!')}?" for each in dict.fromkeys([*before[:1], *before[-1:]])), last])


def _ellipsis(question: str) -> str | None:
    """What an elliptic question asks about: "Ecuador" of "And Ecuador?"; ``None`` when it is a question of its own."""
    found = _ELLIPSIS.match(question)
    rest = found["rest"].strip(" ?.!") if found else ""
    if not rest or _QUESTION_WORD.search(rest) or len(words(rest)) > _LONGEST_REST:
        return None
    return rest


def _elliptic(rest: str, topic: str) -> str:
    """The last question asked of something else, or what is asked about where it says enough itself."""
    asked = names(rest)
    if asked and all(mentions(topic, name) for name in asked) and len(_own(rest)) > 1 + len(asked):
        return f"{rest}?"
    return _replaced(rest, topic) or f"{_statement(topic)} {rest}?"


def _replaced(rest: str, topic: str) -> str | None:
    """The last question with its only name, year or number of a part replaced; ``None`` when that is not certain."""
    if (again := renumbered(topic, rest)) is not None:
        return again
    years = _YEAR.findall(topic)
    if len(years) == 1 and _ONLY_YEAR.fullmatch(rest):
        return topic.replace(years[0], _YEAR.findall(rest)[0])
    standing = names(topic)
    if len(standing) == 1 and names(rest):
        return re.sub(rf"{re.escape(standing[0])}(?:['’]s)?", lambda _: rest, topic)
    states = [name for name in names_of(topic) if name.states]
    if len(states) == 1 and len(words(rest)) <= _THIN and any(name.states for name in names_of(rest)):
        return topic[: states[0].start] + rest + topic[states[0].end :]
    return None


def _statement(topic: str) -> str:
    return topic.rstrip(" ?.!") + ","


def points_back(question: str) -> bool:
    """Whether something in it stands for what was said before, and not for its own first words."""
    found = words(question)
    named = [words(name) for name in names(question)]
    for at in range(len(found)):
        if _is_pointer(found, at, named):
            return len(_topical(found[:at])) < 2 and not _owned(found, at, named)
    return False


def _is_pointer(found: Sequence[str], at: int, named: Sequence[Sequence[str]]) -> bool:
    word = found[at]
    before, after = (found[at - 1] if at else ""), (found[at + 1] if at + 1 < len(found) else "")
    match word:
        case "that":
            return not before or before in _BEFORE_THAT
        case "this":
            return not any(name and name[0] == after for name in named)
        case "there":
            return before not in _BEING and after not in _BEING
        case "one":
            return before in _BEFORE_ONE
        case _:
            return word in _BACK or (word in _TELLING and "you" in found[max(0, at - 2) : at])


def _owned(found: Sequence[str], at: int, named: Sequence[Sequence[str]]) -> bool:
    """A possessive after a name is that name's: "What did Portugal do for its workers?"."""
    return found[at] in _POSSESSIVE and any(name and name[0] in found[:at] for name in named)


def _is_thin(question: str) -> bool:
    return len(_own(question)) <= _THIN and not names(question)


def _own(question: str) -> list[str]:
    return _topical(search_terms(question))


def _topical(found: Sequence[str]) -> list[str]:
    return [word for word in found if word not in STOPWORDS and word not in _GENERIC]
