"""PDF laid out by LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.golden.catalogue import Golden
from tests.golden.makers.fodt import Layout, flat_odt
from tests.golden.makers.pdf_edits import changed, without_outline
from tests.golden.makers.word import Word, write
from tests.golden.original import Original
from tests.golden.reading import original

A5 = (14.8, 21.0)
_PAGE, _OF, _HEADER = "Page {page}", "Page {page} of {pages}", "Digests of dialogues, volume seven"


def draw_flat(text: Original, layout: Layout, path: Path) -> None:
    """Write the source of one."""
    path.write_text(flat_odt(text, layout), encoding="utf-8")


def office(name: str, text: Original, layout: Layout, *, outline: bool = False) -> Golden:
    """A PDF from a flat OpenDocument text; without an outline, headings are told by their looks alone."""
    return Golden(
        f"office-{name}.pdf",
        text,
        partial(draw_flat, text, layout),
        via=".fodt",
        finish=None if outline else partial(changed, change=without_outline),
        edges=tuple(filter(None, (layout.header, layout.footer))),
    )


def office_pdfs() -> Iterator[Golden]:
    """One for each feature, and some with many at once."""
    skills, mobility, integration = original("en-skills"), original("fr-mobilite"), original("es-integracion")
    agenda = original("2020-agenda-and-speakers")
    narrow = Layout(columns=2, justified=True, hyphens=True, size=10)
    yield office("plain", original("2020-panel-3"), Layout())
    yield office("bookmarks", original("2020-panel-4"), Layout(footer=_PAGE), outline=True)
    yield office("edges", original("2020-message-4"), Layout(header=_HEADER, footer=_OF, paper=A5, margin=1.6))
    yield office("columns", original("2020-panel-6"), Layout(columns=2, size=9.5))
    yield office("footnotes", skills, Layout(paper=A5, margin=1.6, size=10))
    yield office(
        "hyphens", original("2020-message-1"), Layout(justified=True, hyphens=True, paper=A5, margin=2.4, size=11)
    )
    yield office("tables", agenda, Layout(footer=_OF))
    yield office("landscape", original("2020-panel-2"), Layout(landscape=True, header=_HEADER, footer="{page}"))
    yield office("turned-tables", agenda, Layout(landscape_tables=True, footer="{page}", size=10))
    yield office("narrow", original("2020-panel-5"), replace(narrow, header=_HEADER, footer=_OF))
    yield office(
        "everything", skills, replace(narrow, header=_HEADER, footer=_OF, paper=(15.5, 22.0), margin=1.4, size=9.5)
    )
    yield office("full-title", skills, replace(narrow, full_title=True, header=_HEADER, footer="{page}"))
    yield office("french", mobility, Layout(header="Cahiers de Valmont", footer="{page}", paper=A5, margin=1.6))
    yield office("french-columns", mobility, replace(narrow, full_title=True, footer="Page {page} sur {pages}"))
    yield office(
        "spanish", integration, Layout(header="Cuadernos del seminario", footer="Página {page}", justified=True)
    )
    yield office("spanish-columns", integration, replace(narrow, header="Cuadernos del seminario", footer="{page}"))
    yield office("numbered", skills.numbered(), Layout(header=_HEADER, footer=_PAGE, paper=A5, margin=1.6, size=10))
    yield Golden(
        "office-from-docx.pdf",
        skills,
        partial(write, skills, Word(header=_HEADER, footer="Page")),
        via=".docx",
        finish=partial(changed, change=without_outline),
        edges=(_HEADER, "Page {page}"),
    )
