"""Lines to blocks: headings, paragraphs and list items, put together again across line, page and footnote breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.headings import heading_level, is_part, opens_slot
from corpus.lines import Line

Kind = Literal["heading", "paragraph", "item", "row"]

_MARKER = re.compile(r"(?P<mark>[•◦▪■●‣∙·*+–—-]|\(?\d{1,2}[.)]|\(?[a-hA-H][.)])(?P<gap>\s+)(?=\S)")
_LISTED = re.compile(r"(?P<mark>[*+-]|\d{1,3}[.)])(?P<gap>\s+)(?=\S)")
_MISREAD = re.compile(r"(?P<mark>[eo¢=°»«])(?P<gap>\s{1,4})(?=[A-Z])")
"""Bullets as character recognition reads them."""
_RULE = re.compile(r"(?:[-–—_=*~#]\s*){2,}|[-–—]|#{1,6}")
_STOP = re.compile(r"[.!?:…][\"'”’)\]*_]*$")
_HANGS = re.compile(
    r"(?:\b(?:of|the|to|and|on|in|for|a|an|by|with|from|at|or|that|de|la|le|et|el|y)|\bon \w+ \d{1,2})$", re.I
)
"""A sentence cannot end like this."""
_FIGURE = re.compile(r"\d[\d,.]*\s+[a-z]|\d{4}\b")
_SHORT_REST, _LONG_LINE, _SENTENCE = 10, 40, 14
_RUN_IN = re.compile(r"(?P<title><u>[^<>]+</u>)\s+(?P<rest>\S.*)")
_BLOCK_TAG = re.compile(r"^#{1,6}\s")


_LAST_LINES = 40


@dataclass(slots=True)
class Block:
    """A heading, a paragraph or a list item."""

    kind: Kind
    lines: list[Line] = field(default_factory=list)
    mark: tuple[int, int] | None = None
    """Span in the raw text of the list marker."""
    misread: bool = False
    """The marker is a bullet that character recognition read as something else."""
    cut: bool = False
    """A page break or a removal is above it."""
    level: int = 0
    """Of a heading, from 1, the outermost."""

    @property
    def text(self) -> str:
        """The lines as one, with their markup."""
        return " ".join(line.text for line in self.lines)

    @property
    def ending(self) -> str:
        """The text, of a long block its last lines: a block grows line by line, and how it ends is asked each time."""
        return " ".join(line.text for line in self.lines[-_LAST_LINES:])


def to_blocks(lines: Sequence[Line], *, outline: Sequence[str] = (), markdown: bool = False) -> list[Block]:
    """The blocks of a text from its lines, those marked as dropped left out."""
    misread = sum(bool(_MISREAD.match(line.text)) for line in lines) >= 2
    blocks: list[Block] = []
    gap = cut = False
    for line in _split_run_in(lines):
        if line.drop is None and _RULE.fullmatch(line.text):
            line.drop = "markup"
        if line.drop:
            gap, cut = True, cut or line.drop != "markup"
            continue
        before = len(blocks)
        _take(line, blocks, gap=gap or line.blank_before or line.first, misread=misread, markdown=markdown)
        if len(blocks) > before:
            blocks[-1].cut = cut or line.first
        gap = cut = False
    return _with_headings(_joined(blocks), outline, markdown=markdown)


def _split_run_in(lines: Sequence[Line]) -> list[Line]:
    """A heading that is underlined and runs on into its text is a line of its own."""
    split: list[Line] = []
    for line in lines:
        found = _RUN_IN.match(line.text)
        if line.drop or not found or not is_part(found["title"]) or line.end - line.start != len(line.text):
            split.append(line)
            continue
        head, rest = found.end("title"), found.start("rest")
        split.append(replace(line, end=line.start + head, text=line.text[:head], last=False))
        split.append(replace(line, start=line.start + rest, text=line.text[rest:], first=False, blank_before=True))
    return split


def _take(line: Line, blocks: list[Block], *, gap: bool, misread: bool, markdown: bool) -> None:
    """Put a line into the block before it, or start a new one."""
    listed = _marked(line, blocks, gap=gap) if markdown else None
    marker = listed or _marker(line, misread=misread)
    if marker and (gap or not blocks or listed or not _is_dash_inside(marker, blocks[-1])):
        blocks.append(
            Block("item", [line], mark=(line.start, line.start + marker.end()), misread=marker.re is _MISREAD)
        )
    elif markdown and _BLOCK_TAG.match(line.text):
        blocks.append(Block("heading", [line]))
    elif (
        gap
        or not blocks
        or blocks[-1].kind == "heading"
        or _BLOCK_TAG.match(line.text)
        or _ends_title(blocks[-1], line)
    ):
        blocks.append(Block("paragraph", [line]))
    else:
        blocks[-1].lines.append(line)


def _marked(line: Line, blocks: Sequence[Block], *, gap: bool) -> re.Match[str] | None:
    """The marker of an item of a Markdown list; a number in the middle of a paragraph is none, unless it is 1."""
    found = _LISTED.match(line.text)
    inside = bool(blocks) and blocks[-1].kind == "paragraph" and not gap
    return None if found and inside and found["mark"][:-1] not in {"", "1"} else found


def _is_dash_inside(marker: re.Match[str], before: Block) -> bool:
    """A dash, letter or number at the start of a line in the middle of a sentence is no list marker."""
    if before.kind == "item" or marker["mark"] in "•◦▪■●‣∙·*+" or marker.re is _MISREAD:
        return False
    return not (_STOP.search(before.ending) or before.ending[-1] in ";,")


def _ends_title(block: Block, line: Line) -> bool:
    """Whether text follows a title without a gap: below capitals, or below the title of an agenda item."""
    if block.kind != "paragraph":
        return False
    if opens_slot(block.lines[0].text):
        return not line.text[0].islower()
    title = block.ending
    return title.isupper() and len(title) > 4 and not line.text.isupper() and not _STOP.search(title)


def _marker(line: Line, *, misread: bool) -> re.Match[str] | None:
    found = _MARKER.match(line.text)
    if found is None and misread:
        found = _MISREAD.match(line.text)
    if found is None or _is_numbered_heading(line.text, found):
        return None
    return found


def _is_numbered_heading(text: str, found: re.Match[str]) -> bool:
    """ "1. Recognize mobility" is left to the headings; an item of a numbered list ends like a sentence or runs on."""
    return (
        found["mark"][0].isdigit()
        and found["mark"].endswith(".")
        and not _STOP.search(text)
        and len(text.split()) <= 14
    )


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks that a page, a footnote or a stray blank line cut in two are one again."""
    joined: list[Block] = []
    for at, block in enumerate(blocks):
        if joined and (continues(joined[-1], block) or _completes(joined[-1], block, blocks[at + 1 : at + 2])):
            joined[-1].lines += block.lines
        else:
            joined.append(block)
    return joined


