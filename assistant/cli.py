"""The ``dialogue`` command. Results go to stdout, progress and errors to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import assistant.document_commands  # noqa: F401  registers its commands
from assistant.commands import NOTHING_DONE, WRONG_USAGE, Json, app, complain, emit, opened
from assistant.errors import AssistantError
from corpus.errors import CorpusError
from vectorstore.errors import StoreError

if TYPE_CHECKING:
    from assistant.types import Engine
    from vectorstore.types import Scope

Question = Annotated[str | None, typer.Argument(help="The question; left out with --batch.", show_default=False)]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", help="JSONL file of {id, question, history}; one JSON line comes back for each."),
]
Documents = Annotated[list[str] | None, typer.Option("--document", help="Only this document id. Repeatable.")]
Events = Annotated[list[str] | None, typer.Option("--event", help="Only events whose name holds this. Repeatable.")]
Years = Annotated[list[int] | None, typer.Option("--year", help="Only documents of this year. Repeatable.")]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="Only this kind, such as report or digest. Repeatable.")
]
Gguf = Annotated[
    Path | None,
    typer.Option("--gguf", help="Write answers with this model file, run in this process (extra local)."),
]


def main() -> None:
    """Run the command; errors become one line with a hint, and an exit code."""
    try:
        app()
    except (AssistantError, StoreError, CorpusError) as problem:
        complain(problem)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        sys.exit(130)


def scope_of(
    documents: list[str] | None, events: list[str] | None, years: list[int] | None, kinds: list[str] | None
) -> Scope:
    """The scope that the options name."""
    from vectorstore.types import Scope

    return Scope(tuple(documents or ()), tuple(events or ()), tuple(years or ()), tuple(kinds or ()))


@app.command()
def search(
    question: Question = None,
    k: Annotated[int, typer.Option("--k", min=1, max=100, help="How many passages.")] = 10,
    batch: Batch = None,
    document: Documents = None,
    event: Events = None,
    year: Years = None,
    kind: Kinds = None,
    as_json: Json = False,
) -> None:
    """Find passages."""
    from assistant.console import print_passages
    from assistant.render import search_json
    from assistant.types import Turn

    scope = scope_of(document, event, year, kind)
    with opened() as dialogue:

        def one(asked: str, history: tuple[Turn, ...], identifier: object) -> dict[str, Any]:
            found = dialogue.search(asked, k=k, scope=scope, history=history)
            return search_json(found, question=asked, identifier=identifier)

        _run(question, batch, one, print_passages, as_json=as_json)


@app.command()
def ask(
    question: Question = None,
    engine: Annotated[
        str | None, typer.Option(help="written (by the configured model, the default with one) or quote.")
    ] = None,
    batch: Batch = None,
    document: Documents = None,
    event: Events = None,
    year: Years = None,
    kind: Kinds = None,
    gguf: Gguf = None,
    as_json: Json = False,
) -> None:
    """Answer a question from the documents, or refuse. Of a written answer only checked sentences are printed."""
    from assistant.console import AnswerPrinter, status_line
    from assistant.render import answer_json
    from assistant.types import Turn

    quiet = as_json or batch is not None
    scope = scope_of(document, event, year, kind)
    with opened(gguf=gguf) as dialogue, status_line(quiet=quiet) as on_status:
        wanted = _engine(engine, dialogue.engines())
        printer = None if quiet else AnswerPrinter()

        def one(asked: str, history: tuple[Turn, ...], identifier: object) -> dict[str, Any]:
            answer = dialogue.ask(
                asked,
                history=history,
                scope=scope,
                engine=wanted,
                on_status=on_status,
                on_sentence=printer.sentence if printer else None,
            )
            return answer_json(answer, identifier=identifier)

        _run(question, batch, one, printer.answer if printer else emit, as_json=as_json)


def _engine(asked: str | None, engines: tuple[Engine, ...]) -> Engine | None:
    """The engine that an option names. One that is not there is wrong usage."""
    from assistant.errors import NoModel

    if asked == "written" and "written" not in engines:
        complain(NoModel("no language model is configured, so there are no written answers"))
        raise typer.Exit(WRONG_USAGE)
    if asked == "written":
        return "written"
    if asked == "quote":
        return "quote"
    if asked is not None:
        raise typer.BadParameter("choose quote or written", param_hint="--engine")
    return None


def _run(
    question: str | None,
    batch: Path | None,
    one: Callable[..., dict[str, Any]],
    show_one: Callable[[dict[str, Any]], None],
    *,
    as_json: bool,
) -> None:
    """One question or a batch of them."""
    from assistant.batch import run_batch

    if (question is None) == (batch is None):
        raise typer.BadParameter("give a QUESTION, or --batch FILE, and not both")
    if batch is not None:
        for line in run_batch(batch, one):
            emit(line)
        return
    data = one(question, (), None)
    if as_json:
        emit(data)
    else:
        show_one(data)


@app.command()
def chat(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", min=1, max=65535)] = None,
    gguf: Gguf = None,
) -> None:
    """Serve the browser app."""
    from assistant.server import serve
    from assistant.settings import load_settings

    settings = load_settings(host=host, port=port)
    with opened(gguf=gguf) as dialogue:
        serve(
            dialogue,
            host=settings.host,
            port=settings.port,
            on_ready=lambda address: typer.echo(f"Dialogue is ready: {address}  (stop with Ctrl+C)"),
        )


if __name__ == "__main__":
    main()
