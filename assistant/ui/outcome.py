"""How an answer ended and how it was made, as HTML. Every word is escaped."""

from __future__ import annotations

from html import escape

from assistant.types import Answer
from assistant.ui.exchange import Exchange
from assistant.ui.plain import stated

STOPPED = "Stopped by you."
NONE = "There is no written answer."
BROKE_OFF = "The model's answer broke off."
PARTIAL = "What is shown was checked; it is not the whole answer."
NOTHING = "There was no checked sentence yet."
INSTEAD = "Exact quotations instead of a written answer"
FINGERPRINT = 12
"""Characters of the fingerprint of an index that are shown."""


def banner(shown: Exchange) -> str:
    """What sets this answer apart from a whole one that was written as wanted."""
    answer = shown.answer
    lines = [*answer.notes, *_kept_out(len(answer.flagged))]
    notes = f"{_fallback(answer)}{''.join(f'<p>{escape(stated(line))}</p>' for line in lines)}"
    if not (shown.stopped or answer.incomplete):
        return f'<div class="noted">{notes}</div>' if notes else ""
    head = STOPPED if shown.stopped else NONE if answer.fallback_reason else BROKE_OFF
    told = "" if answer.fallback_reason else PARTIAL if answer.sentences else NOTHING
    return f'<div class="broken"><p><strong>{head}</strong> {told}</p>{notes}{_requote(answer)}</div>'


def _kept_out(count: int) -> list[str]:
    """Says that passages with instructions were found."""
    if not count:
        return []
    what = "1 passage that contains" if count == 1 else f"{count} passages that contain"
    return [f"{what} instructions to the program came up, and {'was' if count == 1 else 'were'} not used"]


def _fallback(answer: Answer) -> str:
    if not answer.fallback_reason:
        return ""
    return f"<p>{escape(stated(f'{INSTEAD}: {answer.fallback_reason}'))}</p>"


def _requote(answer: Answer) -> str:
    """Offers the quotations where they are not shown already."""
    if answer.engine == "quote" and answer.sentences:
        return ""
    return (
        f'<p><button type="button" class="tool requote" data-question="{escape(answer.question)}">'
        "Show exact quotations</button></p>"
    )


def suggested(answer: Answer) -> str:
    """Questions to go on with; a click asks them."""
    if not answer.suggestions:
        return ""
    buttons = "".join(f'<button type="button" class="example">{escape(each)}</button>' for each in answer.suggestions)
    return f'<div class="suggested"><h4>Questions to go on with</h4>{buttons}</div>'


def made(answer: Answer) -> str:
    """How the answer was made, folded away."""
    written = answer.engine == "written"
    seconds, tokens = answer.seconds, answer.tokens
    facts = {
        "Words": "the model's; each sentence was checked by the program" if written else "exact quotations",
        "Model": answer.model,
        "Prompt": answer.prompt_version,
        "Index": answer.fingerprint and answer.fingerprint[:FINGERPRINT],
        "Time": f"{seconds['total']:.1f} s" if "total" in seconds else None,
        "First words after": f"{seconds['first_token']:.1f} s" if answer.model and "first_token" in seconds else None,
        "Tokens": ", ".join(f"{tokens[each]:,} {each}" for each in ("prompt", "completion") if each in tokens),
        "Markers that point nowhere": str(tokens.get("dropped_markers") or ""),
    }
    items = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.items() if value)
    return f'<details class="made"><summary>How this answer was made</summary><dl>{items}</dl></details>'


def copied(shown: Exchange, text: str) -> str:
    """The text of an answer for copying, which says it where the answer is not whole."""
    if not (shown.stopped or shown.answer.incomplete):
        return text
    return f"{text}\n\nThis answer is not complete. {STOPPED if shown.stopped else BROKE_OFF}"
