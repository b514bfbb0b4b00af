"""Several premises as one: a sentence may rest on all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.verification.premises import Premise


def union(premises: Sequence[Premise]) -> tuple[Premise, tuple[int, ...]]:
    """One premise with all their texts, a line each, and where each text begins in it."""
    texts: list[str] = []
    starts: list[int] = []
    for each in premises:
        starts.append(sum(len(text) + 1 for text in texts))
        texts.append(each.text)
    moved = list(zip(premises, starts, strict=True))
    whole = Premise(
        text="\n".join(texts),
        sentences=tuple((start + by, end + by) for each, by in moved for start, end in each.sentences),
        header=" | ".join(dict.fromkeys(each.header for each in premises if each.header)),
        opening=" | ".join(dict.fromkeys(each.opening for each in premises if each.opening)),
        statements=tuple(
            replace(said, start=said.start + by, end=said.end + by) for each, by in moved for said in each.statements
        ),
    )
    return whole, tuple(starts)
