"""The page of the chat: conversation on the left, sources on the right.

All state is per conversation: in the session and in the browser.
"""

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
from assistant.ui.exchange import KEPT, Exchange, dumped, exchange, history, loaded, standing
from assistant.ui.plain import plainly
from assistant.ui.scope import Choices, scope_controls
from vectorstore.errors import StoreError

FAILED = "something went wrong while answering; try again, and see the log of the program if it stays"
Update = dict[Any, Any]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chat:
    """The parts of the page that change."""

    exchanges: gr.State
    saved: gr.BrowserState
    known: gr.State
    """Hash of the documents as this browser has them."""
    top: gr.HTML
    chat: gr.HTML
    pending: gr.HTML
    sources: gr.HTML
    question: gr.Textbox
    ask: gr.Button
    choices: Choices

    def outputs(self) -> list[Any]:
        return [self.exchanges, self.saved, self.known, self.top, self.chat, self.pending, self.sources, self.question]


def chat_page(top: gr.HTML) -> Chat:
    """Lay the page out."""
    exchanges, saved = gr.State([], time_to_live=3600), gr.BrowserState("", storage_key="dialogue")
    known = gr.State(0, time_to_live=3600)
    with gr.Row(elem_id="columns"):
        with gr.Column(elem_id="left"):
            with gr.Column(elem_id="talk"):
                chat = gr.HTML(elem_id="chat", js_on_load=None)
                pending = gr.HTML(elem_id="pending", js_on_load=None)
            question, ask, choices = _composer()
        with gr.Column(elem_id="right"):
            sources = gr.HTML(elem_id="sources", js_on_load=None)
    return Chat(exchanges, saved, known, top, chat, pending, sources, question, ask, choices)


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


def connect(demo: Any, page: Chat, dialogue: Assistant, *, clear: gr.Button, entered: Any) -> None:
    """Say what happens when; ``entered`` listens for the page coming into view."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": None}
    inputs = [page.question, page.exchanges, *page.choices.inputs()]
    gr.on(
        [page.ask.click, page.question.submit],
        _answering(page, dialogue), inputs, page.outputs(), trigger_mode="once", **quiet,
    )  # fmt: skip
    clear.click(lambda: _shown(page, dialogue, []), None, page.outputs(), **quiet)
    outputs = [*page.outputs(), *page.choices.inputs()]
    demo.load(lambda saved: _opened(page, dialogue, saved), page.saved, outputs, **quiet)
    entered(
        lambda known, exchanges, *chosen: _entered(page, dialogue, known, exchanges, *chosen),
        [page.known, page.exchanges, *page.choices.inputs()], outputs, **quiet,
    )  # fmt: skip


def _opened(page: Chat, dialogue: Assistant, saved: str) -> Update:
    """The page as it is loaded: with the documents of now, and the conversation of before a reload."""
    exchanges = loaded(saved, text_of=_texts(dialogue)) if saved else []
    return {**_shown(page, dialogue, exchanges), **page.choices.offered(dialogue.documents())}


def _entered(page: Chat, dialogue: Assistant, known: int, exchanges: list[Exchange], *chosen: list[Any]) -> Update:
    """The page comes into view again: it follows what became of the documents meanwhile."""
    documents = dialogue.documents()
    if known == hash(documents):
        return {page.known: known}
    kept = standing(exchanges, text_of=_texts(dialogue))
    told = turns.notice(turns.dropped(len(exchanges) - len(kept))) if len(kept) < len(exchanges) else ""
    return {**_shown(page, dialogue, kept), page.pending: told, **page.choices.offered(documents, *chosen)}


def _texts(dialogue: Assistant) -> Callable[[str], str | None]:
    """Looks up the texts of documents, each once."""
    known = {info.id for info in dialogue.documents()}

    @cache
    def text_of(document_id: str) -> str | None:
        return dialogue.document(document_id).text if document_id in known else None

    return text_of


def _shown(page: Chat, dialogue: Assistant, exchanges: list[Exchange]) -> Update:
    """The whole page over a conversation."""
    documents = dialogue.documents()
    return {
        page.exchanges: exchanges,
        page.saved: dumped(exchanges) if exchanges else "",
        page.known: hash(documents),
        page.top: welcome.header(documents),
        page.chat: turns.conversation(exchanges) or welcome.welcome(documents),
        page.pending: "",
        page.sources: cards.panels(exchanges) + welcome.library(documents, unfolded=not exchanges),
    }


def _answering(page: Chat, dialogue: Assistant) -> Any:
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
            yield {page.pending: turns.notice(plainly(problem)), page.question: question}
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
