"""The golden files: what each is made from, how, and what must not stand in its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.golden.original import Original

Draw = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Golden:
    """A golden file."""

    name: str
    original: Original
    draw: Draw
    """Writes the file, or its source where LibreOffice makes it."""
    via: str = ""
    """Ending of the source that LibreOffice converts."""
    finish: Draw | None = None
    """Changes the file that LibreOffice made."""
    edges: tuple[str, ...] = ()
    """Headers and footers as the pages show them; "{page}" is the number of the page."""
    labels: tuple[str, ...] = ()
    """Of the pages, where they are not 1, 2, 3, ..."""
    absent: tuple[str, ...] = ()
    """What must not stand in the text besides notes and headers."""
    scanned: bool = False
    """Its pages are pictures; what was photographed stands in the folder ``drawn``."""

    title_apart: bool = False
    """The headings may stand under the title or beside it."""

    @property
    def has_pages(self) -> bool:
        """Whether a sentence stands on a page."""
        return self.name.endswith(".pdf")

    def drawn(self, folder: Path) -> Path:
        """The PDF whose plain text says on which page a sentence stands."""
        return folder / "drawn" / self.name if self.scanned else folder / self.name

    @property
    def unwanted(self) -> list[str]:
        """Everything that must not stand in the text."""
        edges = [edge.split("{")[0] for edge in self.edges if len(edge.split("{")[0]) > 8]
        return [*edges, *self.absent, *(note.text for note in self.original.notes)]
