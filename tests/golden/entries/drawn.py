"""PDF drawn by reportlab, and pictures of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.golden.catalogue import Golden
from tests.golden.makers.pdf_edits import Change, changed, pictures, roman_front, turned
from tests.golden.makers.sheets import Labels, Sheet, draw
from tests.golden.original import Original
from tests.golden.reading import original

_HEADERS = ("Dialogue papers", "Summaries of the sessions")


def _draw(text: Original, sheet: Sheet, change: Change | None, path: Path) -> None:
    draw(text, sheet, path)
    if change:
        changed(path, change)


def _sheets(
    name: str, text: Original, sheet: Sheet, change: Change | None = None, labels: tuple[str, ...] = ()
) -> Golden:
    edges = tuple(filter(None, (*sheet.header, sheet.footer)))
    return Golden(f"sheets-{name}.pdf", text, partial(_draw, text, sheet, change), edges=edges, labels=labels)


def _front(count: int) -> Labels:
    """Roman numbers for the first pages, arabic ones from 1 for the others."""
    return lambda index: "i" * (index + 1) if index < count else str(index + 1 - count)


def sheet_pdfs() -> Iterator[Golden]:
    """One for each feature."""
    agenda = original("2020-agenda-and-speakers")
    bold = Sheet(footer="{page}", bold=True, paper="A5", label=_front(2), size=10)
    yield _sheets("sizes", original("2020-panel-3"), Sheet(footer="Page {page} of {pages}"))
    yield _sheets("columns", original("en-skills").without_notes(), Sheet(columns=2, footer="{page}"))
    yield _sheets("alternating", original("2020-panel-1"), Sheet(header=_HEADERS, footer="{page}", paper="A5", size=10))
    yield _sheets("ligatures", original("2020-message-2"), Sheet(embedded=True, ligatures=True, size=9.5))
    yield _sheets(
        "turned", original("2020-message-6"), Sheet(header=_HEADERS, footer="{page}", paper="A5", size=10), turned
    )
    yield _sheets("labels", original("2020-panel-4"), bold, roman_front(2), ("i", "ii", *map(str, range(1, 20))))
    yield _sheets("grid", agenda, Sheet(footer="{page}"))
    yield _sheets("lineless", agenda, Sheet(lines=False, header=_HEADERS, size=13))
    yield _sheets("lineless-spanish", original("es-integracion").without_notes(), Sheet(lines=False, bold=True))


def scans() -> Iterator[Golden]:
    """Pictures of pages in three languages, and a PDF in which some pages are pictures."""
    for language, name in (("english", "en-skills"), ("french", "fr-mobilite"), ("spanish", "es-integracion")):
        yield _scan(language, original(name).without_notes(), Sheet(size=11, bold=True, footer="{page}"), dpi=300)
    mixed = Sheet(size=11, header=_HEADERS, footer="{page}", embedded=True)
    yield _scan("mixed", original("2020-panel-3"), mixed, dpi=200, keep=(0, 2))


def _scan(name: str, text: Original, sheet: Sheet, *, dpi: int, keep: Sequence[int] = ()) -> Golden:
    edges = tuple(filter(None, (*sheet.header, sheet.footer)))
    return Golden(f"scan-{name}.pdf", text, partial(_photograph, text, sheet, dpi, keep), edges=edges, scanned=True)


def _photograph(text: Original, sheet: Sheet, dpi: int, keep: Sequence[int], path: Path) -> None:
    drawn = path.parent / "drawn" / path.name
    drawn.parent.mkdir(exist_ok=True)
    draw(text, sheet, drawn)
    pictures(drawn, path, dpi=dpi, keep=keep)
