"""A run, or a comparison of two, as one HTML file that needs nothing else: no script, no address."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, select_autoescape

from evals.metrics.key_facts import holds
from evals.reports import plots
from evals.reports.markdown import outcome
from evals.reports.terminal import seconds, shown
from evals.runs.reporting import Report
from evals.runs.summary import REFUSALS, SHARES

MEANINGS = {
    "recall@5": "share of the evidence in the first five passages",
    "ndcg@10": "evidence near the top of ten passages",
    "mrr@10": "one over the rank of the first passage with evidence",
    "key_fact_recall": "share of the facts that an answer must hold",
    "faithfulness": "share of the claims shown that their citations support.",
    "citation_recall": "share of the sentences that what they cite supports (ALCE).",
    "citation_precision": "share of the citations that are needed and right (ALCE).",
    "quotation_exactness": "share of the quotations that stand in their document, letter by letter",
    "relevance": "share of the sentences shown that bear on the question, of those judged by hand",
    "attribution_accuracy": "share of what is shown of a known speaker that is shown as theirs",
    "refusal_accuracy": "share of the questions that were rightly answered or refused",
    "language_match": "share of the written answers in the language of the question",
    "score": "one figure a case: key facts held, or rightly refused",
    "refusal_precision": "share of the refusals that were right",
    "refusal_recall": "share of what the documents do not answer that was refused",
    "refusal_f1": "the two together",
}
BY_TYPE = "Score by type of question; in brackets, how many. Dots are means, lines 95 % intervals."
CONFIDENCE = "Confidence of the answers, against whether their score was above one half."
JUDGED = frozenset({"faithfulness", "citation_recall", "citation_precision"})


def run_page(result: Report) -> str:
    """The page of a run."""
    summary = result["summary"]
    cases = [_case(each) for each in result["cases"]]
    cases.sort(key=lambda each: each["right"])  # stable: in the order of the cases
    return _rendered(
        "run.html.jinja",
        title="Dialogue: how good are the answers?",
        made=result["provenance"],
        whole=summary["all"],
        metrics=[(name, summary["all"][name]) for name in (*SHARES, *REFUSALS) if summary["all"][name]["n"]],
        meanings=MEANINGS,
        judged_by=JUDGED,
        trust=result["judge_trust"].get("text", ""),
        plots=[
            (BY_TYPE, plots.bars(summary["types"], "score")),
            ("Score by tag.", plots.bars(_common(summary["tags"]), "score")),
            ("Answered or refused.", plots.refusals(result)),
            ("Time of an answer.", plots.latency(result)),
            (CONFIDENCE, plots.calibration(_confidences(result))),
            ("Support score of written sentences, against the judge.", plots.calibration(_supports(result))),
        ],
        cases=cases,
        failing=sum(not each["right"] for each in cases),
        shown=shown,
        seconds=seconds,
    )  # fmt: skip


def comparison_page(found: dict[str, Any]) -> str:
    """The page of a comparison, as ``evals.comparing.compare`` gives it."""
    return _rendered(
        "comparison.html.jinja",
        title="Dialogue: did the change help?",
        found=found,
        plot=plots.differences(found["metrics"]),
        shown=shown,
    )


def _rendered(name: str, **values: Any) -> str:
    folder = files("evals.reports").joinpath("templates")
    environment = Environment(
        loader=FunctionLoader(lambda wanted: folder.joinpath(wanted).read_text(encoding="utf-8")),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name).render(**values)


def _case(case: dict[str, Any]) -> dict[str, Any]:
    score = case["metrics"]["score"]["value"]
    text = case["answer"]["answer"] if case["answer"] and not case["refused"] else ""
    return {
        **case,
        "right": score == 1.0,
        "outcome": outcome(case),
        "fact_marks": [(fact[0], holds(text, fact)) for fact in case["facts"]],
    }


def _common(tags: dict[str, Any], most: int = 24) -> dict[str, Any]:
    """The tags with most cases, and at least two."""
    ordered = sorted(tags, key=lambda name: (-tags[name]["cases"], name))
    return {name: tags[name] for name in ordered[:most] if tags[name]["cases"] > 1}


def _confidences(result: Report) -> list[tuple[float, bool]]:
    return [
        (case["answer"]["confidence"], (case["metrics"]["score"]["value"] or 0.0) > 0.5)
        for case in result["cases"]
        if case["answer"] and not case["refused"] and case["answer"]["confidence"] is not None
    ]


def _supports(result: Report) -> list[tuple[float, bool]]:
    return [
        (each["score"], bool(each["supported"]))
        for case in result["cases"]
        for each in case["verdicts"]
        if each["support"] != "quoted" and each["score"] is not None and each["supported"] is not None
    ]
