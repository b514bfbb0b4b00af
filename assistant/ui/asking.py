"""What happens when a question is asked: the page follows the answer while it is made."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any

import gradio as gr

from assistant.app import Assistant
from assistant.types import Engine
from assistant.ui.exchange import KEPT, Exchange
from assistant.ui.following import Following
from assistant.ui.pacing import Runs
from assistant.ui.parts import Parts, Update


class Asking:
    """Answers the questions of all open pages.

    ``shown`` gives the whole page over a conversation; it is told the documents that the page knew of.
    """

    def __init__(self, page: Parts, dialogue: Assistant, shown: Callable[[list[Exchange], int], Update]) -> None:
        self._page = page
        self._dialogue = dialogue
        self._shown = shown
        self._runs = Runs()

    async def ask(
        self, request: gr.Request, question: str, exchanges: list[Exchange], known: int, engine: Engine, *chosen: Any
    ) -> AsyncGenerator[Update, None]:
        """Answer a question, telling meanwhile what is being done. While another is being answered nothing happens."""
        name = str(request.session_hash)
        run = self._runs.begin(name)
        if run is None:
            yield {self._page.question: gr.skip()}
            return
        scope = self._page.choices.scope(*chosen)
        following = Following(self._page, self._dialogue, question, exchanges, scope, engine)
        try:
            async with aclosing(following.updates(run)) as updates:
                async for update in updates:
                    if isinstance(update, Exchange):
                        yield self._shown([*exchanges, update][-KEPT:], known)
                    else:
                        yield update
        finally:
            self._runs.end(name, run)

    async def quote(
        self, request: gr.Request, question: str, exchanges: list[Exchange], known: int, *chosen: Any
    ) -> AsyncGenerator[Update, None]:
        """Answer in quotations, whatever is chosen for other questions."""
        async with aclosing(self.ask(request, question, exchanges, known, "quote", *chosen)) as updates:
            async for update in updates:
                yield update

    async def stop(self, request: gr.Request) -> None:
        """The person wants no more of the answer that is being made."""
        self._runs.stop(request.session_hash)

    async def leave(self, request: gr.Request) -> None:
        """The page was closed, or the conversation it shows is another one."""
        self._runs.stop(request.session_hash, drop=True)
