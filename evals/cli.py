"""The ``dialogue-evals`` command. Results go to stdout, progress and errors to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import NOTHING_DONE, Json, complain, emit
from assistant.errors import AssistantError
from corpus.errors import CorpusError
from evals.errors import EvalError
from vectorstore.errors import StoreError

app = typer.Typer(
    name="dialogue-evals",
    help="Measure how far answers can be trusted.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Stores made for measuring are kept under the data folder (DIALOGUE_HOME). DIALOGUE_SOURCES names the folder "
    "of the source documents; without it `run` asks the documents of the data folder.",
)

Progress = Callable[[str, int, int], None]
WIDTH = 120
"""Columns of a table that is not shown on a terminal."""


class Wordings(StrEnum):
    """Which form of a question is searched."""

    text = "text"
    rewrite = "rewrite"
    history = "history"


def main() -> None:
    """Run the command; errors become one line with a hint, and an exit code."""
    try:
        app()
    except EvalError as problem:
        typer.echo(problem.line, err=True)
        sys.exit(NOTHING_DONE)
    except (AssistantError, StoreError, CorpusError) as problem:
        complain(problem)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress bar on stderr, when that is a terminal."""
    from rich.progress import Progress as Bar

    from assistant.console import stderr

    with Bar(console=stderr(), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def show(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield show


@app.command()
def run(
    cases: Annotated[
        Path | None, typer.Argument(help="JSONL file of cases; none: those over the source documents.", exists=True)
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the report, as JSON, to a file.")] = None,
    sheet_file: Annotated[
        Path | None, typer.Option("--sheet", help="Write the sentences that nobody judged yet, to be labelled by hand.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask the questions of the evaluation set and compare the answers with their evidence."""
    import json

    from rich.console import Console

    from evals.answers import run_cases, sheet
    from evals.labels import load_labels, write_sheet
    from evals.questions import load_cases
    from evals.report import report, table
    from evals.sources import open_for_questions

    asked = load_cases(cases)
    with open_for_questions() as dialogue, progress_bar() as progress:
        outcomes = run_cases(dialogue, asked, labels=load_labels(), progress=progress)
    result = report(outcomes)
    if output:
        output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if sheet_file:
        write_sheet(sheet_file, sheet(outcomes))
    if as_json:
        emit(result)
    else:
        Console(width=None if sys.stdout.isatty() else WIDTH).print(table(result))


@app.command()
def label(
    sheet_file: Annotated[
        Path, typer.Argument(help="A sheet of `run --sheet` with `relevant` filled in.", exists=True)
    ],
    kept: Annotated[Path, typer.Argument(help="The file of judgements, such as evals/cases/labels.jsonl.")],
) -> None:
    """Take hand labels over, without the texts."""
    from evals.labels import merge

    typer.echo(f"{merge(sheet_file, kept)} judgements taken into {kept}")


@app.command()
def retrieval(
    folder: Annotated[Path, typer.Argument(help="Folder in BEIR layout.", exists=True, file_okay=False)],
    query: Annotated[
        Wordings, typer.Option(help="Search the question as asked, rewritten by a person, or with its history.")
    ] = Wordings.text,
    baselines: Annotated[bool, typer.Option("--baselines", help="Measure the tutorial's pipeline too.")] = False,
    embedding: Annotated[
        str,
        typer.Option(
            help='Embedding model: "bundled", "multilingual", "endpoint:NAME", a name of fastembed, or "auto": the '
            "multilingual one, if installed, where the questions are in another language than the documents."
        ),
    ] = "auto",
    as_json: Json = False,
) -> None:
    """Measure search on a benchmark."""
    from evals.beir import load_dataset
    from evals.retrieval import evaluate
    from evals.sources import cache_folder

    dataset = load_dataset(folder)
    with progress_bar() as progress:
        result = evaluate(
            dataset,
            cache=cache_folder(),
            wording=query.value,
            baselines=baselines,
            embedding=embedding,
            progress=progress,
        )
    if as_json:
        emit(result)
        return
    for name, each in {"dialogue": result, **result["baselines"]}.items():
        figures = "  ".join(f"{key} {each[key]:.3f}" for key in ("recall@5", "ndcg@10", "mrr@10"))
        typer.echo(f"{name:<10} {figures}")
    typer.echo(f"{result['queries']} queries, embedding model {result['embedding']}")


@app.command()
def answers(
    file: Annotated[Path, typer.Argument(help="JSONL file in the layout of OMoS-QA.", exists=True, dir_okay=False)],
    as_json: Json = False,
) -> None:
    """Measure which sentences of a page are chosen, and which questions are refused."""
    from evals.pages import PageSelector, evaluate_pages, load_pages

    rows = load_pages(file)
    with progress_bar() as progress:
        result = evaluate_pages(rows, PageSelector(), progress=progress)
    if as_json:
        emit(result)
    else:
        typer.echo("  ".join(f"{name} {value}" for name, value in result.items()))


@app.command()
def judge(
    file: Annotated[Path, typer.Argument(help="JSONL file in the layout of RAGTruth.", exists=True, dir_okay=False)],
    as_json: Json = False,
) -> None:
    """Measure how far the check of sentences agrees with people about which responses hold something unsupported."""
    from evals.judge import evaluate_responses
    from evals.ragtruth import load_responses

    rows = load_responses(file)
    with progress_bar() as progress:
        result = evaluate_responses(rows, progress=progress)
    if as_json:
        emit(result)
    else:
        typer.echo("  ".join(f"{name} {value}" for name, value in result.items()))


if __name__ == "__main__":
    main()
