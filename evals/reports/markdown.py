"""A run as a summary for a pull request, in Markdown."""

from __future__ import annotations

from evals.reports.terminal import between, seconds, shown
from evals.runs.reporting import Report
from evals.runs.summary import REFUSALS, SHARES

MOST = 10
"""Failing cases that are named."""


def markdown(result: Report) -> str:
    """The summary: figures, how far the judge can be believed, the worst cases."""
    whole, made = result["summary"]["all"], result["provenance"]
    lines = [
        f"## Evals: {whole['cases']} cases, {made['engine']} mode" + (f", {made['model']}" if made["model"] else ""),
        "",
        "| figure | mean | 95 % interval | n | not judged |",
        "|---|---|---|---|---|",
    ]
    for name in (*SHARES, *REFUSALS):
        each = whole[name]
        if each["n"]:
            row = (name.replace("_", " "), shown(each["mean"]), between(each["interval"]), each["n"], each["unjudged"])
            lines.append(f"| {' | '.join(map(str, row))} |")
    times = whole["seconds"]
    lines += [
        "",
        f"Seconds: {seconds(times['p50'])} (p50), {seconds(times['p95'])} (p95) over {times['n']} answers made in this run.",
    ]
    lines += [f"Judge: {made['judge']}. {result['judge_trust'].get('text', '')}".strip()]
    failing = [each for each in result["cases"] if each["error"] or (each["metrics"]["score"]["value"] or 0.0) < 1.0]
    if failing:
        lines += ["", f"{len(failing)} cases are not fully right; the first {min(MOST, len(failing))}:", ""]
        lines += [f"- `{each['id']}` {_cell(each['question'])}: {outcome(each)}" for each in failing[:MOST]]
    lines += ["", f"Build {made['build']}, documents {made['corpus']}, {made['date']}."]
    return "\n".join(lines) + "\n"


def outcome(case: dict[str, object]) -> str:
    """What came of a case, in a few words."""
    if case["error"]:
        return f"failed ({case['error']})"
    if case["type"] == "open" and not case["answerable"]:
        return "nobody said what a right answer is"
    if not case["answerable"]:
        return "refused, rightly" if case["refused"] else "answered, though the documents do not say it"
    if case["refused"]:
        return "refused, though the documents say it"
    score = case["metrics"]["score"]["value"]  # type: ignore[index]
    return "right" if score == 1 else f"part of it missing ({shown(score)})"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
