"""How an answer in quotations came about, and how those of the sides of a comparison become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answerability import Verdict
from assistant.candidates import Lookup, Scored
from assistant.citing import Shown, cite
from vectorstore.types import Passage, SearchResult

Groups = tuple[tuple[str | None, tuple[Scored, ...]], ...]
"""Heading -> the sentences under it."""
SEVERAL = 2
"""Sides that must have an answer for them to be set side by side."""


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about."""

    query: str
    result: SearchResult
    verdict: Verdict
    chosen: Groups
    """What quote mode chose, whether or not it is shown."""
    shown: Shown
    passages: tuple[Passage, ...]
    """Those that were retrieved, then those that a quoted list reaches into."""
    queries: tuple[str, ...] = ()
    """The questions about the sides of a comparison."""
    notes: tuple[str, ...] = ()
    """About which side nothing was found, and why, one line each."""


def side_by_side(whole: Trace, parts: Sequence[Trace], documents: Lookup) -> Trace:
    """One trace of a comparison and the questions about its sides, with the passages of all in turn.

    Where at least two sides have an answer, each stands under its question; else what was found for the whole is shown, or for
    the one side.
    """
    together = _passages(whole, parts)
    answered = [each for each in parts if each.verdict.answered]
    if len(answered) < SEVERAL and (whole.verdict.answered or not answered):
        return replace(together, verdict=whole.verdict, chosen=whole.chosen, shown=whole.shown)
    chosen = _grouped(answered)
    return replace(
        together,
        verdict=min((each.verdict for each in answered), key=lambda each: each.probability),
        chosen=chosen,
        shown=cite(chosen, documents),
        notes=tuple(_missing(each) for each in parts if not each.verdict.answered),
    )


def _grouped(answered: Sequence[Trace]) -> Groups:
    """The sentences of each side under its question; one that answers several sides stands under the first."""
    seen: set[tuple[str, int]] = set()
    groups: list[tuple[str | None, tuple[Scored, ...]]] = []
    for trace in answered:
        fresh = {
            (each.candidate.document_id, each.candidate.start): each
            for _, group in trace.chosen
            for each in group
            if (each.candidate.document_id, each.candidate.start) not in seen
        }
        seen |= fresh.keys()
        if fresh:
            groups.append((trace.query, tuple(fresh.values())))
    return tuple(groups)


def _missing(trace: Trace) -> str:
    return f"Nothing was found for “{trace.query}” {trace.verdict.reason or ''}".rstrip()


def _passages(whole: Trace, parts: Sequence[Trace]) -> Trace:
    traces = [whole, *parts]
    columns = [each.result.passages for each in traces]
    turns = [column[at] for at in range(max(map(len, columns), default=0)) for column in columns if at < len(column)]
    unique = {each.chunk.id: each for each in turns}.values()
    ranked = tuple(replace(each, rank=rank) for rank, each in enumerate(unique, start=1))
    flagged = tuple({each.chunk.id: each for trace in traces for each in trace.result.flagged}.values())
    beside = [each for trace in traces for each in trace.passages]
    read = {each.chunk.id: each for each in (*ranked, *beside)}.values()
    return replace(
        whole,
        result=replace(whole.result, passages=ranked, flagged=flagged),
        passages=tuple(replace(each, rank=rank) for rank, each in enumerate(read, start=1)),
        queries=tuple(each.query for each in parts),
    )
