"""Whether a sentence of a model says that the passages do not answer: small models say it in words of their own."""

from __future__ import annotations

import re

from prompts import NO_ANSWER

_SOURCES = (
    r"(?:passages?|documents?|texts?|context|excerpts?|sources?|information|data|extraits?|textes?|pasajes?|extractos?|textos?"
    r"|documentos?|información|informations?)"
)
_TOLD = (
    r"(?:answer|mention|contain|provide|specify|state|say|include|discuss|address|indicate|give|offer|cover|répond|mentionne"
    r"|contien|fourni|précise|indique|dit|responde|menciona|proporciona|especifica|indica|dice|contesta)"
)
_NOT = r"(?:do(?:es)? not|don['’]t|doesn['’]t|did not|cannot|can['’]t|ne|n['’]|no)"
_SUBJECT = re.compile(
    r"(?:(?:the|this|these|any|none of the|les?|la|ces?|los?|el|las?)\s)?(?:(?:provided|given|available|above|numbered)\s)?"
    rf"{_SOURCES}"
    rf"(?:\s(?:provided|given|above|fournis?|proporcionad[oa]s?))?\s{_NOT}\s?(?:(?:explicitly|directly|clearly|specifically)\s)?{_TOLD}",
    re.I,
)
_NONE = re.compile(
    rf"(?:there is no (?:\w{{1,20}} )?(?:information|mention|answer|data)|no (?:information|mention|answer|passage)\b"
    rf"|none of the (?:\w{{1,20}} )?{_SOURCES}"
    r"|(?:i|we) (?:cannot|can['’]t|could not|couldn['’]t|do not|don['’]t) (?:answer|find|know)"
    r"|(?:it is|it['’]s) not (?:mentioned|stated|specified|possible to))",
    re.I,
)
_OPENING = re.compile(r"(?:(?:sorry|unfortunately|however|i['’]m sorry|désolé|lo siento)\b[,.]?\s(?:but\s)?)?", re.I)


def declines(sentence: str) -> bool:
    """Whether a sentence without markers is no statement about the matter but about the lack of an answer."""
    if NO_ANSWER.rstrip(".").casefold() in sentence.casefold():
        return True
    opening = _OPENING.match(sentence)
    at = opening.end() if opening else 0
    return bool(_SUBJECT.match(sentence, at) or _NONE.match(sentence, at))
