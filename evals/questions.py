"""Questions with known evidence: loading them, and finding the evidence in the stored documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.types import Role, Turn
from corpus.types import Document
from evals.errors import DocumentsMissing
from evals.jsonl import parse_rows, read_rows

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
    relevant: list[Place] = []
    """Sentences that an answer may show besides its evidence."""
    reason: str | None = None
    """For a near miss: why the documents do not answer it."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation before the question."""
        return tuple(Turn(role, text) for role, text in self.history)


def load_cases(path: Path | None = None) -> list[Case]:
    """The cases of a JSONL file; by default those over the source documents. Raises ``BadDataset``."""
    if path:
        return read_rows(path, Case)
    return parse_rows(files("evals.cases").joinpath("sources.jsonl").read_text("utf-8"), Case, name="sources.jsonl")


def by_file_name(documents: Iterable[Document], cases: Sequence[Case]) -> dict[str, Document]:
    """The documents by the names of their files, a second one of a name by its id.

    Raises ``DocumentsMissing`` when cases name others.
    """
    found: dict[str, Document] = {}
    for document in documents:
        name = Path(document.path).name
        found[document.id if name in found else name] = document
    named = {place.document for case in cases for item in (*case.evidence, case.relevant) for place in item}
    if missing := sorted(named - found.keys()):
        raise DocumentsMissing(f"not in the store, but asked about: {', '.join(missing)}")
    return found


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
