"""What the command line shows: tables and answers on stdout, progress on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from assistant.render import SECTION_SEPARATOR, sentence_line
from corpus.types import Document
from vectorstore.types import DocumentInfo, IngestReport

if TYPE_CHECKING:
    from assistant.app import Assistant
    from assistant.types import AnswerSentence
    from vectorstore.reporting import Progress as IngestProgress


def stdout() -> Console:
    """The console for results."""
    return Console(highlight=False, soft_wrap=True)


def stderr() -> Console:
    """The console for progress."""
    return Console(stderr=True, highlight=False)


@contextmanager
def ingest_progress() -> Iterator[Callable[[IngestProgress], None]]:
    """A progress bar over files on stderr, with the pages of the one at hand, when that is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr(), transient=True) as bar:
        task = bar.add_task("looking for files", total=None)

        def show(step: IngestProgress) -> None:
            bar.update(task, description=step_line(step), completed=step.done_files, total=step.total_files)

        yield show


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar over a known number of things on stderr, when that is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr(), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def step_line(step: IngestProgress) -> str:
    """What is being done: "reading report.pdf, page 12 of 80"."""
    name = step.path.encode("utf-8", "replace").decode()
    name = "".join(character if character.isprintable() else " " for character in name)[-40:]
    unit = {"reading": "page", "embedding": "passage"}.get(step.state)
    far = f", {unit} {step.part:,} of {step.parts:,}" if unit and step.parts else ""
    return escape(f"{step.state} {name}{far}")


@contextmanager
def status_line(*, quiet: bool) -> Iterator[Callable[[str], None] | None]:
    """A status line on stderr while an answer is made."""
    if quiet:
        yield None
        return
    with stderr().status("opening the store") as line:
        yield lambda text: line.update(escape(text))


def report_json(report: IngestReport) -> dict[str, Any]:
    """An ingest report as the command line's contract has it."""
    data = asdict(report)
    return {**data, "seconds": round(report.seconds, 3), "embed_seconds": round(report.embed_seconds, 3)}


def print_report(report: IngestReport) -> None:
    """An ingest report for a person: one line of counts, then each failure with its hint."""
    names = ("added", "changed", "unchanged", "removed", "duplicates", "skipped")
    counts = ", ".join(f"{getattr(report, name)} {name}" for name in names if getattr(report, name)) or "nothing to do"
    stdout().print(
        f"{counts}; {report.documents} documents with {report.chunks:,} passages in the store "
        f"({report.seconds:.1f} s, {report.embed_seconds:.1f} s of it in the embedding model)"
    )
    for failure in report.failed:
        stderr().print(f"failed: {escape(failure['path'])}: {escape(failure['error'])}; {escape(failure['hint'])}")


def status_json(dialogue: Assistant) -> dict[str, Any]:
    """What is in the store, in counts."""
    found = dialogue.documents()
    return {
        "home": str(dialogue.settings.home),
        "documents": len(found),
        "chunks": sum(info.chunks for info in found),
        "characters": sum(info.characters for info in found),
        "events": sorted({info.metadata.event for info in found if info.metadata.event}),
        "kinds": sorted({info.metadata.kind for info in found if info.metadata.kind}),
        "failed": [f"{failure.path}: {failure.error}" for failure in dialogue.failures()],
        "embedding_model": dialogue.embedding_model,
        "reranker": dialogue.reranker,
        "engine": dialogue.engines()[0],
    }


def print_status(data: dict[str, Any]) -> None:
    """What is in the store, for a person."""
    for name, value in data.items():
        shown = "; ".join(value) if isinstance(value, list) else f"{value:,}" if isinstance(value, int) else str(value)
        stdout().print(f"{name.replace('_', ' '):<16} {escape(shown)}")


def document_json(info: DocumentInfo) -> dict[str, Any]:
    """A document without its text."""
    metadata = {name: value for name, value in asdict(info.metadata).items() if value is not None}
    return {
        "id": info.id,
        "title": info.title,
        "path": info.path,
        "paths": list(info.paths),
        "chunks": info.chunks,
        "characters": info.characters,
        "pages": info.pages,
        "event": info.metadata.event,
        "date": info.metadata.date,
        "kind": info.metadata.kind,
        "metadata": metadata,
    }


def print_documents(found: tuple[DocumentInfo, ...]) -> None:
    """The documents as a table."""
    if not found:
        stdout().print("no documents; take some in with: dialogue ingest PATH (without PATH: the starter corpus)")
        return
    table = Table(Column("id", no_wrap=True, min_width=16), "title", "event", "date", "kind", "passages", box=None)
    for info in found:
        meta = info.metadata
        cells = (info.id, info.title, meta.event or "", meta.date or "", meta.kind or "", str(info.chunks))
        table.add_row(*(escape(cell) for cell in cells))
    stdout().print(table)


