"""Which documents are searched: the controls, and the choice in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from vectorstore.types import DocumentInfo, Scope

ALL = "Search in all documents"


@dataclass(frozen=True, slots=True)
class Choices:
    """The four controls."""

    documents: gr.Dropdown
    events: gr.Dropdown
    years: gr.Dropdown
    kinds: gr.Dropdown

    def inputs(self) -> list[Any]:
        return [self.documents, self.events, self.years, self.kinds]

    def offered(self, found: Sequence[DocumentInfo], *chosen: list[Any]) -> dict[Any, Any]:
        """The controls with what the store has to choose from; of what was chosen, what is still there."""
        metadata = [info.metadata for info in found]
        offered: list[list[tuple[str, Any]]] = [
            [(info.title, info.id) for info in found],
            [(event, event) for event in sorted({each.event for each in metadata if each.event})],
            [(str(year), year) for year in sorted({each.year for each in metadata if each.year})],
            [(kind, kind) for kind in sorted({each.kind for each in metadata if each.kind})],
        ]
        return {
            control: gr.Dropdown(choices, value=_still(values, choices))
            for control, choices, values in zip(self.inputs(), offered, chosen or ((),) * 4, strict=True)
        }

    @staticmethod
    def scope(documents: list[str], events: list[str], years: list[int], kinds: list[str]) -> Scope:
        """The chosen scope."""
        return Scope(tuple(documents or ()), tuple(events or ()), tuple(years or ()), tuple(kinds or ()))

    @staticmethod
    def described(scope: Scope, found: Sequence[DocumentInfo]) -> str:
        """The scope in words, empty without a limit."""
        titles = {info.id: info.title for info in found}
        chosen = [titles.get(each, each) for each in scope.documents]
        fields: list[Sequence[object]] = [chosen, scope.events, scope.years, scope.kinds]
        return "; ".join(" or ".join(map(str, values)) for values in fields if values)


def scope_controls() -> Choices:
    """The controls in a panel of their own, whose title says how many limits are set."""
    with gr.Accordion(ALL, open=False, elem_id="scope") as panel, gr.Row():
        choices = Choices(
            *(
                gr.Dropdown([], label=label, multiselect=True, min_width=200)
                for label in ("Documents", "Events", "Years", "Kinds")
            )
        )
    gr.on([each.change for each in choices.inputs()], _title, choices.inputs(), panel, show_progress="hidden")
    return choices


def _still(values: Sequence[Any] | None, choices: Sequence[tuple[str, Any]]) -> list[Any]:
    return [value for value in values or () if any(value == offered for _, offered in choices)]


def _title(*chosen: list[Any]) -> Any:
    limits = [str(value) for values in chosen for value in values or ()]
    return gr.Accordion(label=f"Search limited ({len(limits)})" if limits else ALL)
