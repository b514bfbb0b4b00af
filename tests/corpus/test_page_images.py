"""The highlight covers exactly the quoted words: the text under the boxes is read back and compared."""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import Damaged
from corpus.loaders import load
from corpus.page_images import Box, page_view, places, text_in
from corpus.types import Document
from tests.golden.catalogue import Golden
from tests.golden.making import golden_files, make

DRAWN = [golden for golden in golden_files() if golden.name.endswith(".pdf") and not golden.via and not golden.scanned]
SCANS = [golden for golden in golden_files() if golden.name == "scan-french.pdf"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    make([*DRAWN, *SCANS], made)
    return made


@lru_cache(maxsize=32)
def read(path: Path) -> Document:
    return load(path, document_id="d")


def bare(text: str) -> str:
    """Without white space, ligatures written out."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def shown(data: bytes, document: Document, start: int, end: int) -> tuple[str, list[Box]]:
    """The text under the boxes of a span, page after page, and all of its boxes."""
    texts: list[str] = []
    boxes: list[Box] = []
    for place in places(document, start, end):
        view = page_view(data, place.page, place.runs, place.words, width=300)
        texts += [text_in(data, place.page, box) for box in view.boxes]
        boxes += view.boxes
    return " ".join(texts), boxes


def quotations(document: Document, count: int) -> list[tuple[int, int]]:
    """Sentences all over a document, those that go on to another page first; rows of tables left out."""
    rows = {removal.at for removal in document.removals if removal.kind == "table"}
    spans = [each for each in document.sentences if not any(each[0] <= at < each[1] for at in rows)]
    turns = {page.start for page in document.pages[1:]}
    crossing = [each for each in spans if any(each[0] < at < each[1] for at in turns)]
    return [*crossing, *spans[:: max(1, len(spans) // count)]][:count]


@pytest.mark.parametrize("golden", DRAWN, ids=lambda golden: golden.name)
def test_the_text_under_the_boxes_is_the_quotation(folder: Path, golden: Golden) -> None:
    path = folder / golden.name
    document, data = read(path), path.read_bytes()
    chosen = quotations(document, 8)
    assert len(chosen) == 8
    for start, end in chosen:
        text, boxes = shown(data, document, start, end)
        assert bare(text) == bare(document.text[start:end])
        assert all(0 <= box.left < box.right <= 1 and 0 <= box.top < box.bottom <= 1 for box in boxes)


def test_enough_quotations_are_checked() -> None:
    assert 8 * len(DRAWN) >= 50


@pytest.mark.parametrize("golden", DRAWN[:3], ids=lambda golden: golden.name)
def test_a_part_of_a_sentence_has_boxes_of_its_own(folder: Path, golden: Golden) -> None:
    path = folder / golden.name
    document, data = read(path), path.read_bytes()
    start, end = max(document.sentences, key=lambda each: each[1] - each[0])
    words = document.text[start:end].split(" ")
    first = start + len(" ".join(words[:3])) + 1
    last = first + len(" ".join(words[3:9]))
    assert bare(shown(data, document, first, last)[0]) == bare(" ".join(words[3:9]))


def test_a_recognised_page_has_boxes_of_words(folder: Path) -> None:
    pytest.importorskip("pytesseract")
    path = folder / SCANS[0].name
    document = read(path)
    start, end = next(each for each in document.sentences if each[1] - each[0] > 60)
    found = places(document, start, end)
    assert document.pages[found[0].page].ocr
    words = document.text[start:end].split()
    assert abs(sum(len(place.words) for place in found) - len(words)) <= 3
    view = page_view(path.read_bytes(), found[0].page, (), found[0].words)
    assert view.boxes
    assert all(box.right - box.left < 0.95 and box.bottom - box.top < 0.1 for box in view.boxes)


def test_the_picture_has_the_width_that_was_asked_for(folder: Path) -> None:
    data = (folder / DRAWN[0].name).read_bytes()
    view = page_view(data, 0, (), ())
    picture = Image.open(io.BytesIO(view.png))
    assert (picture.width, picture.height) == (view.width, view.height)
    assert abs(view.width - 1400) <= 1
    assert view.boxes == ()


def test_a_page_that_is_not_there(folder: Path) -> None:
    with pytest.raises(Damaged, match="1000"):
        page_view((folder / DRAWN[0].name).read_bytes(), 999, (), ())
