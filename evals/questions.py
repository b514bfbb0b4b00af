"""Questions with known evidence: loading them, and finding the evidence in the stored documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.types import Role, Turn
from corpus.types import Document

Span = tuple[str, int, int]
"""(document id, start, end)."""


class Place(BaseModel):
    """Where evidence stands; ``anchor`` is a run of at most eight words inside the sentence meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    """File name."""
    section: str
    anchor: str


class Case(BaseModel):
    """A question with its evidence: all of ``evidence`` is needed, any place of an item will do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    split: Literal["tune", "held"]
    type: Literal["fact", "list", "follow_up", "compare", "near_miss"]
    question: str
    history: list[tuple[Role, str]] = []
    evidence: list[list[Place]] = []
    reason: str | None = None
    """For a near miss: why the documents do not answer it."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation before the question."""
        return tuple(Turn(role, text) for role, text in self.history)


def load_cases(path: Path | None = None) -> list[Case]:
    """The cases of a JSONL file; by default those over the source documents."""
    text = (
        path.read_text(encoding="utf-8") if path else files("evals.cases").joinpath("sources.jsonl").read_text("utf-8")
    )
    return [Case.model_validate_json(line) for line in text.splitlines() if line.strip()]


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


def covered(items: Iterable[Iterable[Span]], shown: Iterable[Span]) -> list[bool]:
    """For each item of evidence whether one of its sentences overlaps something shown by at least half."""
    seen = list(shown)
    return [any(_overlaps(span, other) for span in item for other in seen) for item in items]


def _overlaps(span: Span, other: Span) -> bool:
    shared = min(span[2], other[2]) - max(span[1], other[1])
    return span[0] == other[0] and shared * 2 >= span[2] - span[1]
