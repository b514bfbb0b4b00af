"""Lines to blocks: headings, paragraphs and list items, put together again across line, page and footnote breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.headings import heading_level
from corpus.lines import Line

Kind = Literal["heading", "paragraph", "item"]

_MARKER = re.compile(r"(?P<mark>[•◦▪■●‣∙·*+–—-]|\(?\d{1,2}[.)]|\(?[a-hA-H][.)])(?P<gap>\s+)(?=\S)")
_MISREAD = re.compile(r"(?P<mark>[eo¢=°»«])(?P<gap>\s{1,4})(?=[A-Z])")
"""Bullets as character recognition reads them."""
_RULE = re.compile(r"(?:[-–—_=*~#]\s*){2,}|[-–—]|#{1,6}")
_STOP = re.compile(r"[.!?:…][\"'”’)\]*_]*$")
_BLOCK_TAG = re.compile(r"^#{1,6}\s")


@dataclass(slots=True)
class Block:
    """A heading, a paragraph or a list item."""

    kind: Kind
    lines: list[Line] = field(default_factory=list)
    mark: tuple[int, int] | None = None
    """Span in the raw text of the list marker."""
    misread: bool = False
    """The marker is a bullet that character recognition read as something else."""
    level: int = 0
    """Of a heading, from 1, the outermost."""

    @property
    def text(self) -> str:
        """The lines as one, with their markup."""
        return " ".join(line.text for line in self.lines)


def to_blocks(lines: Sequence[Line], *, outline: Sequence[str] = (), markdown: bool = False) -> list[Block]:
    """The blocks of a text from its lines, those marked as dropped left out."""
    misread = sum(bool(_MISREAD.match(line.text)) for line in lines) >= 2
    blocks: list[Block] = []
    gap = False
    for line in lines:
        if line.drop is None and _RULE.fullmatch(line.text):
            line.drop = "markup"
        if line.drop:
            gap = True
            continue
        _take(line, blocks, gap=gap or line.blank_before or line.first, misread=misread, markdown=markdown)
        gap = False
    return _with_headings(_joined(blocks), outline, markdown=markdown)


def _take(line: Line, blocks: list[Block], *, gap: bool, misread: bool, markdown: bool) -> None:
    """Put a line into the block before it, or start a new one."""
    marker = _marker(line, misread=misread)
    if marker:
        blocks.append(Block("item", [line], mark=(line.start, line.start + marker.end()), misread=marker.re is _MISREAD))
    elif markdown and _BLOCK_TAG.match(line.text):
        blocks.append(Block("heading", [line]))
    elif gap or not blocks or blocks[-1].kind == "heading" or _BLOCK_TAG.match(line.text):
        blocks.append(Block("paragraph", [line]))
    else:
        blocks[-1].lines.append(line)


def _marker(line: Line, *, misread: bool) -> re.Match[str] | None:
    found = _MARKER.match(line.text)
    if found is None and misread:
        found = _MISREAD.match(line.text)
    if found is None or _is_numbered_heading(line.text, found):
        return None
    return found


def _is_numbered_heading(text: str, found: re.Match[str]) -> bool:
    """ "1. Recognize mobility" is left to the headings; an item of a numbered list ends like a sentence or runs on."""
    return found["mark"][0].isdigit() and found["mark"].endswith(".") and not _STOP.search(text) and len(text.split()) <= 14


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks that a page, a footnote or a stray blank line cut in two are one again."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _continues(joined[-1], block):
            joined[-1].lines += block.lines
        else:
            joined.append(block)
    return joined


def _continues(before: Block, block: Block) -> bool:
    """Whether a paragraph goes on where another block stopped in the middle of a sentence."""
    if block.kind != "paragraph" or before.kind == "heading" or _BLOCK_TAG.match(before.text):
        return False
    ending, opening = before.text.rstrip("*_ "), block.text.lstrip("*_“‘\"'(")
    if not opening or _STOP.search(ending) or ending.endswith(";"):
        return False
    if ending.endswith(","):
        return True
    return opening[0].islower() or (opening[0].isdigit() and not ending[-1].isdigit() and len(ending.split()) > 8)


def _with_headings(blocks: list[Block], outline: Sequence[str], *, markdown: bool) -> list[Block]:
    """Tell headings from paragraphs, by their shape and what follows them."""
    titles = frozenset(outline)
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.kind == "item":
            continue
        level = heading_level(
            block.text,
            follows=None if after is None else after.kind,
            following=after.text if after else "",
            outline=titles,
            markdown=markdown,
        )
        if level:
            block.kind, block.level = "heading", level
        elif block.kind == "heading":
            block.kind = "paragraph"
    return _demoted(_merged_headings(blocks))


def _merged_headings(blocks: Sequence[Block]) -> list[Block]:
    """A heading in capitals that was set on two lines with a gap is one heading."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        both = last and last.kind == block.kind == "heading"
        if last and both and last.text.isupper() and block.text.isupper() and len(last.text.split()) <= 2 and not block.lines[0].first:
            last.lines += block.lines
        else:
            merged.append(block)
    return merged


def _demoted(blocks: list[Block]) -> list[Block]:
    """A short line with no text under it, such as a signature, is no heading: the next heading is above or beside it."""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        closing = after is None or (after.kind == "heading" and after.level <= block.level)
        if block.kind == "heading" and block.level >= SHORT and closing and not block.text.startswith("#"):
            block.kind, block.level = "paragraph", 0
    return blocks


SHORT = 4
"""The level of headings that are told by nothing but being short."""
