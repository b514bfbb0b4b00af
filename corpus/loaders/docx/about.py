"""What a DOCX file says of itself: its title and its language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml.etree import _Element

from corpus.language import agreed_language
from corpus.loaders.docx.body import Body
from corpus.loaders.docx.nodes import Node, paragraphs
from corpus.loaders.docx.parts import child, value
from corpus.loaders.docx.styles import TITLE
from corpus.titles import meant_title

_OPENING = 30
"""Paragraphs at the start, among which a title is looked for."""


def about(properties: _Element | None, body: Body, nodes: Sequence[Node], *, file_name: str) -> dict[str, str]:
    """The fields "title" and "language", where they are known."""
    texts = [each.text for each in paragraphs(nodes)]
    found = {
        "title": _title(properties, nodes, file_name),
        "language": agreed_language(_declared(properties, body), "\n".join(texts)[:50_000]),
    }
    return {name: text for name, text in found.items() if text}


def _title(properties: _Element | None, nodes: Sequence[Node], file_name: str) -> str | None:
    """The title in the properties where the document shows it too, else what is set as title, else the properties'."""
    element = child(properties, "title")
    own = meant_title(element.text if element is not None else None, file_name=file_name)
    opening = [each for each in islice(paragraphs(nodes), _OPENING) if each.text]
    if own and own.casefold() in " ".join(each.text for each in opening).casefold():
        return own
    titles = [each.text for each in opening if each.level == TITLE]
    return titles[0] if titles else own


def _declared(properties: _Element | None, body: Body) -> str | None:
    """The language most of the text is marked with, else the one of its style, else that of the properties."""
    marked = body.languages.most_common(1)
    if marked and marked[0][1] >= body.unmarked:
        return marked[0][0]
    styled = value(body.styles.run_property(None, "lang"))
    element = child(properties, "language")
    return styled or (element.text if element is not None else None)
