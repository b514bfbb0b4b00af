"""A store of the source documents that DIALOGUE_SOURCES names, kept beside the benchmarks."""

from __future__ import annotations

import os
from pathlib import Path

from assistant import Assistant
from assistant.settings import load_settings
from evals.errors import DocumentsMissing

VARIABLE = "DIALOGUE_SOURCES"
BENCHMARKS = "DIALOGUE_BENCHMARKS"


def cache_folder() -> Path:
    """Where stores for measuring are kept: in the data folder."""
    return load_settings().home / "benchmarks"


def sources_folder() -> Path | None:
    """The folder that DIALOGUE_SOURCES names. Raises ``DocumentsMissing`` when it is not there."""
    name = os.environ.get(VARIABLE)
    if not name:
        return None
    if not Path(name).is_dir():
        raise DocumentsMissing(f"{VARIABLE} names {name}, which is no folder", hint=f"correct or unset {VARIABLE}")
    return Path(name)


def benchmarks_folder() -> Path | None:
    """The folder of public benchmarks: the one that DIALOGUE_BENCHMARKS names, or else ../shared/benchmarks."""
    folder = Path(os.environ.get(BENCHMARKS) or Path(__file__).parents[2] / "shared" / "benchmarks")
    return folder if folder.is_dir() else None


def open_sources(folder: Path, home: Path | None = None) -> Assistant:
    """An assistant over the documents of a folder and no others, in step with the files."""
    dialogue = Assistant.open(home or cache_folder() / "sources")
    dialogue.ingest(folder)
    return dialogue


def open_for_questions() -> Assistant:
    """Over the source documents where DIALOGUE_SOURCES names them, else over the data folder."""
    folder = sources_folder()
    return open_sources(folder) if folder else Assistant.open()
