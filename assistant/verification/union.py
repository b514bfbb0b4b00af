"""Several premises as one: a sentence may rest on all of them together, and what contradicts it is looked for in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.facts.checks import Conflict, conflicts
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


def conflicts_with(
    text: str, premises: Sequence[Premise], places: Sequence[tuple[int, int, int]]
) -> tuple[Conflict, ...]:
    """What contradicts a sentence in its evidence, (premise, start, end) each, read as parts of one premise."""
    used = sorted({at for at, _, _ in places})
    whole, starts = union([premises[at] for at in used])
    begins = dict(zip(used, starts, strict=True))
    return conflicts(text, whole, [(start + begins[at], end + begins[at]) for at, start, end in places])
