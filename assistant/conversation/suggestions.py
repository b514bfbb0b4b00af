"""Follow-up questions that the documents can answer: proposed by the model or by rules, and each tried before it is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from assistant.conversation.asking import Streaming, lines_of, unlisted
from assistant.conversation.condensing import invents
from assistant.conversation.followups import stands_alone
from assistant.conversation.proposals import Asked, proposals
from assistant.errors import ModelError
from assistant.facts.named import known, names_of
from assistant.models.llm import Deadline
from assistant.types import Answer, Turn
from prompts import load
from vectorstore.languages import ENGLISH, language, name
from vectorstore.terms import STOPWORDS, normalised, search_terms, stems, words
from vectorstore.types import Passage

OFFERED = 3
TRIED = 6
"""Questions that are looked up at most; each takes a search."""
LONGEST = 110
"""Characters of a question."""
ALIKE = 0.6
"""Share of common words from which on two questions are the same."""
SHOWN, SHOWN_CHARS = 4, 280
"""Passages that the model is shown, and how much of each."""
MODEL_SHARE = 0.6
"""Of the time, what the model may take: its questions have to be looked up as well, or rules make others."""
MAX_TOKENS = 200


async def suggest(
    model: Streaming | None,
    answer: Answer,
    passages: Sequence[Passage],
    history: Sequence[Turn] = (),
    *,
    answerable: Callable[[str], bool],
    deadline: Deadline,
) -> tuple[str, ...]:
    """Up to three questions to ask next, each in the language of the last one; none that ``answerable`` refuses.

    ``answerable`` is called in a thread, at most six times. A model that fails is done without.
    """
    asked = [turn.text for turn in history if turn.role == "user"] + [answer.question, answer.query]
    spoken = answer.language or language(answer.question)
    base = Asked(
        answer.query if spoken == ENGLISH else answer.question,
        "\n".join(asked),
        spoken,
        answer,
        passages,
    )
    written = await _written(model, base, Deadline(MODEL_SHARE * deadline.left())) if model else []
    offered: list[str] = []
    tried = 0
    for question in (*written, *proposals(base)):
        if tried == TRIED or len(offered) == OFFERED or not deadline.left():
            break
        if not presentable(question) or any(alike(question, other) for other in (*asked, *offered)):
            continue
        if any(_frame(question) == _frame(other) for other in offered):
            continue
        tried += 1
        if await asyncio.to_thread(answerable, question):
            offered.append(question)
    return tuple(offered)


async def _written(model: Streaming, asked: Asked, deadline: Deadline) -> list[str]:
    """Questions that the model proposes, without those that invent a name or a number."""
    shown = [each.chunk.text[:SHOWN_CHARS] for each in asked.passages[:SHOWN]]
    prompt = load("suggestions").messages(
        language=name(asked.language),
        question=normalised(asked.question),
        passages="\n".join(f"- {normalised(text)}" for text in shown),
    )
    try:
        written = await lines_of(model, prompt, deadline=deadline, max_tokens=MAX_TOKENS, most=TRIED)
    except ModelError:
        return []
    headers = [" ".join((each.document.metadata.date or "", *each.chunk.section)) for each in asked.passages[:SHOWN]]
    lines = [unlisted(line).strip(" \"'*“”") for line in written]
    return [
        line
        for line in lines
        if line.endswith("?")
        and language(line) == asked.language
        and not invents(line, [*shown, *headers, asked.before])
    ]


def presentable(question: str) -> bool:
    """Whether a question is short, complete, and understood without what came before."""
    return (
        len(question) <= LONGEST
        and question.rstrip().endswith("?")
        and question.count("?") == 1
        and len(words(question)) >= 3
        and stands_alone(question)
    )


def alike(question: str, other: str) -> bool:
    """Whether two questions ask the same: mostly the same words, and no name or year that the other lacks."""
    first, second = _topical(question), _topical(other)
    if not first or not second or len(first & second) < ALIKE * min(len(first), len(second)):
        return False
    held = known(other)
    return not (any(held.misses(each) for each in names_of(question)) or invents(question, [other]))


def _frame(question: str) -> frozenset[str]:
    """Its words without its names: two questions of one frame look like a form that was filled in."""
    for each in reversed(names_of(question)):
        question = question[: each.start] + question[each.end :]
    return stems(question)


def _topical(question: str) -> frozenset[str]:
    return stems(" ".join(term for term in search_terms(question) if term not in STOPWORDS))
