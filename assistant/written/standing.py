"""Can a sentence be understood where the model put it?

A true sentence misleads where what it refers to is not said: "Both agreed" at the head of an answer, "the panel" in an answer
to a question about another panel, an item under another list's opening line. The words are the document's, so such a
sentence is shown, with what is wrong about its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.attribution import part_of
from assistant.candidates import Lookup, refers_back
from corpus.types import Document
from vectorstore.terms import search_terms, stems
from vectorstore.types import Passage

REFERS_OUT = "what it refers back to is not said here: see the quotation in its place"
WHICH = "it does not say which {kind} is meant; in the document it is {name}"
SOME = "it does not say which {kind} is meant"
ANOTHER_LIST = "in the document it stands under “{line}”"
NO_LIST = "in the document it is not part of this list"
_EVENT = re.compile(r"(?:The|This) (panel|session|round ?table|meeting|event|discussion|workshop|dialogue|day)\b")
_PLAIN = stems(
    "panel session roundtable round table meeting event discussion workshop dialogue day part thematic international "
    "migration migrant migrants pandemic covid-19 2018 2019 2020 2021 2022 2023 2024 2025 2026"
)
"""Words that do not tell one part of a meeting from another."""
_LONGEST = 80
"""Characters of a line that are quoted."""


@dataclass(slots=True)
class Standing:
    """What was said so far that later sentences lean on."""

    question: str
    documents: Lookup
    _section: tuple[str, tuple[str, ...]] | None = None
    """(document, section) of the sentence before."""
    _opening: tuple[str, int] | None = None
    """(document, offset) of the line that opened the list that is being written."""

    def objection(self, text: str, *, bullet: bool, passage: Passage, start: int) -> str | None:
        """What is wrong about a sentence that rests on the words at ``start`` of a passage's document; it is said now."""
        document = self.documents(passage.chunk.document_id)
        found = (
            self._out_of_reach(text, document, start)
            or self._which(text, passage)
            or (self._list(document, start) if bullet else None)
        )
        if text.endswith(":"):
            self._opening = (document.id, start)
        elif not bullet:
            self._opening = None
        self._section = (document.id, passage.chunk.section)
        return found

    def _out_of_reach(self, text: str, document: Document, start: int) -> str | None:
        alone = self._section is None
        return REFERS_OUT if alone and refers_back(text) and refers_back(document.text[start : start + 60]) else None

    def _which(self, text: str, passage: Passage) -> str | None:
        """ "The panel ..." where neither the sentence before nor the question says which."""
        event = _EVENT.match(text)
        section = passage.chunk.section
        if not event or self._section == (passage.chunk.document_id, section):
            return None
        asked = stems(self.question)
        part = part_of(section)
        if part and part.casefold() in self.question.casefold():
            return None
        if (stems(" ".join(search_terms(" ".join(section)))) - _PLAIN) & asked:
            return None
        name = next((heading for heading in reversed(section) if part and part in heading), part)
        return WHICH.format(kind=event[1], name=f"“{_line(name)}”") if name else SOME.format(kind=event[1])

    def _list(self, document: Document, start: int) -> str | None:
        if self._opening is None:
            return None
        line = _opening_line(document, start)
        if line and (document.id, line[0]) == self._opening:
            return None
        return ANOTHER_LIST.format(line=_line(document.text[slice(*line)])) if line else NO_LIST


def _opening_line(document: Document, start: int) -> tuple[int, int] | None:
    """The nearest sentence above that ends with a colon, in the same section."""
    floor = next((each.start for each in document.sections if each.start <= start < each.end), 0)
    for first, last in reversed(document.sentences):
        if floor <= first < start and document.text[first:last].rstrip().endswith(":"):
            return first, last
    return None


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
