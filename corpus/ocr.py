"""Words of a picture, recognised by tesseract, each with its box."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING, Any

from corpus.errors import NoTextLayer, TooSlow

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGES = ("eng", "fra", "spa")
CODES = {"en": "eng", "fr": "fra", "es": "spa", "de": "deu", "it": "ita", "pt": "por"}
"""Code of a language as in ``Metadata.language`` -> its name for tesseract."""
_SECONDS = 60.0
_WORD_LEVEL = 5
"""Of a row of tesseract's output that is a word."""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A recognised word, with its box in pixels from the upper left corner of the picture."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    block: int
    """Number of the block on the page; blocks come in reading order."""
    paragraph: int
    """Number of the paragraph in its block."""
    line: int
    """Number of the line in its paragraph."""
    confidence: float
    """0 to 100, as tesseract judges itself."""


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether text can be recognised here: pytesseract and the program tesseract are installed."""
    return find_spec("pytesseract") is not None and which("tesseract") is not None


def recognise(image: Image, *, languages: Sequence[str] = LANGUAGES, timeout: float = _SECONDS) -> list[OcrWord]:
    """The words of a picture in reading order, those without a confidence left out.

    ``languages`` are names of tesseract's language data, the likeliest first; those that are not installed are passed
    over. ``timeout`` is in seconds.

    Raises:
        NoTextLayer: tesseract or all of the languages are missing, or it cannot read the picture.
        TooSlow: it took longer than ``timeout``.
    """
    if not available():
        raise NoTextLayer("the text of a picture cannot be recognised: tesseract is not installed")
    names = [name for name in languages if name in installed()]
    if not names:
        raise NoTextLayer(f"tesseract has no data for {', '.join(languages)}", hint="install its language data")
    return _words(_recognised(image, "+".join(names), timeout))


@lru_cache(maxsize=1)
def installed() -> frozenset[str]:
    """The names of the languages that tesseract has data for."""
    import pytesseract

    try:
        return frozenset(pytesseract.get_languages())
    except OSError as problem:
        raise NoTextLayer("tesseract cannot be run") from problem


def _recognised(image: Image, languages: str, timeout: float) -> dict[str, list[Any]]:
    """Tesseract's output by column."""
    import pytesseract

    os.environ["OMP_THREAD_LIMIT"] = "1"  # threads of its own make it slower where pages are read side by side
    try:
        found: dict[str, list[Any]] = pytesseract.image_to_data(
            image, lang=languages, config=_resolution(image), timeout=timeout, output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractError as problem:
        raise NoTextLayer("tesseract cannot read the picture of a page") from problem
    except RuntimeError as problem:
        raise TooSlow(f"recognising the text of a page took more than {timeout:.0f} s") from problem
    except (OSError, ValueError, TypeError) as problem:
        raise NoTextLayer("the picture of a page cannot be given to tesseract") from problem
    return found


def _resolution(image: Image) -> str:
    """The option that tells the resolution of a picture where the picture knows it: guessing costs accuracy."""
    dpi = image.info.get("dpi")
    across = dpi[0] if isinstance(dpi, tuple) and dpi else 0
    return f"--dpi {round(across)}" if 70 <= across <= 2400 else ""


def _words(found: dict[str, list[Any]]) -> list[OcrWord]:
    names = ("level", "text", "conf", "left", "top", "width", "height", "block_num", "par_num", "line_num")
    words: list[OcrWord] = []
    for level, text, conf, left, top, width, height, block, paragraph, line in zip(
        *(found.get(name, []) for name in names), strict=False
    ):
        shown, confidence = str(text).strip(), float(conf)
        if level == _WORD_LEVEL and shown and confidence >= 0:
            words.append(OcrWord(shown, left, top, left + width, top + height, block, paragraph, line, confidence))
    return words
