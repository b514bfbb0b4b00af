"""The forms in which models write citation markers, as patterns. Every quantifier is bounded."""

from __future__ import annotations

import re

_ONE = r"(?:passage|pasaje|extrait|extracto|excerpt)"
_LABEL = rf"(?:{_ONE}s?|sources?|documents?|docs?|ref(?:erence)?s?|citations?|textos?|textes?|fuentes?)"
_NUMBER = r"(?:n[°º]\s?|no\.\s?|[#^]\s?)?[0-9]{1,40}"
_AND = r"(?:\s{0,2}[,;&/+–—-]\s{0,2}(?:(?:and|et|y)\s)?|\s(?:and|et|y|to|à|a)\s)"
_LIST = rf"{_NUMBER}(?:{_AND}(?:{_LABEL}\s)?{_NUMBER}){{0,39}}"
_TAIL = r"(?:\s?[†:|].*|,?\s?(?:pp?|pages?|paras?|lines?|§|L)\.?\s?[0-9].*)?"
INSIDE = re.compile(
    rf"(?:(?:see|cf\.|from|voir|véase)\s)?(?P<label>{_LABEL}[\s:]{{1,3}}(?:{_LABEL}\s{{1,3}})?)?(?P<list>{_LIST}){_TAIL}",
    re.I,
)
"""What stands between the brackets of a marker."""
NAMELESS = re.compile(rf"n|x|\?|citation needed|(?:{_LABEL}|number)(?: (?:n|x|number))?", re.I)
"""A form of marker that was copied without a number."""

_BRACKETS = r"[\[【〔]{1,2}\s?(?P<inside>[^\[\]【】〔〕\n]{1,80})[\]】〕]{1,2}"
_PARENTHESES = r"\((?P<round>[^()\[\]【】\n]{1,80})\)"
_RAISED = r"(?<=[.,;:!?”\"’)\]])(?P<raised>[⁰¹²³⁴-⁹]{1,3}(?:[,˒ ]?[⁰¹²³⁴-⁹]{1,3}){0,9})"
_BRACKETED = r"[\[【]\s?[0-9]{1,3}(?:\s?[,;–-]\s?[0-9]{1,3}){0,9}\s?[\]】]"
_NAMES = rf"(?:{_ONE}s\s{_LIST}|{_ONE}s?\s{_NUMBER}|{_ONE}s?\s{_BRACKETED})(?![0-9%]|[.,][0-9])"
_ARTICLE = r"(?:the\s|le\s|les\s|el\s|los\s|l['’])"
MARK = re.compile(rf"{_BRACKETS}|{_PARENTHESES}|{_RAISED}|(?P<named>\b{_ARTICLE}?{_NAMES})", re.I)
"""What may be a marker."""

NAME = re.compile(rf"{_ARTICLE}?(?P<word>{_ONE}s?)\s", re.I)
"""The words of a marker in running text."""
FRENCH = re.compile(r"\b(?:les?|des|du|une?|est|sont)\b", re.I)
ARTICLES = {
    "pass": ("the ", "the "),
    "passf": ("le ", "les "),
    "exce": ("the ", "the "),
    "pasa": ("el ", "los "),
    "extrai": ("l'", "les "),
    "extrac": ("el ", "los "),
}
"""Start of the word -> its article in the singular and in the plural."""
_ALL = (
    r"(?:the|these|les|le|los|el)\s(?:(?:provided|given|above)\s)?"
    r"(?:passages?|pasajes?|extraits?|documents?|text|context|excerpts?)(?:\s(?:provided|given|above))?"
)
_REFERENCE = rf"(?:{_ARTICLE}?{_NAMES}(?:{_AND}{_NAMES}){{0,9}}|{_BRACKETED}|{_ALL})"
_TOLD = r"(?:according to|(?:as \w{2,20} )?(?:in|by)|based on|as per|per|from|selon|d['’]après|dans|según|de acuerdo con|en)"
LEAD = re.compile(rf"(?:{_TOLD}\s{_REFERENCE}\s?[,:]|(?:{_NAMES}|{_BRACKETED})\s?[:.–—-])\s{{1,3}}", re.I)
"""An opening that only names passages: "According to passage 1, ", "Passage 1: "."""
SAYS = re.compile(
    rf"{_REFERENCE}\s(?:(?:also|clearly|explicitly)\s)?"
    r"(?:says?|states?|mentions?|notes?|reports?|explains?|indicates?|describes?|shows?|highlights?|indique(?:nt)?"
    r"|précise(?:nt)?|dit|disent|dicen?|indican?|señalan?)\s(?:that\s|que\s|qu['’])",
    re.I,
)
"""An opening whose subject is a passage: "Passage 2 says that "."""
AS_IN = re.compile(
    r"(?:,?\s|^|(?<=\())(?:as \w{2,20} (?:in|by)|sources?\s?:|according to|see|voir|selon|véase|según|comme indiqué dans)\s?$",
    re.I,
)
"""What goes with the marker after it: ", as stated in"."""

ENDS = re.compile(r"(?:\s?(?:,|and|et|y)?\s?\([0-9]{1,2}\)){0,9}[\s.!?…\"”»]{0,8}")
"""What may stand between a marker in parentheses and the end of the text."""
COUNTED = re.compile(
    r"(?:\b(?:art(?:icle|\.)?|panel|para(?:graph|\.)?|sections?|annex|objectives?|targets?|goals?|session|day|phase"
    r"|chapter|part|item|no\.?|table|figure|group|option|objectif|objetivo|artículo)|[0-9])\s?$",
    re.I,
)
"""Words and figures after which a number in parentheses is no marker."""
BETWEEN = re.compile(r"\s{0,2}(?:[,;&/–—-]\s{0,2})?(?:and|et|y)?\s{0,2}", re.I)
"""What may stand between markers that belong together."""
RANGE = re.compile(r"([0-9]{1,40})(?:\s{0,2}(?:[–—-]|\bto\b|\bà\b)\s{0,2}([0-9]{1,40}))?", re.I)
FIGURE = re.compile(r"[12][0-9]{3}(?:\s?[,;/–-]\s?[12][0-9]{3}){0,9}|[0-9]{1,3}(?:,[0-9]{3}){1,9}")
"""Years, and a figure with thousands, that stand in brackets."""
RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
