"""A comparison as one question for each of its sides: what stands about one is seldom near what stands about the other.

By rules where the sides are years, numbered parts or names that stand side by side ("2020 and 2022", "Portugal versus
Egypt"); else by the model, where there is one. Either way every name and number of a part stands in the question, and
every side is in a part of its own: otherwise nothing is split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.asking import Streaming, lines_of, unlisted
from assistant.conversation.condensing import invents
from assistant.conversation.sides import NOUN, Sides, compares, sides_of
from assistant.facts.named import known, names_of
from assistant.models.llm import Deadline
from prompts import load
from vectorstore.terms import normalised, words

FEWEST, MOST = 2, 4
"""Sides of a comparison that is split."""
LONGEST = 200
"""Characters of one part."""
READ = 400
"""Characters of the longest question that is split."""
MAX_TOKENS = 120

_ABOUT = (
    r"(?:on|about|regarding|concerning|over|in terms of|with (?:regard|respect) to|when it comes to|as regards|"
    r"in (?:their|its|the) (?:views?|approach(?:es)?|positions?|stance|treatment|handling) (?:to|on|of)|in how they|in)"
)
_FRAME = re.compile(
    r"^(?:please\s+)?(?:compare|contrast|set|"
    r"(?:how|in what ways?) (?:did|do|does|are|were|is|was)\b.*\b(?:differ\w*|compare|similar)|"
    r"(?:what|which) (?:is|are|was|were) the (?:\w+ )?(?:differences?|similarities|contrast|comparison)|"
    r"(?:is|was|are|were) there (?:an?y? )?differences?|what (?:differs?|differed|is different|was different))\b",
    re.I,
)
_ORDER = re.compile(r"^(?:please\s+)?(?:compare|contrast|set)\b", re.I)
_EACH = re.compile(r"^\s+(?:each|both)(?=\s)", re.I)
_MEASURE = re.compile(r"^(?:the|an?)\s+\w+\s.*\b(?:in|of|from|by|for|at|on|to)$", re.I)
_ASKS = re.compile(r"^\s*(?:how|what|which|who|when|where|why|whether)\b", re.I)
_PLURAL_VERB = re.compile(r"\b(do|have|are|were)(?=\s+\0)")
_SINGULAR = {"do": "does", "have": "has", "are": "is", "were": "was"}
_OPENING = re.compile(
    r"^the (?:discussions?|treatment|debates?|handling|view|views|role|question) (?:of|on|about) ", re.I
)
_AFTER = re.compile(rf"^[^?]*?\b{_ABOUT}\s+(?P<topic>[^?]+?)\s*[?.!]*$", re.I)
_CHANGE = re.compile(
    r"^(?:how|what|in what ways?)\s+(?:did|do|does|has|have|is|are|was|were)?\s*(?P<topic>.+?)\s+"
    r"(?:changed?|differ(?:s|ed|ent)?|evolved?|develop(?:ed)?|shift(?:ed)?|compared?|moved?)\b[\s\w]*$",
    re.I,
)
_CHANGED = re.compile(
    r"^what (?:has |have |had )?changed (?:in|about|on|with|for)\s+(?P<topic>.+?)\s*(?:between|from|in)?\s*$", re.I
)
_BETWEEN = re.compile(r"\s*\b(?:between|from|in|of|for|by|during|the)\s*$", re.I)
_FROM = re.compile(r"\b(?:between|from)\s+$", re.I)
_WHETHER_BOTH = re.compile(r"\b(?:both|each of|either)\s+", re.I)
_PLURAL = re.compile(
    r"^(\s+)(dialogue|session|meeting|report|summarie|summary|document|conference|event|panel|edition)(s)\b", re.I
)


async def split(model: Streaming | None, question: str, *, deadline: Deadline) -> tuple[str, ...]:
    """The two to four questions that a comparison is made of; none for a question that is no comparison.

    Raises:
        ModelError: the model was asked and failed.
    """
    question = _plain(question)
    found = split_by_rules(question)
    if found or model is None or len(question) > READ or not compares(question):
        return found
    prompt = load("decompose").messages(question=question)
    written = await lines_of(model, prompt, deadline=deadline, max_tokens=MAX_TOKENS, most=MOST + 1)
    return valid([unlisted(line) for line in written], question)


def _plain(question: str) -> str:
    return _ORDER.sub(lambda found: found[0].casefold(), normalised(question))


def split_by_rules(question: str) -> tuple[str, ...]:
    """The parts of a comparison of years, numbered parts or names that stand side by side; none elsewhere."""
    question = _plain(question)
    sides = sides_of(question) if len(question) <= READ else None
    if sides is None or not FEWEST <= len(sides.names) <= MOST:
        return ()
    topic = _topic(question, sides)
    if topic and _ASKS.match(topic):
        return ()
    if topic:
        parts = [sides.asked(name, _OPENING.sub("", topic)) for name in sides.names]
    elif (measure := _measure(question, sides)) is not None:
        parts = [f"What is {measure} {name}?" for name in sides.names]
    elif _FRAME.match(question):
        parts = [sides.summed_up(name) for name in sides.names]
    else:
        parts = [_put(question, sides, name) for name in sides.names]
    return valid(parts, question)


def valid(parts: Sequence[str], question: str) -> tuple[str, ...]:
    """The parts, if they are what the question is made of: nothing invented, nothing left out, no two alike."""
    different = {tuple(words(part)) for part in parts} - {tuple(words(question))}
    if not FEWEST <= len(parts) <= MOST or len(different) != len(parts):
        return ()
    if any(len(part) > LONGEST or not part.endswith("?") or invents(part, [question]) for part in parts):
        return ()
    covered = known(" ".join(parts))
    if any(covered.misses(name) for name in names_of(question)) or invents(question, parts):
        return ()
    return tuple(parts)


def _topic(question: str, sides: Sides) -> str | None:
    """What the sides are compared on, where the question says it apart from them."""
    before, after = question[: sides.start], question[sides.end :]
    if _FRAME.match(question):
        found = _AFTER.match(after)
        if found:
            return found["topic"]
    lead = _BETWEEN.sub("", before)
    found = _CHANGED.match(lead) or _CHANGE.match(lead)
    if found and not words(after):
        return found["topic"]
    return None


def _measure(question: str, sides: Sides) -> str | None:
    """What is compared, where it stands before the sides: "the share of women in" of "Compare the share of women in A and B"."""
    found = _ORDER.match(question)
    lead = question[found.end() : sides.start].strip() if found else ""
    if not _MEASURE.match(lead) or words(question[sides.end :]):
        return None
    return lead


def _put(question: str, sides: Sides, name: str) -> str:
    """The question about one side alone: "both" and a plural behind the sides go."""
    before = _WHETHER_BOTH.sub("", question[: sides.start])
    if sides.kind in {"year", "part"}:
        before = _FROM.sub("in ", before)
    after = _PLURAL.sub(lambda found: found[1] + found[2].replace("ummarie", "ummary"), question[sides.end :])
    after = _EACH.sub("", after)
    if (
        sides.kind == "year"
        and (own := re.search(rf"\b{name}\s+({NOUN})\b", question, re.I))
        and not own[1].endswith("s")
    ):
        after = re.sub(rf"^\s+{NOUN}\b", f" {own[1]}", after, flags=re.I)
    singular = _PLURAL_VERB.sub(lambda found: _SINGULAR[found[1]], f"{before}\0{after}")
    return singular.replace("\0", name).rstrip(" .!?") + "?"
