"""Settings: from the environment (``DIALOGUE_...``), never read at import."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import BadSetting

PREFIX = "DIALOGUE_"
ELSEWHERE = frozenset({"DIALOGUE_SOURCES", "DIALOGUE_BENCHMARKS", "DIALOGUE_NO_SKIP", "DIALOGUE_SCREENSHOTS"})
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
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)


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
