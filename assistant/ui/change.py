"""The controls that change a document: the form for its metadata, and removing it in two steps."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.ui.plain import notice
from vectorstore.types import DocumentInfo

Update = dict[Any, Any]
FIELDS = (
    ("title", "Title", ""),
    ("event", "Event", ""),
    ("date", "Date", "2020, 2020-10, 2020-10-15, or 2020-10-15/2020-10-16"),
    ("place", "Place", ""),
    ("kind", "Kind", "such as report, summary, statement"),
    ("language", "Language", "such as en, fr, es"),
    ("publisher", "Publisher", ""),
    ("url", "Web address", ""),
)
"""(field, label, what to write there)."""
SAVE, REMOVE, REALLY = "Save", "Remove for good", "Yes, remove it"


@dataclass(frozen=True, slots=True)
class Change:
    """The controls."""

    fields: tuple[gr.Textbox, ...]
    save: gr.Button
    told: gr.HTML
    remove: gr.Button
    sure: gr.Column
    question: gr.HTML
    really: gr.Button
    keep: gr.Button
    trouble: gr.HTML

    def outputs(self) -> list[Any]:
        removing = [self.remove, self.sure, self.question, self.really, self.keep, self.trouble]
        return [*self.fields, self.save, self.told, *removing]

    def values(self, *values: str) -> dict[str, str]:
        """What stands in the form, by field."""
        return {name: value or "" for (name, _, _), value in zip(FIELDS, values, strict=True)}

    def filled(self, info: DocumentInfo) -> Update:
        """The form and the question over a document."""
        known = {"title": info.title, **{name: getattr(info.metadata, name) or "" for name, _, _ in FIELDS[1:]}}
        texts = {field: known[name] for field, (name, _, _) in zip(self.fields, FIELDS, strict=True)}
        question = f"<p>Really remove <b><bdi>{escape(info.title)}</bdi></b>? This cannot be undone.</p>"
        return {**texts, self.told: "", self.question: question, **self.kept()}

    def saving(self) -> Update:
        told = notice("Saving. Its passages are indexed again, which takes a while for a long document.", good=True)
        return {self.save: gr.Button("Saving ...", interactive=False), self.told: told}

    def saved(self, problem: str = "") -> Update:
        """Saved, or why not."""
        told = notice(problem) if problem else notice("Saved. New answers show it.", good=True)
        return {self.save: gr.Button(SAVE, interactive=True), self.told: told}

    def asking(self) -> Update:
        """Ask whether it is really to be removed."""
        return {self.remove: gr.Button(visible=False), self.sure: gr.Column(visible=True), self.trouble: ""}

    def kept(self, problem: str = "") -> Update:
        """Ask no more: it stays, or why it could not be removed."""
        return {
            self.remove: gr.Button(visible=True),
            self.sure: gr.Column(visible=False),
            self.really: gr.Button(REALLY, interactive=True),
            self.keep: gr.Button(interactive=True),
            self.trouble: notice(problem),
        }

    def removing(self) -> Update:
        return {
            self.really: gr.Button("Removing ...", interactive=False),
            self.keep: gr.Button(interactive=False),
        }


def change_controls() -> Change:
    """Lay the controls out."""
    with gr.Accordion("Correct its title, event, date and other details", open=False, elem_id="correct"):
        with gr.Row(elem_id="form"):
            fields = tuple(
                gr.Textbox(label=label, placeholder=hint, elem_id=f"field-{name}", lines=1, max_lines=1)
                for name, label, hint in FIELDS
            )
        with gr.Row(elem_id="save-row"):
            save = gr.Button(SAVE, variant="primary", size="sm", elem_id="save", scale=0, min_width=120)
            told = gr.HTML(elem_id="save-told", js_on_load=None)
    with gr.Row(elem_id="remove-row"):
        remove = gr.Button(REMOVE, size="sm", elem_id="remove", scale=0, min_width=150)
        trouble = gr.HTML(elem_id="remove-told", js_on_load=None)
    with gr.Column(visible=False, elem_id="sure") as sure:
        question = gr.HTML(js_on_load=None)
        with gr.Row():
            really = gr.Button(REALLY, variant="stop", size="sm", elem_id="really", scale=0, min_width=150)
            keep = gr.Button("Keep it", size="sm", elem_id="keep", scale=0, min_width=120)
    return Change(fields, save, told, remove, sure, question, really, keep, trouble)
