"""PDF made for tests: drawn line by line with reportlab, so that what stands where is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.extraction import Source
from corpus.loaders.pdf import load_pdf
from corpus.types import Document

Draw = Callable[[Canvas], object]
WIDTH, HEIGHT = A4
LEFT, TOP = 72.0, 740.0
SIZE, LEADING = 11.0, 14.0
PROSE = """The harbour of Lindhaven was repaired in the spring, after two winters without a ferry. Its council had asked
every district for money, and four of them agreed at once. The others wanted to see the plans first. In May the first
boats came back, with more passengers than anybody had foreseen. The council decided to open a second pier, and to let
the fishermen keep the old one. Nobody spoke against it. A year later the islands had a school again, and the market on
the quay was held twice a week. Visitors now pay a small fee, which keeps the tickets of the residents cheap.""".split()


def made(*draws: Draw, size: tuple[float, float] = A4, title: str = "", lang: str = "en", **options: object) -> bytes:
    """A PDF with a page for each function."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, lang=lang, **options)
    canvas.setTitle(title)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(data: bytes, name: str = "file") -> Document:
    """The document of a PDF."""
    return load_pdf(Source(data, "d", f"{name}.pdf", name))


def lines(
    canvas: Canvas,
    texts: Sequence[str],
    *,
    x: float = LEFT,
    y: float = TOP,
    size: float = SIZE,
    leading: float = LEADING,
    font: str = "Helvetica",
) -> float:
    """Draw lines below one another; where the next one would go."""
    canvas.setFont(font, size)
    for text in texts:
        canvas.drawString(x, y, text)
        y -= leading
    return y


def filled(words: Sequence[str], width: int) -> list[str]:
    """Words in lines of so many characters at most."""
    found = [""]
    for word in words:
        if len(found[-1]) + len(word) >= width:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def prose(start: int = 0, count: int = 60) -> list[str]:
    """Words of the story of the harbour, over and over."""
    return [PROSE[(start + at) % len(PROSE)] for at in range(count)]


def paragraph(start: int = 0, count: int = 60, *, width: int = 84) -> list[str]:
    """Lines of a paragraph that ends like a sentence."""
    words = prose(start, count)
    return filled([words[0].capitalize(), *words[1:-1], words[-1].rstrip(".,") + "."], width)


def raised(
    canvas: Canvas, pieces: Sequence[tuple[str, bool]], *, x: float = LEFT, y: float = TOP, size: float = SIZE
) -> None:
    """Draw a line of pieces, some of them raised and small."""
    text = canvas.beginText(x, y)
    for piece, is_raised in pieces:
        text.setFont("Helvetica", 0.6 * size if is_raised else size)
        text.setRise(0.35 * size if is_raised else 0)
        text.textOut(piece)
    canvas.drawText(text)
