"""Reports for a terminal."""

from __future__ import annotations

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
        table.add_row(name.replace("_", " "), str(groups["all"][name]), "", "", *(str(each[name]) for each in list(groups.values())[1:]))
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
