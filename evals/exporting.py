"""A run as rows for other tools, in the layout of Ragas: ``user_input``, ``retrieved_contexts``, ``response``, ``reference``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.runs.reporting import Report


def rows(result: Report) -> Iterator[dict[str, Any]]:
    """A row for each case that was answered or refused."""
    for case in result["cases"]:
        if case["answer"] is None:
            continue
        yield {
            "id": case["id"],
            "user_input": case["question"],
            "retrieved_contexts": [each["text"] for each in case["found"]],
            "response": case["answer"]["answer"],
            "reference": "; ".join(fact[0] for fact in case["facts"]) or (case["reason"] or ""),
            "reference_contexts": [place["anchor"] for item in case["evidence"] for place in item[:1]],
        }


def write_rows(path: Path, result: Report) -> int:
    """Write them as JSONL; gives how many."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows(result)]
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines)
