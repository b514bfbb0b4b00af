"""A run as one JSON object: schema "dialogue-evals/1", described in ``docs/evals.md``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.errors import BadDataset
from evals.runs.scoring import Scored
from evals.runs.summary import summary

SCHEMA = "dialogue-evals/1"
Report = dict[str, Any]


def report(scored: Sequence[Scored], provenance: Mapping[str, Any], trust: Mapping[str, Any]) -> Report:
    """Everything about a run; ``trust`` is how far the judge agrees with people."""
    return {
        "schema": SCHEMA,
        "provenance": dict(provenance),
        "judge_trust": dict(trust),
        "summary": summary(scored),
        "cases": [_case(each) for each in scored],
    }


def _case(scored: Scored) -> dict[str, Any]:
    case, record = scored.case, scored.record
    return {
        **case.model_dump(mode="json", exclude={"relevant"}),
        "answerable": case.answerable,
        "refused": scored.refused,
        "error": record.error,
        "cached": record.cached,
        "answer": record.answer.model_dump(mode="json", exclude={"passages"}) if record.answer else None,
        "found": [each.model_dump(mode="json") for each in record.found],
        "metrics": {name: asdict(value) for name, value in scored.values.items()},
        "verdicts": [
            {"text": each.sentence.text, "support": each.sentence.support, **asdict(each.verdict)}
            for each in scored.verdicts
        ],
    }


def write_report(path: Path, result: Report) -> None:
    """As JSON, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(path)


def read_report(path: Path) -> Report:
    """A report that was written. Raises ``BadDataset``."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not JSON"
        raise BadDataset(f"{path} cannot be read as a report: {reason}") from problem
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise BadDataset(
            f"{path} is no report of this version ({SCHEMA})", hint="make it anew with: dialogue-evals run -o FILE"
        )
    return found
