"""Product and tutorial's pipeline side by side, in one run: ``python -m evals.bench [-o FILE]`` (``make bench``).

What needs documents or benchmarks that are not there is left out, and said so.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from assistant.console import stdout
from corpus.starter import starter_folder
from evals.beir import Wording
from evals.errors import EvalError
from evals.measured import (
    apart,
    benchmark,
    cold,
    product_ingest,
    product_questions,
    tutorial_ingest,
    tutorial_questions,
)
from evals.sources import benchmarks_folder, cache_folder, sources_folder

BENCHMARKS: tuple[tuple[str, Wording], ...] = (
    ("omos-en", "text"),
    ("mtrag-govt", "history"),
    ("mtrag-govt", "rewrite"),
)
QUESTION = "What was recommended to protect migrants?"
Results = dict[str, dict[str, dict[str, Any]]]
"""What was measured -> which pipeline -> figures."""


def measure() -> Results:
    """Measure everything that can be measured here; each part in a process of its own."""
    results: Results = {}
    with tempfile.TemporaryDirectory(prefix="dialogue-bench-") as made:
        home, tutorial = Path(made) / "home", Path(made) / "tutorial"
        sources = sources_folder()
        folder = sources or starter_folder()
        say(f"ingest of {folder.name}")
        results["ingest"] = {
            "dialogue": apart(product_ingest, folder, home),
            "tutorial": apart(tutorial_ingest, folder, tutorial),
        }
        if sources:
            say("questions on the source documents")
            results["source questions"] = {
                "dialogue": apart(product_questions, home),
                "tutorial": apart(tutorial_questions, tutorial, home),
            }
        else:
            say("left out: questions on the source documents (DIALOGUE_SOURCES is not set)")
        results |= public_benchmarks()
        say("cold starts")
        environment = {**os.environ, "DIALOGUE_HOME": str(home)}
        results["cold start"] = {
            "dialogue": {"help": cold(["--help"], environment), "ask": cold(["ask", QUESTION], environment)}
        }
    return results


def public_benchmarks() -> Results:
    """Retrieval on the public benchmarks that are there."""
    results: Results = {}
    folder = benchmarks_folder()
    for name, wording in BENCHMARKS:
        place = folder / "retrieval" / name if folder else None
        if place is None or not place.is_dir():
            say(f"left out: {name} (DIALOGUE_BENCHMARKS names no folder with it)")
            continue
        say(f"{name}, {wording}")
        found = apart(benchmark, place, cache_folder().resolve(), wording)
        baselines = found.pop("baselines")
        queries = {"queries": found.pop("queries")}
        results[f"{name} ({wording})"] = {"dialogue": {**queries, **found}, **baselines}
    return results


def say(text: str) -> None:
    """A line of progress on stderr."""
    typer.echo(text, err=True)


def tables(results: Results) -> list[Table]:
    """One table for each thing measured: figures down, pipelines across."""
    made: list[Table] = []
    for title, pipelines in results.items():
        table = Table(title, *pipelines, box=None, title_justify="left")
        for name in dict.fromkeys(name for figures in pipelines.values() for name in figures):
            table.add_row(name, *(shown(figures.get(name)) for figures in pipelines.values()))
        made.append(table)
    return made


def shown(value: float | None) -> str:
    """A figure with as many places as say something."""
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}" if value >= 10 else f"{value:.3f}"


def main(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the figures, as JSON, to a file.")
    ] = None,
) -> None:
    """Measure the product and the tutorial's pipeline side by side."""
    try:
        results = measure()
    except EvalError as problem:
        typer.echo(problem.line, err=True)
        raise typer.Exit(1) from problem
    for table in tables(results):
        stdout().print(table)
        stdout().print()
    if output:
        output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
