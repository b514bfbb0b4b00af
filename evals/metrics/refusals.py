"""Is refused what the documents do not answer, and nothing else? Refused is the positive class (as in SQuAD 2.0's no-answer)."""

from __future__ import annotations

from collections.abc import Iterable


def refusal_figures(pairs: Iterable[tuple[bool, bool]]) -> dict[str, float | None]:
    """``{"refusal_precision", "refusal_recall", "refusal_f1"}`` of (unanswerable, refused) pairs; ``None`` of nothing."""
    known = list(pairs)
    right = sum(unanswerable and refused for unanswerable, refused in known)
    refused_ = sum(refused for _, refused in known)
    wanted = sum(unanswerable for unanswerable, _ in known)
    return {
        "refusal_precision": right / refused_ if refused_ else None,
        "refusal_recall": right / wanted if wanted else None,
        "refusal_f1": 2 * right / (refused_ + wanted) if refused_ + wanted else None,
    }
