"""Retrieval benchmarks in the layout of BEIR: corpus.jsonl, queries.jsonl, qrels.tsv."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.conversation.followups import condense
from assistant.types import Role, Turn
from evals.errors import BadDataset
from evals.jsonl import read_rows, read_text

Wording = Literal["text", "rewrite", "history"]
"""Which form of a question is searched: as asked, as rewritten by a person, or as asked with the history taken in."""


class Entry(BaseModel):
    """A document of the corpus."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(alias="_id")
    title: str = ""
    text: str


class Query(BaseModel):
    """A question; ``history`` are the turns before it, those of the user alone or (role, text) pairs."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(alias="_id")
    text: str
    rewrite: str | None = None
    history: list[str | tuple[Role, str]] = []

    def worded(self, wording: Wording) -> str:
        """The question in one of its forms. Raises ``BadDataset`` when there is no rewrite."""
        if wording == "rewrite":
            if self.rewrite is None:
                raise BadDataset(f"query {self.id} has no rewrite", hint="use --query text")
            return self.rewrite
        if wording == "history":
            turns = [Turn("user", turn) if isinstance(turn, str) else Turn(*turn) for turn in self.history]
            return condense(self.text, turns)
        return self.text


@dataclass(frozen=True, slots=True)
class Dataset:
    """A benchmark; only queries with judgements are kept."""

    name: str
    entries: tuple[Entry, ...]
    queries: tuple[Query, ...]
    qrels: Mapping[str, Mapping[str, int]]
    """Query id -> document id -> grade."""
    digest: str
    """Hash of the corpus file."""


def load_dataset(folder: Path) -> Dataset:
    """Read a benchmark. Raises ``BadDataset``."""
    corpus = folder / "corpus.jsonl"
    qrels = parse_qrels(read_text(folder / "qrels.tsv"), name=str(folder / "qrels.tsv"))
    entries = tuple(read_rows(corpus, Entry))
    queries = tuple(query for query in read_rows(folder / "queries.jsonl", Query) if query.id in qrels)
    if not entries or not queries:
        raise BadDataset(f"{folder} has no {'queries with judgements' if entries else 'documents'}")
    kept = {query.id: qrels[query.id] for query in queries}
    return Dataset(folder.name, entries, queries, kept, hashlib.sha256(corpus.read_bytes()).hexdigest())


def parse_qrels(text: str, *, name: str) -> dict[str, dict[str, int]]:
    """Judgements from tab-separated (query id, document id, grade) under a header line. Raises ``BadDataset``."""
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        cells = line.split("\t")
        if not line.strip() or (number == 1 and not cells[-1].strip().lstrip("-").isdigit()):
            continue
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise BadDataset(f"{name}, line {number}: not a query id, a document id and a grade parted by tabs")
        found.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    return found
