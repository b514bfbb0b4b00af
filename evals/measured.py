"""The parts of the benchmark, each run in a process of its own, so that time and memory belong to it alone.

Every function gives figures by name; times are in seconds, memory in MiB.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from assistant import Assistant
from corpus.decoding import decode
from corpus.loaders import LOADERS
from evals.averages import mean, percentile, reciprocal
from evals.beir import Wording, load_dataset
from evals.metrics.retrieval import FIRST
from evals.questions import Case, Span, by_file_name, covered, load_cases, needed
from evals.retrieval import evaluate
from evals.spans import raw_span
from vectorstore.baseline import TutorialIndex
from vectorstore.embeddings import BundledEmbedder

Figures = dict[str, Any]
DEPTH = 10
COLD_RUNS = 5


def apart(part: Callable[..., Figures], *arguments: object) -> Figures:
    """The figures of a part run in a fresh process, with its peak memory as "peak_mib"."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_with_memory, (part, arguments))


def _with_memory(part: Callable[..., Figures], arguments: Sequence[object]) -> Figures:
    figures = part(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    per_mib = 2**20 if sys.platform == "darwin" else 2**10
    return {**figures, "peak_mib": round(peak / per_mib, 1)}


def product_ingest(folder: Path, home: Path) -> Figures:
    """Take the documents in, into a new store."""
    with Assistant.open(home) as dialogue:
        report = dialogue.ingest(folder)
    return _rates(report.chunks, report.seconds, report.embed_seconds)


def tutorial_ingest(folder: Path, home: Path) -> Figures:
    """The same by the tutorial's pipeline."""
    begun = time.perf_counter()
    embedder = BundledEmbedder()
    with TutorialIndex(home, embedder=embedder) as index:
        pieces = index.add(_raw_texts(folder))
    return _rates(pieces, time.perf_counter() - begun, embedder.seconds)


def _rates(chunks: int, seconds: float, inside: float) -> Figures:
    return {
        "chunks": chunks,
        "seconds": round(seconds, 2),
        "chunks_per_second": round(chunks / seconds, 1),
        "embedding_share": round(inside / seconds, 4),
    }


def _raw_texts(folder: Path) -> dict[str, str]:
    paths = (path for path in sorted(folder.iterdir()) if path.suffix in LOADERS)
    return {path.name: decode(path.read_bytes())[0] for path in paths}


def product_questions(home: Path) -> Figures:
    """Recall@5 and MRR of the evidence, and the times of a warm search and of a warm answer."""
    with Assistant.open(home) as dialogue:
        cases = load_cases()
        documents = by_file_name((dialogue.document(info.id) for info in dialogue.documents()), cases)
        dialogue.ask(cases[0].question, engine="quote")
        found: list[tuple[list[list[Span]], list[Span]]] = []
        searched: list[float] = []
        answered: list[float] = []
        for case in cases:
            result = dialogue.search(case.question, k=DEPTH, history=case.turns)
            searched.append(result.seconds["total"])
            answered.append(dialogue.ask(case.question, history=case.turns, engine="quote").seconds["total"])
            passages = [(each.chunk.document_id, each.chunk.start, each.chunk.end) for each in result.passages]
            if case.evidence:
                found.append((needed(case, documents), passages))
    return {**ranking(found), **_times("search", searched), **_times("answer", answered)}


def tutorial_questions(store: Path, home: Path) -> Figures:
    """The same for the tutorial's pipeline, which searches the question as it stands; times are of k = 4.

    ``home`` is the product's store: it says where the evidence stands in the raw files.
    """
    with Assistant.open(home) as dialogue:
        evidence = _raw_evidence(dialogue, load_cases())
    found: list[tuple[list[list[Span]], list[Span]]] = []
    searched: list[float] = []
    with TutorialIndex(store, embedder=BundledEmbedder()) as index:
        index.search("warm")
        for case in load_cases():
            begun = time.perf_counter()
            index.search(case.question)
            searched.append(time.perf_counter() - begun)
            if case.evidence:
                pieces = index.search(case.question, k=DEPTH)
                found.append((evidence[case.id], [(each.document_id, each.start, each.end) for each in pieces]))
    return {**ranking(found), **_times("search", searched)}


def _raw_evidence(dialogue: Assistant, cases: Sequence[Case]) -> dict[str, list[list[Span]]]:
    """For each case its items of evidence as spans of the raw files, by file name."""
    documents = by_file_name((dialogue.document(info.id) for info in dialogue.documents()), cases)
    by_id = {document.id: (name, document.removals) for name, document in documents.items()}

    def raw(span: Span) -> Span:
        name, removals = by_id[span[0]]
        return (name, *raw_span(removals, span[1], span[2]))

    return {case.id: [[raw(span) for span in item] for item in needed(case, documents)] for case in cases}


def ranking(found: Sequence[tuple[Sequence[Sequence[Span]], Sequence[Span]]]) -> Figures:
    """Of (items of evidence, passages best first): share of the items in the first five, and MRR@10 of any item."""
    recalls: list[float] = []
    reciprocals: list[float] = []
    for items, passages in found:
        held = covered(items, passages[:FIRST])
        recalls.append(sum(held) / len(held))
        first = next((at for at, span in enumerate(passages, start=1) if any(covered(items, [span]))), None)
        reciprocals.append(reciprocal(first, deepest=DEPTH))
    return {"questions": len(found), "recall@5": mean(recalls), "mrr@10": mean(reciprocals)}


def _times(name: str, seconds: Sequence[float]) -> Figures:
    return {f"{name}_p50": percentile(seconds, 50), f"{name}_p95": percentile(seconds, 95)}


def benchmark(folder: Path, cache: Path, wording: Wording) -> Figures:
    """A public benchmark, for the product and the baselines."""
    return evaluate(load_dataset(folder), cache=cache, wording=wording, baselines=True)


def cold(arguments: Sequence[str], environment: dict[str, str]) -> float:
    """Median time of a command started anew, in seconds."""
    script = Path(sys.executable).with_name("dialogue")
    command = [str(script)] if script.exists() else [sys.executable, "-c", "from assistant.cli import main; main()"]
    times: list[float] = []
    for _ in range(COLD_RUNS):
        begun = time.perf_counter()
        subprocess.run([*command, *arguments], env=environment, check=True, capture_output=True)  # noqa: S603 - our own command
        times.append(time.perf_counter() - begun)
    return round(statistics.median(times), 3)
