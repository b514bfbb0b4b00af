"""The XML parts of a DOCX file, parsed within limits, and how they refer to each other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from corpus.archives import Archive
from corpus.errors import Damaged, Refused, TooComplex, WrongType

MAX_ELEMENTS = 2_000_000
"""Of all parts that are read."""
_MAIN = "word/document.xml"
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_LIMITS = ("depth", "huge", "too long", "limit")
"""Words in the messages of libxml2 about its own limits: 256 levels, 10 MB in one piece of text."""


class Package:
    """A DOCX file as parts that are parsed when they are asked for."""

    def __init__(self, archive: Archive) -> None:
        """Raises ``WrongType`` when there is no text document in the archive."""
        self._archive = archive
        self._left = MAX_ELEMENTS
        self.main = self._main_name()

    def _main_name(self) -> str:
        for kind, target in self._relations("_rels/.rels", ""):
            if kind == "officeDocument" and target in self._archive.names:
                name = target
                break
        else:
            name = _MAIN
        if name not in self._archive.names or not name.startswith("word/"):
            raise WrongType("it is an archive, but no .docx document: word/document.xml is missing")
        return name

    def related(self, kind: str) -> list[_Element]:
        """The parts of a kind ("styles", "footnotes", "header", ...) that the document refers to, in order."""
        folder, _, name = self.main.rpartition("/")
        found = [target for of, target in self._relations(f"{folder}/_rels/{name}.rels", folder) if of == kind]
        usable = dict.fromkeys(target for target in found if target in self._archive.names)
        return [self.parsed(target) for target in usable]

    def properties(self) -> _Element | None:
        """The core properties (title, language), where there are any."""
        name = "docProps/core.xml"
        return self.parsed(name) if name in self._archive.names else None

    def _relations(self, name: str, folder: str) -> Iterator[tuple[str, str]]:
        """(kind, name of the part) of relations inside the archive; what lies outside is never followed."""
        if name not in self._archive.names:
            return
        for relation in self.parsed(name):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or not target:
                continue
            kind = relation.get("Type", "").rpartition("/")[2]
            yield kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def parsed(self, name: str) -> _Element:
        """The root of a part.

        Raises:
            Damaged: it is no well-formed XML.
            Refused: it declares a document type.
            TooComplex: it nests deeper than 256 levels, or there are more than ``MAX_ELEMENTS``.
        """
        data = self._archive.read(name)
        self._left -= data.count(b"<") - data.count(b"</")
        if self._left < 0:
            raise TooComplex(f"the document has more than {MAX_ELEMENTS:,} elements")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as problem:
            if any(word in str(problem).lower() for word in _LIMITS):
                raise TooComplex(f"the part {name} nests too deep or holds too much in one piece") from problem
            raise Damaged(f"the part {name} is no valid XML") from problem
        if root.getroottree().docinfo.doctype:
            raise Refused(f"the part {name} has a document type declaration")
        return root


def local(element: _Element) -> str:
    """The name of an element without its namespace: the two standards differ in nothing else that matters here."""
    return str(element.tag).rpartition("}")[2]


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first element at a path of names below an element."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def value(element: _Element | None, name: str = "val") -> str | None:
    """An attribute, whatever its namespace."""
    if element is None:
        return None
    return next((str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def number(element: _Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number."""
    text = value(element, name) or ""
    return int(text) if _INTEGER.fullmatch(text) else None


def switched(element: _Element | None) -> bool | None:
    """A property that is on when it is there and does not say otherwise; ``None`` when it is not there."""
    if element is None:
        return None
    return (value(element) or "1").lower() not in {"0", "false", "off", "none"}
