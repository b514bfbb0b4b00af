"""Dialogue: a chat assistant over policy documents, whose every sentence is a verified quotation, or an honest refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.app import Assistant

__all__ = ["Assistant"]


def __getattr__(name: str) -> Any:
    if name == "Assistant":  # imported at the first use: the command's help must not wait for it
        from assistant.app import Assistant

        return Assistant
    raise AttributeError(name)
