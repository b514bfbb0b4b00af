"""What the lines of a Markdown file are besides text: tables, code, underlined headings, quotations, notes, links.

Every mark becomes an edit of the raw text; nothing is written anew, so that cleaning can be undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block, to_blocks
from corpus.lines import Line
from corpus.markdown_links import link_edits
from corpus.markdown_tables import is_delimiter, row_block, split_cells
from corpus.tables import MAX_REPEATED
from corpus.writer import Edit

_FENCE = re.compile(r"(`{3,20}|~{3,20})\s*[^`]{0,100}")
_UNDERLINE = re.compile(r"={2,}|-{2,}")
_QUOTE = re.compile(r"(?:>\s?){1,20}")
_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]:")
_DEFINITION = re.compile(r"\[[^\]^]{1,200}\]:\s{0,5}<?\S{1,2000}>?(?:\s+[\"'(].{0,300}[\"')])?")
_OPENS_BLOCK = re.compile(r"[#>|]|[-*+]\s|\d{1,9}[.)]\s|`{3}|~{3}|\[\^?[^\]]{1,200}\]:")


@dataclass(slots=True)
class Structure:
    """A Markdown file, taken apart."""

    parts: list[Block | list[Line]] = field(default_factory=list)
    """Blocks of kinds that Markdown marks, and the ordinary lines between them."""
    edits: list[Edit] = field(default_factory=list)
    verbatim: set[int] = field(default_factory=set)
    """Starts of lines whose stars and underscores are text."""

    def ordinary(self, line: Line) -> int:
        """Add an ordinary line; 1, for one line."""
        if not self.parts or isinstance(self.parts[-1], Block):
            self.parts.append([])
        last = self.parts[-1]
        assert isinstance(last, list)
        last.append(line)
        return 1

    def blocks(self) -> list[Block]:
        """All blocks, in order."""
        found: list[Block] = []
        for part in self.parts:
            found += [part] if isinstance(part, Block) else to_blocks(part, markdown=True)
        return found


def structure(lines: list[Line], raw: str) -> Structure:
    """The blocks and edits of a Markdown file; lines that do not belong to the text are marked as dropped."""
    found = Structure()
    _unquote(lines, raw, found)
    at = 0
    while at < len(lines):
        at += _taken(lines, at, raw, found) or found.ordinary(lines[at])
    edits, emptied = link_edits(raw, lines, found.verbatim, notes=_labels(lines))
    for line in lines:
        if line.drop is None and line.start in emptied:
            line.drop = "markup"
    found.edits += edits
    return found


def _labels(lines: Sequence[Line]) -> frozenset[str]:
    """The names of the footnotes that the file defines."""
    marks = (_NOTE.match(line.text) for line in lines if line.drop == "footnote")
    return frozenset(mark[1] for mark in marks if mark)


def _unquote(lines: Sequence[Line], raw: str, found: Structure) -> None:
    """Take the marks of quotations off the lines."""
    for line in lines:
        mark = _QUOTE.match(raw, line.start, line.end)
        if mark and mark.end() < line.end:
            found.edits.append((line.start, mark.end(), "markup", ""))
            line.start = mark.end()
            line.text = (
                line.text[len(mark.group()) :] if line.text.startswith(mark.group()) else raw[line.start : line.end]
            )
        elif mark:
            line.drop = "markup"


def _taken(lines: Sequence[Line], at: int, raw: str, found: Structure) -> int:
    """How many lines from here on are a block of their own kind; 0 for an ordinary line."""
    line = lines[at]
    if line.drop:
        return 1
    if fence := _FENCE.fullmatch(line.text):
        return _code(lines, at, fence[1], found)
    if _NOTE.match(line.text):
        return _note(lines, at)
    if _DEFINITION.fullmatch(line.text):
        line.drop = "markup"
        return 1
    if "|" in line.text and at + 1 < len(lines) and _is_table(line, lines[at + 1], raw):
        return _table(lines, at, raw, found)
    return _underlined(lines, at, found)


def _from(lines: Sequence[Line], at: int) -> Iterator[Line]:
    return (lines[index] for index in range(at, len(lines)))


def _code(lines: Sequence[Line], at: int, fence: str, found: Structure) -> int:
    """Code between fences: a paragraph for each stretch without a blank line."""
    lines[at].drop = "markup"
    block = Block("paragraph")
    count = 1
    for line in _from(lines, at + 1):
        count += 1
        if line.text.startswith(fence) and not line.text.strip(fence[0]):
            line.drop = "markup"
            break
        found.verbatim.add(line.start)
        if line.blank_before or count == 2:
            block = Block("paragraph", [line])
            found.parts.append(block)
        else:
            block.lines.append(line)
    return count


def _note(lines: Sequence[Line], at: int) -> int:
    """A footnote: its line, those that run on, and indented ones under a gap."""
    count = 0
    for line in _from(lines, at):
        if count and (line.indent < 2 if line.blank_before else _OPENS_BLOCK.match(line.text)):
            break
        line.drop = "footnote"
        count += 1
    return count


def _underlined(lines: Sequence[Line], at: int, found: Structure) -> int:
    """A heading that is one line with a rule right under it."""
    line, rule = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    if rule is None or rule.blank_before or rule.drop or not _UNDERLINE.fullmatch(rule.text):
        return 0
    last = found.parts[-1] if found.parts else None
    alone = line.blank_before or not isinstance(last, list) or last[-1] is not lines[at - 1]
    if not alone or _OPENS_BLOCK.match(line.text) or _UNDERLINE.fullmatch(line.text):
        return 0
    line.text = f"{'#' if rule.text[0] == '=' else '##'} {line.text}"
    rule.drop = "markup"
    return 1 + found.ordinary(line)


def _is_table(head: Line, rule: Line, raw: str) -> bool:
    if rule.blank_before or rule.drop or not is_delimiter(rule.text):
        return False
    return len(split_cells(raw, head.start, head.end)) == len(split_cells(raw, rule.start, rule.end))


def _table(lines: Sequence[Line], at: int, raw: str, found: Structure) -> int:
    head = lines[at]
    names = [_name(raw[start:end]) for start, end in split_cells(raw, head.start, head.end)]
    head.drop = lines[at + 1].drop = "table"
    count = 2
    for line in _rows(_from(lines, at + 2)):
        block, edits = row_block(line, raw, names)
        if block is None:
            line.drop = "table"
        else:
            found.parts.append(block)
            found.edits += edits
        count += 1
    return count


def _rows(lines: Iterator[Line]) -> Iterator[Line]:
    """The rows of a table: up to a gap or a line without columns."""
    for line in lines:
        if line.blank_before or line.drop or "|" not in line.text:
            return
        yield line


_MARKS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`|</?\w[^<>]{0,80}>|\\(?=[^\w\s])|!?\[|\]\([^()]{0,500}\)|\]")


def _name(cell: str) -> str:
    """The name of a column, without marks; empty when it is too long to be repeated."""
    name = " ".join(_MARKS.sub("", cell).split()).rstrip(": ")
    return name if len(name) <= MAX_REPEATED else ""
