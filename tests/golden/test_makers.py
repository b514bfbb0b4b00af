"""The golden files really have the features that they are named for."""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from tests.golden.makers.libreoffice import soffice
from tests.golden.making import golden_files, make
from tests.golden.pages import page_texts

NAMES = {
    "office-bookmarks.pdf",
    "office-everything.pdf",
    "office-hyphens.pdf",
    "office-plain.pdf",
    "office-turned-tables.pdf",
    "scan-mixed.pdf",
    "sheets-labels.pdf",
    "sheets-ligatures.pdf",
    "sheets-turned.pdf",
    "word-footnotes.docx",
    "word-tracked.docx",
}
_HYPHEN = re.compile(r"[a-zé](?:-\r\n|[\x02\ufffe])")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the files."""
    if not soffice():
        pytest.skip("LibreOffice (soffice) is not installed")
    made = tmp_path_factory.mktemp("made")
    make([golden for golden in golden_files() if golden.name in NAMES], made)
    return made


def test_lines_end_in_hyphens(folder: Path) -> None:
    assert len(_HYPHEN.findall("".join(page_texts(folder / "office-hyphens.pdf")))) > 20


def test_columns_hyphens_notes_and_edges_at_once(folder: Path) -> None:
    pages = page_texts(folder / "office-everything.pdf")
    lines = [line for page in pages for line in page.splitlines()]
    assert len(_HYPHEN.findall("".join(pages))) > 8
    assert sorted(map(len, lines))[len(lines) // 2] < 50
    assert all("Digests of dialogues" in page and f"of {len(pages)}" in page for page in pages)
    assert "The list of participants is kept" in pages[0]


def test_two_columns_stand_side_by_side(folder: Path) -> None:
    with pdfium.PdfDocument(folder / "office-everything.pdf") as pdf:
        text = pdf[0].get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    jumps = [after[3] - before[3] for before, after in pairwise(boxes) if after[0] - before[0] > 20]
    assert max(jumps) > 300


def test_outlines(folder: Path) -> None:
    assert PdfReader(folder / "office-bookmarks.pdf").outline
    assert not PdfReader(folder / "office-plain.pdf").outline


def test_pages_of_two_shapes_and_turned_pages(folder: Path) -> None:
    shapes = {
        page.mediabox.width > page.mediabox.height for page in PdfReader(folder / "office-turned-tables.pdf").pages
    }
    assert shapes == {True, False}
    assert [page.rotation for page in PdfReader(folder / "sheets-turned.pdf").pages][:2] == [0, 90]


def test_labels_and_ligatures(folder: Path) -> None:
    assert PdfReader(folder / "sheets-labels.pdf").page_labels[:4] == ["i", "ii", "1", "2"]
    assert "ﬁ" in "".join(page.extract_text() for page in PdfReader(folder / "sheets-ligatures.pdf").pages)


def test_pages_that_are_pictures(folder: Path) -> None:
    texts = page_texts(folder / "scan-mixed.pdf")
    assert [bool(text) for text in texts] == [True, False, True, False]


def test_parts_of_word_files(folder: Path) -> None:
    with zipfile.ZipFile(folder / "word-footnotes.docx") as archive:
        assert archive.read("word/footnotes.xml").count(b"<w:footnote ") == 5
    with zipfile.ZipFile(folder / "word-tracked.docx") as archive:
        body = archive.read("word/document.xml")
    assert body.count(b"<w:del ") == 3
    assert body.count(b"<w:ins ") >= 2
