"""The conversation as HTML. Every word that comes from a document, a model or a question is escaped here."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html import escape

from assistant.render import NOT_FOUND, with_references
from assistant.types import Answer
from assistant.ui.exchange import Exchange
from assistant.ui.growing import Growing
from assistant.ui.opinions import form, opinions
from assistant.ui.outcome import banner, copied, made, suggested
from assistant.ui.plain import sentence
from assistant.ui.sentences import body, struck

LONG = 3
"""Seconds of waiting from which on they are shown."""


def conversation(exchanges: Sequence[Exchange]) -> str:
    """All questions with their answers; ``turn-0`` is the first."""
    last = len(exchanges) - 1
    return "".join(_turn(each, at, last=at == last) for at, each in enumerate(exchanges))


def asked(growing: Growing, at: int) -> str:
    """A question that is being answered, and the sentences that were checked so far."""
    checked = f'<div class="answer written">{body(growing.sentences, at, written=True)}</div>'
    return f'<div class="turn">{_question(growing.question)}{checked if growing.sentences else ""}</div>'


def doing(growing: Growing) -> str:
    """What is being done for a question, and the sentence that nobody has checked yet."""
    words = f'<p class="unchecked"><b>Checking</b> {escape(growing.unchecked)}</p>' if growing.unchecked else ""
    seconds = int(time.monotonic() - growing.since)
    status = f"{sentence(growing.status)} ...{f' {seconds} s' if seconds >= LONG else ''}"
    return f'{words}<p class="working"><i></i><span>{escape(status)}</span></p>'


def listened(text: str) -> str:
    """What is read out by screen readers, and not seen."""
    return f"<p>{escape(sentence(text))}</p>"


def ending(shown: Exchange) -> str:
    """How the last answer ended, for those who listen."""
    answer = shown.answer
    if answer.status == "not_found":
        return NOT_FOUND
    whole = not (shown.stopped or answer.incomplete)
    kept, removed = len(answer.sentences), len(answer.removed)
    told = f"{'The answer is there' if whole else 'The answer is not complete'}: {kept} sentence{'s' * (kept != 1)}"
    return f"{told}, {removed} not supported and taken out" if removed else told


def notice(text: str) -> str:
    """A plain message in the place of an answer."""
    return f'<p class="notice" role="alert">{escape(sentence(text))}</p>'


def dropped(count: int) -> str:
    """Says that answers were taken out of the conversation."""
    what = "1 answer was" if count == 1 else f"{count} answers were"
    return f"{what} taken out: a document quoted there was removed, or reads differently now"


def _turn(shown: Exchange, at: int, *, last: bool) -> str:
    answer = shown.answer
    refused = answer.status == "not_found"
    written = answer.engine == "written"
    text = _refusal(answer, at) if refused else body(answer.sentences, at, written=written)
    tools = f"{_tools(shown, at)}{made(answer)}" if refused or answer.sentences else ""
    after = f"{struck(answer)}{suggested(answer) if last else ''}{tools}"
    return (
        f'<section class="turn" id="turn-{at}" tabindex="-1">{_question(answer.question)}{_searched(shown)}'
        f'{banner(shown)}<div class="answer {answer.engine}">{text}{after}</div></section>'
    )


def _question(text: str) -> str:
    return f'<h3 class="question">{escape(text)}</h3>'


def _searched(shown: Exchange) -> str:
    """What was searched, where it differs from the question or was limited."""
    answer = shown.answer
    queries = [each for each in (answer.query, *answer.queries) if each != answer.question]
    lines = []
    if queries and answer.status == "answered":
        lines.append(f"Searched for: {'; '.join(queries)}")
    if shown.scope:
        lines.append(f"Searched only in: {shown.scope}")
    return "".join(f'<p class="searched">{escape(line)}</p>' for line in lines)


def _tools(shown: Exchange, at: int) -> str:
    answer = shown.answer
    count = len(answer.passages) if answer.status == "not_found" else len(answer.citations)
    name = "Nearest passages" if answer.status == "not_found" else "Sources"
    text = copied(shown, with_references(answer))
    panel = (
        f'<button type="button" class="tool show" data-panel="panel-{at}">{name} ({count})</button>' if count else ""
    )
    return (
        f'<div class="tools"><button type="button" class="tool copy" data-text="{escape(text)}">Copy with references'
        f'</button>{panel}{opinions(at)}<span class="copied" role="status"></span></div>{form(answer, at)}'
    )


def _refusal(answer: Answer, at: int) -> str:
    reason = f"<p>{escape(answer.reason)}</p>" if answer.reason else ""
    nearest = (
        f'<p><button type="button" class="link" data-panel="panel-{at}">The nearest passages</button> '
        "are shown among the sources; they do not answer the question.</p>"
        if answer.passages
        else ""
    )
    searched = f'<p class="searched">Searched for: {escape("; ".join((answer.query, *answer.queries)))}</p>'
    return f'<div class="refusal"><p><strong>{NOT_FOUND}</strong></p>{reason}{nearest}{searched}</div>'
