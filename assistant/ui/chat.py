"""The page: chat on the left, sources on the right. All state is per conversation: in the session and in the browser."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import gradio as gr

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.types import Answer
from assistant.ui import cards, turns, welcome
from assistant.ui.exchange import KEPT, Exchange, dumped, exchange, history, loaded
from assistant.ui.scope import Choices, scope_controls
from vectorstore.errors import StoreError

FAILED = "something went wrong while answering; try again, and see the log of the program if it stays"
Update = dict[Any, Any]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of the page that change."""

    exchanges: gr.State
    saved: gr.BrowserState
    top: gr.HTML
    chat: gr.HTML
    pending: gr.HTML
    sources: gr.HTML
    question: gr.Textbox
    choices: Choices

    def outputs(self) -> list[Any]:
        return [self.exchanges, self.saved, self.top, self.chat, self.pending, self.sources, self.question]


def build(dialogue: Assistant) -> gr.Blocks:
    """The Gradio app over an assistant."""
    with gr.Blocks(title="Dialogue", analytics_enabled=False, fill_width=True) as demo:
        exchanges, saved = gr.State([], time_to_live=3600), gr.BrowserState("", storage_key="dialogue")
        with gr.Column(elem_id="shell"):
            with gr.Row(elem_id="bar"):
                top = gr.HTML(welcome.header(dialogue.documents()), elem_id="top", js_on_load=None)
                clear = gr.Button("New conversation", size="sm", elem_id="clear", min_width=120)
            with gr.Row(elem_id="columns"):
                with gr.Column(elem_id="left"):
                    with gr.Column(elem_id="talk"):
                        chat = gr.HTML(elem_id="chat", js_on_load=None)
                        pending = gr.HTML(elem_id="pending", js_on_load=None)
                    question, ask, choices = _composer()
                with gr.Column(elem_id="right"):
                    sources = gr.HTML(elem_id="sources", js_on_load=None)
        page = Page(exchanges, saved, top, chat, pending, sources, question, choices)
        _connect(demo, page, dialogue, ask, clear)
    assert isinstance(demo, gr.Blocks)
    return demo


def _composer() -> tuple[gr.Textbox, gr.Button, Choices]:
    with gr.Column(elem_id="composer"):
        with gr.Row(elem_id="ask-row"):
            question = gr.Textbox(
                placeholder="Ask a question about the documents", label="Question", show_label=False,
                elem_id="question", lines=1, max_lines=6, scale=6, autofocus=True, container=False,
            )  # fmt: skip
            ask = gr.Button("Ask", variant="primary", scale=0, min_width=84, elem_id="ask")
        choices = scope_controls()
        gr.HTML(welcome.MODE, elem_id="mode", js_on_load=None)
    return question, ask, choices


def _connect(demo: Any, page: Page, dialogue: Assistant, ask: Any, clear: Any) -> None:
    """Say what happens when."""
    gr.on(
        [ask.click, page.question.submit],
        _answering(page, dialogue),
        [page.question, page.exchanges, *page.choices.inputs()],
        page.outputs(),
        concurrency_limit=None, show_progress="hidden", trigger_mode="once",
    )  # fmt: skip
    clear.click(lambda: _shown(page, dialogue, []), None, page.outputs(), show_progress="hidden")
    outputs = [*page.outputs(), *page.choices.inputs()]
    demo.load(lambda saved: _opened(page, dialogue, saved), page.saved, outputs, show_progress="hidden")


def _opened(page: Page, dialogue: Assistant, saved: str) -> Update:
    """The page as it is loaded: with the documents of now, and the conversation of before a reload."""
    documents = dialogue.documents()
    known = {info.id for info in documents}

    @cache
    def text_of(document_id: str) -> str | None:
        return dialogue.document(document_id).text if document_id in known else None

    exchanges = loaded(saved, text_of=text_of) if saved else []
    return {**_shown(page, dialogue, exchanges), **page.choices.offered(documents)}


def _shown(page: Page, dialogue: Assistant, exchanges: list[Exchange]) -> Update:
    """The whole page over a conversation."""
    documents = dialogue.documents()
    return {
        page.exchanges: exchanges,
        page.saved: dumped(exchanges) if exchanges else "",
        page.top: welcome.header(documents),
        page.chat: turns.conversation(exchanges) or welcome.welcome(documents),
        page.pending: "",
        page.sources: cards.panels(exchanges) + welcome.library(documents, unfolded=not exchanges),
    }


def _answering(page: Page, dialogue: Assistant) -> Any:
    async def respond(question: str, exchanges: list[Exchange], *chosen: Any) -> AsyncIterator[Update]:
        """Answer a question, telling meanwhile what is being done."""
        scope = page.choices.scope(*chosen)
        if question.strip():
            yield {page.pending: turns.asked(question, "Searching"), page.question: ""}

        def work(on_status: Callable[[str], None]) -> Answer:
            return dialogue.ask(question, history=history(exchanges), scope=scope, on_status=on_status)

        try:
            async for told in _told(work):
                if isinstance(told, Answer):
                    added = exchange(told, scope=page.choices.described(scope, dialogue.documents()))
                    yield _shown(page, dialogue, [*exchanges, added][-KEPT:])
                else:
                    yield {page.pending: turns.asked(question, told[:1].upper() + told[1:])}
        except (AssistantError, StoreError) as problem:
            yield {page.pending: turns.notice(f"{problem}; {problem.hint}"), page.question: question}
        except Exception:
            log.exception("a question could not be answered")
            yield {page.pending: turns.notice(FAILED), page.question: question}

    return respond


async def _told(work: Callable[[Callable[[str], None]], Answer]) -> AsyncIterator[str | Answer]:
    """What a thread tells while it works, and at last its answer."""
    queue: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(text: str) -> None:
        loop.call_soon_threadsafe(queue.put_nowait, text)

    task = asyncio.create_task(asyncio.to_thread(work, tell))
    while not task.done():
        waiting = asyncio.create_task(queue.get())
        await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            yield waiting.result()
        else:
            waiting.cancel()
    yield task.result()
