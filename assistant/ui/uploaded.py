"""The files that were given and what became of them, as HTML. Names come from elsewhere, and are escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.ui.plain import sentence
from assistant.uploads import DONE, DUPLICATE, EMBEDDING, FAILED, READING, FileState

_ICONS = {DONE: "✓", FAILED: "!", DUPLICATE: "=", READING: "", EMBEDDING: ""}
WAITING_ICON = "…"


def files(states: Sequence[FileState], titles: Mapping[str, str]) -> str:
    """The list of files, the newest first; ``titles`` of documents by their id."""
    if not states:
        return ""
    items = "".join(_file(each, titles) for each in states)
    fine = sum(each.state in {DONE, DUPLICATE} for each in states)
    clear = '<button type="button" class="tool" data-act="clear">Clear the finished ones</button>' if fine > 1 else ""
    return (
        f'<h3 class="label">Files</h3><div class="sum"><p role="status">{escape(_sum(states))}</p>{clear}</div>'
        f'<ul class="files">{items}</ul>'
    )


def _sum(states: Sequence[FileState]) -> str:
    """How many files are how far, in one line: this is what screen readers are told, not every page."""
    going = sum(not each.is_settled for each in states)
    counts = {state: sum(each.state == state for each in states) for state in (DONE, DUPLICATE, FAILED)}
    words = (
        (going, "being taken in"),
        (counts[DONE], "done"),
        (counts[DUPLICATE], "already there"),
        (counts[FAILED], "failed"),
    )
    return ", ".join(f"{number} {word}" for number, word in words if number)


def _file(each: FileState, titles: Mapping[str, str]) -> str:
    icon = _ICONS.get(each.state, WAITING_ICON)
    more = f'<p class="why">{escape(_why(each))}</p>' if each.state == FAILED else _bar(each)
    return (
        f'<li class="file {each.state}"><span class="sign" aria-hidden="true">{icon}</span><div class="told">'
        f'<p class="name"><bdi>{escape(each.name)}</bdi></p><p class="state">{_state(each, titles)}</p>{more}</div>'
        f"{_buttons(each)}</li>"
    )


def _state(each: FileState, titles: Mapping[str, str]) -> str:
    if each.state == READING:
        return f"Reading: page {each.part:,} of {each.parts:,}" if each.parts and each.part else "Reading"
    if each.state == EMBEDDING:
        return f"Indexing: {each.part:,} of {each.parts:,} passages" if each.parts else "Read; waiting to be indexed"
    title = titles.get(each.document_id or "", "")
    if each.state == DUPLICATE:
        return f"Duplicate of {_choose(each.document_id, title)}" if title else "Already there"
    if each.state == DONE:
        return f"Done: {_choose(each.document_id, title)}" if title else "Done"
    if each.state == FAILED:
        return "Failed again" if each.tries > 1 else "Failed"
    return "Waiting"


def _choose(document_id: str | None, title: str) -> str:
    return (
        f'<button type="button" class="link" data-act="choose" data-id="{escape(document_id or "")}">'
        f"<bdi>{escape(title)}</bdi></button>"
    )


def _why(each: FileState) -> str:
    return sentence(each.error) + (f". {sentence(each.hint)}" if each.hint else "") + "."


def _bar(each: FileState) -> str:
    """How far it is, where that is known; the words beside it say the same."""
    if each.state not in {READING, EMBEDDING} or not each.parts:
        return ""
    return f'<progress value="{each.part}" max="{each.parts}" aria-hidden="true"></progress>'


def _buttons(each: FileState) -> str:
    if not each.is_settled:
        return ""
    name = escape(each.name)
    retry = (
        f'<button type="button" class="tool" data-act="retry" data-number="{each.number}" '
        f'aria-label="Try {name} again">Try again</button>'
        if each.state == FAILED
        else ""
    )
    return (
        f'<div class="acts">{retry}<button type="button" class="tool" data-act="dismiss" data-number="{each.number}" '
        f'aria-label="Take {name} off the list">Dismiss</button></div>'
    )
