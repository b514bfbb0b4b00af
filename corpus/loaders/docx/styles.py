"""Styles of a DOCX file: what a paragraph or a run inherits from the style it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from corpus.loaders.docx.parts import child, local, number, switched, value

TITLE = 0
"""The level of the title of a document, above that of its first headings."""
_HEADING = re.compile(
    r"(?:heading|titre|t[íi]?tulo|[üu]?berschrift|titolo|kop|rubrik|overskrift|otsikko|nag[łl]?[óo]?wek|nadpis)[ _]?([1-9])",
    re.I,
)
"""Names and ids of heading styles; a word processor drops the letters of an id that are not of the English alphabet."""
_TITLES = frozenset({"title", "titre", "título", "ttulo", "titel", "titolo"})
_OUTLINES = re.compile(r"(?:toc|tm|tdc|table of contents|table of figures)[ _]?(?:heading|\d)?", re.I)
_LISTS = {"bullet": re.compile(r"list(?: |e )?bullet", re.I), "decimal": re.compile(r"list ?number", re.I)}
_DEEPEST = 20
"""Styles that a style is based on, at most."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs or of runs."""

    id: str
    name: str
    base: str | None = None
    paragraph: _Element | None = None
    """Its paragraph properties."""
    run: _Element | None = None
    """Its run properties."""


@dataclass(slots=True)
class Styles:
    """The styles of a file by id."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str | None = None
    """Id of the style of paragraphs that name none."""
    run: _Element | None = None
    """Run properties that hold where no style says otherwise."""

    def chain(self, style: str | None) -> Iterator[Style]:
        """A style and those it is based on."""
        for _ in range(_DEEPEST):
            found = self.by_id.get(style or "")
            if found is None:
                return
            yield found
            style = found.base

    def level(self, style: str | None) -> int | None:
        """The level of a heading style, from 1; ``TITLE``; or ``None`` for a style that makes no heading."""
        if style and style not in self.by_id:
            return _level_of_name(style)
        for each in self.chain(style or self.default):
            outline = number(child(each.paragraph, "outlineLvl"))
            if outline is not None:
                return outline + 1 if 0 <= outline < 9 else None
            level = _level_of_name(each.name)
            if level is None:
                level = _level_of_name(each.id)
            if level is not None:
                return level
        return None

    def is_outline(self, style: str | None) -> bool:
        """Whether it is a style of a table of contents."""
        names = [name for each in self.chain(style) for name in (each.id, each.name)] or [style or ""]
        return any(_OUTLINES.fullmatch(name) for name in names)

    def list_kind(self, style: str | None) -> str | None:
        """ "bullet" or "decimal" for a style that is named like one of lists."""
        names = " ".join(each.name for each in self.chain(style)) or style or ""
        return next((kind for kind, pattern in _LISTS.items() if pattern.search(names)), None)

    def paragraph_property(self, style: str | None, name: str) -> _Element | None:
        """The property of paragraphs that a style or one it is based on sets."""
        found = (child(each.paragraph, name) for each in self.chain(style or self.default))
        return next((each for each in found if each is not None), None)

    def run_property(self, style: str | None, name: str) -> _Element | None:
        """The property of runs that a style or one it is based on sets, or the file as a whole."""
        found = (child(each.run, name) for each in self.chain(style or self.default))
        return next((each for each in found if each is not None), child(self.run, name))


def read_styles(root: _Element | None) -> Styles:
    """The styles of a styles part."""
    styles = Styles(run=child(root, "docDefaults", "rPrDefault", "rPr"))
    for each in root if root is not None else ():
        if local(each) != "style":
            continue
        found = Style(
            id=value(each, "styleId") or "",
            name=value(child(each, "name")) or "",
            base=value(child(each, "basedOn")),
            paragraph=child(each, "pPr"),
            run=child(each, "rPr"),
        )
        styles.by_id.setdefault(found.id, found)
        if value(each, "type") == "paragraph" and value(each, "default") in {"1", "true"}:
            styles.default = found.id
    return styles


def _level_of_name(name: str) -> int | None:
    found = _HEADING.fullmatch(name.strip())
    if found:
        return int(found[1])
    return TITLE if name.strip().lower() in _TITLES else None


def is_on(styles: Styles, properties: _Element | None, paragraph_style: str | None, name: str) -> bool:
    """Whether a switch ("b", "vanish") is on in a run: by itself, its own style, or the style of its paragraph."""
    direct = switched(child(properties, name))
    if direct is not None:
        return direct
    own = value(child(properties, "rStyle"))
    if own and (inherited := switched(_own_property(styles, own, name))) is not None:
        return inherited
    return bool(switched(styles.run_property(paragraph_style, name)))


def _own_property(styles: Styles, style: str, name: str) -> _Element | None:
    return next((found for each in styles.chain(style) if (found := child(each.run, name)) is not None), None)
