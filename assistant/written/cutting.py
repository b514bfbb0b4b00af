"""The words of a model cut into sentences as they arrive: each one ends as soon as what follows cannot change it.

However the text is cut into pieces on its way, the sentences are the same, and the time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.written.boundaries import BOLD_LINE, BULLET, HEADING, STOP, Cut, More, cut_at
from assistant.written.markers import parse
from assistant.written.plain import plain
from corpus.lines import INVISIBLE

_WHITE = re.compile(r"\s+")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
_QUOTED = re.compile(r"(?:>\s?){1,4}")
_FENCE = re.compile(r"`{3}\w{0,20}")
_ECHO = re.compile(r"(?:Meeting|Document|Section|Speaker(?: from \"[^\"\n]{1,120}\" on)?|Goes on after): ")
"""A line above a passage, which small models copy: it is no sentence of an answer."""
_ANSWER = re.compile(r"\*{0,2}(?:Answer|Text|Réponse|Respuesta)\s?:\*{0,2}\s?", re.I)
_REFERENCES = re.compile(r"(?:sources?|references?|citations?|bibliography|références|referencias|fuentes)\s?:?", re.I)
_DASH = re.compile(r"^[-–—•]\s")
_LONE_NUMBER = re.compile(r"\([0-9]{1,2}\)\.?")
_SLICE = 2000
"""Characters that are looked at together: what is left of them is copied at every cut."""
_HALF = re.compile(
    r"(?:!?\[[^\]\n]{0,300}(?:\](?:\([^()\n]{0,1000})?)?|[【〔][^】〕\n]{0,80}|<[^<>\n]{0,300}|&[#\w]{0,8}|[*_`~\\#|]{1,80}"
    r"|\((?:see\s)?[a-z]{0,8}\s?[0-9]{0,2})\Z",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence, list item or heading that a model wrote."""

    text: str
    """Plain, without markers and Markdown, never empty."""
    numbers: tuple[int, ...]
    """The passages that its markers name, in order, without repeats; not checked."""
    bullet: bool = False
    """It is an item of a list, or a further sentence of one."""
    heading: bool = False

    @property
    def lead_in(self) -> bool:
        """It announces what comes next, as a list."""
        return self.text.endswith(":")


class Cutter:
    """Give it the pieces of a text with ``feed``, then ``close`` it: both return the sentences that ended."""

    def __init__(self, limit_chars: int = 1500) -> None:
        """A sentence longer than ``limit_chars`` is cut at a space."""
        self._limit = limit_chars
        self._text = ""
        """From the start of the sentence that is being written."""
        self._scan = 0
        """Before here no sentence ends."""
        self._white = ""
        """White space at the end, held back until something follows."""
        self._begun = False
        self._over = False
        """A list of references began, which a model makes up: it is no part of the answer."""
        self._line = True
        """The sentence starts a line."""
        self._bullet = self._heading = False
        """What the line is."""

    @property
    def pending(self) -> str:
        """The sentence that is being written: plain, without markers, and without what may become one."""
        text = "" if self._over else _HALF.sub("", self._text)
        if self._line:
            text = _unmarked(f"{text} ")[0]
        return parse(plain(text)).text

    def feed(self, piece: str) -> list[Written]:
        """Take the next piece of the text; the sentences that ended with it."""
        return [each for at in range(0, len(piece), _SLICE) for each in self._feed(piece[at : at + _SLICE])]

    def _feed(self, piece: str) -> list[Written]:
        piece = self._white + INVISIBLE.sub("", piece.replace("\r", "\n"))
        body = piece.rstrip()
        self._white = _narrow(piece[len(body) :])
        if not self._begun:
            body = body.lstrip()
            self._begun = bool(body)
            self._white = self._white if body else ""
        self._text += _WHITE.sub(lambda found: _narrow(found.group()), body)
        return self._sentences(whole=False)

    def close(self) -> list[Written]:
        """The text ends here; what is left of it."""
        return self._sentences(whole=True)

    def _sentences(self, *, whole: bool) -> list[Written]:
        found: list[Written] = []
        while self._text and (cut := self._next(whole=whole)):
            found += self._written(self._text[: cut.end], broken=cut.line or cut.after == len(self._text))
            self._text = self._text[cut.after :]
            self._scan = 0
            self._line = cut.line
            if cut.line:
                self._bullet = self._heading = False
        return found

    def _next(self, *, whole: bool) -> Cut | None:
        """Where the sentence ends; ``None`` when it goes on beyond what is there."""
        text = self._text
        try:
            while (stop := STOP.search(text, self._scan)) and stop.start() < self._limit:
                if cut := cut_at(text, stop, line=self._line, whole=whole):
                    return cut
                self._scan = stop.end()
        except More:
            return None
        if len(text) > self._limit:
            return self._forced(text)
        self._scan = max(self._scan, len(text) if not stop else 0)
        return Cut(len(text), len(text), True) if whole else None

    def _forced(self, text: str) -> Cut:
        at = text.rfind(" ", 1, self._limit)
        return Cut(at, at + 1, False) if at > 0 else Cut(self._limit, self._limit, False)

    def _written(self, raw: str, *, broken: bool) -> list[Written]:
        """The sentence as it is shown, if there is anything to show."""
        raw = raw.strip()
        if self._line:
            bold = broken and BOLD_LINE.fullmatch(raw) is not None
            raw, self._bullet, heading = _unmarked(raw)
            self._heading = heading or bold or _ECHO.match(raw) is not None
        else:
            raw = _DASH.sub("", raw, count=1)
        marked = parse(plain(raw))
        self._over = self._over or (self._line and _REFERENCES.fullmatch(marked.text) is not None)
        if self._over or not any(map(str.isalnum, marked.text)) or _LONE_NUMBER.fullmatch(marked.text):
            return []
        return [Written(marked.text, marked.numbers, bullet=self._bullet, heading=self._heading)]


def _narrow(white: str) -> str:
    """White space as at most two line breaks, or a space."""
    return "\n" * min(2, len(_LINE_BREAK.findall(white))) or (white[:1] and " ")


def _unmarked(line: str) -> tuple[str, bool, bool]:
    """(the start of a line without what makes it a quotation, list item, heading or answer; is an item; is a heading)."""
    line = _FENCE.sub("", _QUOTED.sub("", line, count=1), count=1) if line[:1] in ">`" else line
    if found := HEADING.match(line):
        return line[found.end() :], False, True
    if found := BULLET.match(line):
        return line[found.end() :], True, False
    return _ANSWER.sub("", line, count=1) if line[:1] in "*AaRrTt" else line, False, False
