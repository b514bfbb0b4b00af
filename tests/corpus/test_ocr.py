"""Recognised words: right on clean pages, with boxes, and errors with names."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus import ocr
from corpus.errors import NoTextLayer, TooSlow

FONTS = ("DejaVuSerif.ttf", "LiberationSerif-Regular.ttf", "FreeSerif.ttf")
TEXTS = {
    "en": "The council of the harbour met on Monday to weigh the costs of the new pier. Twenty-one members spoke; three of "
    "them asked for a delay, because the survey had not been finished by 2019. “We cannot wait for another winter,” said "
    "the master of the ferry. Affordable tickets, efficient offices and 14.5 per cent more boats matter most.",
    "fr": "Le conseil du port s’est réuni lundi afin d’évaluer les coûts de la nouvelle jetée. Vingt et un membres ont pris "
    "la parole ; trois d’entre eux ont demandé un délai, car l’étude n’était pas achevée en 2019. Où que ce soit, des "
    "élèves et des pêcheurs empruntent la ligne : 14,5 % de plus, et ça continue.",
    "es": "El consejo del puerto se reunió el lunes para valorar los costes del nuevo muelle. Veintiún miembros tomaron la "
    "palabra; tres pidieron un aplazamiento, porque el estudio no había terminado en 2019. ¿Qué hacer? Los niños y los "
    "pescadores usan la línea todos los días: ¡un 14,5 % más que el año pasado!",
}
needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="tesseract or pytesseract is not installed")


def font(size: int) -> ImageFont.FreeTypeFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    pytest.skip("no font with accents is installed")


def page(text: str, *, points: float = 11, dpi: int = 300) -> Image.Image:
    """A page of A4 with a text."""
    letters = font(round(points * dpi / 72))
    image = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    image.info["dpi"] = (dpi, dpi)
    draw = ImageDraw.Draw(image)
    line, top = "", dpi
    for word in [*text.split(), ""]:
        if word == "" or draw.textlength(f"{line} {word}", font=letters) > 6 * dpi:
            draw.text((dpi, top), line.strip(), font=letters, fill=0)
            line, top = "", top + round(letters.size * 1.4)
        line += f" {word}"
    return image


def right(expected: str, found: str) -> float:
    """Share of the characters that are right."""
    blocks = SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(expected), len(found))


@needs_tesseract
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_clean_pages(language: str) -> None:
    if ocr.CODES[language] not in ocr.installed():
        pytest.skip(f"tesseract has no data for {language}")
    words = ocr.recognise(page(TEXTS[language]))
    assert right(TEXTS[language], " ".join(word.text for word in words)) >= 0.995


@needs_tesseract
def test_boxes_are_where_the_words_are() -> None:
    words = ocr.recognise(page("Boats leave the harbour at noon."), languages=("eng",))
    assert [word.text for word in words] == ["Boats", "leave", "the", "harbour", "at", "noon."]
    assert all(280 <= word.left < word.right and 280 <= word.top < word.bottom < 400 for word in words)
    assert all(before.right < word.left for before, word in pairwise(words))
    assert {(word.block, word.paragraph, word.line) for word in words} == {(1, 1, 1)}
    assert all(60 < word.confidence <= 100 for word in words)


@needs_tesseract
def test_an_empty_page_and_any_kind_of_picture() -> None:
    assert ocr.recognise(Image.new("L", (800, 800), 255)) == []
    for mode in ("1", "RGB", "RGBA", "P"):
        assert ocr.recognise(page("Boats leave at noon.").convert(mode), languages=("eng",))[0].text == "Boats"


@needs_tesseract
def test_errors_have_names() -> None:
    with pytest.raises(TooSlow, match="more than 0"):
        ocr.recognise(page(TEXTS["en"]), timeout=0.01)
    with pytest.raises(NoTextLayer, match="no data for xxx"):
        ocr.recognise(page("x"), languages=("xxx",))
    with pytest.raises(NoTextLayer):
        ocr.recognise(Image.new("L", (1, 40_000), 255))


def test_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(NoTextLayer, match="not installed") as problem:
        ocr.recognise(Image.new("L", (10, 10)))
    assert "tesseract" in problem.value.hint
