"""Running headers, footers and page numbers: lines at page edges that come again at the same place on other pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.loaders.pdf.lines import TextLine
from corpus.loaders.pdf.pages import PageContent

_ZONE = 0.2
"""Share of the height of a page, at its top and at its bottom, in which headers and footers stand."""
_ROWS = 4
"""Lines looked at from each edge."""
_SAME_PLACE, _SAME_LINE = 9.0, 3.0
_DENSITY, _SPARSE_DENSITY = 0.4, 0.12
"""On how many of the pages between its first and its last one a header must stand, and one that recurs often."""
_OFTEN, _MANY = 6, 5
_LONGEST = 60
"""Characters of a header in the type of the text, unless it stands on many pages."""
_GAP = 1.5
"""In heights of type: what is nearer to the next line goes on in it."""
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"^\W{0,3}\d{1,4}\b|\b\d{1,4}\W{0,3}$|\d{1,4}\s*(?:/|of|de|sur|von|di)\s*\d{1,4}", re.I)
_NUMBER = re.compile(
    r"[-–—|\s\[(]*(?:(?:page|página|pagina|pág\.?|seite|p\.)\s*)?(?P<number>\d{1,4}|[ivxlc]{1,8})"
    r"(?:\s*(?:/|of|de|sur|von|di|\|)\s*\d{1,4})?[-–—|\s\])]*",
    re.I,
)
_EDGE = 0.09
"""Share of the height of a page: a number alone so near to its edge is that of the page."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(slots=True)
class _Edge:
    """A line near the edge of a page."""

    line: TextLine
    page: int
    distance: float
    """From the edge, in points."""
    rank: int
    """Lines between it and the edge."""
    gap: float
    """To the next line further in, in points."""
    is_top: bool

    @property
    def key(self) -> tuple[bool, str]:
        """What is the same on every page: the edge, and the text without digits and signs."""
        return self.is_top, re.sub(r"[\W_]+", "", _DIGITS.sub("#", self.line.text).casefold().replace("#", "0"))


def drop_edges(pages: Sequence[PageContent], body: float) -> None:
    """Mark running headers and page numbers as such. ``body`` is the size of the text."""
    edges = [edge for page in pages for edge in _edges(page)]
    if len(pages) > 1:
        _drop_running(edges, body, len(pages))
    _drop_numbers(pages)


def _edges(page: PageContent) -> list[_Edge]:
    rows = _rows(line for line in page.lines if line.drop is None)
    found: list[_Edge] = []
    for is_top in (True, False):
        ordered = rows if is_top else rows[::-1]
        for rank, row in enumerate(ordered[:_ROWS]):
            base = row[0].base
            distance = page.height - base if is_top else base
            if distance > _ZONE * page.height:
                break
            gap = abs(ordered[rank + 1][0].base - base) if rank + 1 < len(ordered) else 1000.0
            found += [_Edge(line, page.index, distance, rank, gap, is_top) for line in row]
    return found


