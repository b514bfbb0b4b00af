"""The conversation as HTML. Every word that comes from a document or a question is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.render import NOT_FOUND, with_references
from assistant.types import Answer, AnswerSentence
from assistant.ui.exchange import Exchange


def conversation(exchanges: Sequence[Exchange]) -> str:
    """All questions with their answers; ``turn-0`` is the first."""
    return "".join(_turn(each, at) for at, each in enumerate(exchanges))


def asked(question: str, status: str) -> str:
    """A question that is being answered, and what is being done for it."""
    return f'<div class="turn">{_question(question)}<p class="working"><i></i>{escape(status)} ...</p></div>'


def notice(text: str) -> str:
    """A plain message in the place of an answer."""
    return f'<p class="notice">{escape(text[:1].upper() + text[1:])}</p>'


def dropped(count: int) -> str:
    """Says that answers were taken out of the conversation."""
    what = "1 answer was" if count == 1 else f"{count} answers were"
    return f"{what} taken out: a document quoted there was removed, or reads differently now"


def _turn(shown: Exchange, at: int) -> str:
    answer = shown.answer
    refused = answer.status == "not_found"
    body = _refusal(answer, at) if refused else _sentences(answer, at)
    return (
        f'<section class="turn" id="turn-{at}" tabindex="-1">{_question(answer.question)}{_searched(shown)}'
        f'<div class="answer">{body}{_tools(answer, at)}</div></section>'
    )


def _question(text: str) -> str:
    return f'<h3 class="question">{escape(text)}</h3>'


def _searched(shown: Exchange) -> str:
    """What was searched, where it differs from the question or was limited."""
    answer = shown.answer
    lines = []
    if answer.query != answer.question and answer.status == "answered":
        lines.append(f"Searched for: {answer.query}")
    if shown.scope:
        lines.append(f"Searched only in: {shown.scope}")
    return "".join(f'<p class="searched">{escape(line)}</p>' for line in lines)


def _sentences(answer: Answer, at: int) -> str:
    parts: list[str] = []
    group: str | None = None
    listed = False
    for index, sentence in enumerate(answer.sentences):
        if listed and (sentence.group != group or not sentence.bullet):
            parts.append("</ul>")
            listed = False
        if sentence.group != group:
            group = sentence.group
            parts.append(f"<h4>{escape(group)}</h4>" if group else "")
        if sentence.bullet and not listed:
            parts.append("<ul>")
            listed = True
        parts.append(_sentence(sentence, _marked(answer.sentences, index), at))
    return "".join([*parts, "</ul>" if listed else ""])


def _marked(sentences: Sequence[AnswerSentence], index: int) -> tuple[int, ...]:
    """The numbers after a sentence; of neighbours that rest on one quotation only the last has them."""
    own = sentences[index].citations
    after = sentences[index + 1] if index + 1 < len(sentences) else None
    same = after is not None and after.citations == own and after.bullet == sentences[index].bullet
    return () if same else own


def _sentence(sentence: AnswerSentence, numbers: Sequence[int], at: int) -> str:
    markers = "".join(
        f'<button type="button" class="marker" data-card="card-{at}-{number}" aria-label="Show source {number}">'
        f"[{number}]</button>"
        for number in numbers
    )
    tag = "li" if sentence.bullet else "p"
    kind = ' class="context"' if sentence.context else ""
    return f"<{tag}{kind}>{escape(sentence.text)}{'&nbsp;' if markers else ''}{markers}</{tag}>"


def _tools(answer: Answer, at: int) -> str:
    count = len(answer.passages) if answer.status == "not_found" else len(answer.citations)
    name = "Nearest passages" if answer.status == "not_found" else "Sources"
    panel = (
        f'<button type="button" class="tool show" data-panel="panel-{at}">{name} ({count})</button>' if count else ""
    )
    return (
        '<div class="tools"><button type="button" class="tool copy">Copy with references</button>'
        f'{panel}<span class="copied" role="status"></span>'
        f"<template>{escape(with_references(answer))}</template></div>"
    )


def _refusal(answer: Answer, at: int) -> str:
    reason = f"<p>{escape(answer.reason)}</p>" if answer.reason else ""
    nearest = (
        f'<p><button type="button" class="link" data-panel="panel-{at}">The nearest passages</button> '
        "are shown among the sources; they do not answer the question.</p>"
        if answer.passages
        else ""
    )
    searched = f'<p class="searched">Searched for: {escape(answer.query)}</p>'
    return f'<div class="refusal"><p><strong>{NOT_FOUND}</strong></p>{reason}{nearest}{searched}</div>'
