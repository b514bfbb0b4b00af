"""Web pages: the text of the article, complete, with what surrounds it recorded as removals.

Not by trafilatura: it drops paragraphs that it takes for boilerplate or for repeated, and gives no offsets; here a
paragraph inside the main element is never dropped for what it says.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.extraction import Builder, Source, to_document
from corpus.loaders.html.about import about
from corpus.loaders.html.boilerplate import filter_of
from corpus.loaders.html.notes import notes_of
from corpus.loaders.html.parsing import parsed
from corpus.loaders.html.pieces import Grid, Piece, flat, placed
from corpus.loaders.html.walk import Walker
from corpus.stress import StyledLine, stressed_levels
from corpus.tables import as_rows
from corpus.types import Document

__all__ = ["load_html"]


def load_html(source: Source) -> Document:
    """A web page that was saved as a file.

    Raises:
        NotText: it is binary, or in no encoding that is read here.
        Refused: it declares entities, or a document type that is no ordinary one of HTML.
        TooComplex: it nests or grows beyond what is read.
        Damaged: it cannot be parsed.
        EmptyFile: there is no text in it.
    """
    root = parsed(source.data)
    body = next(root.iter("body"), root)
    pieces = list(flat(Walker(filter_of(body), notes_of(body)).walk(body)))
    _find_headings(pieces)
    builder = Builder()
    _write(pieces, builder)
    found = builder.finish()
    found.about = about(root, found.raw, file_name=source.name)
    return to_document(found, source)


def _find_headings(pieces: Sequence[Piece | Grid]) -> None:
    """In a page without headings, lines that look like some."""
    read = [each for each in pieces if isinstance(each, Grid) or each.kind != "left out"]
    if any(isinstance(each, Piece) and each.kind == "heading" for each in read):
        return
    for piece, level in zip(read, stressed_levels([_looks(each) for each in read]), strict=True):
        if level and isinstance(piece, Piece):
            piece.kind, piece.level = "heading", level


def _looks(piece: Piece | Grid) -> StyledLine:
    if isinstance(piece, Grid):
        return StyledLine("", stressed=False, size=0, free=False)
    return StyledLine(piece.text, piece.stressed, piece.size, free=piece.kind == "paragraph")


def _write(pieces: Sequence[Piece | Grid], builder: Builder) -> None:
    for piece in pieces:
        if isinstance(piece, Grid):
            _write_table(piece, builder)
        elif piece.kind == "left out":
            builder.drop(piece.text, piece.reason)
        else:
            _write_line(piece, builder)


def _write_line(piece: Piece, builder: Builder) -> None:
    if piece.kind == "heading":
        builder.heading(piece.text, piece.level)
    elif piece.kind == "item":
        builder.item(piece.text, piece.mark)
    elif piece.kind == "row":
        builder.row(piece.text)
    else:
        builder.paragraph(piece.text)
    for start, end in piece.marks:
        builder.mark(start, end, "footnote mark")


def _write_table(grid: Grid, builder: Builder) -> None:
    rows = as_rows(list(placed(grid)), headers=grid.headers)
    for header in rows.header:
        builder.drop(header, "table")
    for cells, text in zip(grid.rows[len(rows.header) :], rows.body, strict=True):
        builder.row(text or "")
        inside = [piece for cell in cells for piece in cell.pieces]
        _write([piece for piece in flat(inside) if isinstance(piece, Grid) or piece.kind == "left out"], builder)
