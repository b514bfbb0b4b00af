"""The context header: what a chunk is indexed with besides its own words."""

from __future__ import annotations

from corpus.types import Chunk, Metadata

SEPARATOR = " > "


LONGEST = 10
"""Words kept of a title or of a heading: long ones cost the reranker time and add nothing."""


def context_header(title: str, metadata: Metadata, section: tuple[str, ...]) -> str:
    """One line: event, year, title, section path, without repeats."""
    year = str(metadata.year) if metadata.year else None
    event = metadata.event
    own = title.removeprefix(event).lstrip(" :,-") if event else title
    parts = [event, year if year and year not in (event or "") else None, shortened(own)]
    path = SEPARATOR.join(shortened(heading) for heading in section)
    return ", ".join(part for part in (*parts, path) if part)


def shortened(text: str) -> str:
    """The first words of a title or heading."""
    found = text.split()
    return " ".join(found[:LONGEST])


def indexed_text(title: str, metadata: Metadata, chunk: Chunk) -> str:
    """What is embedded, indexed by keyword and reranked: a chunk below its header and how its paragraph opens."""
    header = context_header(title, metadata, chunk.section)
    opening = f"{chunk.opening} …" if chunk.opening else ""
    return "\n".join(part for part in (header, opening, chunk.text) if part)
