"""Is a block a heading, and of which level? By shape: markup, capitals, numbering, an outline, shortness."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"^(#{1,6})\s+\S")
_BOLD_ONLY = re.compile(r"^(?:\*\*|__)(?:(?!\*\*|__).)+(?:\*\*|__)$")
_PART = re.compile(
    r"^(?:<u>)?(?:panel|session|part|chapter|annex|section|theme|roundtable|appendix|article|objective|"
    r"parte|partie|chapitre|capítulo|anexo|annexe|sesión|séance)\s+(?:\d{1,2}|[ivx]{1,4})\b",
    re.I,
)
_DAY = re.compile(r"^(?:<u>)?(?:day|jour|día)\s+(?:\d{1,2}|one|two|three)\b", re.I)
_SLOT = re.compile(r"^\d{1,2}[:.h]\d{2}\s*[-–—]\s*\d{1,2}[:.h]\d{2}\s+\S")
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.)\s+\S")
_NEED = re.compile(r"^The need (?:to|for)\b")
_MARKUP = re.compile(r"[*_#]+|</?\w+>|&nbsp;")
_TAIL = re.compile(r"[.!?:;,…]$")

CAPITALS, PART, SLOT, SHORT = 1, 2, 3, 4
"""Levels of headings in plain text, the outermost first."""
_LONGEST = {"capitals": 16, "part": 30, "short": 9, "title": 20}
"""Most words of a heading of each kind."""
_SHORTEST_TEXT, _SHORTEST_SENTENCE = 10, 6
"""Fewest words of what stands under a heading that is told by shortness alone, and of a sentence there."""


def is_part(text: str) -> bool:
    """Whether a line opens like a numbered part: "Panel 3", "Day 1", "10:00-12:00 ..."."""
    plain = bare(text)
    return bool(_PART.match(plain) or _DAY.match(plain) or _SLOT.match(plain))


def opens_slot(text: str) -> bool:
    """Whether a line of an agenda opens with a time."""
    return bool(_SLOT.match(text))


def bare(text: str) -> str:
    """A heading without its markup."""
    return " ".join(_MARKUP.sub("", text).split())


def heading_level(
    text: str,
    *,
    follows: str | None,
    following: str,
    outline: frozenset[str] = frozenset(),
    markdown: bool = False,
    first: bool = False,
) -> int:
    """The level of a heading, from 1, or 0 when the block is none.

    ``follows`` is the kind of the next block (``None`` at the end), ``following`` its text; ``outline`` holds folded
    titles known to be headings; ``first`` says that nothing stands above it.
    """
    from corpus.furniture import folded

    marked = _MARKDOWN.match(text)
    if marked:
        return len(marked[1])
    plain = bare(text)
    count = len(plain.split())
    if not plain or markdown:
        return SHORT if _BOLD_ONLY.match(text) and count <= _LONGEST["short"] and not _TAIL.search(plain) else 0
    if outline and folded(plain) in outline and len(folded(plain)) > 3:
        return CAPITALS if plain.isupper() else PART if _NUMBERED.match(plain) else CAPITALS
    shape = _by_shape(text, plain, count, follows=follows, following=following)
    return shape or (CAPITALS if first and follows and _is_title(plain, count, following) else 0)


def _by_shape(text: str, plain: str, count: int, *, follows: str | None, following: str) -> int:
    underlined = text.startswith("<u>")
    if _SLOT.match(plain) and count <= _LONGEST["part"] and not plain.endswith("."):
        return SLOT
    if _DAY.match(plain) and count <= _LONGEST["part"] and not plain.endswith((".", ":")):
        return CAPITALS if _SLOT.match(following) else PART
    if _PART.match(plain) and count <= _LONGEST["part"] and not _TAIL.search(plain):
        return SHORT if re.match(r"^panel", plain, re.I) else PART
    if _is_capitals(plain) and count <= _LONGEST["capitals"]:
        return CAPITALS
    if _NUMBERED.match(plain) and count <= _LONGEST["part"] and not _TAIL.search(plain) and follows != "item":
        return PART
    if _NEED.match(plain) and plain.endswith(".") and plain.count(". ") == 0 and follows == "item":
        return SHORT
    if underlined and count <= _LONGEST["part"] and not plain.endswith((".", ":")):
        return PART
    return SHORT if _is_short_title(plain, count, follows, following) else 0


def _is_capitals(plain: str) -> bool:
    letters = [character for character in plain if character.isalpha()]
    return len(letters) >= 4 and all(character.isupper() for character in letters) and not _TAIL.search(plain)


def _is_short_title(plain: str, count: int, follows: str | None, following: str) -> bool:
    """A short line that starts like a title, ends without a stop, and has a sentence or a list under it."""
    if follows is None or count > _LONGEST["short"] or _TAIL.search(plain) or not plain[0].isupper():
        return False
    if any(character.isdigit() or character in "@/:" for character in plain):
        return False
    opening = following.lstrip("*_“‘\"'(•- ")[:1]
    if follows == "paragraph" and not _is_text(following) and not _NUMBERED.match(following):
        return False
    return bool(opening) and (opening.isupper() or opening.isdigit() or follows == "item")


def _is_text(following: str) -> bool:
    """Whether a block is long enough to stand under a heading."""
    count = len(following.split())
    return count >= _SHORTEST_TEXT or (count >= _SHORTEST_SENTENCE and following.rstrip('"”’)').endswith("."))


def _is_title(plain: str, count: int, following: str) -> bool:
    """Whether the first block of a text is its title: it stands alone, without a stop, above text."""
    return count <= _LONGEST["title"] and plain[0].isupper() and not _TAIL.search(plain) and _is_text(following)
