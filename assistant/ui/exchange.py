"""One question with its answer, as the page keeps it: in the session, and in the browser for the next reload."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from assistant.types import Answer, Turn

KEPT = 20
"""Exchanges of a conversation that are kept."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, its answer, and what the search was limited to."""

    answer: Answer
    scope: str = ""
    """In words; empty without a limit."""


def exchange(answer: Answer, *, scope: str) -> Exchange:
    """The answer with only those passages that the page shows."""
    cited = {citation.chunk_id for citation in answer.citations}
    shown = tuple(each for each in answer.passages if each.chunk.id in cited or answer.status == "not_found")
    return Exchange(replace(answer, passages=shown), scope)


def history(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The conversation so far, as the assistant takes it."""
    answers = [each.answer for each in exchanges]
    return tuple(turn for each in answers for turn in (Turn("user", each.question), Turn("assistant", each.text)))


def dumped(exchanges: Sequence[Exchange]) -> str:
    """The conversation as JSON."""
    return _adapter().dump_json(list(exchanges)).decode()


def loaded(saved: str, *, text_of: Callable[[str], str | None]) -> list[Exchange]:
    """The conversation from JSON, without answers whose words no longer stand in their documents.

    ``text_of`` gives the text of a document, or ``None`` when it is gone: a document may have been edited since, and
    what a browser kept is not taken on its word. Empty when the JSON cannot be read.
    """
    try:
        found = _adapter().validate_json(saved)
    except ValidationError:
        return []
    return standing(found, text_of=text_of)[-KEPT:]


def standing(exchanges: Sequence[Exchange], *, text_of: Callable[[str], str | None]) -> list[Exchange]:
    """Those whose words all stand in the documents as they are now."""
    return [each for each in exchanges if _stands(each.answer, text_of)]


def _stands(answer: Answer, text_of: Callable[[str], str | None]) -> bool:
    """Whether every quotation and passage is in its document, and every sentence in its quotation."""
    quotes = {each.number: " ".join(each.quote.split()) for each in answer.citations}
    spans = [(each.document_id, each.start, each.end, each.quote) for each in answer.citations]
    spans += [(each.chunk.document_id, each.chunk.start, each.chunk.end, each.chunk.text) for each in answer.passages]
    return all((text_of(name) or "")[start:end] == words for name, start, end, words in spans) and all(
        sentence.citations and all(sentence.text in quotes.get(number, "") for number in sentence.citations)
        for sentence in answer.sentences
    )


def _adapter() -> TypeAdapter[list[Exchange]]:
    return TypeAdapter(list[Exchange])
