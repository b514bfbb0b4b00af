"""English words that a French or Spanish word may be, by its ending: "qualité" -> "quality", "acción" -> "action"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_Rules = Sequence[tuple[str, tuple[str, ...]]]

_RULES: Mapping[str, _Rules] = {
    "fr": (
        ("ations?", ("ation",)),
        ("tions?", ("tion",)),
        ("sions?", ("sion",)),
        ("ites?", ("ity",)),
        ("tes?", ("ty", "t", "te")),
        ("ateurs?", ("ator", "ater", "er")),
        ("eurs?", ("or", "er", "our")),
        ("atrices?", ("ator",)),
        ("iques?", ("ic", "ical", "ics")),
        ("ismes?", ("ism",)),
        ("istes?", ("ist",)),
        ("ances?", ("ance", "ancy")),
        ("ences?", ("ence", "ency")),
        ("aires?", ("ary", "arian")),
        ("oires?", ("ory",)),
        ("euses?|eux", ("ous", "y")),
        ("ifs?|ives?", ("ive",)),
        ("ielles?|iels?", ("ial",)),
        ("elles?|els?|ales?|aux", ("al",)),
        ("phies?", ("phy",)),
        ("ies?", ("y", "ia")),
        ("ures?", ("ure",)),
        ("iens?|iennes?", ("ian",)),
        ("ains?|aines?", ("an", "ain")),
        ("ibles?", ("ible",)),
        ("ables?", ("able",)),
        ("ments?", ("ment",)),
        ("ages?", ("age",)),
        ("tres?", ("ter",)),
        ("ants?|antes?", ("ant", "ating", "ing")),
        ("ents?|entes?", ("ent",)),
        ("ees?|es?", ("ed", "ated", "e", "")),
        ("iser", ("ise", "ize")),
        ("ifier", ("ify",)),
        ("er", ("", "e", "ate")),
        ("ir", ("ish", "")),
    ),
    "es": (
        ("acion(?:es)?", ("ation",)),
        ("cion(?:es)?", ("tion", "ction")),
        ("sion(?:es)?", ("sion", "ssion")),
        ("idad(?:es)?", ("ity",)),
        ("dad(?:es)?", ("ty",)),
        ("adora?(?:e?s)?", ("ator", "ater", "er")),
        ("or(?:es|as?)?", ("or", "er")),
        ("ic[oa]s?", ("ic", "ical", "ics")),
        ("ismos?", ("ism",)),
        ("istas?", ("ist",)),
        ("ancias?", ("ance", "ancy")),
        ("encias?", ("ence", "ency")),
        ("ari[oa]s?", ("ary", "arian")),
        ("ori[oa]s?", ("ory",)),
        ("os[oa]s?", ("ous",)),
        ("iv[oa]s?", ("ive",)),
        ("al(?:es)?", ("al",)),
        ("fias?", ("phy",)),
        ("ias?", ("y", "ia")),
        ("uras?", ("ure",)),
        ("ian[oa]s?", ("ian",)),
        ("an[oa]s?", ("an",)),
        ("[ia]bles?", ("ible", "able")),
        ("amientos?", ("ment",)),
        ("mentos?", ("ment",)),
        ("ajes?", ("age",)),
        ("tros?", ("ter",)),
        ("antes?", ("ant", "ating", "ing")),
        ("entes?", ("ent",)),
        ("ad[oa]s?", ("ated", "ed", "ate")),
        ("id[oa]s?", ("ed",)),
        ("izar", ("ise", "ize")),
        ("ificar", ("ify",)),
        ("[aei]r", ("", "e", "ate")),
        ("[oae]s?", ("", "e", "us", "um")),
    ),
}
_COMPILED = {
    language: [(re.compile(rf"(?<=\w\w)(?:{ending})$"), english) for ending, english in rules]
    for language, rules in _RULES.items()
}
_SPELLINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "fr": (),
    "es": (
        (r"^es(?=[cptqm])", "s"),
        (r"^cua", "qua"),
        (r"f(?=[aeiou])", "ph"),
        (r"^inm", "imm"),
        (r"t(?=eori|eolog)", "th"),
    ),
}
"""Spellings that differ inside a word."""


def cognates(word: str, language: str) -> list[str]:
    """The word itself and what it may be in English, the likeliest first. ``word`` is folded, without accents."""
    found = [word, word.removesuffix("s")]
    for pattern, english in _COMPILED[language]:
        if pattern.search(word):
            found += [pattern.sub(ending, word) for ending in english]
            break
    for before, after in _SPELLINGS[language]:
        found += [changed for each in list(found) if (changed := re.sub(before, after, each)) != each]
    return list(dict.fromkeys(each for each in found if len(each) > 2))


_CONJUGATED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "fr": (
        r"(?:issent|issait|issant|eront|eraient|erait|era|aient|ait|ant|ent|ons|ez|es|ees?|is|ite?s?|ie?s?|us?|e)$",
        ("er", "ir", "re", "ire"),
    ),
    "es": (
        r"(?:ieron|iendo|aron|ando|aban?|ian?|aran?|eran?|iran?|amos|emos|imos|io|an|en|o|a|e)$",
        ("ar", "er", "ir"),
    ),
}


def infinitives(word: str, language: str) -> list[str]:
    """The word itself, then infinitives that it may be a form of. ``word`` is folded, without accents."""
    endings, verbs = _CONJUGATED[language]
    stem = re.sub(endings, "", word)
    return [word, *(stem + ending for ending in verbs if len(stem) > 2)]
