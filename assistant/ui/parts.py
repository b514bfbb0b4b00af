"""The parts of the chat page that change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.ui.engines import EngineChoice
from assistant.ui.scope import Choices

Update = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read and write."""

    exchanges: gr.State
    stored: gr.Textbox
    """The conversation as the browser has kept it; read by the page itself when it is loaded."""
    kept: gr.HTML
    """The conversation as the browser shall keep it."""
    known: gr.State
    """Hash of the documents as this browser has them."""
    top: gr.HTML
    chat: gr.HTML
    """The conversation; built anew when an answer is there."""
    pending: gr.HTML
    """The question that is being answered, with the sentences checked so far."""
    doing: gr.HTML
    """What is being done for it, and the sentence that nobody has checked yet."""
    told: gr.HTML
    """The same for those who listen: one verdict at a time."""
    arriving: gr.HTML
    """The sources of the answer that is being made."""
    sources: gr.HTML
    question: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    quote: gr.Button
    """Pressed by the page itself, for asking again in quote mode."""
    opinion: gr.Textbox
    """What a person says of an answer, put there by the page itself, as JSON."""
    say: gr.Button
    heard: gr.HTML
    """What came of it."""
    engine: EngineChoice
    choices: Choices

    def outputs(self) -> list[Any]:
        states = [self.exchanges, self.kept, self.known]
        talk = [self.top, self.chat, self.pending, self.doing, self.told, self.arriving, self.sources]
        return [*states, *talk, self.question]

    def asked(self) -> list[Any]:
        """What an answer depends on besides the engine."""
        return [self.question, self.exchanges, self.known]
