"""How far does the check of sentences agree with people? Responses of language models with the unsupported spans marked.

A response is called hallucinated when its sentences, each scored by ``assistant.verification.verifier`` against the
context, make that likely enough. For rows that the check was learnt from, ``judge_folds.json`` holds what the
cross-validation said: models and thresholds that saw no response about the same context.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.resources import files

import numpy as np

from assistant.verification.model import chance, response_features, verification_model
from assistant.verification.verifier import Verifier
from evals.errors import BadDataset
from evals.judges import ClaimJudge
from evals.judging import figures
from evals.ragtruth import Response, premises_of, spans_of_sentences
from vectorstore.tokens import BundledTokens

Progress = Callable[[str, int, int], None]
Call = tuple[float, float]
"""Probability of "hallucinated", and the threshold from which on it counts as such."""
WORKERS = 4
"""Responses judged at once by a model."""
_SILENT = 0.9
"""Score of a response without sentences."""


@lru_cache(maxsize=1)
def known_calls() -> Mapping[str, Call]:
    """What the cross-validation said of the rows learnt from, by fingerprint."""
    data = json.loads(files("evals").joinpath("judge_folds.json").read_text(encoding="utf-8"))
    return {name: (each[0], each[1]) for name, each in data.items()}


def call(row: Response, verifier: Verifier) -> Call:
    """What the check of the package says of a response."""
    read = verifier.read(premises_of(row.context))
    scores = [verifier.score(row.response[start:end], read) for start, end in spans_of_sentences(row.response)]
    learnt = verification_model().responses[row.kind]
    return chance(float(learnt.model(response_features(scores or [_SILENT])[None])[0])), learnt.threshold


def evaluate_responses(
    rows: Sequence[Response], *, verifier: Verifier | None = None, progress: Progress | None = None
) -> dict[str, object]:
    """Figures at response level; ``learnt_from`` rows of ``n`` were judged by cross-validation. Raises ``BadDataset``."""
    if not rows:
        raise BadDataset("there is no response in the file")
    known, calls, verifier = known_calls(), list[Call](), verifier or Verifier(BundledTokens())
    for at, row in enumerate(rows):
        found = known.get(row.fingerprint)
        if found is None:
            found = call(row, verifier)
        calls.append(found)
        if progress:
            progress("judging responses", at + 1, len(rows))
    learnt_from = sum(row.fingerprint in known for row in rows)
    return {**_figures(rows, calls), "learnt_from": learnt_from}


def evaluate_with(
    judge: ClaimJudge, rows: Sequence[Response], *, workers: int = WORKERS, progress: Progress | None = None
) -> dict[str, object]:
    """The same figures of any judge of claims: a response is hallucinated when one of its sentences is not supported.

    What could not be judged is counted as ``unjudged``, and is part of no figure. Raises ``BadDataset``.
    """
    if not rows:
        raise BadDataset("there is no response in the file")
    calls: list[Call | None] = []
    with ThreadPoolExecutor(workers) as pool:
        for found in pool.map(lambda row: call_of(judge, row), rows):
            calls.append(found)
            if progress:
                progress("judging responses", len(calls), len(rows))
    judged = [(row, found) for row, found in zip(rows, calls, strict=True) if found]
    if not judged:
        raise BadDataset(f"{judge.name} could not judge any of the {len(rows)} responses")
    told = _figures([row for row, _ in judged], [found for _, found in judged])
    return {**told, "judge": judge.name, "unjudged": len(rows) - len(judged)}


def call_of(judge: ClaimJudge, row: Response) -> Call | None:
    """What a judge says of a response, by its least supported sentence; ``None`` where that cannot be told."""
    premises = premises_of(row.context)
    verdicts = [judge.judge(row.response[start:end], premises) for start, end in spans_of_sentences(row.response)]
    if any(each.supported is False for each in verdicts):
        return 1 - min(each.score or 0.0 for each in verdicts if each.supported is False), 0.0
    if not verdicts or any(each.supported is None for each in verdicts):
        return None
    return 1 - min(1.0 if each.score is None else each.score for each in verdicts), np.inf


def _figures(rows: Sequence[Response], calls: Sequence[Call]) -> dict[str, object]:
    truth = np.array([row.hallucinated for row in rows], dtype=bool)
    chances, limits = np.array(calls).T
    sources = [str(row.source_id if row.source_id is not None else row.context) for row in rows]
    groups = np.unique(sources, return_inverse=True)[1]
    return figures(truth, chances, chances >= limits, groups)
