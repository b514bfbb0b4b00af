"""True sentences, and the same with one fact altered by script: how many of each are called supported?

``python -m evals.perturbations`` prints, for each kind of alteration, the share that is not called supported, and how
many of the unaltered ones are. Over the starter corpus, and over the source documents too where DIALOGUE_SOURCES names
them. Deterministic: the same corpus gives the same sentences.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import typer

from evals.altering import KINDS, altered
from evals.premises import Place, source_places, starter_places
from evals.rewriting import rewritten
from evals.supporting import Judge, RulesAlone, Verifying

PER_KIND = 64
"""Most altered sentences of one kind, from one corpus."""
_META = re.compile(r"This is a digest|Words in brackets|The Red Book prints|stand in “|Where this stands|\bspells?\b")


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence to be judged against a premise."""

    place: Place
    text: str
    kind: str
    """"copy", "rewrite", or a kind of alteration."""
    twin: str
    """The true sentence of the document."""
    span: tuple[int, int]
    """Where it stands in the premise."""
    was: str = ""
    now: str = ""


def trials(places: Sequence[Place], *, seed: int = 20) -> list[Trial]:
    """Copies, light rewrites and altered sentences, in the order of the documents; altered ones balanced by kind."""
    found: dict[str, list[Trial]] = {}
    for place in places:
        for start, end in place.premise.sentences:
            sentence = place.premise.text[start:end]
            if not _usable(sentence):
                continue
            random = Random(f"{seed}:{place.document}:{sentence}")  # noqa: S311  no secret
            true = [("copy", sentence), ("rewrite", rewritten(sentence, random))]
            for kind, text in true:
                if text:
                    found.setdefault(kind, []).append(Trial(place, text, kind, sentence, (start, end)))
            for kind in KINDS:
                base = random.choice([text for _, text in true if text])
                change = altered(base, place, kind, random) or altered(sentence, place, kind, random)
                if change:
                    one = Trial(place, change.text, kind, sentence, (start, end), change.was, change.now)
                    found.setdefault(kind, []).append(one)
    return [one for kind in ("copy", "rewrite", *KINDS) for one in _sample(found.get(kind, []), kind, seed)]


def _usable(sentence: str) -> bool:
    return (
        7 <= len(sentence.split()) <= 60
        and sentence[-1] in ".;"
        and sentence[0].isupper()
        and not _META.search(sentence)
    )


def _sample(found: list[Trial], kind: str, seed: int) -> list[Trial]:
    most = PER_KIND * (4 if kind in {"copy", "rewrite"} else 1)
    if len(found) <= most:
        return found
    chosen = Random(f"{seed}:{kind}").sample(range(len(found)), most)  # noqa: S311  no secret
    return [found[at] for at in sorted(chosen)]


@dataclass(frozen=True, slots=True)
class Row:
    """How sentences of one kind were judged."""

    kind: str
    asked: int
    supported: int

    @property
    def right(self) -> float:
        """Share judged as it should be: true ones supported, altered ones not."""
        good = self.supported if self.kind in {"copy", "rewrite"} else self.asked - self.supported
        return good / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """What the suite measured."""

    rows: tuple[Row, ...]
    wrong: tuple[Trial, ...]
    """True ones that were refused and altered ones that were not."""

    @property
    def altered(self) -> Row:
        """All altered sentences together."""
        rows = [row for row in self.rows if row.kind in KINDS]
        return Row("altered", sum(row.asked for row in rows), sum(row.supported for row in rows))


def run(judge: Judge, places: Sequence[Place]) -> Report:
    """Judge all the trials of some places."""
    asked, supported, wrong = Counter[str](), Counter[str](), []
    for trial in trials(places):
        good = judge.supports(trial.text, trial.place.premise)
        asked[trial.kind] += 1
        supported[trial.kind] += good
        if good != (trial.kind in {"copy", "rewrite"}):
            wrong.append(trial)
    return Report(tuple(Row(kind, asked[kind], supported[kind]) for kind in asked), tuple(wrong))


def told(report: Report) -> str:
    """The report as a table."""
    lines = [f"{'kind':<14}{'sentences':>10}{'supported':>11}{'right':>8}"]
    rows = [*report.rows, report.altered]
    lines += [f"{row.kind:<14}{row.asked:>10}{row.supported:>11}{100 * row.right:>7.1f}%" for row in rows]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """``--rules`` measures the rules alone; ``--wrong`` lists what was judged wrongly."""
    judge: Judge = RulesAlone() if "--rules" in arguments else Verifying.bundled()
    for name, read in (("starter corpus", starter_places), ("source documents", source_places)):
        places = read()
        if not places:
            continue
        report = run(judge, places)
        typer.echo(f"{name}\n{told(report)}\n")
        if "--wrong" in arguments and name.startswith("starter"):
            for trial in report.wrong:
                typer.echo(f"{trial.kind}: {trial.text}\n    [{trial.was} -> {trial.now}] {trial.twin}")


if __name__ == "__main__":
    main(sys.argv[1:])
