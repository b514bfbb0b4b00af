"""Whether a text holds instructions to a program that reads it: a language model, an assistant, a question answerer.

Recommendations to governments, forms and how-to pages hold instructions to people; those are none. What is found decides
only what is never searched and never shown to a model (``vectorstore.flagging``), so that nothing depends on whether a
model can be talked into something.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict

from corpus.disguises import readings
from corpus.instruction_rules import ENGLISH, Rule
from corpus.instruction_rules_elsewhere import ELSEWHERE, MARKS
from corpus.instruction_words import order, version

LONGEST = 80
"""Characters shown of what was found."""
_WORD = re.compile(r"[^\W_]+")
_SOFT = (
    "please|now|then|so|kindly|just|simply|immediately|first|also|therefore|always|only|finally|next|instead|but|and|or|do|thus"
    "|hereby|second|third|ok|okay|must|should|shall|will|important|urgent|attention|step|bitte|not|never|to|once|again|the|an?|any|all|every|our|your|language|large|digital|virtual|et|y|und"
)
_OPENS = re.compile(
    rf"(?:\A|[\n.!?:;,\"'()\[\]{{}}<>*#|•·▪◦…=~/\\-])[^\w]{{0,6}}(?:(?:{_SOFT}|\d{{1,2}})[^\w]{{1,4}}){{0,4}}\Z"
    r"|\b(?:please|and|then|instead|just|simply|kindly)[^\w.!?]{1,3}\Z"
)
_FIRST = re.compile(
    rf"(?:\A|[\n.!?:;\"()\[\]{{}}<>*#|•·▪◦…=~])[^\w]{{0,6}}(?:(?:{_SOFT}|\d{{1,2}})[^\w]{{1,4}}){{0,4}}\Z"
    r"|\byou[^\w.!?]{1,3}(?:must|should|shall|will|(?:are|have|need) to)[^\w.!?]{1,3}(?:(?:always|only|also)[^\w.!?]{1,3})?\Z"
    r"|\b(?:instructions|it|prompt)[^\w.!?]{1,3}and[^\w.!?]{1,3}\Z"
)
_ADDRESSED = re.compile(
    r"\b(?:you|your|ai|assistants?|models?|llms?|chatbots?|bot|gpt|program)\b(?![^.!?\n]{0,20}\bused\b)(?:[^\w.!?]{1,4}[\w']{1,30}){0,5}[^\w.!?]{0,4}\Z"
)
_BEFORE = 70
"""Characters before a word that tell whether it is a command."""


def _by_word() -> dict[str, list[Rule]]:
    rules: dict[str, list[Rule]] = defaultdict(list)
    for each in (*ENGLISH, *ELSEWHERE):
        for word in each.words:
            rules[word].append(each)
    return dict(rules)


_RULES = _by_word()
_SOURCES = [(sorted(each.words), each.after, each.command, each.first) for each in (*ENGLISH, *ELSEWHERE)]
_MARKS = {sign: re.compile(unicodedata.normalize("NFKD", pattern)) for sign, pattern in MARKS.items()}
_PATTERNS = (MARKS, _OPENS.pattern, _FIRST.pattern, _ADDRESSED.pattern)
VERSION = "1." + hashlib.sha256(repr((_SOURCES, _PATTERNS, version())).encode()).hexdigest()[:12]
"""Changes with the rules: what was flagged by others is flagged anew."""


def instructions(text: str) -> str | None:
    """The words that make a text an instruction to a program that reads it, or ``None``. Linear in the text's length."""
    for reading in readings(text):
        for sign, pattern in _MARKS.items():
            if sign in reading and (found := pattern.search(reading)):
                return _shown(found.group(), text)
        for word in _WORD.finditer(reading):
            for each in _RULES.get(word.group(), ()):
                match = each.follows(reading, word.end())
                if match and _is_said(each, reading, word.start()):
                    return _shown(reading[word.start() : match.end()], text)
        if sentence := order(reading):
            return _shown(sentence, text)
    return None


def _is_said(each: Rule, text: str, at: int) -> bool:
    """Whether a word stands where a rule wants it: opening a sentence or a clause, or said to "you" or to a program."""
    before = ("x" if at > _BEFORE else "") + text[max(0, at - _BEFORE) : at]
    if each.first:
        return bool(_FIRST.search(before))
    return not each.command or bool(_OPENS.search(before) or _ADDRESSED.search(before))


def _shown(found: str, text: str) -> str:
    """What was found, as it stands in the text where that can be told, on one line."""
    at = text.lower().find(found)
    words = " ".join((text[at : at + len(found)] if at >= 0 else found).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
