"""The source documents: what cleaning must leave out of them, and what it must not break."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from corpus.chunking import chunk
from corpus.cleaning import rebuild
from corpus.decoding import decode
from corpus.loaders import load
from corpus.types import Document

pytestmark = pytest.mark.sources

FILES = (
    "gfmd-2021-roundtable-4-summary.txt",
    "idm-2020-concept-note.txt",
    "idm-2020-red-book-30.txt",
    "idm-2020-summary-of-conclusions.txt",
    "idm-2022-summary-of-conclusions.txt",
)
FURNITURE = frozenset({"running header", "page number", "footnote", "outline"})
_STOP = re.compile(r"[.!?:;…][\"”’)\]]*$|; and$|, and$")
_REFERENCES = re.compile(r"\bop\. cit\b|\bibid\b", re.I)
_LIST = re.compile(r"(?:[•◦▪■●‣∙·*+–—-]|\(?(?:\d{1,2}|[a-z])[.)])\s*$")


@lru_cache
def read(path: Path) -> Document:
    return load(path, document_id="d")


@pytest.fixture(params=FILES)
def path(request: pytest.FixtureRequest, sources: Path) -> Path:
    return sources / str(request.param)


def test_text_and_removals_rebuild_the_file(path: Path) -> None:
    document = read(path)
    assert rebuild(document.text, document.removals) == decode(path.read_bytes())[0]


def test_no_page_furniture_is_inside_a_chunk(path: Path) -> None:
    document = read(path)
    furniture = {" ".join(each.text.split()) for each in document.removals if each.kind in FURNITURE}
    numbered = {line for line in furniture if re.search(r"^\d|[a-z]\s?\d+$", line) and len(line.split()) > 3}
    for each in chunk(document):
        text = " ".join(each.text.split())
        assert not _REFERENCES.search(text), each.id
        assert [line for line in numbered if line in text] == []


def test_a_title_in_the_page_furniture_is_in_the_text_only_where_it_is_said(path: Path) -> None:
    document = read(path)
    raw = decode(path.read_bytes())[0]
    headers = {each.text.strip() for each in document.removals if each.kind == "running header"}
    text = " ".join(document.text.split())
    for header in (re.sub(r"^\d+|\d+$", "", each).strip() for each in headers):
        own = sum(line.strip().strip("0123456789") == header for line in raw.splitlines())
        assert own == 0 or text.count(header) <= 3, header


def test_no_sentence_is_cut(path: Path) -> None:
    document = read(path)
    headings = {section.start for section in document.sections if section.path}
    for before, (start, end) in zip([(0, 0), *document.sentences], document.sentences, strict=False):
        text, between = document.text[start:end], document.text[before[1] : start]
        in_paragraph = "\n" not in between and before[1] > 0
        opens_list = bool(_LIST.search(document.text[max(0, start - 6) : start]))
        is_address = text.startswith(("http", "<http", "www."))
        if start not in headings and not in_paragraph and not opens_list and not is_address:
            assert not text[0].islower(), start
        if start not in headings and end < len(document.text) and document.text[end] == " ":
            assert _STOP.search(text), start
