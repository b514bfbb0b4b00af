"""What a person says of an answer: two buttons below it, and a short form where something is not right."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from html import escape

from pydantic import BaseModel, Field, ValidationError

from assistant.app import Assistant
from assistant.errors import FeedbackLost
from assistant.feedback import LONGEST, REASONS, Opinion, Reason
from assistant.types import Answer
from assistant.ui.exchange import Exchange
from assistant.ui.plain import plainly

THANKS = "Thank you, that is kept."
KEPT = "Kept as a question for the evals. Thank you."
GONE = "That answer is not on the page any more."
_WHEN_REFUSED: tuple[Reason, ...] = ("refused", "other")
_WHEN_ANSWERED: tuple[Reason, ...] = ("wrong", "source", "missing", "refuse", "other")


class Said(BaseModel):
    """What the page sends."""

    turn: int = Field(ge=0)
    good: bool
    reason: Reason | None = None
    wanted: str = Field("", max_length=LONGEST)
    note: str = Field("", max_length=LONGEST)


def opinions(at: int) -> str:
    """The two buttons of turn ``at``."""
    return (
        f'<button type="button" class="tool good" data-turn="{at}">Helpful</button>'
        f'<button type="button" class="tool bad" aria-expanded="false" aria-controls="form-{at}">Not right</button>'
    )


def form(answer: Answer, at: int) -> str:
    """What is not right, and what would be."""
    offered = _WHEN_REFUSED if answer.status == "not_found" else _WHEN_ANSWERED
    reasons = "".join(
        f'<label><input type="radio" name="reason-{at}" value="{each}"{" checked" if each == offered[0] else ""}> '
        f"{escape(REASONS[each])}</label>"
        for each in offered
    )
    return (
        f'<form class="opinion" id="form-{at}" data-turn="{at}" hidden>'
        f"<fieldset><legend>What is not right?</legend>{reasons}</fieldset>"
        f"<label>Words that a right answer holds, separated by semicolons (optional)"
        f'<input type="text" name="wanted" maxlength="{LONGEST}" autocomplete="off"></label>'
        f'<label>Anything else (optional)<input type="text" name="note" maxlength="{LONGEST}" autocomplete="off"></label>'
        '<button type="submit" class="tool">Keep</button>'
        "<p>The question is kept on this machine as one that the evals ask. No text of the documents is kept with it.</p></form>"
    )


def heard(dialogue: Assistant, exchanges: Sequence[Exchange], sent: str) -> str:
    """Keep what the page sends; HTML that tells the turn what came of it."""
    try:
        said = Said.model_validate_json(sent)
        wanted = tuple(part.strip() for part in said.wanted.split(";") if part.strip())
        opinion = Opinion(good=said.good, reason=said.reason, wanted=wanted, note=said.note.strip())
    except ValidationError:
        return ""
    if said.turn >= len(exchanges):
        return _told(said.turn, GONE)
    answer = exchanges[said.turn].answer
    earlier = [each.answer.question for each in exchanges[: said.turn]]
    try:
        dialogue.feedback.keep(answer, opinion, earlier)
    except FeedbackLost as problem:
        return _told(said.turn, plainly(problem), kept=False)
    return _told(said.turn, THANKS if opinion.good else KEPT)


def _told(turn: int, text: str, *, kept: bool = True) -> str:
    stamp = secrets.token_hex(4)  # the page tells one from the next
    return f'<span data-turn="{turn}" data-kept="{json.dumps(kept)}" data-stamp="{stamp}">{escape(text)}</span>'
