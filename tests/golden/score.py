"""How near a document comes to its original: text, pages, headings, sentences in one piece, removals that add up."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.cleaning import rebuild
from corpus.types import Document, Removal
from tests.golden.original import Heading, Original, Sentence

_BULLET = re.compile(r"^[•◦▪■●‣∙·*\uf0b7–-](?=\s)", re.M)
_WINDOW, _OPENING = 600, 25
_SPACES = re.compile(r"[^\S\n]+")


def squeezed(text: str) -> str:
    """The characters that are compared: no white space, every bullet the same, composed characters."""
    return "".join(same_bullets(unicodedata.normalize("NFC", text)).split())


def same_bullets(text: str) -> str:
    """The text with the same sign for every bullet at the start of a line."""
    return _BULLET.sub("•", text)


def edits(one: str, other: str) -> int:
    """Levenshtein distance (Hyyrö 2003, bit-parallel: one machine word per column, here one long integer)."""
    if not one:
        return len(other)
    masks: dict[str, int] = {}
    for at, character in enumerate(one):
        masks[character] = masks.get(character, 0) | 1 << at
    full, last = (1 << len(one)) - 1, len(one) - 1
    rises, falls, distance = full, 0, len(one)
    for character in other:
        match = masks.get(character, 0)
        diagonal = (((match & rises) + rises) ^ rises) | match | falls
        up, down = falls | ~(diagonal | rises) & full, rises & diagonal
        distance += (up >> last & 1) - (down >> last & 1)
        up, down = (up << 1 | 1) & full, down << 1 & full
        rises, falls = (down | ~(diagonal | up)) & full, up & diagonal
    return distance


def similarity(expected: str, found: str) -> float:
    """1 - edits / characters of the original, white space ignored; below 0 where far too much was found."""
    one, other = squeezed(expected), squeezed(found)
    return 1 - edits(one, other) / len(one)


def nearest_end(piece: str, text: str) -> tuple[int, int]:
    """Where the part of ``text`` nearest to ``piece`` ends, and its edit distance (Sellers 1980)."""
    costs = list(range(len(piece) + 1))
    best = (0, len(piece))
    for at, character in enumerate(text, 1):
        before, costs[0] = costs[0], 0
        for row, wanted in enumerate(piece, 1):
            step = min(before + (wanted != character), costs[row] + 1, costs[row - 1] + 1)
            before, costs[row] = costs[row], step
        if costs[-1] < best[1]:
            best = (at, costs[-1])
    return best


def letters(text: str) -> str:
    """Letters alone, ligatures taken apart, without case: what survives hyphenation and page furniture."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKC", text))).casefold()


class Letters:
    """The letters of a text, and where each stands in it."""

    def __init__(self, text: str) -> None:
        self.places = [at for at, character in enumerate(text) for _ in letters(character)]
        self.text = "".join(map(letters, text))

    def find(self, piece: str, cursor: int) -> int:
        """Where a piece stands, counted in letters, at the cursor or after it; -1 where it does not."""
        return self.text.find(letters(piece), cursor)


def heading_figures(expected: Sequence[Heading], found: Sequence[Heading], *, title: str = "") -> tuple[float, float]:
    """Share of the headings that were found under the right parent, and headings too many per expected one.

    ``title`` may stand above the headings of the first level or beside them.
    """
    wanted, got = (Counter(_pair(heading, title) for heading in headings) for headings in (expected, found))
    titles, extra = (Counter(_plain(heading.title) for heading in headings) for headings in (expected, found))
    total = max(wanted.total(), 1)
    return (wanted & got).total() / total, (extra - titles).total() / total


def reread(found: Sequence[Heading], expected: Sequence[Heading], misread: float) -> list[Heading]:
    """Headings of recognised text, those with a few misread characters as the original has them."""
    titles = [heading.title for heading in expected]

    def nearest(title: str) -> str:
        best = min(titles, key=lambda known: edits(known, title))
        return best if edits(best, title) <= max(1, misread * len(best)) else title

    return [Heading(nearest(heading.title), heading.parent and nearest(heading.parent)) for heading in found]


