"""A line of text as a page shows it: white space collapsed, marks of footnotes remembered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.lines import INVISIBLE
from corpus.loaders.html.pieces import Piece

_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")


@dataclass(slots=True)
class Line:
    """A line that is being collected."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[tuple[int, int]] = field(default_factory=list)
    visible: int = 0
    stressed: int = 0
    sizes: dict[float, int] = field(default_factory=dict)
    _breaks: int = 0

    @property
    def text(self) -> bool:
        """Whether there is any."""
        return self.length > 0

    def add(self, text: str, *, stressed: bool, size: float) -> None:
        """Add text as the file has it."""
        collapsed = _SPACE.sub(" ", text)
        if not self.length:
            collapsed = collapsed.lstrip()
        elif self.parts[-1].endswith(" "):
            collapsed = collapsed.lstrip(" ")
        if not collapsed:
            return
        self._append(collapsed)
        count = len(collapsed) - collapsed.count(" ")
        if count:
            self._breaks = 0
        self.visible += count
        self.stressed += count * stressed
        self.sizes[size] = self.sizes.get(size, 0) + count

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def mark(self, text: str) -> None:
        """Add the mark of a footnote."""
        if text:
            self.marks.append((self.length, self.length + len(text)))
            self._append(text)

    def broken(self) -> bool:
        """Add a line break, which is a space; whether it is the second in a row, which ends the paragraph."""
        self._breaks += 1
        if self.length and not self.parts[-1].endswith(" "):
            self._append(" ")
        return self._breaks > 1

    def piece(self) -> Piece | None:
        """The line as a paragraph, or ``None`` when there is nothing to read in it."""
        whole = "".join(self.parts)
        text = whole.rstrip()
        if not self.visible or not INVISIBLE.sub("", text).strip():
            return None
        marks = [_widened(text, start, min(end, len(text))) for start, end in self.marks if start < len(text)]
        return Piece(
            "paragraph",
            text,
            marks=marks,
            stressed=0 < self.visible == self.stressed,
            size=max(self.sizes, key=lambda size: self.sizes[size], default=0.0),
        )


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A mark with one of the two spaces around it."""
    spaced = start == 0 or text[start - 1] == " "
    return (start, end + 1) if spaced and text[end : end + 1] == " " else (start, end)
