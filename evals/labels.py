"""Judgements by hand: is a sentence that was shown relevant to the question? Kept without any text of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.jsonl import parse_rows, read_rows

Key = tuple[str, str, str]
"""(case id, file name of the document, hash of the sentence)."""


class Label(BaseModel):
    """A judgement of one sentence; ``question`` and ``text`` are for the person who labels, and are not kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    case: str
    document: str
    hash: str
    relevant: bool | None = None
    question: str | None = None
    text: str | None = None

    @property
    def key(self) -> Key:
        return self.case, self.document, self.hash


def sentence_hash(text: str) -> str:
    """16 hexadecimal digits of a sentence, the same however its white space falls."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def load_labels(path: Path | None = None) -> dict[Key, bool]:
    """The judgements of a file; by default those kept with the cases. Raises ``BadDataset``."""
    kept = files("evals.cases").joinpath("labels.jsonl")
    if path:
        rows = read_rows(path, Label)
    else:
        rows = parse_rows(kept.read_text("utf-8"), Label, name="labels.jsonl") if kept.is_file() else []
    return {row.key: row.relevant for row in rows if row.relevant is not None}


def write_sheet(path: Path, sheet: Iterable[Label]) -> None:
    """Write sentences to be labelled: set ``relevant`` to true or false. The file holds text of the documents."""
    path.write_text("".join(row.model_dump_json() + "\n" for row in sheet), encoding="utf-8")


def merge(sheet: Path, kept: Path) -> int:
    """Take the judgements of a labelled sheet into the kept ones, without the texts; gives how many were taken.

    Raises:
        BadDataset: a file cannot be read.
    """
    fresh = load_labels(sheet)
    known = {**(load_labels(kept) if kept.exists() else {}), **fresh}
    rows = (
        Label(case=case, document=document, hash=digest, relevant=value).model_dump_json(exclude_none=True)
        for (case, document, digest), value in sorted(known.items())
    )
    kept.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    return len(fresh)