def continues(before: Block, block: Block) -> bool:
    """Whether a paragraph goes on where another block stopped in the middle of a sentence."""
    if block.kind != "paragraph" or before.kind == "heading" or _BLOCK_TAG.match(before.lines[0].text):
        return False
    ending, opening = before.ending.rstrip("*_ "), block.text.lstrip("*_“‘\"'(")
    if not opening or _STOP.search(ending) or ending.endswith(";"):
        return False
    if ending.endswith(",") or _HANGS.search(ending) or _is_cut(before, block):
        return True
    if opening.startswith(("http", "www.", "<")):
        return False
    words = ending.split()
    return opening[0].islower() or (len(words) > 8 and words[-1].islower() and bool(_FIGURE.match(opening)))


def _is_cut(before: Block, block: Block) -> bool:
    """A page break in the middle of a sentence: long text without a stop above it, text and no title below it."""
    long_enough = len(before.ending.split()) > _SENTENCE and _STOP.search(block.text)
    return bool(block.cut and long_enough) and not is_part(before.ending) and not is_part(block.text)


def _completes(before: Block, block: Block, after: Sequence[Block]) -> bool:
    """Whether a short line with a gap above it is the rest of a long list item without a stop, among other items."""
    if before.kind != "item" or block.kind != "paragraph" or is_part(block.text) or _STOP.search(before.ending):
        return False
    short = len(block.text.split()) <= _SHORT_REST and ":" not in block.text and not block.text.isupper()
    closing = not after or after[0].kind == "item" or is_part(after[0].text)
    return short and closing and len(before.lines[-1].text) >= _LONG_LINE and not _BLOCK_TAG.match(block.text)


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
            first=at == 0,
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
        if (
            last
            and both
            and last.text.isupper()
            and block.text.isupper()
            and len(last.text.split()) <= 2
            and not block.lines[0].first
        ):
            last.lines += block.lines
        else:
            merged.append(block)
    return merged


def _demoted(blocks: list[Block]) -> list[Block]:
    """A short line with no text under it, such as a signature, is no heading: the next heading is above or beside it."""
    demoted: Block | None = None
    for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        closing = after is None or (after.kind == "heading" and after.level <= block.level)
        listed = before is not None and before is demoted and is_part(block.text) and is_part(before.text)
        if block.kind == "heading" and block.level >= SHORT and not block.text.startswith("#") and (closing or listed):
            block.kind, block.level, demoted = "paragraph", 0, block
    return blocks


SHORT = 4
"""The level of headings that are told by nothing but being short."""
