"""Follow-up questions: what is found when the conversation is taken in by nobody, by rules, by a model, or by a person.

``python -m evals.followups DIR [--gguf FILE] [--json]`` measures search on a benchmark of conversations (queries with
``history`` and a human ``rewrite``). The prompt and the rules were tuned on one half of the conversations; the other half is
reported apart.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing, closing
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.commands import NOTHING_DONE, Json, complain, emit
from assistant.conversation.asking import Streaming
from assistant.conversation.condensing import condense_with, needs_model
from assistant.errors import AssistantError, ModelError
from assistant.models.llm import Deadline, Messages, configured
from assistant.settings import load_settings
from assistant.types import Turn
from evals.beir import Dataset, Query, load_dataset
from evals.benchmark_stores import Progress, store_of
from evals.errors import EvalError
from evals.retrieval import Figures, first_documents, measure, product
from vectorstore.embeddings import BundledEmbedder, Embedder
from vectorstore.errors import StoreError
from vectorstore.rerank import BundledReranker, Reranker

SEED = 4
"""Of the split of conversations into halves."""
SECONDS = 600.0
"""For one question; measuring is in no hurry."""
TURN = "<::>"
"""Between the name of a conversation and the number of the turn, in the ids of MTRAG."""


class Remembered:
    """A model whose answers are kept in a folder, by its name and what it was sent: measuring again costs nothing."""

    def __init__(self, model: Streaming, name: str, folder: Path) -> None:
        self._model = model
        self._name = name
        self._folder = folder

    async def stream(self, messages: Messages, *, deadline: Deadline, max_tokens: int) -> AsyncGenerator[str, None]:
        """The answer; all that was read of it is kept. Raises ``ModelError``."""
        sent = json.dumps([self._name, list(messages), max_tokens])
        path = self._folder / f"{hashlib.sha256(sent.encode()).hexdigest()}.txt"
        if path.is_file():
            yield path.read_text(encoding="utf-8")
            return
        read: list[str] = []
        try:
            async with aclosing(self._model.stream(messages, deadline=deadline, max_tokens=max_tokens)) as pieces:
                async for piece in pieces:
                    read.append(piece)
                    yield piece
        except ModelError:
            read.clear()
            raise
        finally:
            if read:
                self._folder.mkdir(parents=True, exist_ok=True)
                path.write_text("".join(read), encoding="utf-8")


def turns_of(query: Query) -> tuple[Turn, ...]:
    """The conversation before a query."""
    return tuple(Turn("user", turn) if isinstance(turn, str) else Turn(*turn) for turn in query.history)


def condensed(queries: Sequence[Query], model: Streaming, *, progress: Progress) -> dict[str, str]:
    """Query id -> what the product searches for, with the help of a model. Raises ``ModelError``."""

    async def all_of_them() -> dict[str, str]:
        found: dict[str, str] = {}
        for done, query in enumerate(queries):
            progress("condensing", done, len(queries))
            found[query.id] = await condense_with(model, query.text, turns_of(query), deadline=Deadline(SECONDS))
        return found

    return asyncio.run(all_of_them())


def evaluate(
    dataset: Dataset,
    *,
    cache: Path,
    model: Streaming | None = None,
    embedder: Embedder | None = None,
    reranker: Reranker | None = None,
    progress: Progress,
) -> dict[str, Any]:
    """``{FORM: {HALF: {"recall@5", "ndcg@10", "mrr@10"}}, "queries", "follow_ups", "hanging"}``.

    Forms are "last turn", "by rules", "by model" (where there is one) and "by a person"; halves "all", "tuned on", "other".
    "hanging" counts the questions that the model is asked about.

    Raises:
        BadDataset: a query has no rewrite.
        ModelError: the model failed.
    """
    forms = {
        "last turn": {query.id: query.worded("text") for query in dataset.queries},
        "by rules": {query.id: query.worded("history") for query in dataset.queries},
        "by a person": {query.id: query.worded("rewrite") for query in dataset.queries},
    }
    if model:
        forms["by model"] = condensed(dataset.queries, model, progress=progress)
    made = store_of(
        dataset,
        cache,
        embedder=embedder or BundledEmbedder(),
        reranker=reranker or BundledReranker(),
        progress=progress,
    )
    with closing(made) as store:
        retrieve = product(store)
        texts = list(dict.fromkeys(text for questions in forms.values() for text in questions.values()))
        found: dict[str, list[str]] = {}
        for done, text in enumerate(texts):
            progress("searching", done, len(texts))
            found[text] = first_documents(text, retrieve)
    result: dict[str, Any] = {name: _by_half(dataset, questions, found) for name, questions in forms.items()}
    follow_ups = [query for query in dataset.queries if query.history]
    hanging = sum(needs_model(query.text, turns_of(query)) for query in follow_ups)
    return {**result, "queries": len(dataset.queries), "follow_ups": len(follow_ups), "hanging": hanging}


def halves(queries: Sequence[Query]) -> dict[str, frozenset[str]]:
    """Query ids of "all", "tuned on" and "other": a conversation is in one half as a whole."""
    conversations = sorted({query.id.split(TURN)[0] for query in queries})
    random.Random(SEED).shuffle(conversations)  # noqa: S311  (a split, no secret)
    tuned = set(conversations[: len(conversations) // 2])
    known = {query.id: query.id.split(TURN)[0] in tuned for query in queries}
    first, second = ({each for each, is_tuned in known.items() if is_tuned is side} for side in (True, False))
    return {"all": frozenset(known), "tuned on": frozenset(first), "other": frozenset(second)}


def _by_half(dataset: Dataset, questions: Mapping[str, str], found: Mapping[str, list[str]]) -> dict[str, Figures]:
    ranked = {
        half: {each: found[questions[each]] for each in sorted(ids)} for half, ids in halves(dataset.queries).items()
    }
    return {
        half: measure({each: dataset.qrels[each] for each in ids}, ids_ranked)
        for half, ids_ranked in ranked.items()
        if (ids := list(ids_ranked))
    }


def main(
    folder: Annotated[
        Path, typer.Argument(help="Folder in BEIR layout, with conversations.", exists=True, file_okay=False)
    ],
    gguf: Annotated[Path | None, typer.Option(help="A model file; without it the configured model, if any.")] = None,
    as_json: Json = False,
) -> None:
    """Measure how well the topic of a conversation is carried into the search."""
    from evals.cli import progress_bar
    from evals.sources import cache_folder

    settings, cache = load_settings(gguf=gguf, stall=SECONDS), cache_folder()
    chat = configured(settings)
    try:
        model = Remembered(chat, chat.name, cache / "model-answers") if chat else None
        with progress_bar() as progress:
            result = evaluate(load_dataset(folder), cache=cache, model=model, progress=progress)
    finally:
        if chat:
            chat.close()
    if as_json:
        emit({**result, "model": chat.name if chat else None})
        return
    for form in ("last turn", "by rules", "by model", "by a person"):
        for half, figures in result.get(form, {}).items():
            shares = "  ".join(f"{name} {figures[name]:.3f}" for name in ("recall@5", "ndcg@10", "mrr@10"))
            typer.echo(f"{form:<12} {half:<9} {shares}")
    typer.echo(
        f"{result['queries']} queries, {result['follow_ups']} follow-ups, {result['hanging']} not understood alone"
    )


if __name__ == "__main__":
    try:
        typer.run(main)
    except (AssistantError, StoreError) as problem:
        complain(problem)
        sys.exit(NOTHING_DONE)
    except EvalError as problem:
        typer.echo(problem.line, err=True)
        sys.exit(NOTHING_DONE)
