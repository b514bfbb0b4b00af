"""How far can the judge be believed? Its agreement with people, said beside every figure that rests on it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

AGREEMENT = "judge_agreement.json"
"""Written by ``evals.verification_training``: figures of the cross-validation on RAGTruth."""


def offline_trust() -> dict[str, Any]:
    """``{"text", "qa", "summary"}`` of the product's own check."""
    data = json.loads(files("evals").joinpath(AGREEMENT).read_text(encoding="utf-8"))
    qa, summary = data["qa"], data["summary"]
    text = (
        "The judge finds responses that people marked as unsupported with "
        f"F1 {qa['f1']:.2f} (balanced accuracy {qa['balanced_accuracy']:.2f}) in answers and "
        f"F1 {summary['f1']:.2f} ({summary['balanced_accuracy']:.2f}) in summaries."
    )
    return {"text": text, "qa": qa, "summary": summary}


def unmeasured_trust(name: str) -> dict[str, Any]:
    """Of a model whose agreement nobody measured."""
    return {
        "text": f"How far {name} agrees with people is not measured: dialogue-evals judge FILE --model measures it."
    }
