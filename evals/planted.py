"""Does ``compare`` tell a change from noise? Regressions are planted, and the same build is compared with itself.

Run as ``python -m evals.planted [--written]``: asks the starter set of this build, of one without the reranker, of one that
refuses far too much and of one without context headers; and, with ``--written``, a language model at OPENAI_BASE_URL twice. Each
is tried on ``TRIES`` random draws of the cases. The table is kept in ``docs/evals.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np

from assistant import Assistant, answerability
from corpus.starter import starter_folder
from corpus.types import Chunk, Metadata
from evals.comparing import compare
from evals.measuring import How, measure
from evals.questions import Case, load_cases
from evals.runs.reporting import Report
from evals.sources import cache_folder, open_sources
from vectorstore import ingest, search
from vectorstore.rerank import Scores

TRIES = 10
DRAWN = 120
"""Cases of one try."""
ASKED_TWICE = 40
"""Cases that a language model is asked, twice."""
MOVED = 0.9
"""A threshold of the refusal that refuses a third of what it should answer."""


def restricted(report: Report, names: Sequence[str]) -> Report:
    """The report with some of its cases."""
    wanted = set(names)
    return {**report, "cases": [case for case in report["cases"] if case["id"] in wanted]}


def drawn(report: Report, seed: int, count: int) -> list[str]:
    """The names of cases that a seed draws, without repeats."""
    names = [case["id"] for case in report["cases"]]
    return [names[at] for at in np.random.default_rng(seed).permutation(len(names))[:count]]


def paired_tries(old: Report, new: Report, *, count: int = DRAWN) -> list[str]:
    """The verdicts of both builds on the same cases."""
    found = []
    for seed in range(TRIES):
        names = drawn(old, seed, min(count, 3 * len(old["cases"]) // 4))
        found.append(str(compare(restricted(old, names), restricted(new, names))["verdict"]))
    return found


def halves_tries(report: Report) -> list[str]:
    """The verdicts of one build on two disjoint halves of the cases."""
    found = []
    for seed in range(TRIES):
        names = drawn(report, seed, len(report["cases"]))
        middle = len(names) // 2
        found.append(str(compare(restricted(report, names[:middle]), restricted(report, names[middle:]))["verdict"]))
    return found


def asked(dialogue: Assistant, cases: Sequence[Case], *, written: bool = False) -> Report:
    """A report of this moment's build."""
    return measure(dialogue, cases, how=How(engine="written" if written else "quote", fresh=True))[0]


class NoReranker:
    """Finds everything alike: passages and sentences come in the order of the two searches."""

    name = "none"

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """A zero for each text."""
        del query
        return np.zeros(len(texts), dtype=np.float32)


@contextmanager
def moved_threshold() -> Iterator[None]:
    """Refuse what is not very certain."""
    found = replace(answerability.calibration(), threshold=MOVED)
    with patch.object(answerability, "calibration", lambda: found):
        yield


@contextmanager
def no_headers() -> Iterator[None]:
    """Index the passages by their own words alone."""

    def bare(_title: str, _metadata: Metadata, chunk: Chunk) -> str:
        return chunk.text

    with patch.object(ingest, "indexed_text", bare), patch.object(search, "indexed_text", bare):
        yield


def main(arguments: Sequence[str]) -> None:
    """Ask, compare, print a line for each."""
    cases = load_cases("starter")
    folder = starter_folder()
    assert folder is not None
    with open_sources(folder, cache_folder() / "starter") as dialogue:
        base = asked(dialogue, cases)
        _tell("the same build, disjoint halves", halves_tries(base), "noise")
        with moved_threshold():
            _tell(f"threshold {MOVED}", paired_tries(base, asked(dialogue, cases)), "worse")
        if "--written" in arguments:
            some = [case for case in cases if case.answerable][:: len(cases) // ASKED_TWICE][:ASKED_TWICE]
            first, second = (asked(dialogue, some, written=True) for _ in range(2))
            _tell("a model asked twice", paired_tries(first, second), "noise")
    with Assistant.open(cache_folder() / "starter", reranker=NoReranker()) as dialogue:
        _tell("no reranker", paired_tries(base, asked(dialogue, cases)), "worse")
    with TemporaryDirectory() as home, no_headers(), open_sources(folder, Path(home)) as dialogue:
        _tell("no context headers", paired_tries(base, asked(dialogue, cases)), "worse")


def _tell(name: str, verdicts: Sequence[str], wanted: str) -> None:
    counts = ", ".join(f"{verdicts.count(word)} {word}" for word in ("better", "noise", "worse"))
    sys.stdout.write(f"| {name} | {wanted} | {counts} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
