"""The text inside a paragraph of a DOCX file: runs, fields, notes, tracked changes, boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from lxml.etree import _Element

from corpus.loaders.docx.parts import child, local, number, value
from corpus.loaders.docx.styles import Styles, is_on
from corpus.loaders.docx.symbols import symbol

_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_TEXT = frozenset({"t", "delText"})
_SPACES = {"tab": "\t", "ptab": "\t", "cr": " ", "noBreakHyphen": "-"}
_INSIDE = frozenset(
    """r hyperlink ins moveTo smartTag customXml sdt sdtContent fldSimple dir bdo ruby rubyBase oMath oMathPara sSup sSub
    sSubSup f num den e sup sub rad deg nary d func fName limLow limUpp lim acc bar box borderBox groupChr m mr eqArr
    sPre phant""".split()
)
"""Elements whose text belongs to the paragraph."""
_GONE = frozenset({"del", "moveFrom"})
_DRAWN = frozenset({"drawing", "pict", "object"})
_HALF_POINTS = 22


BreakKind = Literal["set", "before", "seen"]
"""Set by the author; set as "always on a new page"; or where the word processor last saw a page end."""


@dataclass(frozen=True, slots=True)
class Break:
    """A page break inside a paragraph."""

    at: int
    """Offset in the text of the paragraph."""
    kind: BreakKind


@dataclass(slots=True)
class Inline:
    """What a paragraph holds."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    breaks: list[Break] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(kind, id) of the notes referred to, in order."""
    deleted: list[str] = field(default_factory=list)
    """Text of tracked deletions, and hidden text."""
    boxes: list[_Element] = field(default_factory=list)
    """Contents of text boxes that are anchored here."""
    visible: int = 0
    """How many characters that are no white space."""
    stressed: int = 0
    """How many of them are bold or underlined."""
    sizes: Counter[int] = field(default_factory=Counter)
    """Half points -> characters of that size."""
    languages: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Text that belongs to the paragraph."""
        self.parts.append(text)
        self.length += len(text)


@dataclass(slots=True)
class Reader:
    """Reads paragraphs in order; fields may go on from one to the next."""

    styles: Styles
    fields: list[bool] = field(default_factory=list)
    """Of the fields that are open, outermost first: whether the result is being read (else the instruction)."""
    _style: str | None = None
    _gone: bool = False

    def read(self, paragraph: _Element, style: str | None, into: Inline) -> None:
        """Add what stands in a paragraph of a style."""
        self._style = style
        self.fields = [True] * len(self.fields)  # no instruction goes on in another paragraph: it lacks its end
        self._walk(paragraph, into)

    def _walk(self, element: _Element, into: Inline) -> None:
        for each in element:
            name = local(each)
            if name == "r":
                self._run(each, into)
            elif name in _GONE:
                before, self._gone = self._gone, True
                self._walk(each, into)
                self._gone = before
            elif name == "AlternateContent":
                self._choice(each, into, self._walk)
            elif name == "t":
                self._text(each.text or "", into, None)
            elif name in _INSIDE:
                self._walk(each, into)

    def _choice(self, element: _Element, into: Inline, read: Callable[[_Element, Inline], None]) -> None:
        """One of the alternatives: the first that holds anything."""
        for each in element:
            before = (into.length, len(into.boxes), len(into.notes), len(into.deleted))
            read(each, into)
            if before != (into.length, len(into.boxes), len(into.notes), len(into.deleted)):
                return

    def _run(self, run: _Element, into: Inline) -> None:
        self._run_parts(run, into, child(run, "rPr"))

    def _run_parts(self, run: _Element, into: Inline, properties: _Element | None) -> None:
        for each in run:
            name = local(each)
            if name in _NOTES and self._is_shown():
                into.notes.append((name.removesuffix("Reference"), value(each, "id") or ""))
                if (value(each, "customMarkFollows") or "0").lower() not in {"0", "false"}:
                    return
            elif name == "AlternateContent":
                self._choice(each, into, lambda one, target: self._run_parts(one, target, properties))
            elif name in _DRAWN and self._is_shown():
                into.boxes += _box_contents(each)
            elif name == "ruby":
                self._walk(each, into)
            elif not self._written(each, name, into, properties):
                self._control(each, name, into)

    def _written(self, each: _Element, name: str, into: Inline, properties: _Element | None) -> bool:
        """Take in what stands for characters; whether it was one of those."""
        if name in _TEXT:
            self._text(each.text or "", into, properties)
        elif name in _SPACES:
            self._text(_SPACES[name], into, properties)
        elif name == "sym":
            self._text(symbol(value(each, "font") or "", value(each, "char") or ""), into, properties)
        else:
            return False
        return True

    def _control(self, each: _Element, name: str, into: Inline) -> None:
        if name == "br":
            if value(each, "type") == "page":
                self._page(into, "set")
            self._text(" ", into, None)
        elif name == "lastRenderedPageBreak":
            self._page(into, "seen")
        elif name == "fldChar":
            self._field(value(each, "fldCharType") or "")

    def _is_shown(self) -> bool:
        return not self._gone and all(self.fields)

    def _text(self, text: str, into: Inline, properties: _Element | None) -> None:
        if not all(self.fields) or not text:
            return
        if self._gone or is_on(self.styles, properties, self._style, "vanish"):
            into.deleted.append(text)
            return
        into.add(text)
        count = len("".join(text.split()))
        into.visible += count
        into.stressed += count * self._is_stressed(properties)
        size = number(child(properties, "sz")) or number(self.styles.run_property(self._style, "sz")) or _HALF_POINTS
        into.sizes[size] += count
        if language := value(child(properties, "lang")):
            into.languages[language[:2].lower()] += count

    def _is_stressed(self, properties: _Element | None) -> bool:
        underline = value(child(properties, "u"))
        return is_on(self.styles, properties, self._style, "b") or underline not in {None, "none"}

    def _page(self, into: Inline, kind: BreakKind) -> None:
        if self._is_shown():
            into.breaks.append(Break(into.length, kind))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()


def _box_contents(drawing: _Element) -> list[_Element]:
    """The contents of the text boxes in a drawing; of alternatives the first, and none inside another box."""
    found: list[_Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if local(element) == "txbxContent":
            found.append(element)
        elif local(element) == "AlternateContent":
            waiting += list(element)[:1]
        else:
            waiting += reversed(list(element))
    return found
