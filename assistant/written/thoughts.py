"""What a reasoning model thinks aloud before it answers: ``<think>...</think>`` at the start of its text is no answer."""

from __future__ import annotations

_TAGS = {"<think>": "</think>", "<thinking>": "</thinking>", "<reasoning>": "</reasoning>"}


class Thoughts:
    """Lets a text pass in its pieces, without thoughts at its start."""

    def __init__(self) -> None:
        self._held = ""
        """What may be the start of a tag."""
        self._closing = ""
        """The tag that ends the thoughts, while they last."""
        self._begun = False
        """The answer began."""

    def answer(self, piece: str) -> str:
        """What of the text so far, and not given out yet, is known to belong to the answer."""
        if self._begun:
            return piece
        self._held += piece
        if not self._closing:
            start = self._held.lstrip()
            if any(tag.startswith(start[: len(tag)]) and len(start) < len(tag) for tag in _TAGS):
                return ""
            self._closing = next((closing for tag, closing in _TAGS.items() if start.startswith(tag)), "")
            if not self._closing:
                return self._given(self._held)
        _, found, after = self._held.partition(self._closing)
        if found:
            return self._given(after)
        self._held = self._held[-len(self._closing) :]
        return ""

    def end(self) -> str:
        """What was held back, when nothing more comes; thoughts that never end are no answer."""
        return "" if self._closing or self._begun else self._given(self._held)

    def _given(self, text: str) -> str:
        self._begun, self._held, self._closing = True, "", ""
        return text
