"""Questions with known evidence: loading them, and finding the evidence in the stored documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.types import Role, Turn
from corpus.types import Document
from evals.errors import DocumentsMissing
from evals.jsonl import parse_rows

Span = tuple[str, int, int]
"""(document id, start, end)."""


Language = Literal["en", "fr", "es"]


class Place(BaseModel):
    """Where evidence stands; ``anchor`` is a run of at most eight words inside the sentence meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    """File name."""
    section: str = ""
    anchor: str
    speaker: list[str] = []
    """Who says it: names of which any one will do; empty where that is not asked."""


class Case(BaseModel):
    """A question with its evidence: all of ``evidence`` is needed, any place of an item will do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    split: Literal["tune", "held"]
    # "open": nobody said yet what a right answer is.
    type: Literal[
        "fact",
        "list",
        "follow_up",
        "compare",
        "who_said",
        "language",
        "near_miss",
        "false_premise",
        "attack",
        "other",
        "open",
    ]
    question: str = Field(min_length=1)
    history: list[tuple[Role, str]] = []
    language: Language = "en"
    """Of the question."""
    facts: list[list[str]] = []
    """Key facts that an answer must hold; each as alternatives of which any one will do."""
    evidence: list[list[Place]] = []
    relevant: list[Place] = []
    """Sentences that an answer may show besides its evidence."""
    reason: str | None = None
    """Why the documents do not answer it, where they do not."""
    tags: list[str] = []

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it: it has evidence, or facts that an answer must hold."""
        return bool(self.evidence or self.facts)

    @property
    def open(self) -> bool:
        """Whether nobody said yet what a right answer is: then only what needs no key is measured."""
        return self.type == "open" and not self.answerable

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation before the question."""
        return tuple(Turn(role, text) for role, text in self.history)


def load_cases(name: str = "sources") -> list[Case]:
    """The cases that come with the program: "starter" and "second", over the starter corpus, or "sources", over the source
    documents.
    """
    return parse_rows(files("evals.cases").joinpath(f"{name}.jsonl").read_text("utf-8"), Case, name=f"{name}.jsonl")


def by_file_name(documents: Iterable[Document], cases: Sequence[Case]) -> dict[str, Document]:
    """The documents by the names of their files, a second one of a name by its id.

    Raises ``DocumentsMissing`` when cases name others.
    """
    found = named(documents)
    wanted = {place.document for case in cases for item in (*case.evidence, case.relevant) for place in item}
    if missing := sorted(wanted - found.keys()):
        raise DocumentsMissing(f"not in the store, but asked about: {', '.join(missing)}")
    return found


def named(documents: Iterable[Document]) -> dict[str, Document]:
    """Documents by the names of their files, a second one of a name by its id."""
    found: dict[str, Document] = {}
    for document in documents:
        name = Path(document.path).name
        found[document.id if name in found else name] = document
    return found


def lost_evidence(case: Case, documents: Mapping[str, Document]) -> str | None:
    """Why a case cannot be measured over these documents: one of its places is not there (any more)."""
    for place in (place for item in (*case.evidence, case.relevant) for place in item):
        if place.document not in documents:
            return f"its evidence is not in the store: there is no document {place.document}"
        if not sentence_spans(place, documents):
            return f"its evidence is not in {place.document} any more: “{place.anchor}”"
    return None


def sentence_spans(place: Place, documents: Mapping[str, Document]) -> list[Span]:
    """The sentences that hold an anchor, wherever it occurs; ``documents`` are by file name."""
    document = documents[place.document]
    pattern = re.compile(r"\s+".join(re.escape(word) for word in place.anchor.split()))
    found: list[Span] = []
    for match in pattern.finditer(document.text):
        found += [
            (document.id, start, end)
            for start, end in document.sentences
            if start < match.end() and match.start() < end
        ]
    return found


def needed(case: Case, documents: Mapping[str, Document]) -> list[list[Span]]:
    """For each item of evidence the sentences of which any will do."""
    return [[span for place in item for span in sentence_spans(place, documents)] for item in case.evidence]


def relevant(case: Case, documents: Mapping[str, Document]) -> list[Span]:
    """All sentences that an answer may show: the evidence, and what else the case names."""
    evidence = [span for item in needed(case, documents) for span in item]
    return evidence + [span for place in case.relevant for span in sentence_spans(place, documents)]


def covered(items: Iterable[Iterable[Span]], shown: Iterable[Span]) -> list[bool]:
    """For each item of evidence whether one of its sentences overlaps something shown by at least half."""
    seen = list(shown)
    return [any(overlaps(span, other) for span in item for other in seen) for item in items]


def overlaps(span: Span, other: Span) -> bool:
    """Whether at least half of a span is in another one."""
    shared = min(span[2], other[2]) - max(span[1], other[1])
    return span[0] == other[0] and shared * 2 >= span[2] - span[1]
