"""True sentences in other words, and their false twins, both written by hand: how many of each are called supported?

``python -m evals.paraphrases``. Each case names a document and an anchor of at most eight of its words; the passage is the
chunk that holds them. Cases over the source documents (set "source") are judged only where DIALOGUE_SOURCES names them.
A fold, by document, goes with each case for whoever sets a threshold: never on the fold it is reported on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import typer
from pydantic import BaseModel, ConfigDict, Field

from assistant.verification.premises import Premise
from evals.errors import BadDataset
from evals.jsonl import read_rows
from evals.premises import Place, source_places, starter_places
from evals.supporting import Judge, RulesAlone, Verifying

CASES = Path(__file__).parent / "cases" / "paraphrases.jsonl"
RESAMPLES = 1000


class Paraphrase(BaseModel):
    """A line of the file of cases."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    document: str
    """File name."""
    anchor: str
    """Words of the passage, at most eight."""
    paraphrase: str
    """What the passage says, in other words."""
    altered: str
    """The same with one fact that is not so."""
    kind: str
    """Of what sort the wrong fact is."""
    set: Literal["digest", "source"]
    fold: int = Field(ge=0, le=4)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a pair was judged."""

    case: Paraphrase
    premise: Premise
    supported: bool
    """The paraphrase was called supported."""
    caught: bool
    """Its twin was not."""
    scores: tuple[float, float]
    """Of the paraphrase and of its twin."""


def load_paraphrases(path: Path = CASES) -> list[Paraphrase]:
    """The cases of a file. Raises ``BadDataset``."""
    return read_rows(path, Paraphrase)


def located(cases: Iterable[Paraphrase], places: Sequence[Place]) -> list[tuple[Paraphrase, Premise]]:
    """Each case with the passage that holds its anchor. Raises ``BadDataset`` where not exactly one does."""
    found = []
    for case in cases:
        held = [
            place.premise for place in places if place.document == case.document and case.anchor in place.premise.text
        ]
        if len(held) != 1:
            raise BadDataset(f"{case.id}: {len(held)} passages of {case.document} hold its anchor, not one")
        found.append((case, held[0]))
    return found


def run(judge: Judge, pairs: Iterable[tuple[Paraphrase, Premise]]) -> list[Outcome]:
    """Judge paraphrases and twins."""
    return [
        Outcome(
            case=case,
            premise=premise,
            supported=judge.supports(case.paraphrase, premise),
            caught=not judge.supports(case.altered, premise),
            scores=(judge.score(case.paraphrase, premise), judge.score(case.altered, premise)),
        )
        for case, premise in pairs
    ]


def area_under_curve(outcomes: Sequence[Outcome]) -> float:
    """The chance that a paraphrase scores above a twin of any pair; ties count half (Mann-Whitney)."""
    true, false = ([outcome.scores[at] for outcome in outcomes] for at in (0, 1))
    wins = sum((one > other) + 0.5 * (one == other) for one in true for other in false)
    return wins / (len(true) * len(false)) if true else 0.0


def interval(
    outcomes: Sequence[Outcome],
    figure: Callable[[Sequence[Outcome]], float],
    *,
    seed: int = 7,
    resamples: int = RESAMPLES,
) -> tuple[float, float]:
    """The middle 95 % of a figure over resamples of whole pairs (percentile bootstrap)."""
    random = Random(seed)  # noqa: S311  no secret
    values = sorted(figure([random.choice(outcomes) for _ in outcomes]) for _ in range(resamples))
    return values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]


def supported_share(outcomes: Sequence[Outcome]) -> float:
    """Share of the paraphrases that were called supported."""
    return sum(outcome.supported for outcome in outcomes) / len(outcomes) if outcomes else 0.0


def caught_share(outcomes: Sequence[Outcome]) -> float:
    """Share of the twins that were not called supported."""
    return sum(outcome.caught for outcome in outcomes) / len(outcomes) if outcomes else 0.0


def told(outcomes: Sequence[Outcome]) -> str:
    """The figures as a table: all, by set, and the twins by kind."""
    groups = [("all", list(outcomes))]
    groups += [(name, [one for one in outcomes if one.case.set == name]) for name in ("digest", "source")]
    lines = [f"{'':<14}{'pairs':>6}{'supported':>11}{'twins not':>11}{'AUC':>8}"]
    for name, group in groups:
        if group:
            figures = (supported_share(group), caught_share(group), area_under_curve(group))
            lines.append(f"{name:<14}{len(group):>6}{figures[0]:>11.3f}{figures[1]:>11.3f}{figures[2]:>8.3f}")
    for title, figure, times in (
        ("supported", supported_share, RESAMPLES),
        ("twins not", caught_share, RESAMPLES),
        ("AUC", area_under_curve, RESAMPLES // 10),
    ):
        low, high = interval(outcomes, figure, resamples=times)
        lines.append(f"95 % interval of {title}: {low:.3f} to {high:.3f}")
    for kind in sorted({outcome.case.kind for outcome in outcomes}):
        group = [outcome for outcome in outcomes if outcome.case.kind == kind]
        lines.append(f"  {kind:<12}{sum(one.caught for one in group):>5} of {len(group)} twins not supported")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """``--rules`` measures the rules alone; ``--wrong`` lists what was judged wrongly."""
    judge: Judge = RulesAlone() if "--rules" in arguments else Verifying.bundled()
    cases = load_paraphrases()
    pairs = located([case for case in cases if case.set == "digest"], starter_places())
    if sources := source_places():
        pairs += located([case for case in cases if case.set == "source"], sources)
    outcomes = run(judge, pairs)
    typer.echo(told(outcomes))
    if "--wrong" in arguments:
        for outcome in outcomes:
            if not outcome.supported:
                typer.echo(f"{outcome.case.id} refused: {outcome.case.paraphrase}")
            if not outcome.caught:
                typer.echo(f"{outcome.case.id} let pass ({outcome.case.kind}): {outcome.case.altered}")


if __name__ == "__main__":
    main(sys.argv[1:])
