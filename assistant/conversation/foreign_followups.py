"""Elliptic follow-ups in French and Spanish: the same three cases as in ``assistant.conversation.followups``."""

from __future__ import annotations

import re

from vectorstore.glossary import content_words, folded, unelided

_ELLIPSIS = re.compile(
    r"^[¿\s]*(?:et|mais|y|e|pero)\b[\s,]*(?:(?:que en est-il|qu'en est-il|quid|que hay|que pasa)\b\s*)?"
    r"(?:(?:pour|dans|en|au|aux|a|de|du|des|d'|para|con|sobre|del|al)\s+)*(?P<rest>[^?¿]+)\??$",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"\b(?:qui|que|quoi|quels?|quelles?|comment|combien|quand|ou est|pourquoi|quien(?:es)?|cual(?:es)?|como|cuant[oa]s?|"
    r"cuando|donde|est|sont|a-t-(?:il|elle)|son|es|fue|fueron)\b"
)
_BACK = frozenset(
    """il elle ils elles lui leur leurs eux cela ca celui-ci celle-ci ceux-ci ces cet cette ce
    ello eso esto ellos ellas esos esas ese esa este esta estos estas su sus lo alli""".split()
)
_LEADING = re.compile(r"^[¿\s]*(?:et|mais|y|e|pero)\b[\s,]+", re.IGNORECASE)
_LONGEST = 6
"""Words of an ellipsis at most."""
_THIN = 1
"""A question with at most this many words of its own topic does not stand alone."""
_NAME = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w-]+)(?:\s+(?:(?:de|du|des|del|la|las|los)\s+)?[^\W\d_a-zà-ÿ][\w-]+)*")


def carried(question: str, topic: str, language: str) -> str:
    """The question to search for: with the topic of the conversation where it does not stand alone."""
    found = _ELLIPSIS.match(folded(question))
    if found is not None and len(found["rest"].split()) <= _LONGEST and not _QUESTION_WORD.search(found["rest"]):
        rest = question[found.start("rest") : found.end("rest")].strip(" ?¿")
        return _replaced(unelided(rest), topic) or f"{topic.rstrip(' ?.!')}, {rest} ?"
    bare = _LEADING.sub("", question)
    if _refers_back(bare, language) or (len(content_words(bare, language)) <= _THIN and not _names(bare)):
        return f"{topic.rstrip(' ?.!')}? {bare}"
    return question


def _replaced(rest: str, topic: str) -> str | None:
    """The last question with its only name replaced; ``None`` when that is not certain."""
    standing, new = _names(topic), _NAME.findall(rest)
    return topic.replace(standing[0], new[0]) if len(standing) == len(new) == 1 else None


def _names(question: str) -> list[str]:
    """Capitalised words behind the first one."""
    first = re.search(r"\w+[-'’]?\w*", question)
    return _NAME.findall(unelided(question[first.end() :])) if first else []


def _refers_back(question: str, language: str) -> bool:
    words = [part for word in folded(question).split() for part in re.split(r"[-'’?¿,]", word)]
    return bool(set(words) & _BACK) and len(content_words(question, language)) <= _THIN + 2 and not _names(question)
