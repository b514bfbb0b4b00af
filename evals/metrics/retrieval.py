"""Is the evidence among the passages found? Recall, nDCG and MRR, the last two by ir-measures.

Evidence is a list of items, each of which stands in one or more places. An item is found by a passage that holds at least half
of one of its places. In terms of ir-measures (and TREC) a passage is relevant by the number of items that no better passage
held, and an item that no passage held is a relevant document that was not retrieved.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.errors import PackageMissing
from evals.questions import Span, covered

FIRST = 5
DEEPEST = 10


def item_recall(items: Sequence[Sequence[Span]], passages: Sequence[Span], *, first: int = FIRST) -> float:
    """Share of the items of evidence that the first passages hold; at least one item."""
    return sum(covered(items, passages[:first])) / len(items)


def rank_measures(items: Sequence[Sequence[Span]], passages: Sequence[Span]) -> dict[str, float]:
    """``{"ndcg@10", "mrr@10"}`` of passages, best first; at least one item.

    nDCG as in Järvelin and Kekäläinen 2002, gains not exponential. Raises ``PackageMissing``.
    """
    try:
        import ir_measures
    except ImportError as problem:
        raise PackageMissing("ir-measures is not installed") from problem
    gains: dict[str, int] = {}
    found = [False] * len(items)
    for rank, passage in enumerate(passages):
        new = [at for at, held in enumerate(covered(items, [passage])) if held and not found[at]]
        for at in new:
            found[at] = True
        if new:
            gains[f"passage {rank}"] = len(new)
    gains |= {f"item {at}": 1 for at, held in enumerate(found) if not held}
    run = {f"passage {rank}": float(-rank) for rank in range(len(passages))} or {"nothing": 0.0}
    measures = {"ndcg@10": ir_measures.nDCG @ DEEPEST, "mrr@10": ir_measures.RR @ DEEPEST}
    values = ir_measures.calc_aggregate(list(measures.values()), {"case": gains}, {"case": run})
    return {name: float(values[measure]) for name, measure in measures.items()}
