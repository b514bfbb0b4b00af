"""Dates as people write them."""

from __future__ import annotations

from itertools import takewhile

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def spoken(date: str | None) -> str:
    """An ISO 8601 day, month, year or interval in words: "15 to 16 October 2020"; anything else as it is."""
    if not date:
        return ""
    first, _, last = date.partition("/")
    start, end = _words(first), _words(last)
    if not end or start == end:
        return " ".join(start)
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(start[1:]), reversed(end), strict=False))
    )
    return f"{' '.join(start[: len(start) - shared])} to {' '.join(end)}"


def _words(date: str) -> tuple[str, ...]:
    """Day, month and year, as many as there are."""
    parts = date.strip().split("-")
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return tuple(date.split())
    year, month, day = (*parts, "", "")[:3]
    if month and not 1 <= int(month) <= 12:
        return (date,)
    return tuple(part for part in (str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year) if part)
