"""The page of the chat: conversation on the left, sources on the right.

All state is per conversation: in the session and in the browser.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import escape
from typing import Any

import gradio as gr

from assistant.app import Assistant
from assistant.ui import cards, opinions, turns, welcome
from assistant.ui.asking import Asking
from assistant.ui.engines import engine_choice
from assistant.ui.exchange import Exchange, dumped, loaded, standing
from assistant.ui.parts import Parts, Update
from assistant.ui.scope import scope_controls


def chat_page(top: gr.HTML, dialogue: Assistant) -> Parts:
    """Lay the page out."""
    exchanges, known = gr.State([], time_to_live=3600), gr.State(0, time_to_live=3600)
    with gr.Row(elem_id="columns"):
        with gr.Column(elem_id="left"):
            with gr.Column(elem_id="talk"):
                chat, pending, doing, told = map(_html, ("chat", "pending", "doing", "told"))
            with gr.Column(elem_id="composer"):
                question, ask, stop, quote = _composer()
                with gr.Row(elem_id="how"):
                    choices = scope_controls()
                    engine = engine_choice(dialogue)
                opinion, say = gr.Textbox(elem_id="opinion", show_label=False), gr.Button("Keep", elem_id="say")
                stored = gr.Textbox(elem_id="stored", show_label=False)
        with gr.Column(elem_id="right"):
            arriving, sources, heard, kept = map(_html, ("arriving", "sources", "heard", "kept"))
    return Parts(
        exchanges, stored, kept, known, top, chat, pending, doing, told, arriving, sources, question, ask, stop, quote, opinion,
        say, heard, engine, choices,
    )  # fmt: skip


def _html(name: str) -> gr.HTML:
    return gr.HTML(elem_id=name, js_on_load=None)


def _composer() -> tuple[gr.Textbox, gr.Button, gr.Button, gr.Button]:
    with gr.Row(elem_id="ask-row"):
        question = gr.Textbox(
            placeholder="Ask a question about the documents", label="Question", show_label=False,
            elem_id="question", lines=1, max_lines=6, scale=6, autofocus=True, container=False,
        )  # fmt: skip
        ask = gr.Button("Ask", variant="primary", scale=0, min_width=84, elem_id="ask")
        stop = gr.Button("Stop", variant="secondary", scale=0, min_width=84, elem_id="stop")
        quote = gr.Button("Show exact quotations", elem_id="quote")
    return question, ask, stop, quote


def connect(demo: Any, page: Parts, dialogue: Assistant, *, clear: gr.Button, entered: Any) -> None:
    """Say what happens when; ``entered`` listens for the page coming into view."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": None}
    asking = Asking(page, dialogue, lambda exchanges, known: _added(page, dialogue, exchanges, known))
    chosen, engine = page.choices.inputs(), page.engine.engine
    gr.on(
        [page.ask.click, page.question.submit],
        asking.ask, [*page.asked(), engine, *chosen], page.outputs(), trigger_mode="multiple", **quiet,
    )  # fmt: skip
    page.quote.click(asking.quote, [*page.asked(), *chosen], page.outputs(), trigger_mode="multiple", **quiet)
    page.say.click(
        lambda exchanges, sent: opinions.heard(dialogue, exchanges, sent),
        [page.exchanges, page.opinion], page.heard, trigger_mode="multiple", **quiet,
    )  # fmt: skip
    page.stop.click(asking.stop, None, None, trigger_mode="multiple", **quiet)
    demo.unload(asking.leave)
    clear.click(asking.leave, None, None, **quiet).then(
        lambda: _shown(page, dialogue, []), None, page.outputs(), **quiet
    )
    outputs = [*page.outputs(), *chosen]
    demo.load(
        lambda stored: _opened(page, dialogue, stored), page.stored, outputs, js="() => dialogueStored()", **quiet
    ).then(lambda chosen: page.engine.named(dialogue, chosen), engine, [engine, page.engine.mode], **quiet)
    engine.change(lambda chosen: page.engine.line(dialogue, chosen), engine, page.engine.mode, **quiet)
    entered(
        lambda known, exchanges, *chosen: _entered(page, dialogue, known, exchanges, *chosen),
        [page.known, page.exchanges, *chosen], outputs, **quiet,
    )  # fmt: skip


def _opened(page: Parts, dialogue: Assistant, stored: str) -> Update:
    """The page as it is loaded: with the documents of now, and the conversation of before a reload."""
    exchanges = loaded(stored, text_of=_texts(dialogue)) if stored else []
    return {**_shown(page, dialogue, exchanges), **page.choices.offered(dialogue.documents())}


def _added(page: Parts, dialogue: Assistant, exchanges: list[Exchange], known: int) -> Update:
    """The page with a new answer: what lost its documents while it was made is not shown again."""
    changed = known != hash(dialogue.documents())
    return _shown(page, dialogue, standing(exchanges, text_of=_texts(dialogue)) if changed else exchanges)


def _entered(page: Parts, dialogue: Assistant, known: int, exchanges: list[Exchange], *chosen: list[Any]) -> Update:
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


def _shown(page: Parts, dialogue: Assistant, exchanges: list[Exchange]) -> Update:
    """The whole page over a conversation."""
    documents, written = dialogue.documents(), "written" in dialogue.engines()
    return {
        page.exchanges: exchanges,
        page.kept: f"<p>{escape(dumped(exchanges), quote=False) if exchanges else ''}</p>",
        page.known: hash(documents),
        page.top: welcome.header(documents),
        page.chat: turns.conversation(exchanges) or welcome.welcome(documents, written=written),
        page.pending: "",
        page.doing: "",
        page.told: turns.listened(turns.ending(exchanges[-1])) if exchanges else "",
        page.arriving: "",
        page.sources: cards.panels(exchanges) + welcome.library(documents, unfolded=not exchanges),
    }
