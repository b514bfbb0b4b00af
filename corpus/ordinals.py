"""Numbers of list items in the styles that word processors and web pages know."""

from __future__ import annotations

from collections.abc import Callable


def formatted(count: int, style: str) -> str:
    """A number in a style of numbering: "decimal", "lowerLetter", "upperRoman", ..."""
    count = max(0, min(count, 100_000))
    return _FORMATS.get(style, str)(count)


def _letters(count: int) -> str:
    """a, b, ... z, aa, bb, ..."""
    return chr(ord("a") + (count - 1) % 26) * min(1 + (count - 1) // 26, 20) if count else ""


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    shown = ""
    for size, letters in _ROMAN:
        shown += letters * (count // size)
        count %= size
    return shown


def _ordinal(count: int) -> str:
    ending = "th" if 10 < count % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02}",
    "ordinal": _ordinal,
    "none": lambda _: "",
    "bullet": lambda _: "",
}
