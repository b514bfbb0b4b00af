"""Is every quotation of every answer what it claims to be? ``python -m evals.fidelity [--answers 200]``.

For each document: text plus removals rebuild the file. For each quotation: it equals its span of the text; and the
stretch of the file that it comes from, with the recorded removals carried out, is the quotation again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import Assistant
from assistant.types import Citation, Turn
from corpus.cleaning import rebuild
from corpus.decoding import decode
from corpus.types import Document
from evals.errors import EvalError
from evals.questions import load_cases
from evals.sources import open_sources, sources_folder
from evals.spans import cleaned_stretch, raw_span, squeezed

WANTED = 200
"""Answers with quotations to check, at least."""
LONG_ENOUGH = 8
"""Words of a sentence that is asked about."""


@dataclass(frozen=True, slots=True)
class Original:
    """A document with the decoded file it came from."""

    document: Document
    raw: str

    @property
    def rebuilt(self) -> bool:
        """Whether text plus removals are the file."""
        return rebuild(self.document.text, self.document.removals) == self.raw

    def exact(self, citation: Citation) -> bool:
        """Whether a quotation equals its span of the text."""
        return self.document.text[citation.start : citation.end] == citation.quote

    def in_file(self, citation: Citation) -> bool:
        """Whether its stretch of the file, with the recorded removals carried out, is the quotation."""
        start, end = raw_span(self.document.removals, citation.start, citation.end)
        return cleaned_stretch(self.raw, self.document.removals, start, end) == citation.quote

    def unbroken(self, citation: Citation) -> bool:
        """Whether it stands in the file but for white space and hyphens, without any other removal."""
        return squeezed(citation.quote) in squeezed(self.raw)


@dataclass(slots=True)
class Tally:
    """What was checked, and what did not hold."""

    documents: int = 0
    rebuilt: int = 0
    answers: int = 0
    quotations: int = 0
    exact: int = 0
    in_file: int = 0
    unbroken: int = 0
    removed_inside: Counter[str] = field(default_factory=Counter)
    """Kinds of removal inside quotations, white space apart."""
    faults: list[str] = field(default_factory=list)

    def check(self, citations: Sequence[Citation], originals: dict[str, Original]) -> None:
        """Check the quotations of one answer."""
        self.answers += 1
        for citation in citations:
            original = originals[citation.document_id]
            exact, in_file = original.exact(citation), original.in_file(citation)
            self.quotations += 1
            self.exact += exact
            self.in_file += in_file
            self.unbroken += original.unbroken(citation)
            inside = (each for each in original.document.removals if citation.start < each.at < citation.end)
            self.removed_inside.update(each.kind for each in inside if each.kind != "white space")
            if not (exact and in_file):
                self.faults.append(f"{original.document.path} {citation.start}-{citation.end}")

    @property
    def holds(self) -> bool:
        """Whether everything that was checked holds, and anything was."""
        return bool(self.quotations) and not self.faults and self.rebuilt == self.documents

    def as_json(self) -> dict[str, Any]:
        """All counts."""
        names = ("documents", "rebuilt", "answers", "quotations", "exact", "in_file", "unbroken")
        counts = {name: getattr(self, name) for name in names}
        return {**counts, "removed_inside": dict(self.removed_inside), "faults": self.faults, "holds": self.holds}


def originals(dialogue: Assistant, folder: Path) -> dict[str, Original]:
    """Every document of a store with its file in ``folder``, by document id."""
    documents = [dialogue.document(info.id) for info in dialogue.documents()]
    return {each.id: Original(each, decode((folder / each.path).read_bytes())[0]) for each in documents}


def questions(documents: Sequence[Document]) -> Iterator[tuple[str, tuple[Turn, ...]]]:
    """The evaluation set, then sentences spread evenly over the documents, asked as they stand."""
    for case in load_cases():
        yield case.question, case.turns
    sentences = [text for document in documents for text in _sentences(document)]
    stride = max(1, len(sentences) // WANTED)
    for first in range(stride):
        for text in sentences[first::stride]:
            yield text, ()


def _sentences(document: Document) -> Iterable[str]:
    texts = (" ".join(document.text[start:end].split()) for start, end in document.sentences)
    return (text for text in texts if len(text.split()) >= LONG_ENOUGH and len(text) < 500)


def check(dialogue: Assistant, folder: Path, *, wanted: int = WANTED) -> Tally:
    """Ask until ``wanted`` answers with quotations are checked, or nothing is left to ask."""
    known = originals(dialogue, folder)
    tally = Tally(documents=len(known), rebuilt=sum(each.rebuilt for each in known.values()))
    for question, turns in questions([each.document for each in known.values()]):
        if tally.answers >= wanted:
            break
        citations = dialogue.ask(question, history=turns, engine="quote").citations
        if citations:
            tally.check(citations, known)
    return tally


def main(
    answers: Annotated[int, typer.Option(min=1, help="How many answers with quotations to check.")] = WANTED,
) -> None:
    """Check every quotation against its file; exit code 1 when one does not hold."""
    folder = sources_folder()
    if folder is None:
        raise typer.BadParameter("set DIALOGUE_SOURCES to the folder of the source documents")
    try:
        with open_sources(folder) as dialogue:
            tally = check(dialogue, folder, wanted=answers)
    except EvalError as problem:
        typer.echo(problem.line, err=True)
        raise typer.Exit(1) from problem
    typer.echo(json.dumps(tally.as_json(), separators=(",", ":")))
    raise typer.Exit(0 if tally.holds else 1)


if __name__ == "__main__":
    typer.run(main)
