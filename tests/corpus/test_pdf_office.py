"""PDF as a word processor makes it: notes over pages, tables over pages, columns with notes below them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from corpus.loaders import load
from corpus.types import Document
from tests.corpus.pdfs import paragraph

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{value}:1.0"'
    for name, value in {
        "office": "office", "style": "style", "text": "text", "table": "table",
        "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {_NAMES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-family="DejaVu Serif" fo:font-size="11pt"
 fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="6pt"/></style:style>
<style:style style:name="Title" style:family="paragraph"><style:text-properties fo:font-size="16pt" fo:font-weight="bold"/>
</style:style>
<style:style style:name="Note" style:family="paragraph"><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<text:notes-configuration text:note-class="footnote" text:default-style-name="Note" text:citation-body-style-name="Up"
 text:citation-style-name="Up" style:num-format="1"/>
</office:styles><office:automatic-styles>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="14.8cm" fo:page-height="14cm"
 fo:margin="1.5cm"/></style:page-layout>
<style:style style:name="Two" style:family="section"><style:section-properties><style:columns fo:column-count="2"
 fo:column-gap="0.8cm"/></style:section-properties></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
 fo:padding="2pt"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"/></office:master-styles>
<office:body><office:text>"""
_TAIL = "</office:text></office:body></office:document>"


def text(words: str, style: str = "Body") -> str:
    """A paragraph; what is in double brackets becomes a footnote."""
    notes = iter(range(1, 100))
    body = re.sub(
        r"\[\[(.*?)\]\]",
        lambda found: (
            f'<text:note text:note-class="footnote"><text:note-citation>{next(notes)}</text:note-citation>'
            f'<text:note-body><text:p text:style-name="Note">{found[1]}</text:p></text:note-body></text:note>'
        ),
        words,
    )
    return f'<text:p text:style-name="{style}">{body}</text:p>'


def table(rows: list[list[str]]) -> str:
    def row(cells: list[str]) -> str:
        inside = "".join(f'<table:table-cell table:style-name="Cell">{text(cell)}</table:table-cell>' for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    head, *body = rows
    return (
        f'<table:table><table:table-column table:number-columns-repeated="{len(head)}"/>'
        f"<table:table-header-rows>{row(head)}</table:table-header-rows>{''.join(map(row, body))}</table:table>"
    )


def converted(body: str, folder: Path) -> Document:
    source = folder / "text.fodt"
    source.write_text(f"{_HEAD}{body}{_TAIL}", encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=50)
    return load(source.with_suffix(".pdf"), document_id="d")


def test_a_table_over_several_pages(tmp_path: Path) -> None:
    long = "that the ferry runs every day, in winter as well, and that nobody waits for longer than an hour " * 5
    rows = [["District", "Boats", "What it asks for"]]
    rows += [
        [f"District {at}", str(7 * at), f"{at} wants {long}and no more" if at % 3 == 0 else "Nothing"]
        for at in range(1, 25)
    ]
    found = converted(text("Tables", "Title") + table(rows), tmp_path)
    expected = [
        f"District: {name}; Boats: {boats}; What it asks for: {' '.join(asks.split())}"
        for name, boats, asks in rows[1:]
    ]
    assert len(found.pages) > 4
    assert found.text.split("\n\n")[1].split("\n") == expected


def test_notes_that_go_on_on_the_next_page(tmp_path: Path) -> None:
    story = [" ".join(paragraph(11 * at, 70)) for at in range(8)]
    noted = [f"{words} It was noted.[[Note {at}: {' '.join(paragraph(5 * at, 60))}]]" for at, words in enumerate(story)]
    found = converted("".join(text(words) for words in noted), tmp_path)
    assert found.text.split("\n\n") == [f"{words} It was noted." for words in story]


def test_columns_with_a_title_above_and_text_below(tmp_path: Path) -> None:
    story = [" ".join(paragraph(11 * at, 50)) for at in range(6)]
    columns = f'<text:section text:style-name="Two" text:name="S">{"".join(map(text, story))}</text:section>'
    found = converted(text("The harbour", "Title") + columns + text("The end of it all came in May."), tmp_path)
    assert found.text.split("\n\n") == ["The harbour", *story, "The end of it all came in May."]