def whole_document_json(document: Document) -> dict[str, Any]:
    """A document with its text, sections, removals and statements."""
    return {
        "id": document.id,
        "title": document.title,
        "path": document.path,
        "text": document.text,
        "sections": [{**asdict(each), "title": each.path[-1] if each.path else ""} for each in document.sections],
        "sentences": document.sentences,
        "pages": [asdict(page) for page in document.pages],
        "removals": [{**asdict(each), "end": each.start + len(each.text)} for each in document.removals],
        "statements": [asdict(statement) for statement in document.statements],
        "metadata": asdict(document.metadata),
    }


def print_document(document: Document) -> None:
    """A document for a person: title, metadata, sections, then the text."""
    out = stdout()
    out.print(f"[bold]{escape(document.title)}[/bold]")
    for name, value in asdict(document.metadata).items():
        if value:
            out.print(f"{name.replace('_', ' ')}: {escape(str(value))}")
    removed = sum(each.kind != "white space" for each in document.removals)
    out.print(f"{len(document.sections)} sections; {removed} removals by cleaning\n")
    out.print(document.text, markup=False)


def print_passages(data: dict[str, Any]) -> None:
    """Search results for a person."""
    out = stdout()
    if data["query"] != data["question"]:
        out.print(f"searched for: {escape(data['query'])}\n")
    if not data["passages"]:
        out.print("nothing found; is anything in the store? dialogue status")
    for passage in data["passages"]:
        where = SECTION_SEPARATOR.join(part for part in (passage["title"], passage["section"]) if part)
        out.print(f"[bold]{passage['rank']}.[/bold] {escape(where)}  [dim]{passage['score']:.2f}[/dim]")
        out.print(passage["text"] + "\n", markup=False)


class AnswerPrinter:
    """Shows one answer: written sentences as they are checked, then what a person needs to know of it."""

    def __init__(self) -> None:
        self._out = stdout()
        self._begun = False

    def sentence(self, sentence: AnswerSentence) -> None:
        """A written sentence that was just checked."""
        self._begun = True
        self._out.print(sentence_line(sentence), markup=False)

    def answer(self, data: dict[str, Any]) -> None:
        """The whole answer: its text where it was not shown yet, warnings, references, nearest passages."""
        out = self._out
        if self._begun and data["engine"] == "written":
            out.print()
        elif self._begun:
            out.print("\nThe sentences above do not make an answer; this does:\n")
        if data["query"] != data["question"]:
            out.print(f"searched for: {escape(data['query'])}\n")
        for line in warnings(data):
            out.print(f"[bold]{escape(line)}[/bold]")
        if not self._begun or data["engine"] != "written":
            out.print(data["answer"], markup=False)
        _print_removed(out, data["removed"])
        _print_references(out, data["citations"])
        if data["status"] == "not_found" and data["passages"]:
            out.print("\nNearest passages (they do not answer the question):")
            for passage in data["passages"][:3]:
                out.print(f"- {passage['title']}{SECTION_SEPARATOR}{passage['section']}", markup=False)


def warnings(data: dict[str, Any]) -> list[str]:
    """What a person must know before reading an answer: that it is incomplete, or that it is not what was asked for."""
    found = []
    if data["incomplete"]:
        found.append(
            "INCOMPLETE: the model's answer broke off; what is shown was checked, and is not the whole answer."
        )
    if data["fallback_reason"]:
        found.append(f"No written answer: {data['fallback_reason']}. Exact quotations instead:")
    if data["flagged"]:
        found.append(f"{len(data['flagged'])} passage(s) hold instructions to the program and were not used.")
    return [*found, *(f"Note: {note}" for note in data["notes"])]


def _print_removed(out: Console, removed: list[dict[str, Any]]) -> None:
    if removed:
        out.print(f"\n{len(removed)} sentence(s) that the documents do not support were left out.")


def _print_references(out: Console, citations: list[dict[str, Any]]) -> None:
    for citation in citations:
        place = ", ".join(part for part in (citation["event"], citation["date"], citation["section"]) if part)
        out.print(f"\n[bold]\\[{citation['number']}][/bold] {escape(citation['label'])}\n    {escape(place)}")
        if citation["said_by"]:
            out.print(f"    said by {citation['said_by']}", markup=False)
        out.print(f"    “{' '.join(citation['quote'].split())}”", markup=False)
