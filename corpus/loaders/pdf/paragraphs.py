"""Lines to paragraphs, list items and headings-to-be: by gaps, indents, type, and where a line ends too early."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.blocks import Block, continues
from corpus.lines import Line
from corpus.loaders.pdf.joins import Joiner
from corpus.loaders.pdf.lines import Row, TextLine
from corpus.loaders.pdf.pages import PageContent

_MARKER = re.compile(r"(?:[•◦▪■●‣∙·*+–—-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\([ivx]{1,5}\)|[ivx]{1,5}[.)])(?:\s+)(?=\S)")
_COUNTER = re.compile(r"\(?(\d{1,3}|[a-zA-Z]|[ivx]{2,5})[.)]")
_ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_BULLET = re.compile(r"[•◦▪■●‣∙·*+]")
_STOP = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_INDENT = 0.8
"""In heights of type: a smaller step to the right or left is none."""
_SAME_SIZE = 0.06


@dataclass(slots=True)
class Paragraph:
    """A block and how it is set."""

    block: Block
    lines: list[TextLine]
    hang: float
    """Where its further lines start."""
    opens_flow: bool
    """It is the first of a column or page."""
    number: int = 0
    """Of an item of a numbered list."""

    @property
    def size(self) -> float:
        """Of the type of its first line."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """All of it is."""
        return all(line.bold for line in self.lines)


def to_paragraphs(pages: Sequence[PageContent], joiner: Joiner) -> list[Paragraph]:
    """The blocks of all pages, those that columns, pages or notes cut in two one again."""
    pitches = _pitches(pages)
    found: list[Paragraph] = []
    for page in pages:
        kept = [each for each in page.elements if each.drop is None]
        for _, flow in groupby(kept, key=lambda each: each.flow):
            _take(list(flow), pitches, found, joiner)
    return _joined(found, pitches, joiner)


def _pitches(pages: Sequence[PageContent]) -> dict[float, float]:
    """Size of type -> the usual distance of its lines."""
    counts: dict[float, Counter[float]] = {}
    for page in pages:
        for line, below in zip(page.elements, page.elements[1:], strict=False):
            if isinstance(line, TextLine) and isinstance(below, TextLine) and line.flow == below.flow:
                pitch, size = line.base - below.base, _rounded(line.size)
                if line.drop is None is below.drop and size == _rounded(below.size) and 0.8 * size < pitch < 2.6 * size:
                    counts.setdefault(size, Counter())[_rounded(pitch)] += 1
    return {size: count.most_common(1)[0][0] for size, count in counts.items()}


def _rounded(value: float) -> float:
    return round(value * 2) / 2


def _take(flow: list[TextLine | Row], pitches: dict[float, float], found: list[Paragraph], joiner: Joiner) -> None:
    """Add the paragraphs of a flow."""
    lines = [each for each in flow if isinstance(each, TextLine)]
    stop = max((line.right for line in lines), default=0.0)
    start = min((line.left for line in lines), default=0.0)
    before: TextLine | None = None
    number = next((each.number for each in reversed(found) if each.number), 0)
    for each in flow:
        if isinstance(each, Row):
            if each.line and each.goes_on and found:
                found[-1].block.lines.append(each.line)
            elif each.line:
                found.append(Paragraph(Block("row", [each.line]), [each.cells[0].lines[0]], 0.0, False))
            before = None
            continue
        each.stop = stop
        if before is None or _opens(before, each, found[-1], pitches, start, number):
            found.append(_paragraph(each, before, number, opens_flow=each is flow[0]))
            number = found[-1].number or number
        else:
            _add(found[-1], each, joiner)
        before = each


def _paragraph(line: TextLine, after: TextLine | None, number: int, *, opens_flow: bool) -> Paragraph:
    assert line.line
    mark = _mark(line, after, number)
    block = Block("item" if mark or line.dotted else "paragraph", [line.line], cut=opens_flow)
    if line.dotted and not mark:
        block.mark, block.misread = (line.line.start, line.line.start), True
    if mark:
        block.mark = (line.line.start, line.line.start + mark)
        block.lines = [Line(line.line.start + mark, line.line.end, line.text[mark:])]
    return Paragraph(block, [line], _place(line, mark), opens_flow, _value(line.text, number) if mark else 0)


def _mark(line: TextLine, after: TextLine | None, number: int) -> int:
    """Length of the list marker at the start of a line, with the space after it.

    ``after`` is the line above, ``number`` that of the last item that had one.
    """
    found = _MARKER.match(line.text)
    if not found:
        lone = (
            line.parts[0].text == "o"
            and len(line.parts) > 1
            and line.parts[1].left - line.parts[0].right > 0.4 * line.size
        )
        return line.offsets[1] if lone else 0
    if _BULLET.match(line.text):
        return found.end()
    apart = after is not None and (line.left > after.left + _INDENT * line.size or _ends_early(after, line))
    closed = after is None or bool(_STOP.search(after.text)) or after.text.endswith(",")
    values = _values(line.text)
    if not values:  # a dash
        return found.end() if apart or closed else 0
    expected = bool(values & {1, number + 1})
    certain = apart and (expected or line.text.lstrip("(")[0].isdigit())
    return found.end() if certain or (closed and expected) else 0


def _values(text: str) -> set[int]:
    """What the number or letter in the list marker that a text starts with may stand for."""
    found = _COUNTER.match(text)
    if not found:
        return set()
    counter = found[1].lower()
    if counter.isdigit():
        return {int(counter)}
    letter = {ord(counter) - 96} if len(counter) == 1 else set[int]()
    return letter | ({_ROMANS.index(counter) + 1} if counter in _ROMANS else set())


def _value(text: str, number: int) -> int:
    """The likeliest of them after a number."""
    values = _values(text)
    return number + 1 if number + 1 in values else min(values, default=0)


def _place(line: TextLine, offset: int) -> float:
    """About where on its line a character stands."""
    for part, start in zip(reversed(line.parts), reversed(line.offsets), strict=True):
        if start <= offset:
            return part.left + (part.right - part.left) * (offset - start) / max(len(part.text), 1)
    return line.left


def _opens(
    before: TextLine, line: TextLine, paragraph: Paragraph, pitches: dict[float, float], start: float, number: int
) -> bool:
    """Whether a line below another one starts a new paragraph."""
    if not _is_near(line.size, before.size) and not _is_aside(before, line):
        return True
    pitch = pitches.get(_rounded(line.size), 1.25 * line.size)
    drop = before.base - line.base
    if drop > 1.35 * pitch + 1 or drop < -0.5 * line.size:
        return True
    wide = drop > pitch + (0.25 * pitch if line.recognised else max(1.3, 0.1 * pitch))
    if wide and not (_has_raised(line) and drop < pitch + 0.45 * line.size):
        return True
    if line.dotted or _mark(line, before, number) or _changes_weight(before, line, paragraph):
        return True
    return _is_indented(before, line, paragraph, start) or _is_broken(before, line)


def _is_near(size: float, other: float) -> bool:
    return abs(size - other) <= _SAME_SIZE * other


def _is_aside(before: TextLine, line: TextLine) -> bool:
    """Whether the type of most of a line is only put in between: a formula, a name in a smaller font."""
    if len(line.text) < 4 or len(before.text) < 4:
        return True
    mixed = len(line.parts) > 1 or len(before.parts) > 1
    return mixed and any(_is_near(one.size, other.size) for one in before.parts for other in line.parts)


def _has_raised(line: TextLine) -> bool:
    return any(part.base > line.base + 0.1 * line.size for part in line.parts)


def _changes_weight(before: TextLine, line: TextLine, paragraph: Paragraph) -> bool:
    if line.bold == before.bold:
        return False
    if before.bold:
        return paragraph.bold and not line.text[:1].islower()
    return bool(_STOP.search(before.text)) or _ends_early(before, line)


def _is_indented(before: TextLine, line: TextLine, paragraph: Paragraph, start: float) -> bool:
    """Whether a line starts farther right, or farther left, than the paragraph it would go on with."""
    step = _INDENT * line.size
    if paragraph.block.kind == "item":
        return (
            line.left < paragraph.hang - step
            and bool(_STOP.search(before.text))
            and line.left <= paragraph.lines[0].left + step
        )
    if line.left > before.left + step:
        return bool(_STOP.search(before.text)) or (len(paragraph.lines) > 1 and not _is_centred(before, line))
    if line.left < before.left - step:
        return len(paragraph.lines) > 1 and not _is_centred(before, line) and before.left > start + step
    return False


def _is_centred(before: TextLine, line: TextLine) -> bool:
    return abs((before.left + before.right) - (line.left + line.right)) < line.size


def _is_broken(before: TextLine, line: TextLine) -> bool:
    """Whether a line ends although the next word would have had room, and what ends there can be a paragraph."""
    if not _ends_early(before, line):
        return False
    if _STOP.search(before.text):
        return True
    short = before.right - before.left < 0.7 * (before.stop - before.left)
    return short and not line.text[:1].islower() and not before.bold and not _is_centred(before, line)


def _ends_early(before: TextLine, line: TextLine) -> bool:
    word = len(line.text.split(maxsplit=1)[0]) + 1
    advance = (line.right - line.left) / max(len(line.text), 1)
    return before.right + word * advance < before.stop - 0.3 * line.size


def _add(paragraph: Paragraph, line: TextLine, joiner: Joiner) -> None:
    assert line.line
    paragraph.lines.append(line)
    joiner.append(paragraph.block, [line.line])


def _joined(found: Sequence[Paragraph], pitches: dict[float, float], joiner: Joiner) -> list[Paragraph]:
    """Paragraphs that go on below a column, a page or a gap are one."""
    joined: list[Paragraph] = []
    for each in found:
        last = joined[-1] if joined else None
        if last and last.block.kind != "row" and each.block.kind == "paragraph" and _goes_on(last, each, pitches):
            joiner.append(last.block, each.block.lines)
            last.lines += each.lines
        else:
            joined.append(each)
    return joined


def _goes_on(before: Paragraph, paragraph: Paragraph, pitches: dict[float, float]) -> bool:
    above, line = before.lines[-1], paragraph.lines[0]
    if not _is_near(above.size, line.size) and not _is_aside(above, line):
        return False
    if paragraph.opens_flow and above.page == line.page and 0 < above.base - line.base < 1.8 * line.size:
        return not _opens(above, line, before, pitches, min(above.left, line.left), 0)
    alike = above.bold == line.bold or not before.bold
    return alike and not (before.bold and paragraph.bold) and continues(before.block, paragraph.block)


def text_of(paragraph: Paragraph) -> str:
    """Its lines as one, with single spaces."""
    return " ".join(paragraph.block.text.split())


def following(found: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph | None]]:
    """Each paragraph with the one after it."""
    yield from zip(found, [*found[1:], None], strict=False)
