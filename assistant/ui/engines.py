"""What an answer is made of: the choice, and a line that says what is going on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.types import Engine

MODEL = "the language model"
LONGEST = 48
"""Characters of the name of a model that are shown."""
QUOTED = "Exact quotations"
_NO_MODEL = "<p><b>Quote mode, no language model.</b> Answers are exact quotations.</p>"
_QUOTE = "<p><b>Exact quotations.</b> Nothing is sent to {model}.</p>"
_WRITTEN = (
    "<p><b>The words are those of {model},</b> which is sent the question and the passages found. "
    "<span>Each sentence is checked against them.</span></p>"
)


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """The two controls; the choice is there only where a model is configured."""

    engine: gr.Radio
    mode: gr.HTML

    def named(self, dialogue: Assistant, chosen: Engine) -> dict[Any, Any]:
        """The controls with the name of the model, asked from its server where the settings do not tell."""
        engines, model = dialogue.engines(), model_of(dialogue)
        return {self.engine: gr.Radio(_offered(engines, model)), self.mode: _line(chosen, engines, model)}

    def line(self, dialogue: Assistant, chosen: Engine) -> str:
        """The line for what was chosen."""
        return _line(chosen, dialogue.engines(), model_of(dialogue))


def engine_choice(dialogue: Assistant) -> EngineChoice:
    """Lay the controls out, without asking the server of the model for its name."""
    engines, model = dialogue.engines(), dialogue.settings.model or MODEL
    engine = gr.Radio(
        _offered(engines, model), value=engines[0], label="Answers", elem_id="engine", visible=len(engines) > 1,
        container=False,
    )  # fmt: skip
    return EngineChoice(engine, gr.HTML(_line(engines[0], engines, model), elem_id="mode", js_on_load=None))


def _offered(engines: Sequence[Engine], model: str) -> list[tuple[str, Engine]]:
    names: dict[Engine, str] = {"written": f"Written by {model}", "quote": QUOTED}
    return [(names[engine], engine) for engine in engines]


def _line(engine: Engine, engines: Sequence[Engine], model: str) -> str:
    return mode(engine, model if "written" in engines else None)


def mode(engine: Engine, model: str | None) -> str:
    """What the person should know before asking; ``model`` is ``None`` where none is configured."""
    if model is None:
        return _NO_MODEL
    return (_WRITTEN if engine == "written" else _QUOTE).format(model=escape(model))


def model_of(dialogue: Assistant) -> str:
    """A name for the model, asked from its server where the settings do not tell; that may take a while."""
    try:
        name = dialogue.model_name()
    except AssistantError:
        name = dialogue.settings.model
    name = name or MODEL
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
