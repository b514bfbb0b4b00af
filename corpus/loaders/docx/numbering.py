"""Numbers and bullets of lists, counted as a word processor does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from corpus.loaders.docx.parts import child, local, number, switched, value
from corpus.ordinals import formatted

BULLET = "•"
_SHOWN = frozenset("•◦▪■●‣∙·*–—-○□➢✓")
"""Bullets that are letters of ordinary fonts; others stand in a symbol font, as any letter."""
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level of a list are marked."""

    format: str
    text: str
    start: int = 1
    legal: bool = False
    """All numbers in it are shown as figures."""
    restarts: bool = True
    """It starts again under every item of the level above."""


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """Levels by number of the list."""
    shared: dict[str, str] = field(default_factory=dict)
    """List -> the definition it counts with: lists of one definition go on counting."""
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    """List -> level -> where it starts when the list is first used on that level."""
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, list_id: str, level: int) -> str | None:
        """The mark of the next item of a list, or ``None`` when its items have none."""
        found = self.levels.get(list_id, {}).get(level)
        if found is None:
            return None
        counts = self._counted(list_id, level, found)
        if found.format == "bullet":
            return found.text if found.text in _SHOWN else BULLET
        if found.format == "none":
            return None
        return _PLACE.sub(lambda place: self._figure(list_id, counts, int(place[1]) - 1, found), found.text).strip()

    def _counted(self, list_id: str, level: int, found: Level) -> list[int | None]:
        counts = self._counts.setdefault(self.shared.get(list_id, list_id), [None] * _LEVELS)
        if (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            start = self.restarts.get(list_id, {}).get(level)
            counts[level] = counts[level] if start is None else start - 1
        before = counts[level]
        counts[level] = found.start if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            if self.levels[list_id].get(deeper, found).restarts:
                counts[deeper] = None
        return counts

    def _figure(self, list_id: str, counts: list[int | None], at: int, shown_in: Level) -> str:
        level = self.levels[list_id].get(at)
        count = counts[at]
        count = (level.start if level else 1) if count is None else count
        return formatted(count, "decimal" if shown_in.legal or level is None else level.format)


def read_numbering(root: _Element | None) -> Numbering:
    """The lists of a numbering part."""
    numbering = Numbering()
    definitions: dict[str, _Element] = {}
    by_style: dict[str, _Element] = {}
    for each in root if root is not None else ():
        if local(each) == "abstractNum":
            definitions[value(each, "abstractNumId") or ""] = each
            if style := value(child(each, "styleLink")):
                by_style[style] = each
        elif local(each) == "num":
            _add_list(numbering, each, definitions, by_style)
    return numbering


def _add_list(
    numbering: Numbering, each: _Element, definitions: dict[str, _Element], by_style: dict[str, _Element]
) -> None:
    list_id = value(each, "numId") or ""
    shared = value(child(each, "abstractNumId")) or ""
    definition = definitions.get(shared)
    linked = value(child(definition, "numStyleLink"))
    if linked in by_style:
        definition = by_style[linked]
    levels = dict(_levels(definition))
    for override in each:
        at = number(override, "ilvl")
        if local(override) != "lvlOverride" or at is None or not 0 <= at < _LEVELS:
            continue
        levels |= dict(_levels(override))
        start = number(child(override, "startOverride"))
        if start is not None:
            numbering.restarts.setdefault(list_id, {})[at] = start
    numbering.levels[list_id] = levels
    numbering.shared[list_id] = shared


def _levels(definition: _Element | None) -> list[tuple[int, Level]]:
    found: list[tuple[int, Level]] = []
    for each in definition if definition is not None else ():
        at = number(each, "ilvl")
        if local(each) != "lvl" or at is None or not 0 <= at < _LEVELS:
            continue
        start = number(child(each, "start"))
        level = Level(
            format=value(child(each, "numFmt")) or "decimal",
            text=(value(child(each, "lvlText")) or "")[:40],
            start=1 if start is None else start,
            legal=bool(switched(child(each, "isLgl"))),
            restarts=value(child(each, "lvlRestart")) != "0",
        )
        found.append((at, level))
    return found
