"""The language model of the settings, made at its first use."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from assistant.errors import NoModel
from assistant.settings import Settings
from vectorstore.addresses import named_server

if TYPE_CHECKING:
    from assistant.models.llm import ChatModel


class Models:
    """At most one chat model. Safe to use from several threads."""

    def __init__(self, settings: Settings, *, given: ChatModel | None = None) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._chat = given

    @property
    def configured(self) -> bool:
        """Whether there is a model to ask; costs nothing."""
        return self._chat is not None or self._settings.gguf is not None or named_server() is not None

    def chat(self) -> ChatModel:
        """The model; it is not asked yet. Raises ``NoModel``, ``BadSetting``."""
        from assistant.models.llm import configured

        with self._lock:
            self._chat = self._chat or configured(self._settings)
            if self._chat is None:
                raise NoModel("no language model is configured, so there are no written answers")
            return self._chat

    def close(self) -> None:
        """End a model that runs in this process."""
        if self._chat is not None:
            self._chat.close()
