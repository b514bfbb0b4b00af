"""Footnotes of a web page: marks that link to a note further down, and the notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from corpus.loaders.html.parsing import words_of

_MARK = re.compile(r"[\[(]?\s?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivxl]{1,6})\s?[\])]?")
_NOTE_NAMES = re.compile(r"foot-?note|end-?note|note-?ref|fn-?ref|sdfoot|sdend|^fn\d|^_?ftn|^_?edn|cite_note", re.I)
_BLOCKS = frozenset("li p div dd aside td section".split())
_LONGEST = 400
"""Words of a note."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a page."""

    marks: set[_Element] = field(default_factory=set)
    """Elements whose whole text is the mark of a note."""
    notes: set[_Element] = field(default_factory=set)
    """Elements that hold a note."""


def notes_of(body: _Element) -> Notes:
    """The footnotes of a page: each link that looks like a mark, and leads to a block further down."""
    found = Notes()
    order: dict[_Element, int] = {}
    targets: dict[str, _Element] = {}
    links: list[_Element] = []
    for at, each in enumerate(body.iter()):
        for name in (each.get("id"), each.get("name") if each.tag == "a" else None):
            if name and name not in targets:
                targets[name], order[each] = each, at
        if each.tag == "a" and (each.get("href") or "").startswith("#"):
            links.append(each)
            order.setdefault(each, at)
    for link in links:
        target = targets.get((link.get("href") or "")[1:])
        if target is None or order[target] <= order[link] or not _is_mark(link):
            continue
        note = _block(target)
        if note is not None and len(words_of(note, _LONGEST, nodes=1_000)) < _LONGEST and not _holds(note, link):
            found.marks.add(_outermost(link))
            found.notes.add(note)
    return found


def _is_mark(link: _Element) -> bool:
    """Whether a link looks like the mark of a note: a number in superscript, or named so."""
    if not _MARK.fullmatch(" ".join("".join(words_of(link, 3)).split())):
        return False
    raised = any(each.tag == "sup" for each in (*link.iter(), *_near(link)))
    named = " ".join(
        each.get(name) or "" for each in (link, *_near(link)) for name in ("class", "id", "role", "epub:type")
    )
    return raised or bool(_NOTE_NAMES.search(named)) or bool(_NOTE_NAMES.search((link.get("href") or "")[1:]))


def _near(link: _Element) -> list[_Element]:
    parent = link.getparent()
    return [] if parent is None or parent.tag not in {"sup", "span"} else [parent]


def _outermost(link: _Element) -> _Element:
    """The superscript around a mark, when nothing else is in it."""
    parent = link.getparent()
    if parent is not None and parent.tag in {"sup", "span"} and words_of(parent, 4) == words_of(link, 4):
        return parent
    return link


def _block(target: _Element) -> _Element | None:
    """The block that a target is, or stands in."""
    element: _Element | None = target
    while element is not None and element.tag not in _BLOCKS:
        element = element.getparent()
    if element is None or element.tag != "p":
        return element
    parent = element.getparent()
    alone = parent is not None and parent.tag in {"div", "li", "aside", "dd"} and len(parent) <= 3
    named = parent is not None and _NOTE_NAMES.search(f"{parent.get('id') or ''} {parent.get('class') or ''}")
    return parent if alone and named else element


def _holds(note: _Element, link: _Element) -> bool:
    return any(each is note for each in link.iterancestors())
