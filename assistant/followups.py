"""Follow-up questions without a language model: carry the topic of the conversation into the search query.

Three cases, from the most to the least certain:

* ellipsis ("And Ecuador?", "what about women?"): the last question is asked again with its name replaced;
* a question that refers back ("How many did that benefit?") or is too thin to stand alone: the last question goes first;
* anything else stands alone and is searched as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.names import names
from assistant.types import Turn
from vectorstore.parts import renumbered
from vectorstore.terms import STOPWORDS, normalised, search_terms, words

_ELLIPSIS = re.compile(
    r"^(?:and|or|but|so|also|then|ok|okay)?[\s,]*(?:(?:what|how)\s+about|and|same for)\b[\s,]*(?P<rest>.+)$", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ONLY_YEAR = re.compile(r"(?:(?:in|of|for|the|one|that|year)\s+)*(?:19|20)\d\d(?:\s+one)?", re.I)
_LEADING = re.compile(r"^(?:and|or|but|so|also|then|ok|okay)\b[\s,]+", re.I)
_QUESTION_WORD = re.compile(
    r"\b(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b",
    re.I,
)
_BACK = frozenset(
    """it its itself they them their theirs this that these those he him his she her hers there former latter one ones
    same such others else elsewhere too more""".split()
)
_THIN = 2
"""A question with at most this many words of its own topic does not stand alone."""


def condense(question: str, history: Sequence[Turn] = ()) -> str:
    """The question to search for, given the conversation before it; the question itself when it stands alone."""
    topic = ""
    for turn in history:
        if turn.role == "user":
            topic = _merge(normalised(turn.text), topic)
    return _merge(normalised(question), topic)


def _merge(question: str, topic: str) -> str:
    if not topic or not question:
        return question
    rest = _ellipsis(question)
    if rest is not None:
        return _replaced(rest, topic) or f"{_statement(topic)} {rest}?"
    bare = _LEADING.sub("", question)
    if _refers_back(bare) or _is_thin(bare):
        return f"{topic.rstrip(' ?.!')}? {bare}"
    return question


def _ellipsis(question: str) -> str | None:
    """What an elliptic question asks about: "Ecuador" of "And Ecuador?"; ``None`` when it is a question of its own."""
    found = _ELLIPSIS.match(question)
    if found is None:
        return None
    rest = found["rest"].strip(" ?.!")
    if _QUESTION_WORD.search(rest) or not rest or len(words(rest)) > 6:
        return None
    return rest


def _replaced(rest: str, topic: str) -> str | None:
    """The last question with its only name, year or number of a part replaced; ``None`` when that is not certain."""
    if (again := renumbered(topic, rest)) is not None:
        return again
    years = _YEAR.findall(topic)
    if len(years) == 1 and _ONLY_YEAR.fullmatch(rest):
        return topic.replace(years[0], _YEAR.findall(rest)[0])
    standing = names(topic)
    if len(standing) != 1 or not names(rest):
        return None
    return re.sub(rf"{re.escape(standing[0])}(?:['’]s)?", rest, topic)


def _statement(topic: str) -> str:
    return topic.rstrip(" ?.!") + ","


def _refers_back(question: str) -> bool:
    found = words(question)
    return bool(set(found[:8]) & _BACK) and not _has_own_topic(question)


def _has_own_topic(question: str) -> bool:
    """A pronoun that has its antecedent in the same question: three or more topic words and a name before it."""
    position = min((at for at, word in enumerate(words(question)) if word in _BACK), default=0)
    before = [word for word in words(question)[:position] if word not in STOPWORDS]
    return len(before) >= 2


def _is_thin(question: str) -> bool:
    return len([word for word in search_terms(question) if word not in STOPWORDS]) <= _THIN and not names(question)
