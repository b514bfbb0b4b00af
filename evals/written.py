"""Written answers, to be read by a person: ``python -m evals.written -o FILE`` asks a sample of the evaluation set.

The model is the one that the product uses: ``OPENAI_BASE_URL`` or ``DIALOGUE_GGUF``. Each sentence is written out beside the
words it rests on; whether "supported" is right is for a reader to say.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer

from assistant import Assistant
from assistant.types import Answer
from evals.cli import progress_bar
from evals.questions import Case, load_cases
from evals.sources import open_for_questions

SEED = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """A case and its written answer."""

    case: Case
    answer: Answer


def sample(cases: Sequence[Case], count: int) -> list[Case]:
    """A fixed sample, in the order of the cases."""
    chosen = set(random.Random(SEED).sample(range(len(cases)), min(count, len(cases))))  # noqa: S311  no secret
    return [case for at, case in enumerate(cases) if at in chosen]


def ask(dialogue: Assistant, cases: Sequence[Case]) -> Iterable[Asked]:
    """The written answer to each case."""
    for case in cases:
        yield Asked(case, dialogue.ask(case.question, history=case.turns, engine="written"))


def figures(asked: Sequence[Asked]) -> dict[str, float]:
    """What came of written answers; shares of the questions that were not refused before the model was asked."""
    tried = [each for each in asked if each.answer.model]
    sentences = [sentence for each in tried for sentence in (*each.answer.sentences, *each.answer.removed)]
    written = [each for each in sentences if each.support != "quoted"]
    return {
        "questions": len(asked),
        "asked_the_model": len(tried),
        "with_a_supported_sentence": _share(each.answer.engine == "written" for each in tried),
        "written_sentences": len(written),
        "supported": _share(each.support == "supported" for each in written),
        "partial": _share(each.support == "partial" for each in written),
        "seconds_p50": round(median([each.answer.seconds["total"] for each in tried] or [0.0]), 2),
        "before_the_model_p50": round(median([each.answer.seconds["retrieve"] for each in tried] or [0.0]), 3),
    }


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return round(sum(values) / len(values), 3) if values else 0.0


def row(asked: Asked) -> dict[str, Any]:
    """One answer for a reader."""
    answer = asked.answer
    quotes = {each.number: each.quote for each in answer.citations}
    return {
        "id": asked.case.id,
        "type": asked.case.type,
        "question": asked.case.question,
        "query": answer.query,
        "status": answer.status,
        "engine": answer.engine,
        "why": answer.fallback_reason or answer.reason,
        "sentences": [
            {"text": each.text, "support": each.support, "score": each.score, "reason": each.reason,
             "evidence": [quotes[number] for number in each.citations]}
            for each in answer.sentences
        ],
        "removed": [{"text": each.text, "reason": each.reason, "score": each.score} for each in answer.removed],
        "notes": answer.notes,
        "seconds": answer.seconds,
    }  # fmt: skip


def main(
    output: Annotated[Path, typer.Option("-o", "--output", help="Where the answers are written, as JSONL.")],
    count: Annotated[int, typer.Option(help="How many of the cases are asked.", min=1)] = 40,
) -> None:
    """Ask a sample of the evaluation set in written mode."""
    cases = sample(load_cases(), count)
    asked: list[Asked] = []
    with open_for_questions() as dialogue, progress_bar() as progress, output.open("w", encoding="utf-8") as file:
        for done, each in enumerate(ask(dialogue, cases)):
            progress("asking", done, len(cases))
            file.write(json.dumps(row(each), ensure_ascii=False) + "\n")
            file.flush()
            asked.append(each)
    for name, value in figures(asked).items():
        typer.echo(f"{name:<28} {value}")


if __name__ == "__main__":
    typer.run(main)
