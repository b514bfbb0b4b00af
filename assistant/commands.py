"""What the commands share: the app, JSON on stdout, errors in one line, the opened assistant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import AssistantError
from corpus.errors import CorpusError
from vectorstore.errors import StoreError

if TYPE_CHECKING:
    from assistant.app import Assistant

NOTHING_DONE = 1
WRONG_USAGE = 2

app = typer.Typer(
    name="dialogue",
    help="Ask policy documents, and get exact quotations with their sources, or an honest refusal.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="The data folder is named by DIALOGUE_HOME (default: .dialogue in the working folder).",
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON only: one object on one line.")]


def complain(problem: AssistantError | StoreError | CorpusError) -> None:
    """An error in one line, with what to do next."""
    typer.echo(f"error: {problem}; {problem.hint}" if problem.hint else f"error: {problem}", err=True)


def emit(data: object) -> None:
    """One compact ASCII JSON object on one line of stdout."""
    typer.echo(json.dumps(data, ensure_ascii=True, separators=(",", ":")))


@contextmanager
def opened(*, gguf: Path | None = None) -> Iterator[Assistant]:
    """The assistant over the data folder of the settings, which ``gguf`` overrides."""
    from assistant.app import Assistant
    from assistant.settings import load_settings

    with Assistant.open(settings=load_settings(gguf=gguf)) as dialogue:
        yield dialogue
