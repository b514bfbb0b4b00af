"""What goes wrong, in words for the person at the page: the usual hints of the library speak of commands."""

from __future__ import annotations

from html import escape

from assistant.errors import AssistantError
from vectorstore.errors import NoPageView, NoSuchDocument, StoreError, StoreLocked

FAILED = "Something went wrong; try again, and see the log of the program if it stays"
_HINTS: dict[type[Exception], str] = {
    NoSuchDocument: "it was removed meanwhile",
    StoreLocked: "wait until it is done, then try again",
    NoPageView: "add the file again on the Documents page to see its pages",
}


def plainly(problem: StoreError | AssistantError) -> str:
    """One line: what happened, and what to do next."""
    usual = problem.hint == type(problem).hint
    hint = _HINTS.get(type(problem), problem.hint) if usual else problem.hint
    return sentence(f"{problem}; {hint}" if hint else str(problem))


def sentence(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def stated(text: str) -> str:
    """With a capital letter and a full stop."""
    text = sentence(text.strip())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def notice(text: str, *, good: bool = False) -> str:
    """A message as HTML, read out by screen readers; empty without a text."""
    kind, role = ("notice good", "status") if good else ("notice", "alert")
    return f'<p class="{kind}" role="{role}">{escape(text)}</p>' if text else ""
