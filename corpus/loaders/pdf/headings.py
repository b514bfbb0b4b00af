"""Headings: blocks that bookmarks name, or that are set larger or bolder than the text; levels from the order of sizes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.furniture import folded
from corpus.loaders.pdf.outline import Entry
from corpus.loaders.pdf.paragraphs import Paragraph, following, text_of

_LARGER = 1.08
_LONGEST, _LONGEST_BOLD, _LONGEST_CAPITALS, _LONGEST_SENTENCE = 32, 26, 18, 12
"""Words."""
_MANY_NAMED = 5
"""With so many bookmarks, capitals alone make no heading."""
_TALLEST = 5
"""Lines."""
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|graph|map|tableau|graphique|cuadro|tabla|gr[áa]fico|figura|source|fuente|note)\b[\s:.]*\d*",
    re.I,
)
_DEPTH = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S")
_MAX_LEVEL = 6

Style = tuple[float, bool, bool, bool]
"""Size in half points, bold, capitals, italics: what headings of one level have in common."""


def find_headings(found: Sequence[Paragraph], body: float, outline: Sequence[Entry], listed: Sequence[str]) -> None:
    """Make the blocks that are headings so, with their levels.

    ``body`` is the size of the text, ``outline`` the bookmarks, ``listed`` the titles of a table of contents.
    """
    named = _named(found, outline)
    titles = {folded(title) for title in listed}
    bold_text = _is_bold(found, body)
    headings: list[Paragraph] = []
    for each, after in following(found):
        known = id(each) in named or (folded(text_of(each)) in titles and each.block.kind != "row")
        if known or _looks_like_one(each, after, body, bold_text=bold_text, capitals=len(named) < _MANY_NAMED):
            headings.append(each)
    for each, level in zip(headings, _levels(headings, named), strict=True):
        _make(each, level)


def _make(paragraph: Paragraph, level: int) -> None:
    block = paragraph.block
    if block.mark:  # "1. Introduction" was taken for an item
        first = block.lines[0]
        first.text = f"{paragraph.lines[0].text[: first.start - block.mark[0]]}{first.text}"
        first.start, block.mark = block.mark[0], None
    block.kind, block.level = "heading", min(level, _MAX_LEVEL)


def _named(found: Sequence[Paragraph], outline: Sequence[Entry]) -> dict[int, int]:
    """id of a paragraph -> the level of the bookmark that names it: on its page, or the next."""
    by_page: dict[int, list[Paragraph]] = defaultdict(list)
    for each in found:
        if each.block.kind != "row" and len(each.lines) <= _TALLEST:
            by_page[each.lines[0].page].append(each)
    named: dict[int, int] = {}
    for entry in outline:
        wanted = folded(entry.title)
        near = [*by_page[entry.page], *by_page[entry.page + 1]] if entry.page >= 0 else []
        match = next((each for each in near if id(each) not in named and _is_titled(each, wanted)), None)
        if match and wanted:
            named[id(match)] = entry.level
    return named


def _is_titled(paragraph: Paragraph, wanted: str) -> bool:
    whole = paragraph.lines[0].text if len(paragraph.lines) == 1 else " ".join(line.text for line in paragraph.lines)
    return folded(whole) == wanted or folded(text_of(paragraph)) == wanted


def _is_bold(found: Sequence[Paragraph], body: float) -> bool:
    """Whether the text itself is bold."""
    counts: Counter[bool] = Counter()
    for each in found:
        if abs(each.size - body) < 0.05 * body:
            counts[each.bold] += sum(len(line.text) for line in each.lines)
    return counts[True] > counts[False]


def _looks_like_one(
    paragraph: Paragraph, after: Paragraph | None, body: float, *, bold_text: bool, capitals: bool
) -> bool:
    block, text = paragraph.block, text_of(paragraph)
    count = len(text.split())
    if (
        block.kind == "row"
        or len(paragraph.lines) > _TALLEST
        or not any(map(str.isalpha, text))
        or _CAPTION.match(text)
    ):
        return False
    bullet = block.mark is not None and not paragraph.lines[0].text[:1].isalnum()
    if bullet or text.endswith((",", ";")) or (text.endswith(".") and count > _LONGEST_SENTENCE):
        return False
    if paragraph.size >= _LARGER * body:
        return count <= _LONGEST
    if paragraph.size < 0.93 * body or text.endswith("."):
        return False
    followed = after is not None and not (after.block.kind == "item" and block.mark and after.bold)
    if paragraph.bold and not bold_text:
        return count <= _LONGEST_BOLD and followed
    return capitals and _is_capitals(text) and count <= _LONGEST_CAPITALS and followed and block.mark is None


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(map(str.isupper, letters))


def _style(paragraph: Paragraph) -> Style:
    text = text_of(paragraph)
    return (
        round(paragraph.size * 2) / 2,
        paragraph.bold,
        _is_capitals(text),
        all(line.italic for line in paragraph.lines),
    )


def _levels(headings: Sequence[Paragraph], named: dict[int, int]) -> list[int]:
    """Levels, the outermost 1: of bookmarks, of headings that look like those, or by size."""
    styles = [_style(each) for each in headings]
    known: dict[Style, Counter[int]] = defaultdict(Counter)
    for each, style in zip(headings, styles, strict=True):
        if id(each) in named:
            known[style][named[id(each)]] += 1
    ranks = _ranks(set(styles), {style: counts.most_common(1)[0][0] for style, counts in known.items()})
    depths = _depths(headings, styles)
    return [
        named.get(id(each), ranks[style] + depth) for each, style, depth in zip(headings, styles, depths, strict=True)
    ]


def _ranks(styles: set[Style], known: dict[Style, int]) -> dict[Style, int]:
    """Style -> level: larger type first, then capitals, bold, upright."""
    ranks: dict[Style, int] = {}
    level = 0
    for style in sorted(styles, key=lambda style: (-style[0], not style[2], not style[1], style[3])):
        level = ranks[style] = known.get(style, level + 1)
    return ranks


def _depths(headings: Sequence[Paragraph], styles: Sequence[Style]) -> list[int]:
    """How much deeper than others of its style a heading is by its number: "2.1" below "2"."""
    numbers = [_DEPTH.match(each.lines[0].text) for each in headings]
    depths = [found[1].count(".") if found else None for found in numbers]
    least: dict[Style, int] = {}
    for style, depth in zip(styles, depths, strict=True):
        if depth is not None:
            least[style] = min(least.get(style, depth), depth)
    return [0 if depth is None else depth - least[style] for style, depth in zip(styles, depths, strict=True)]
