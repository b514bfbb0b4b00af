"""The sides of a comparison: years, numbered parts of an event, or names that stand side by side in a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.expectations import asks_for_comparison
from assistant.facts.named import Name, names_of

Kind = Literal["year", "part", "name", "state"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PARTS = re.compile(
    r"\b(?P<kind>panel|day|roundtable|session|theme|part)s?\s+(?P<numbers>\d{1,2}(?:(?:\s*,\s*|\s+)(?:and\s+|with\s+|to\s+|versus\s+|vs\.?\s+)?(?:(?P=kind)\s+)?\d{1,2})+)\b",
    re.I,
)
_JOIN = r"(?:,|and|versus|vs\.?|with|to|or|than|against|compared (?:to|with)|as opposed to)"
NOUN = (
    r"(?:dialogues?|sessions?|meetings?|reports?|summar(?:y|ies)|conferences?|events?|editions?|years?|ones?|roundtables?|"
    r"summits?|forums?|recommendations|conclusions)"
)
"""What a year may stand before: "the 2020 dialogue"."""
_BETWEEN_YEARS = re.compile(
    rf"(?:\s+{NOUN})?\s*,?\s*(?:{_JOIN}|differ\w* from)\s+(?:(?:what|who|in|of|from|by|during|that|those|the|{NOUN})\s+){{0,3}}",
    re.I,
)
_BETWEEN_NAMES = re.compile(
    rf"\s*(?:,\s*)?(?:{_JOIN}|differ\w* from)\s+(?:(?:that|those) of )?(?:in )?(?:the )?|\s*,\s*(?:the )?", re.I
)
_JOINT = re.compile(
    r"\b(?:together|jointly|joint|between them|with each other|agreement|border|corridor|launch\w*)\b", re.I
)
_COMPARING = re.compile(r"\b(?:differences|differing|similarit(?:y|ies)|similar|contrast\w*|comparing)\b", re.I)
_ACTS = (
    r"(?:do|done|say|said|estimate|expect|describe|mention|offer|call|ask|announce|argue|report|reported|recommend|suggest|"
    r"propose|think|view|help|protect|support|respond|treat|react)"
)
_ACTING = re.compile(rf"\b(?:did|do|does|has|have)\s+(?:both\s+)?(?:the\s+)?\0\s+(?:each\s+|both\s+)?{_ACTS}\b", re.I)
_ACT = re.compile(rf"\b(?:did|does|{_ACTS})\b", re.I)

Span = tuple[int, int, str, Kind]
"""(start, end, name, kind)."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared, in order."""

    names: tuple[str, ...]
    kind: Kind
    start: int
    end: int
    """The stretch of the question in which they all stand."""

    def asked(self, name: str, topic: str) -> str:
        """A question about one side."""
        match self.kind:
            case "state":
                return f"What did {name} do or say about {topic}?"
            case "name":
                return f"What was said about {name} and {topic}?"
            case _:
                return f"What was said about {topic} in {name}?"

    def summed_up(self, name: str) -> str:
        """A question about one side where nothing is said of what is compared."""
        return f"What did {name} do or say?" if self.kind == "state" else f"What were the main conclusions in {name}?"


def sides_of(question: str) -> Sides | None:
    """The sides of a comparison; ``None`` where none stand side by side."""
    return _run(list(_years(question)), question, _BETWEEN_YEARS) or _numbered(question) or _named(question)


def compares(question: str) -> bool:
    """Whether things are to be set side by side."""
    return asks_for_comparison(question) or bool(_COMPARING.search(question))


def _years(question: str) -> Iterator[Span]:
    for found in _YEAR.finditer(question):
        yield found.start(), found.end(), found.group(), "year"


def _numbered(question: str) -> Sides | None:
    """ "panels 1 and 2", "Panel 1 with Panel 3"."""
    found = _PARTS.search(question)
    if found is None:
        return None
    kind = found["kind"].capitalize()
    numbers = dict.fromkeys(re.findall(r"\d+", found["numbers"]))
    return Sides(tuple(f"{kind} {number}" for number in numbers), "part", found.start(), found.end())


def _named(question: str) -> Sides | None:
    """Names side by side, where the question compares; States also where it only asks what each of them does."""
    spans = [_with_article(name, question) for name in names_of(question) if not _YEAR.search(name.text)]
    found = _run(spans, question, _BETWEEN_NAMES)
    if found is None or compares(question):
        return found
    marked = f"{question[: found.start]}\0{question[found.end :]}"
    acting = _ACTING.search(marked) or (found.kind == "state" and _ACT.search(marked))
    return found if acting and not _JOINT.search(question) else None


def _with_article(name: Name, question: str) -> Span:
    start = name.start - 4 if question[: name.start].casefold().endswith("the ") else name.start
    return start, name.end, question[start : name.end], "state" if name.states else "name"


def _run(spans: Sequence[Span], question: str, between: re.Pattern[str]) -> Sides | None:
    """The first two or more of one kind with nothing but a joining word between them."""
    run: list[Span] = []
    for span in spans:
        joined = run and run[-1][3] == span[3] and between.fullmatch(question, run[-1][1], span[0])
        if run and not joined:
            if len(run) > 1:
                break
            run = []
        run.append(span)
    names = tuple(dict.fromkeys(name for _, _, name, _ in run))
    return Sides(names, run[0][3], run[0][0], run[-1][1]) if len(names) > 1 else None
