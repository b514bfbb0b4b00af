"""What people said of answers: kept in the data folder, for evals, without a word of any document.

An answer is kept as where its quotations stand, and a conversation as its questions: when a document is removed, nothing
that was said of it may hold its text.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.errors import FeedbackLost
from assistant.types import Answer

FILE = "feedback.jsonl"
MOST_BYTES = 20 * 2**20
"""Of the file; what comes after it is full is refused."""
LONGEST = 1000
"""Characters of what a person writes."""
Reason = Literal["wrong", "source", "missing", "refuse", "refused", "other"]
REASONS: dict[Reason, str] = {
    "wrong": "It says something that is not so",
    "source": "The source or the speaker is wrong",
    "missing": "Something important is missing",
    "refuse": "The documents do not answer this: it should say so",
    "refused": "The documents do answer this",
    "other": "Something else",
}
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]


class Opinion(BaseModel):
    """What a person says of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    good: bool
    reason: Reason | None = None
    wanted: tuple[Words, ...] = Field((), max_length=20)
    """What a right answer would say, each a few words."""
    note: str = Field("", max_length=LONGEST)


class Feedback(BaseModel):
    """An opinion with what it is about."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at: str
    """ISO 8601, UTC."""
    opinion: Opinion
    question: str
    earlier: tuple[str, ...] = ()
    """The questions before it in the conversation."""
    language: str = "en"
    status: str
    engine: str
    model: str | None = None
    prompt: str | None = None
    fingerprint: str | None = None
    cited: tuple[tuple[str, int, int], ...] = ()
    """(document id, start, end) of what the answer quoted."""


class FeedbackBook:
    """The opinions kept in a data folder."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE

    def keep(self, answer: Answer, opinion: Opinion, earlier: Sequence[str] = ()) -> None:
        """Keep an opinion on an answer that came after the questions ``earlier``. Raises ``FeedbackLost``."""
        line = f"{_feedback(answer, opinion, earlier).model_dump_json(exclude_defaults=True)}\n".encode()
        try:
            if self._path.exists() and self._path.stat().st_size + len(line) > MOST_BYTES:
                raise FeedbackLost(f"{self._path} is full", hint="take it over into cases, and remove it")
            file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, line)
            finally:
                os.close(file)
        except OSError as problem:
            raise FeedbackLost(f"{self._path} cannot be written: {problem.strerror}") from problem

    def read(self) -> tuple[list[Feedback], int]:
        """(what people said, oldest first; how many lines of the file cannot be read)."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return [], 0
        found, lost = list[Feedback](), 0
        for line in filter(str.strip, lines):
            try:
                found.append(Feedback.model_validate_json(line))
            except ValidationError:
                lost += 1
        return found, lost


def _feedback(answer: Answer, opinion: Opinion, earlier: Sequence[str]) -> Feedback:
    return Feedback(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        opinion=opinion,
        question=answer.question,
        earlier=tuple(earlier),
        language=answer.language,
        status=answer.status,
        engine=answer.engine,
        model=answer.model,
        prompt=answer.prompt_version,
        fingerprint=answer.fingerprint,
        cited=tuple((each.document_id, each.start, each.end) for each in answer.citations),
    )
