"""Why something could not be measured.

EvalError
├── BadDataset          a file of questions or of a benchmark is missing or malformed
├── DocumentsMissing    the store lacks documents that the questions are about
└── PackageMissing      a package that only measuring needs is not installed
"""

from __future__ import annotations


class EvalError(Exception):
    """What happened, to which file; ``hint`` says what to do next. Both are one line."""

    hint: str = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint

    @property
    def line(self) -> str:
        """For a person: what happened and what to do next."""
        return f"error: {self}; {self.hint}"


class BadDataset(EvalError):
    hint = "see evals/cases/README.md for cases, and docs/architecture.md for other layouts"


class DocumentsMissing(EvalError):
    hint = "take them in with: dialogue ingest FOLDER, or name their folder with DIALOGUE_SOURCES"


class PackageMissing(EvalError):
    hint = "install what measuring needs: pip install 'dialogue-assistant[evals]'"
