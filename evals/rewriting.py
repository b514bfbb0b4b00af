"""True sentences said a little otherwise by script: another order, a synonym, the speaker by State or by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_SYNONYMS = (
    (r"\bsaid that\b", "stated that"),
    (r"\bnoted that\b", "said that"),
    (r"\bstressed that\b", "emphasized that"),
    (r"\bemphasized\b", "stressed"),
    (r"\bhighlighted\b", "underlined"),
    (r"\bbecause\b", "since"),
    (r"\bstart(ed|s)?\b", r"launch\1"),
    (r"\babout\b", "on"),
    (r"\bneeded to\b", "had to"),
    (r"\bmore than (?=\d)", "over "),
    (r"\bworldwide\b", "around the world"),
    (r"\balso\b ", ""),
    (r"\bmany\b", "numerous"),
    (r"\bshow(ed|s)\b", r"demonstrat\1"),
    (r"\bimportant\b", "significant"),
    (r"\bthe pandemic\b", "the health crisis"),
    (r"\bfor instance\b", "for example"),
    (r"\bwidened\b", "broadened"),
    (r"\bjobs\b", "employment"),
    (r"\bset up\b", "established"),
    (r"\breturnees\b", "returning migrants"),
)
_PLAIN = frozenset(
    "In On At The A An As By With Before After From Since During Between There Governments Many These They All Migrants Women "
    "Both Nobody Nothing".split()
)
"""Words that have their capital only because they open a sentence."""
_SAID = re.compile(
    r"^((?:The representative of )?(?:the )?[A-ZÀ-Þ][^,;:.]{1,70}?(?: \([^)]*\))?) "
    r"(?:said|noted|stated|remarked|observed|stressed|emphasized) "
    r"that ([^;:]+)\.$"
)
_BEHIND = re.compile(r"^([^;:]+), ([A-ZÀ-Þ][\wÀ-ÿ. ]{2,40}?) said\.$")
_BRACKET = re.compile(r"^([A-ZÀ-Þ][\wÀ-ÿ'’. -]+) \(([^()]+)\) (?=[a-z])")
_REPRESENTATIVE = re.compile(r"^The representative of (the )?([A-ZÀ-Þ][^,;:]*?) (?=[a-z]+(?:ed|d|id)\b)")
_WHEN = re.compile(r"^((?:In|On|At|Between|Before|After|From|Since|During) [^,;:]{4,60}), ([^;:]+)\.$")


def rewritten(sentence: str, random: Random) -> str | None:
    """The same said otherwise, or ``None`` where no rule fits."""
    rules = list(_RULES)
    random.shuffle(rules)
    for rule in rules:
        text = rule(sentence)
        if text and text != sentence:
            return text
    return None


def _according(sentence: str) -> str | None:
    found = _SAID.match(sentence)
    if (
        found is None
        or found[1].startswith(("He ", "She ", "It ", "They "))
        or found[2].startswith(("she ", "he ", "it "))
        or re.search(r"\b(?:her|his|its|their) ", found[2])
    ):
        return None
    teller = re.sub(
        r"^(?:The|Participants|Speakers|Many|Several|Some|Panellists|Numerous)\b",
        lambda word: word[0].lower(),
        found[1],
    )
    return f"According to {teller}, {found[2]}."


def _front(sentence: str) -> str | None:
    found = _BEHIND.match(sentence)
    return f"{found[2]} said that {_lower(found[1])}." if found else None


def _by_state(sentence: str) -> str | None:
    found = _BRACKET.match(sentence)
    if found is None:
        return None
    return f"{found[1]} of {_article(found[2])} {sentence[found.end() :]}"


def _by_name(sentence: str) -> str | None:
    found = _REPRESENTATIVE.match(sentence)
    return f"{(found[1] or '').capitalize()}{found[2]} {sentence[found.end() :]}" if found else None


def _order(sentence: str) -> str | None:
    found = _WHEN.match(sentence)
    return f"{found[2][:1].upper()}{found[2][1:]} {_lower(found[1])}." if found and "," not in found[2] else None


def _synonym(sentence: str) -> str | None:
    for pattern, now in _SYNONYMS:
        text = re.sub(pattern, now, sentence, count=1)
        if text != sentence:
            return text
    return None


def _lower(text: str) -> str:
    word = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if word in _PLAIN else text


def _article(name: str) -> str:
    return (
        f"the {name}"
        if re.match(r"(?:European|United|Republic|Philippines|Niger|Netherlands|Freedom|International)\b", name)
        else name
    )


_RULES: tuple[Callable[[str], str | None], ...] = (_according, _front, _by_state, _by_name, _order, _synonym)
