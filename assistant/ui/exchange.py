"""One question with its answer, as the page keeps it: in the session, and in the browser for the next reload."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from assistant.types import Answer, AnswerSentence, Turn

KEPT = 20
"""Exchanges of a conversation that are kept."""
MOST = 1_000_000
"""Characters of a conversation that a browser is asked to keep: above that the oldest exchanges are left out."""
LISTED = 20
"""Struck sentences, notes and flagged passages of one answer that are kept, each."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, its answer, and what the search was limited to."""

    answer: Answer
    scope: str = ""
    """In words; empty without a limit."""
    stopped: bool = False
    """The person stopped the answer before its end."""


def exchange(answer: Answer, *, scope: str, stopped: bool = False) -> Exchange:
    """The answer with only those passages that the page shows."""
    cited = {citation.chunk_id for citation in answer.citations}
    shown = tuple(each for each in answer.passages if each.chunk.id in cited or answer.status == "not_found")
    bounded = replace(
        answer,
        passages=shown,
        removed=answer.removed[:LISTED],
        notes=answer.notes[:LISTED],
        flagged=answer.flagged[:LISTED],
    )
    return Exchange(bounded, scope, stopped)


def history(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The conversation so far, as the assistant takes it; questions that got no word of an answer are left out."""
    answers = [each.answer for each in exchanges if each.answer.text]
    return tuple(turn for each in answers for turn in (Turn("user", each.question), Turn("assistant", each.text)))


def dumped(exchanges: Sequence[Exchange]) -> str:
    """The conversation as JSON, at most ``MOST`` characters of it."""
    kept = list(exchanges)
    while len(text := _adapter().dump_json(kept).decode()) > MOST:
        kept = kept[1:]
    return text


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
    """Whether every quotation and passage is in its document, and every sentence rests on quotations as it claims."""
    spans = [(each.document_id, each.start, each.end, each.quote) for each in answer.citations]
    spans += [
        (each.chunk.document_id, each.chunk.start, each.chunk.end, each.chunk.text)
        for each in (*answer.passages, *answer.flagged)
    ]
    quotes = {each.number: " ".join(each.quote.split()) for each in answer.citations}
    return all((text_of(name) or "")[start:end] == words for name, start, end, words in spans) and all(
        _rests(sentence, quotes, written=answer.engine == "written") for sentence in answer.sentences
    )


def _rests(sentence: AnswerSentence, quotes: dict[int, str], *, written: bool) -> bool:
    """Whether a sentence has the quotations it needs: a quoted one stands in them, an unsupported one has none."""
    numbers = sentence.citations
    if sentence.support == "quoted" or not written:
        return bool(numbers) and all(sentence.text in quotes.get(number, "") for number in numbers)
    return all(number in quotes for number in numbers) and bool(numbers) == (sentence.support != "unsupported")


def _adapter() -> TypeAdapter[list[Exchange]]:
    return TypeAdapter(list[Exchange])
