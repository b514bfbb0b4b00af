"""The context header: what a chunk is indexed with besides its own words."""

from __future__ import annotations

from corpus.types import Metadata

SEPARATOR = " > "


def context_header(title: str, metadata: Metadata, section: tuple[str, ...]) -> str:
    """One line: event, year, title, section path, without repeats."""
    year = str(metadata.year) if metadata.year else None
    event = metadata.event
    parts = [event, year if year and year not in (event or "") else None, title if title != event else None]
    return ", ".join([*(part for part in parts if part), *([SEPARATOR.join(section)] if section else [])])


def indexed_text(header: str, text: str) -> str:
    """What is embedded, indexed by keyword and reranked."""
    return f"{header}\n{text}" if header else text
