"""Reports for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from evals.runs.reporting import Report
from evals.runs.summary import REFUSALS, SHARES

COUNTS = ("cases", "failed", "incomplete", "fell_back")


def run_table(result: Report) -> Table:
    """The figures of a run: all cases with interval, then each type of case."""
    groups = {"all": result["summary"]["all"], **result["summary"]["types"]}
    table = Table(box=None)
    table.add_column("", no_wrap=True)
    table.add_column("all", justify="right", no_wrap=True)
    table.add_column("95 % interval", justify="right", no_wrap=True)
    table.add_column("n", justify="right", no_wrap=True)
    for name in list(groups)[1:]:
        table.add_column(name.replace("_", " "), justify="right")
    for name in COUNTS:
        table.add_row(
            name.replace("_", " "),
            str(groups["all"][name]),
            "",
            "",
            *(str(each[name]) for each in list(groups.values())[1:]),
        )
    for name in (*SHARES, *REFUSALS):
        whole = groups["all"][name]
        table.add_row(
            name.replace("_", " "),
            shown(whole["mean"]),
            between(whole["interval"]),
            str(whole["n"]),
            *(shown(each[name]["mean"]) for each in list(groups.values())[1:]),
        )
    for name in ("p50", "p95"):
        table.add_row(
            f"seconds {name}", seconds(groups["all"]["seconds"][name]), "", str(groups["all"]["seconds"]["n"]),
            *(seconds(each["seconds"][name]) for each in list(groups.values())[1:]),
        )  # fmt: skip
    return table


def comparison_table(found: dict[str, Any]) -> Table:
    """The figures of a comparison."""
    table = Table(box=None)
    for name in ("", "old", "new", "95 % of the difference", "p", ""):
        table.add_column(name, justify="left" if not name else "right", no_wrap=True)
    for each in found["metrics"]:
        table.add_row(
            each["metric"].replace("_", " "), shown(each["old"]), shown(each["new"]),
            f"{each['low']:+.3f} to {each['high']:+.3f}", f"{each['p']:.3f}", each["word"],
        )  # fmt: skip
    return table


def shown(value: float | None) -> str:
    """A share."""
    return "-" if value is None else f"{value:.3f}"


def seconds(value: float | None) -> str:
    """A time."""
    return "-" if value is None else f"{value:.2f}"


def between(interval: list[float] | None) -> str:
    """An interval."""
    return f"{interval[0]:.3f}-{interval[1]:.3f}" if interval else ""


def agreement(result: Mapping[str, Any]) -> str:
    """How far a judge agrees with people, in lines; ``result`` is as ``evals.judge`` gives it."""
    low, high = result["f1_interval"]
    lines = [
        f"judge {result.get('judge', 'dialogue')}: {result['n']} responses, {result['hallucinated']} of them hallucinated",
        f"F1 {result['f1']:.3f} (95 % interval {low:.3f}-{high:.3f}), precision {result['precision']:.3f}, "
        f"recall {result['recall']:.3f}",
        f"balanced accuracy {result['balanced_accuracy']:.3f}, Cohen's kappa {result['kappa']:.3f}, AUC {result['auc']:.3f}, "
        f"expected calibration error {result['ece']:.3f}",
    ]
    if result.get("learnt_from"):
        lines.append(f"{result['learnt_from']} of them were learnt from, and were judged by cross-validation")
    if result.get("unjudged"):
        lines.append(f"{result['unjudged']} more could not be judged, and are part of no figure")
    return "\n".join(lines)
