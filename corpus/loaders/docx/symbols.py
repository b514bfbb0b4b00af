"""Characters of symbol fonts, which a DOCX file names by their place in the font."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)
_SYMBOL = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x30, 0x3A), "0123456789", strict=True)),
    0x20: " ", 0x2D: "−", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x20: " ", 0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•",
    0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_UNKNOWN = "\ufffd"


def symbol(font: str, code: str) -> str:
    """The character at a place, in hexadecimal, of a font; U+FFFD where that is not known here."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    table = _FONTS.get(font.lower())
    if table is not None:
        return table.get(place - 0xF000 if place in _PRIVATE else place, _UNKNOWN)
    if place in _PRIVATE:
        return _UNKNOWN
    return chr(place) if 0x20 <= place < 0xD800 or 0xE000 <= place < 0x110000 else ""
