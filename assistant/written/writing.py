"""What a model is given to write an answer: a prompt, and as many passages as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import prompts
from assistant.candidates import Lookup
from assistant.models.llm import ChatModel
from assistant.settings import Settings
from assistant.written.passage_block import fit, new_delimiter, passage_block
from vectorstore.languages import name
from vectorstore.types import Passage

PASSAGES = 8
"""Passages given to a model, the best first."""
PASSAGES_SMALL = 4
"""The same for a small one: more of them confuse it, and it is slow to read."""
TOKENS = 700
"""Longest answer asked for."""
TOKENS_SMALL = 260
MARGIN = 64
"""Tokens kept free for what a chat template adds."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one call of the model is given."""

    messages: list[tuple[str, str]]
    passages: tuple[Passage, ...]
    """In the order of their numbers: marker ``[1]`` means the first."""
    max_tokens: int
    model: str
    small: bool
    prompt: str
    """Name and version of the prompt."""
    notes: tuple[str, ...]


def assignment(
    question: str,
    language: str,
    passages: Sequence[Passage],
    model: ChatModel,
    settings: Settings,
    documents: Lookup,
) -> Assignment:
    """The prompt for a question over passages, best first; those that do not fit the model's window are left out.

    ``language`` is the one to answer in, as ISO 639-1.
    """
    small = model.small if settings.prompt == "auto" else settings.prompt == "small"
    prompt = prompts.load("answer-small" if small else "answer")
    max_tokens = min(TOKENS_SMALL if small else TOKENS, model.context // 3)
    wanted = passages[: PASSAGES_SMALL if small else PASSAGES]
    delimiter = new_delimiter()

    def filled(block: str) -> list[tuple[str, str]]:
        values = {
            "question": question,
            "passages": block,
            "language": name(language),
            "delimiter": delimiter,
            "no_answer": prompts.NO_ANSWER,
        }
        return prompt.messages(**{each: values[each] for each in prompt.variables})

    room = model.context - max_tokens - MARGIN - sum(model.count(text) for _, text in filled(""))
    kept, dropped = fit(
        wanted,
        budget=room,
        count=lambda passage: model.count(passage_block([passage], documents, delimiter=delimiter, brief=small)),
    )
    notes = (f"{len(dropped)} of {len(wanted)} passages did not fit the model's window",) if dropped else ()
    messages = filled(passage_block(kept, documents, delimiter=delimiter, brief=small))
    return Assignment(messages, tuple(kept), max_tokens, model.name, small, prompt.label, notes)
