"""What ``dialogue-evals run`` does: a run, and everything that is written of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from assistant.commands import emit
from assistant.types import Engine
from evals.cli import WIDTH, progress_bar
from evals.errors import BadDataset, DocumentsMissing
from evals.exporting import write_rows
from evals.gate import minima, missed
from evals.judges import ClaimJudge, OfflineJudge
from evals.labels import Label, sentence_hash, write_sheet
from evals.measuring import How, chosen_cases, measure, opened, sheet_rows
from evals.reports.html import run_page
from evals.reports.markdown import markdown
from evals.reports.terminal import run_table
from evals.runs.reporting import Report, write_report
from evals.runs.scoring import Prices, Scored


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the report goes."""

    report: Path | None = None
    html: Path | None = None
    markdown: Path | None = None
    export: Path | None = None
    sheet: Path | None = None
    as_json: bool = False


def measured(
    cases: Path | None,
    which: str,
    *,
    engine: Engine,
    judge_model: str | None,
    workers: int,
    fresh: bool,
    prices: str | None,
    outputs: Outputs,
    least: Sequence[str],
) -> list[str]:
    """Run, write, print; what was asked for and not reached, one line each. Raises ``BadDataset``, ``DocumentsMissing``."""
    wanted = minima(least)
    how = How(engine=engine, workers=workers, fresh=fresh, prices=_prices(prices))
    with opened(cases, which) as dialogue, progress_bar() as progress:
        asked = chosen_cases(cases, which, dialogue)
        result, scored = measure(dialogue, asked, how=how, judge=_judge(judge_model), progress=progress)
    _write(result, scored, outputs)
    whole = result["summary"]["all"]
    if whole["failed"] == whole["cases"]:
        raise DocumentsMissing(f"none of the {whole['cases']} questions could be measured")
    return missed(whole, wanted)


def _judge(model: str | None) -> ClaimJudge:
    if model is None:
        return OfflineJudge()
    from evals.model_judge import ModelJudge

    return ModelJudge.named(model)


def _prices(text: str | None) -> Prices | None:
    if text is None:
        return None
    try:
        prompt, completion = (float(each) for each in text.split(","))
    except ValueError as problem:
        raise BadDataset(f"--prices {text}: two numbers are expected", hint="write them as 0.15,0.60") from problem
    return Prices(prompt, completion)


def _write(result: Report, scored: Sequence[Scored], outputs: Outputs) -> None:
    if outputs.report:
        write_report(outputs.report, result)
    if outputs.html:
        outputs.html.write_text(run_page(result), encoding="utf-8")
    if outputs.markdown:
        outputs.markdown.write_text(markdown(result), encoding="utf-8")
    if outputs.export:
        write_rows(outputs.export, result)
    if outputs.sheet:
        write_sheet(outputs.sheet, sheet(scored))
    if outputs.as_json:
        emit({key: value for key, value in result.items() if key != "cases"})
        return
    console = Console(width=None if sys.stdout.isatty() else 2 * WIDTH)
    console.print(run_table(result))
    console.print(f"{result['judge_trust']['text']}", style="dim", highlight=False)
    for case in result["cases"]:
        if case["error"]:
            typer.echo(f"{case['id']}: {case['error']}", err=True)


def sheet(scored: Sequence[Scored]) -> list[Label]:
    """The sentences shown for answerable questions that nobody judged yet, for labelling by hand."""
    return [
        Label(
            case=case.id,
            document=name,
            hash=sentence_hash(text),
            question=case.question,
            text=" ".join(text.split()),
        )
        for case, name, text in sheet_rows(scored)
    ]
