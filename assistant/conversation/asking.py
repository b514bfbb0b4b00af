"""Asking a language model for a few lines that the program can do without."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol

from assistant.errors import ModelCutShort, ModelFailed
from assistant.models.llm import Deadline, Messages

_MARK = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.):])?\s*")


class Streaming(Protocol):
    """What is needed of a language model: ``assistant.models.llm.ChatModel`` has it."""

    def stream(self, messages: Messages, *, deadline: Deadline, max_tokens: int) -> AsyncGenerator[str, None]:
        """The answer, piece by piece. Raises ``ModelError``."""
        ...


async def lines_of(
    model: Streaming, messages: Messages, *, deadline: Deadline, max_tokens: int, most: int
) -> list[str]:
    """The first ``most`` lines with words in them; the connection is closed as soon as they are there.

    A model that writes on and on, or nothing at all, gives what there is.

    Raises:
        ModelError: it cannot be reached, refuses, or is too slow.
    """
    text = ""
    try:
        async with aclosing(model.stream(messages, deadline=deadline, max_tokens=max_tokens)) as pieces:
            async for piece in pieces:
                text += piece
                if len(_lines(text.rpartition("\n")[0])) >= most:
                    break
    except (ModelCutShort, ModelFailed):
        pass
    return _lines(text)[:most]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if any(letter.isalnum() for letter in line)]


def unlisted(line: str) -> str:
    """A line without what makes it an item of a list."""
    return _MARK.sub("", line).strip()
