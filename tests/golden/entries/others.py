"""DOCX, HTML, Markdown and plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.golden.catalogue import Golden
from tests.golden.entries.office import draw_flat
from tests.golden.makers.fodt import Layout
from tests.golden.makers.plain import markdown, paged
from tests.golden.makers.web import Page, html
from tests.golden.makers.word import Word, write
from tests.golden.original import Original
from tests.golden.reading import original

_HEADER = "Digests of dialogues, volume seven"
_DELETED = ("These words were struck by an editor.", "So were the words of this remark,", "and of this one.")
_AROUND = Page(
    banner="We use cookies to remember your choices on this site.",
    menu=("Home page", "About the forum", "Publications", "Contact us"),
    aside="Subscribe to our newsletter and never miss a session.",
    foot="Copyright 2023 The Forum Secretariat. All rights reserved.",
)
_AROUND_FR = Page(
    banner="Ce site utilise des témoins de connexion pour mesurer l’audience.",
    menu=("Page d’accueil", "Toutes nos publications", "Nous contacter"),
    foot="Mentions légales et accessibilité du site",
)


def _word(name: str, text: Original, features: Word) -> Golden:
    edges = tuple(filter(None, (features.header, features.footer)))
    return Golden(
        f"{name}.docx",
        text,
        partial(write, text, features),
        edges=edges,
        absent=features.deleted,
        title_apart=features.title_style,
    )


def word_files() -> Iterator[Golden]:
    """DOCX by python-docx and by LibreOffice."""
    skills = original("en-skills")
    yield _word("word-plain", original("2020-panel-5"), Word())
    yield _word("word-lists", original("2020-message-3"), Word(styled_lists=True))
    yield _word("word-tables", original("2020-agenda-and-speakers"), Word(header=_HEADER, footer="Seite und Seite"))
    yield _word("word-footnotes", skills, Word())
    yield _word("word-tracked", original("2022-day-1"), Word(inserted=True, deleted=_DELETED))
    yield _word("word-title", original("2022-day-3"), Word(title_style=True))
    yield _word("word-numbered", skills.numbered(), Word(footer="Page"))
    yield _word("word-bold", original("2020-message-5"), Word(bold_headings=True))
    yield _word("word-french", original("fr-mobilite"), Word(header="Cahiers de Valmont", footer="Page numéro"))
    yield _word("word-spanish", original("es-integracion"), Word(inserted=True, footer="Página número"))
    yield _saved("word-office", skills, ".docx", Layout(header=_HEADER, footer="{page}"))
    yield _saved("word-office-french", original("fr-mobilite"), ".docx", Layout(columns=2))


def _saved(name: str, text: Original, ending: str, layout: Layout) -> Golden:
    edges = tuple(filter(None, (layout.header, layout.footer)))
    return Golden(f"{name}{ending}", text, partial(draw_flat, text, layout), via=".fodt", edges=edges)


def web_files() -> Iterator[Golden]:
    """HTML by hand and by LibreOffice."""
    yield _web("web-article", original("en-skills").without_notes(), _AROUND)
    yield _web("web-divs", original("2020-agenda-and-speakers"), replace(_AROUND, semantic=False))
    yield _web("web-french", original("fr-mobilite").without_notes(), _AROUND_FR)
    yield _web("web-spanish", original("es-integracion").without_notes(), Page())
    yield _saved("web-office", original("2020-panel-2"), ".html", Layout())
    yield _saved("web-office-notes", original("es-integracion"), ".html", Layout())


def _web(name: str, text: Original, page: Page) -> Golden:
    absent = tuple(filter(None, (page.banner, *page.menu, page.aside, page.foot)))
    return Golden(f"{name}.html", text, partial(_write, html(text, page)), absent=absent)


def text_files() -> Iterator[Golden]:
    """Markdown and plain text."""
    agenda, spanish = original("2020-agenda-and-speakers"), original("es-integracion")
    yield Golden("markdown.md", agenda, partial(_write, markdown(agenda)))
    plain = spanish.without_notes()
    yield Golden("markdown-spanish.md", plain, partial(_write, markdown(plain)))
    skills = _flat(original("en-skills").without_notes())
    yield Golden("text-pages.txt", skills, partial(_write, paged(skills, _HEADER)), edges=(_HEADER,), title_apart=True)


def _flat(text: Original) -> Original:
    """Without tables, and with headings of two levels: plain text shows no more."""
    blocks = (block for block in text.blocks if block.kind != "table")
    return replace(text, blocks=tuple(replace(block, level=min(block.level, 2)) for block in blocks))


def _write(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")
