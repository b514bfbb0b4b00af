"""Takes out what some servers leave in the text of a model that thinks first: a leading ``<think>...</think>``."""

from __future__ import annotations

TAGS = {"<think>": "</think>", "<thinking>": "</thinking>", "<reasoning>": "</reasoning>"}


class Thoughts:
    """Fed with pieces of text, gives back what belongs to the answer. Only the beginning is looked at."""

    def __init__(self) -> None:
        self._held = ""
        self._state = "start"
        self._close = ""
        """The tag that ends the thought."""

    def feed(self, piece: str) -> str:
        """The part of the piece, and of what was held back, that belongs to the answer."""
        if self._state == "answer":
            return piece
        self._held += piece
        if self._state == "start":
            begun = self._held.lstrip()
            if any(tag.startswith(begun) and tag != begun for tag in TAGS):
                return ""
            self._close = next((close for tag, close in TAGS.items() if begun.startswith(tag)), "")
            self._state = "thinking" if self._close else "answer"
        if self._state == "thinking":
            before, found, after = self._held.partition(self._close)
            self._held = after if found else before[-len(self._close) :]
            if not found:
                return ""
            self._state = "thought"
        if self._state == "thought":
            self._held = self._held.lstrip()
            if not self._held:
                return ""
            self._state = "answer"
        return self.rest()

    def rest(self) -> str:
        """What is still held back when the text ends; a thought that did not end is none of it."""
        held, self._held = self._held, ""
        return held if self._state != "thinking" else ""
