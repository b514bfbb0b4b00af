"""Settings: from the environment (``DIALOGUE_...``), never read at import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import BadSetting

PREFIX = "DIALOGUE_"
ELSEWHERE = frozenset(
    {"DIALOGUE_SOURCES", "DIALOGUE_BENCHMARKS", "DIALOGUE_NO_SKIP", "DIALOGUE_SCREENSHOTS", "DIALOGUE_TEST_GGUF"}
)
"""Variables with our prefix that tests and measurements read, not the program."""


class Settings(BaseSettings):
    """What a user may set. An unknown ``DIALOGUE_...`` variable is refused by name."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    home: Path = Path(".dialogue")
    """The data folder."""
    max_file_mb: float = Field(50.0, gt=0)
    """Files above this size are refused."""
    max_question: int = Field(4000, ge=100)
    """Longest question, in characters."""
    model: str | None = None
    """Name of the language model; without it the first one that the server lists."""
    temperature: float = Field(0.0, ge=0, le=2)
    deadline: float = Field(60.0, gt=0)
    """Seconds within which a written answer must be there; what has come by then is kept, and marked incomplete.
    A model file in this process has three times as many, unless it is set."""
    stall: float = Field(20.0, gt=0)
    """Seconds without a word after which the model counts as stalled."""
    context_window: int | None = Field(None, ge=1024)
    """Tokens that the model can take in and write; without it what the server says, else 8,192."""
    prompt: Literal["auto", "full", "small"] = "auto"
    """Which prompt the model gets; "auto" gives small models the short one."""
    unsupported: Literal["remove", "mark", "refuse"] = "remove"
    """What becomes of sentences that the documents do not support."""
    unsupported_share: float = Field(0.5, ge=0, le=1)
    """With ``unsupported=refuse``: the share of unsupported sentences above which quotations are shown instead."""
    gguf: Path | None = None
    """A model file that is run in this process (extra ``local``)."""
    embedding: str = "bundled"
    """Embedding model: "bundled", "multilingual" (extra ``multilingual``), "endpoint:NAME" (at OPENAI_BASE_URL), or the
    name of one of fastembed."""
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)

    @property
    def patience(self) -> float:
        """Seconds for a written answer: a model on this machine's processor is slow to read."""
        return self.deadline if self.gguf is None or "deadline" in self.model_fields_set else 3 * self.deadline


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment; ``overrides`` that are not ``None`` win.

    Raises:
        BadSetting: a value is not of its kind, or a variable with our prefix is unknown.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields} | ELSEWHERE
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise BadSetting(f"unknown setting {name}", hint=f"known settings: {', '.join(sorted(known - ELSEWHERE))}")
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as problem:
        first = problem.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise BadSetting(f"setting {name}: {first['msg']}", hint=f"correct or unset {name}") from problem
