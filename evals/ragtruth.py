"""Responses of language models whose unsupported spans people marked (RAGTruth, Niu et al. 2024)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from assistant.verification.premises import Premise
from corpus.sentences import sentences
from corpus.writer import Span
from evals.jsonl import read_rows

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
WORDS = 70
"""A premise is about as long as a passage of the product."""


class Marked(BaseModel):
    """A stretch of a response that its context does not support; half-open character offsets."""

    start: int
    end: int


class Response(BaseModel):
    """A row of a file."""

    id: str
    source_id: int | str | None = None
    """Responses about one context share it."""
    question: str | None = None
    """None where the response is a summary."""
    context: str
    response: str
    unsupported_spans: list[Marked] = []
    hallucinated: bool

    @property
    def kind(self) -> str:
        """What was asked of the language model: "qa" or "summary"."""
        return "qa" if self.question else "summary"

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that tell the row from others, and nothing of its text."""
        parts = "\0".join((self.id, self.context, self.response))
        return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()


def load_responses(path: Path) -> list[Response]:
    """The rows of a file. Raises ``BadDataset``."""
    return read_rows(path, Response)


def spans_of_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text; no sentence goes on after a line's end."""
    lines = [Span("paragraph", match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    return sentences(text, lines)


def premises_of(context: str) -> tuple[Premise, ...]:
    """A context cut into premises of whole sentences, which end at the latest where their line ends."""
    return tuple(_premise(context, spans) for spans in _packed(context))


def _packed(context: str) -> Iterator[list[tuple[int, int]]]:
    spans: list[tuple[int, int]] = []
    for start, end in spans_of_sentences(context):
        size = len(context[spans[0][0] : end].split()) if spans else 0
        if spans and (size > WORDS or "\n" in context[spans[-1][1] : start]):
            yield spans
            spans = []
        spans.append((start, end))
    if spans:
        yield spans


def _premise(context: str, spans: list[tuple[int, int]]) -> Premise:
    first = spans[0][0]
    return Premise(context[first : spans[-1][1]], tuple((start - first, end - first) for start, end in spans))
