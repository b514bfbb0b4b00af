"""Training ``corpus.instruction_words``: orders of a grammar and of the cases against passages that give none.

    python -m evals.instruction_training BENCHMARKS

reads the passages of ``BENCHMARKS/retrieval/*/corpus.jsonl``, the contexts of ``BENCHMARKS/judge/*.jsonl`` and the starter
corpus, and writes the weights. The threshold comes from weights that were trained without the passages they are tried on:
at it, ``ALARMS`` of the passages are flagged.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.disguises import folded
from corpus.instruction_words import FILE, features, kinds_of, sentences
from corpus.starter import starter_folder
from evals.instruction_grammar import CLASSES, orders

CASES = Path(__file__).with_name("cases") / "instructions.jsonl"
EACH = 60
"""How often each sentence of the grammar is filled."""
REPEATED = 3
"""How often each sentence of a case counts."""
HARMLESS = 10
"""How often each harmless case counts."""
FOLDS = 5
ALARMS = 0.0004
"""Share of the passages that may be flagged."""
KEPT = 5000
"""Weights kept, the largest."""
COMMON = 4
"""Sentences a feature must stand in."""

Weights = dict[str, float]
_KINDS = kinds_of(CLASSES)


def _features(sentence: str) -> set[str]:
    return features(sentence, _KINDS)


def ordering() -> list[set[str]]:
    """Features of sentences that are orders: those of the grammar, and of the cases that the rules were written with."""
    known = [each for text in _cases("tuned") for each in sentences(folded(text)) if len(each.split()) > 2]
    return [_features(text) for text in (*orders(EACH), *known * REPEATED)]


def harmless(benchmarks: Path) -> list[list[set[str]]]:
    """Features of the sentences of each passage that gives no order to a program."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(starter_folder().glob("*.md"))]
    paragraphs = [part for text in texts for part in text.split("\n\n")]
    for file in sorted(benchmarks.glob("retrieval/*/corpus.jsonl")):
        paragraphs += [f"{row.get('title') or ''}\n{row['text']}" for row in _rows(file)]
    for file in sorted(benchmarks.glob("judge/*.jsonl")):
        paragraphs += [part for row in _rows(file) for part in row["context"].split("\n\n")]
    known = _cases("harmless") * HARMLESS
    return [[_features(each) for each in sentences(folded(text))] for text in (*known, *dict.fromkeys(paragraphs))]


def _cases(kind: str) -> list[str]:
    return [row["text"] for row in _rows(CASES) if row["set"] == kind]


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def fitted(positive: Sequence[set[str]], negative: Sequence[set[str]]) -> tuple[Weights, float]:
    """The largest weights of a logistic model, and its intercept."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [*positive, *negative]
    counts = Counter(each for row in rows for each in row)
    place = {name: at for at, name in enumerate(name for name in sorted(counts) if counts[name] >= COMMON)}
    cells = [(at, place[name]) for at, row in enumerate(rows) for name in sorted(row) if name in place]
    shape = (len(rows), len(place))
    matrix = csr_matrix((np.ones(len(cells)), tuple(np.array(cells).T)), shape=shape)
    labels = np.repeat([1, 0], [len(positive), len(negative)])
    model: Any = LogisticRegression(C=0.1, solver="liblinear", random_state=1, max_iter=300).fit(matrix, labels)
    found = model.coef_[0]
    largest = sorted(place, key=lambda name: -abs(found[place[name]]))[:KEPT]
    return {name: round(float(found[place[name]]), 3) for name in largest}, float(model.intercept_[0])


def total(weights: Weights, row: set[str]) -> float:
    """Sum of the weights of a sentence."""
    return sum(weights.get(each, 0.0) for each in row)


def trained(benchmarks: Path) -> dict[str, object]:
    """The model as ``corpus.instruction_words`` reads it."""
    positive, passages = ordering(), harmless(benchmarks)
    highest = []
    for fold in range(FOLDS):
        weights, _ = fitted(positive, [row for at, rows in enumerate(passages) if at % FOLDS != fold for row in rows])
        highest += [max((total(weights, row) for row in rows), default=-9.0) for rows in passages[fold::FOLDS]]
    threshold = sorted(highest, reverse=True)[int(ALARMS * len(passages))]
    weights, _ = fitted(positive, [row for rows in passages for row in rows])
    kept = dict(sorted(weights.items()))
    version = hashlib.sha256(json.dumps([kept, threshold]).encode()).hexdigest()[:12]
    classes = {kind: " ".join(words) for kind, words in CLASSES.items()}
    return {"version": version, "threshold": round(threshold, 3), "classes": classes, "weights": kept}


def main() -> None:
    """Train, and write the weights beside the module that reads them."""
    model = trained(Path(sys.argv[1]))
    FILE.write_text(json.dumps(model, ensure_ascii=True, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"threshold {model['threshold']}, version {model['version']}\n")


if __name__ == "__main__":
    main()
