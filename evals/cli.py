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
    "of the source documents.",
)

Progress = Callable[[str, int, int], None]
WIDTH = 120
"""Columns of a table that is not shown on a terminal."""


class Engines(StrEnum):
    """Who answers."""

    quote = "quote"
    written = "written"


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
        Path | None,
        typer.Argument(
            help="JSONL, YAML or CSV file of cases over the documents of the data folder; none: a set of --set.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    which: Annotated[
        str,
        typer.Option(
            "--set",
            help='"starter", over the starter corpus; "sources" or "languages", over DIALOGUE_SOURCES; or "feedback", what '
            "was found not right in the browser.",
        ),
    ] = "starter",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the report, as JSON, to a file.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write it as one HTML page.")] = None,
    markdown: Annotated[Path | None, typer.Option("--markdown", help="Write a summary for a pull request.")] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write rows that other tools score, as JSONL.")
    ] = None,
    least: Annotated[
        list[str] | None,
        typer.Option("--min", help="A figure that must be reached, NAME=NUMBER; else the exit code is 1."),
    ] = None,
    engine: Annotated[Engines, typer.Option(help="Who answers.")] = Engines.quote,
    judge_model: Annotated[
        str | None,
        typer.Option(
            "--judge-model", help="A model at OPENAI_BASE_URL that judges, instead of the program's own check."
        ),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Questions asked at once.")] = 2,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask anew what an earlier run has answers to.")] = False,
    prices: Annotated[
        str | None, typer.Option(help="What a million tokens cost, PROMPT,COMPLETION; for the cost of a run.")
    ] = None,
    sheet_file: Annotated[
        Path | None, typer.Option("--sheet", help="Write the sentences that nobody judged yet, to be labelled by hand.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask the questions of an evaluation set, and measure the answers."""
    from evals.running_command import Outputs, measured

    minima_wanted = least or []
    missed = measured(
        cases,
        which,
        engine=engine.value,
        judge_model=judge_model,
        workers=workers,
        fresh=fresh,
        prices=prices,
        outputs=Outputs(output, html, markdown, export, sheet_file, as_json),
        least=minima_wanted,
    )
    for line in missed:
        typer.echo(f"not reached: {line}", err=True)
    if missed:
        raise typer.Exit(1)


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="A report of `run -o`.", exists=True, dir_okay=False)],
    new: Annotated[Path, typer.Argument(help="A later one.", exists=True, dir_okay=False)],
    html: Annotated[Path | None, typer.Option("--html", help="Write the comparison as one HTML page.")] = None,
    as_json: Json = False,
) -> None:
    """Did a change help? Better, worse, or noise."""
    from rich.console import Console

    from evals.comparing import compare as compared
    from evals.reports.html import comparison_page
    from evals.reports.terminal import comparison_table
    from evals.runs.reporting import read_report

    found = compared(read_report(old), read_report(new))
    if html:
        html.write_text(comparison_page(found), encoding="utf-8")
    if as_json:
        emit(found)
        return
    for warning in found["warnings"]:
        typer.echo(f"warning: {warning}", err=True)
    Console(width=None if sys.stdout.isatty() else WIDTH).print(comparison_table(found))
    for each in found["changed"]:
        typer.echo(f"  {each['id']}  {each['old']} -> {each['new']}  {each['why']}: {each['question']}")
    typer.echo(found["verdict"])


@app.command()
def feedback(
    output: Annotated[Path, typer.Argument(help="JSONL file to write, to be completed by hand and run.")],
) -> None:
    """Make cases of the answers that were found not right in the browser."""
    from assistant import Assistant
    from evals.feedback import said_cases

    with Assistant.open() as dialogue:
        cases = said_cases(dialogue.feedback)
    rows = (case.model_dump_json(exclude_defaults=True) for case in cases)
    output.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    still = sum(case.open for case in cases)
    typer.echo(f"{len(cases)} cases written to {output}; {still} of them need facts or evidence")


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
    baselines: Annotated[
        bool,
        typer.Option("--baselines", help="Measure the parts of the search alone, and the tutorial's pipeline, too."),
    ] = False,
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
    model: Annotated[
        str | None,
        typer.Option(help="Measure a model at OPENAI_BASE_URL as the judge, instead of the program's check."),
    ] = None,
    first: Annotated[int | None, typer.Option(min=1, help="Only so many responses.")] = None,
    as_json: Json = False,
) -> None:
    """Measure how far a judge agrees with people about which responses hold something unsupported."""
    from evals.judge import evaluate_responses, evaluate_with
    from evals.ragtruth import load_responses
    from evals.reports.terminal import agreement

    rows = load_responses(file)[:first]
    with progress_bar() as progress:
        if model is None:
            result = evaluate_responses(rows, progress=progress)
        else:
            from evals.model_judge import ModelJudge

            result = evaluate_with(ModelJudge.named(model), rows, progress=progress)
    if as_json:
        emit(result)
    else:
        typer.echo(agreement(result))


if __name__ == "__main__":
    main()
