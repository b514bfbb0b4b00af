"""The app: a bar with the two pages, Chat and Documents."""

from __future__ import annotations

import gradio as gr

from assistant.app import Assistant
from assistant.ui import chat, welcome
from assistant.ui.documents import Events, documents_page
from assistant.uploads import Uploads

KEPT_SECONDS = 3600
"""How long a temporary file may stay that was not deleted at once."""


def build(dialogue: Assistant, uploads: Uploads) -> gr.Blocks:
    """The Gradio app over an assistant and its queue of files."""
    with gr.Blocks(
        title="Dialogue", analytics_enabled=False, fill_width=True, delete_cache=(600, KEPT_SECONDS)
    ) as demo, gr.Column(elem_id="shell"):  # fmt: skip
        with gr.Row(elem_id="bar"):
            top = gr.HTML(welcome.header(dialogue.documents()), elem_id="top", js_on_load=None)
            clear = gr.Button("New conversation", size="sm", elem_id="clear", min_width=120)
        with gr.Tabs(selected="chat", elem_id="pages"):
            with gr.Tab("Chat", id="chat", elem_id="page-chat") as first:
                talk = chat.chat_page(top, dialogue)
            with gr.Tab("Documents", id="documents", elem_id="page-documents") as second:
                parts = documents_page(dialogue, top)
        chat.connect(demo, talk, dialogue, clear=clear, entered=first.select)
        Events(parts, dialogue, uploads).connect(entered=second.select)
    assert isinstance(demo, gr.Blocks)
    return demo
