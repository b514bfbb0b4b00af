"""From a question in a conversation to what is searched for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.condensing import condense_with
from assistant.conversation.decomposing import split, split_by_rules
from assistant.conversation.followups import condense
from assistant.errors import ModelError
from assistant.models.llm import ChatModel
from assistant.models.streaming import Deadline
from assistant.types import Turn


@dataclass(frozen=True, slots=True)
class Understood:
    """What is searched for."""

    query: str
    """A question that stands alone; in English where a model could say it so."""
    queries: tuple[str, ...] = ()
    """The sides of a comparison, searched besides."""
    problem: ModelError | None = None
    """Why the model could not help; the query was made by rules then."""


async def understand(question: str, history: Sequence[Turn], model: ChatModel | None, deadline: Deadline) -> Understood:
    """The search for a question, with the help of a model where there is one."""
    if model is None:
        query = condense(question, history)
        return Understood(query, split_by_rules(query))
    try:
        await model.ready(deadline)
        query = await condense_with(model, question, history, deadline=deadline)
        return Understood(query, await split(model, query, deadline=deadline))
    except ModelError as problem:
        query = condense(question, history)
        return Understood(query, split_by_rules(query), problem)
