"""The colours of the page: everything that is read stands out from what it stands on."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

READABLE = 4.5
"""WCAG 2.2, 1.4.3: contrast of text."""
PAIRS = (
    ("ink", "page"), ("ink", "paper"), ("ink", "tint"), ("ink", "warn-tint"),
    ("soft", "page"), ("soft", "paper"), ("soft", "tint"),
    ("warn", "warn-tint"), ("warn", "paper"), ("bad", "warn-tint"), ("bad", "page"),
    ("accent", "page"), ("accent", "paper"), ("accent", "tint"), ("on-accent", "accent"), ("lit-ink", "lit"),
)  # fmt: skip
"""(text, ground)."""


@pytest.mark.parametrize("theme", [":root", ".dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(theme: str, text: str, ground: str) -> None:
    colours = _colours(theme)
    assert contrast(colours[text], colours[ground]) >= READABLE


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


def contrast(one: str, other: str) -> float:
    """Ratio from 1 to 21 of two colours like ``#14303f``."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _colours(theme: str) -> dict[str, str]:
    style = files("assistant.ui").joinpath("style.css").read_text(encoding="utf-8")
    block = style[style.index(f"{theme} {{") :].partition("}")[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
