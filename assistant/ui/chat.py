"""The page: chat on the left, sources on the right."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.types import Answer, Turn
from assistant.ui import html
from vectorstore.errors import StoreError
from vectorstore.types import DocumentInfo, Scope

EXAMPLES = (
    "What did Portugal do for migrants waiting for residence permits?",
    "Who were the speakers of Panel 4?",
    "What was recommended on the costs of remittances?",
    "What was said about legal identity in 2022?",
)
HISTORY = 20
"""Turns of a conversation that are kept."""
Shown = list[Answer]


def build(dialogue: Assistant) -> gr.Blocks:
    """The Gradio app over an assistant. All state is per conversation, in ``gr.State``."""
    found = dialogue.documents()
    with gr.Blocks(title="Dialogue", analytics_enabled=False, fill_width=True) as demo:
        answers: gr.State = gr.State([], time_to_live=3600)
        gr.HTML(html.header(documents=len(found)), padding=False)
        with gr.Row(elem_id="columns"):
            with gr.Column(scale=6, min_width=300):
                chat = gr.HTML(html.WELCOME, elem_id="chat", padding=False)
                with gr.Column(elem_id="examples", visible=True) as examples:
                    buttons = [gr.Button(text, size="sm") for text in EXAMPLES]
                status = gr.HTML("", elem_id="status", padding=False)
                with gr.Row(elem_id="ask-row"):
                    question = gr.Textbox(
                        placeholder="Ask a question about the documents", label="Question", show_label=False,
                        elem_id="question", lines=1, max_lines=6, scale=6, autofocus=True, container=False,
                    )  # fmt: skip
                    ask = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="ask")
                scope = _scope_controls(found)
                clear = gr.Button("New conversation", size="sm", variant="secondary", elem_id="clear")
            with gr.Column(scale=5, min_width=300):
                sources = gr.HTML(html.NO_SOURCES, elem_id="sources", padding=False)
        outputs = [answers, chat, sources, status, question, examples]
        handler = _handler(dialogue)
        for event in (ask.click, question.submit):
            event(handler, [question, answers, *scope], outputs, concurrency_limit=None, show_progress="hidden")
        for button in buttons:
            button.click(handler, [button, answers, *scope], outputs, concurrency_limit=None, show_progress="hidden")
        clear.click(_cleared, None, outputs, show_progress="hidden")
    assert isinstance(demo, gr.Blocks)
    return demo


def _scope_controls(found: Sequence[DocumentInfo]) -> list[Any]:
    events = sorted({info.metadata.event for info in found if info.metadata.event})
    years = sorted({info.metadata.year for info in found if info.metadata.year})
    kinds = sorted({info.metadata.kind for info in found if info.metadata.kind})
    with gr.Accordion("Search only in ...", open=False, elem_id="scope"):
        return [
            gr.Dropdown([(info.title, info.id) for info in found], label="Documents", multiselect=True),
            gr.Dropdown(events, label="Events", multiselect=True),
            gr.Dropdown(years, label="Years", multiselect=True),
            gr.Dropdown(kinds, label="Kinds", multiselect=True),
        ]


def _handler(dialogue: Assistant) -> Any:
    async def respond(
        question: str, answers: Shown, documents: list[str], events: list[str], years: list[int], kinds: list[str]
    ) -> AsyncIterator[tuple[Any, ...]]:
        """Answer a question, telling meanwhile what is being done."""
        scope = Scope(tuple(documents or ()), tuple(events or ()), tuple(years or ()), tuple(kinds or ()))
        told: asyncio.Queue[str] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def on_status(text: str) -> None:
            loop.call_soon_threadsafe(told.put_nowait, text)

        work = asyncio.create_task(
            asyncio.to_thread(dialogue.ask, question, history=history(answers), scope=scope, on_status=on_status)
        )
        while not work.done():
            waiting = asyncio.create_task(told.get())
            await asyncio.wait({work, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if waiting.done():
                yield (*[gr.skip()] * 3, _status(waiting.result()), gr.skip(), gr.skip())
            else:
                waiting.cancel()
        try:
            answer = work.result()
        except (AssistantError, StoreError) as problem:
            yield (*[gr.skip()] * 3, html.notice(f"{problem}; {problem.hint}"), gr.skip(), gr.skip())
            return
        shown = [*answers, answer][-HISTORY:]
        yield (*page(shown), "", "", gr.Column(visible=False))

    return respond


def _status(text: str) -> str:
    return f'<span role="status">{escape(text)} ...</span>'


def page(shown: Shown) -> tuple[Shown, str, str]:
    """The state, the chat and the sources after an answer."""
    chat = "".join(html.turn(answer, at) for at, answer in enumerate(shown))
    return shown, chat, html.sources(shown[-1] if shown else None, len(shown) - 1)


def history(shown: Sequence[Answer]) -> tuple[Turn, ...]:
    """The conversation so far, as the assistant takes it."""
    return tuple(turn for answer in shown for turn in (Turn("user", answer.question), Turn("assistant", answer.text)))


def _cleared() -> tuple[Any, ...]:
    return [], html.WELCOME, html.NO_SOURCES, "", "", gr.Column(visible=True)