def _rows(lines: Iterable[TextLine]) -> list[list[TextLine]]:
    """Lines side by side together, from top to bottom."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if rows and rows[-1][0].base - line.base < _SAME_LINE:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _drop_running(edges: Sequence[_Edge], body: float, pages: int) -> None:
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.key].append(edge)
    running = _apart(edges, [edge for group in groups.values() for edge in _running(group, body)], pages)
    for edge in running:
        edge.line.drop = "running header" if _number(edge.line.text) is None else "page number"
    _drop_likes(edges, running, body)


def _apart(edges: Sequence[_Edge], running: Sequence[_Edge], pages: int) -> list[_Edge]:
    """Those that nothing but others parts from the edge, and a gap from the text; of those on most pages, all."""
    often = Counter(edge.key for edge in running)
    chosen = {id(edge) for edge in running}
    sides: dict[tuple[int, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        sides[edge.page, edge.is_top].append(edge)
    kept: list[_Edge] = []
    for side in sides.values():
        text = min(
            (edge.rank for edge in side if id(edge) not in chosen and _number(edge.line.text) is None), default=99
        )
        last = max((edge.rank for edge in side if edge.rank < text and edge.gap > _GAP * edge.line.size), default=-1)
        found = [edge for edge in side if id(edge) in chosen]
        kept += [edge for edge in found if edge.rank <= last or often[edge.key] >= max(_MANY, 0.6 * pages)]
    return kept


def _running(group: Sequence[_Edge], body: float) -> list[_Edge]:
    """Those of the lines with the same text that are a running header."""
    if len(group) < 2 or not any(character.isalpha() for character in group[0].key[1]):
        return []
    place = median(edge.distance for edge in group)
    near = [edge for edge in group if abs(edge.distance - place) <= _SAME_PLACE]
    at = sorted({edge.page for edge in near})
    if len(at) < 2:
        return []
    large = sum(edge.line.size > 1.12 * body for edge in near) > len(near) / 2
    density = len(at) / (at[-1] - at[0] + 1)
    prose = near[0].line.size > 0.97 * body and len(near[0].line.text) > _LONGEST
    if (
        (prose and len(at) < _MANY)
        or len(at) < (3 if large else 2)
        or density < (_SPARSE_DENSITY if len(at) >= _OFTEN else _DENSITY)
    ):
        return []
    return near if _is_steady(near, body) else []


def _is_steady(near: Sequence[_Edge], body: float) -> bool:
    """Whether the digits in a line are the same everywhere, or count the pages at its start or end.

    "Panel 1", "Panel 2" on top of pages are headings: they are set like such, or right above the text.
    """
    texts = {edge.page: edge.line.text for edge in near}
    if len({tuple(_DIGITS.findall(text)) for text in texts.values()}) == 1:
        return True
    if not all(_NUMBERED.search(text) for text in texts.values()):
        return False
    shifts = Counter(int(number) - page for page, text in texts.items() for number in set(_DIGITS.findall(text)[:8]))
    plain = all(_number(text) is not None for text in texts.values()) or all(
        len(edge.line.cells()) > 1 for edge in near
    )
    return shifts.most_common(1)[0][1] >= 0.6 * len(texts) and (plain or not _is_like_heading(near, body))


def _is_like_heading(near: Sequence[_Edge], body: float) -> bool:
    large = all(edge.line.size > 1.05 * body or (edge.line.bold and edge.line.size > 0.95 * body) for edge in near)
    return large or max(edge.gap for edge in near) < 1.5 * near[0].line.size


def _drop_likes(edges: Sequence[_Edge], running: Sequence[_Edge], body: float) -> None:
    """What stands, in the same type, where most pages have their header is one too: the title of a short chapter."""
    places = Counter((edge.is_top, round(edge.distance), round(edge.line.size, 1)) for edge in running)
    pages = len({edge.page for edge in edges})
    usual = {
        place
        for place, count in places.items()
        if count >= 0.5 * pages and (count > 2 or (count == 2 and place[2] < 1.05 * body))
    }
    for edge in edges:
        place = (edge.is_top, round(edge.distance), round(edge.line.size, 1))
        if edge.line.drop is None and place in usual and edge.rank == 0 and edge.gap > 1.5 * edge.line.size:
            edge.line.drop = "running header"


def _drop_numbers(pages: Sequence[PageContent]) -> None:
    """Numbers alone on the outermost line that count the pages, or stand alone at the very edge."""
    found: list[tuple[_Edge, int, PageContent]] = []
    for page in pages:
        for edge in _edges(page):
            number = _number(edge.line.text) if edge.rank <= 1 else None
            if number is not None:
                found.append((edge, number, page))
    shifts = Counter(number - page.index for _, number, page in found)
    for edge, number, page in found:
        counts = shifts[number - page.index] > 1 or _number(page.label) == number
        alone = edge.distance < _EDGE * page.height and edge.gap > 1.6 * edge.line.size
        if alone or (counts and edge.gap > 1.2 * edge.line.size):
            edge.line.drop = "page number"


def _number(text: str) -> int | None:
    """The number of a page, when a text is nothing else."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    number = found["number"].lower()
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
