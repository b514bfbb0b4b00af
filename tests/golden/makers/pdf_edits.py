"""What is done to a finished PDF: outline taken out, page labels, turned pages, pages as pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.constants import PageLabelStyle
from pypdf.generic import NameObject, RectangleObject

Change = Callable[[PdfWriter], None]


def changed(path: Path, change: Change) -> None:
    """Rewrite a PDF in place."""
    writer = PdfWriter(clone_from=PdfReader(path))
    change(writer)
    writer.write(path)


def without_outline(writer: PdfWriter) -> None:
    """Take out what tells headings apart from their looks: the outline and the tags."""
    for key in ("/Outlines", "/StructTreeRoot", "/MarkInfo"):
        writer.root_object.pop(NameObject(key), None)


def roman_front(count: int) -> Change:
    """The first pages are i, ii, ...; the others 1, 2, ..."""

    def change(writer: PdfWriter) -> None:
        writer.set_page_label(0, count - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
        writer.set_page_label(count, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL, start=1)

    return change


def turned(writer: PdfWriter) -> None:
    """Draw every second page sideways and turn it back with /Rotate: it looks as before."""
    for page in writer.pages[1::2]:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        box = RectangleObject((0, 0, height, width))
        page.mediabox = page.cropbox = page.trimbox = page.bleedbox = page.artbox = box
        page.rotate(90)


def pictures(path: Path, target: Path, *, dpi: int, keep: Sequence[int] = ()) -> None:
    """A PDF whose pages are grey pictures of those of another one; ``keep`` are the indices of pages left as they are."""
    writer = PdfWriter()
    source = PdfReader(path)
    with pdfium.PdfDocument(path) as pdf:
        for index, page in enumerate(source.pages):
            if index in keep:
                writer.add_page(page)
                continue
            image = pdf[index].render(scale=dpi / 72, grayscale=True).to_pil()
            writer.append(_one_page(image, target.with_suffix(f".{index}.pdf"), dpi))
    writer.write(target)


def _one_page(image: Image.Image, path: Path, dpi: int) -> PdfReader:
    image.convert("L").save(path, "PDF", resolution=dpi, quality=92)
    reader = PdfReader(path.open("rb"))
    path.unlink()
    return reader