def unlike(expected: Sequence[Heading], found: Sequence[Heading], *, title: str = "") -> list[Heading]:
    """The expected headings that were not found under the right parent."""
    known = {_pair(heading, title) for heading in found}
    return [heading for heading in expected if _pair(heading, title) not in known]


def _pair(heading: Heading, title: str) -> tuple[str, str]:
    parent = heading.parent if heading.parent and heading.parent != title else ""
    return _plain(heading.title), _plain(parent)


def _plain(text: str) -> str:
    return squeezed(text).casefold()


def headings_of(document: Document) -> list[Heading]:
    """The headings of a document, each with the one above it in its path."""
    paths = [section.path for section in document.sections if section.path]
    return [Heading(path[-1], path[-2] if len(path) > 1 else None) for path in paths]


def in_one_line(text: str) -> str:
    """The text with every run of white space inside a line as one space."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text))


def broken(sentences: Iterable[Sentence], text: str, *, misread: float = 0.0) -> list[str]:
    """The sentences that do not stand in the text in one piece, in their order.

    ``misread`` is the share of characters that recognition may have wrong.
    """
    plain, cursor, found = in_one_line(text), 0, []
    for sentence in sentences:
        wanted = in_one_line(sentence.text)
        end = _end(wanted, plain, cursor, int(misread * len(wanted) + 0.9))
        if end < 0:
            found.append(sentence.text)
        else:
            cursor = end
    return found


def _end(wanted: str, text: str, cursor: int, allowed: int) -> int:
    """Where a piece ends in the text after a cursor, or -1."""
    at = text.find(wanted, cursor)
    if at >= 0:
        return at + len(wanted)
    if not allowed:
        return -1
    window = text[cursor : cursor + len(wanted) + _WINDOW]
    end, distance = nearest_end(wanted, window)
    in_piece = "\n" not in window[max(end - len(wanted), 0) : end].strip()
    return cursor + end if distance <= allowed and in_piece else -1


def page_labels(document: Document, original: Original, *, misread: bool = False) -> list[str | None]:
    """The label of the page on which each sentence begins in the document; ``None`` where it was not found."""
    known = Letters(document.text)
    starts = [page.start for page in document.pages]
    cursor, labels = 0, list[str | None]()
    for sentence in original.sentences:
        piece = letters(sentence.text)[:_OPENING]
        at = _opening(piece, known.text, cursor, misread)
        if at < 0:
            labels.append(None)
            continue
        cursor = at + len(piece)
        page = bisect_right(starts, known.places[at]) - 1
        labels.append(document.pages[page].label if page >= 0 else None)
    return labels


def _opening(piece: str, text: str, cursor: int, misread: bool) -> int:
    """Where a sentence begins: after the one before it, or anywhere; for recognised text, nearly so."""
    at = text.find(piece, cursor)
    if at >= 0:
        return at
    if misread:
        end, distance = nearest_end(piece, text[cursor : cursor + _WINDOW])
        if distance <= len(piece) // 5:
            return max(cursor + end - len(piece), 0)
    return text.find(piece)


def inconsistent(text: str, removals: Sequence[Removal]) -> list[Removal]:
    """The removals that do not add up: out of order, or not at their place in the clean text or in the rebuilt one."""
    raw, position, bad = rebuild(text, removals), 0, []
    for removal in removals:
        end = removal.at + len(removal.replacement)
        in_text = removal.at >= position and text[removal.at : end] == removal.replacement
        if not in_text or raw[removal.start : removal.start + len(removal.text)] != removal.text:
            bad.append(removal)
        position = end
    return bad


def leaks(strings: Iterable[str], text: str) -> list[str]:
    """Of what must not be in a text (headers, notes, deleted words), what is, white space ignored."""
    squashed = squeezed(text)
    return [string for string in strings if squeezed(string) in squashed]
