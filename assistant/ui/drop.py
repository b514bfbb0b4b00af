"""Where files are dropped: what was given, with the names that the user knows, and what is refused at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path

import gradio as gr
from gradio.data_classes import FileData, ListFiles

from assistant.filenames import refusal
from corpus.loaders import LOADERS


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that the browser sent."""

    name: str
    """As the user knows it."""
    path: Path
    """Its temporary copy."""


def drop_zone(max_mb: float) -> gr.File:
    """The zone, for several files of all the kinds that can be read; its events get a list of ``Dropped``.

    It is no subclass of its own: Gradio writes an interface file beside the source of every subclass.
    """
    zone = gr.File(
        file_count="multiple", file_types=list(LOADERS), label=f"Files to add. {limits(max_mb)}",
        show_label=False, elem_id="drop", height=140, container=False,
    )  # fmt: skip
    zone.preprocess = _given  # type: ignore[method-assign, assignment]
    return zone


def _given(payload: ListFiles | FileData | None) -> list[Dropped]:
    """The files with their names; Gradio has made sure that each lies in its own folder of uploads."""
    if payload is None:
        return []
    files = list(payload) if isinstance(payload, ListFiles) else [payload]
    return [Dropped(each.orig_name or Path(each.path).name, Path(each.path)) for each in files]


def limits(max_mb: float) -> str:
    """What can be given, in words."""
    return f"PDF, Word (.docx), web pages, Markdown and plain text, up to {max_mb:,g} MB each."


def sorted_out(files: Sequence[Dropped], *, max_mb: float) -> tuple[list[Dropped], list[tuple[str, str]]]:
    """The files that are taken, and (name, why) of those that are refused."""
    taken: dict[Path, Dropped] = {}
    refused: list[tuple[str, str]] = []
    for each in files:
        try:
            reason = refusal(each.name, each.path.stat().st_size, max_mb=max_mb)
        except OSError:
            reason = "it did not arrive whole; drop it again"
        if reason:
            refused.append((each.name, reason))
        else:
            taken[each.path] = each
    return list(taken.values()), refused


def discard(files: Sequence[Dropped]) -> None:
    """Delete the temporary copies and the folders that Gradio made for them."""
    for each in files:
        with suppress(OSError):
            each.path.unlink(missing_ok=True)
            each.path.parent.rmdir()


def refusals(refused: Sequence[tuple[str, str]], *, max_mb: float) -> str:
    """The refused files, one line each; the page's script reads the limits here and adds what it refuses itself."""
    lines = "".join(f"<li><bdi>{escape(name)}</bdi>: {escape(reason)}</li>" for name, reason in refused)
    kinds = escape(json.dumps(list(LOADERS)))
    return f'<div class="refused" role="alert" data-kinds="{kinds}" data-most-mb="{max_mb:g}"><ul>{lines}</ul></div>'
