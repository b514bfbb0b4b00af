"""Files to documents: encodings, bad input, cleaning that can be undone, sections, sentences, chunks."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.chunking import chunk
from corpus.cleaning import clean, rebuild
from corpus.decoding import decode
from corpus.errors import CorpusError, NotReadable, TooLarge, UnknownType
from corpus.loaders import load
from corpus.loaders.text import text_document
from corpus.types import Document

PAGES = """THE HARBOUR REPORT

Overview

The council met twice.1 It agreed to repair both piers before the sum-
mer and to re-open the ferry line, which carries most of the

1 Council minutes, 2 June. Available at https://harbour.example/minutes.

https://harbour.example/minutes



12 The harbour report

traffic to the islands.

Recommendations

• Keep the prices of resident tickets as they are until the
end of the year;
• Ask visitors for more.
"""


def document(raw: str, *, markdown: bool = False) -> Document:
    return text_document(raw, document_id="d", path="d.txt", title="The harbour report", markdown=markdown)


def test_cleaning_can_be_undone() -> None:
    found = document(PAGES)
    assert "harbour.example" not in found.text
    assert rebuild(found.text, found.removals) == PAGES


def test_sections_have_paths_and_cover_the_text() -> None:
    found = document(PAGES)
    assert [section.path for section in found.sections] == [
        ("THE HARBOUR REPORT",),
        ("THE HARBOUR REPORT", "Overview"),
        ("THE HARBOUR REPORT", "Recommendations"),
    ]
    assert [section.start for section in found.sections[1:]] == [section.end for section in found.sections[:-1]]


def test_sentences_and_items_have_exact_spans() -> None:
    found = document(PAGES)
    texts = [found.text[start:end] for start, end in found.sentences]
    assert "The council met twice." in texts
    assert "Keep the prices of resident tickets as they are until the end of the year;" in texts
    assert "Ask visitors for more." in texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. A. B. Lee met Dr. Ray. They agreed.", ["Mr. A. B. Lee met Dr. Ray.", "They agreed."]),
        ("See No. 30 of the series. It costs 3.5 crowns.", ["See No. 30 of the series.", "It costs 3.5 crowns."]),
        ("He said: “Stop.” Then he left.", ["He said: “Stop.”", "Then he left."]),
        ("One only", ["One only"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    found = document(text)
    assert [found.text[start:end] for start, end in found.sentences] == expected


MESS = st.lists(
    st.sampled_from(
        [
            "The council met.", "and went on", "12", "31The harbour report", "The harbour report", "• an item", "- ", "***",
            "1 A note.", "word1 more", "https://a.example", "HEADING", "## Title", "a-", "\f", "", "", "**b** <u>c</u>",
            "ﬁn\u200b",
            "\ttab", " led", "x" * 50,
        ]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(MESS, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]), st.booleans())
def test_what_was_cleaned_can_be_rebuilt(lines: list[str], end: str, markdown: bool) -> None:
    raw = end.join(lines)
    cleaned = clean(raw, markdown=markdown, known=["The harbour report"])
    assert rebuild(cleaned.text, cleaned.removals) == raw


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_rebuilt(raw: str) -> None:
    cleaned = clean(raw)
    assert rebuild(cleaned.text, cleaned.removals) == raw


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=30), st.integers(20, 200))
def test_chunks_are_whole_sentences_of_one_section(lengths: list[int], words: int) -> None:
    found = document("# One\n\n" + " ".join("Word" + " word" * (size - 1) + "." for size in lengths), markdown=True)
    ends = {end for _, end in found.sentences}
    chunks = chunk(found, words=words)
    assert chunks
    for each in chunks:
        assert found.text[each.start : each.end] == each.text
        assert each.end in ends
        assert each.section == ("One",)
    assert len({each.id for each in chunks}) == len(chunks)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Añb “c”".encode(), "utf-8"),
        ("Añb “c”".encode("utf-8-sig"), "utf-8-sig"),
        ("Añb “c”".encode("utf-16"), "utf-16"),
        ("Added plain text".encode("utf-16-le"), "utf-16-le"),
        ("Added plain text".encode("utf-16-be"), "utf-16-be"),
        ("Añb “c”".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    text, found = decode(data)
    assert found == encoding
    assert text.lstrip("\ufeff")[0] == "A"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.md", b"", "empty"),
        ("a.txt", b"\0\1\2\3" * 50, "binary"),
        ("a.md", b"---\ntitle: a\n---\n", "no text"),
        ("a.md", b"---\na: [1\n---\nx", "not valid YAML"),
        ("a.xyz", b"x", "not supported"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path: Path, name: str, data: bytes, error: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CorpusError, match=error) as problem:
        load(tmp_path / name, document_id="d")
    assert problem.value.hint


def test_missing_folder_and_large_files(tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        load(tmp_path / "none.md", document_id="d")
    (tmp_path / "a.txt").write_text("word " * 100, encoding="utf-8")
    with pytest.raises(TooLarge, match="limit"):
        load(tmp_path / "a.txt", document_id="d", max_bytes=100)
    with pytest.raises(UnknownType):
        load(tmp_path, document_id="d")


def test_one_line_of_five_megabytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The boat left at noon. " * 220_000, encoding="utf-8")
    begun = time.perf_counter()
    found = load(tmp_path / "a.txt", document_id="d")
    assert len(found.sentences) > 100_000
    assert chunk(found)
    assert time.perf_counter() - begun < 45


def test_invisible_characters_are_taken_out_and_recorded() -> None:
    found = document("The \u202eferry\u202c line\u200b is\x00 open.")
    assert found.text == "The ferry line is open."
    assert "control character" in {each.kind for each in found.removals}


def test_front_matter_wins_over_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "manifest.yaml").write_text(
        "- file: a.md\n  title: B\n  event: E\n  date: 2019-06-01\n", encoding="utf-8"
    )
    (tmp_path / "a.md").write_text("---\ntitle: A\nsource:\n  title: S\n---\n\nText here.\n", encoding="utf-8")
    found = load(tmp_path / "a.md", document_id="d")
    assert (found.title, found.metadata.event, found.metadata.year) == ("A", "E", 2019)
    assert found.metadata.source_title == "S"


@pytest.mark.sources
def test_the_source_documents(sources: Path) -> None:
    for path in sorted(sources.glob("*.txt")):
        raw, _ = decode(path.read_bytes())
        found = load(path, document_id=path.stem)
        assert rebuild(found.text, found.removals) == raw
        for each in chunk(found):
            assert found.text[each.start : each.end] == each.text
            assert not re.search(r"^(?:https?://|mailto:)\S+$", each.text, re.M) or "concept" in path.name
            assert not re.search(r"\w\d{0,2}(?:COVID-19 crisis: Reim)", each.text)
        lower = [found.text[start:end] for start, end in found.sentences if found.text[start].islower()]
        assert len(lower) <= max(1, 0.03 * len(found.sentences))
    red = load(sources / "idm-2020-red-book-30.txt", document_id="red")
    paths = {section.path for section in red.sections}
    assert (
        "THE KEY MESSAGES IN THE WORDS OF THE PARTICIPANTS",
        "2. Support women’s needs and resources",
        "Discussion",
    ) in paths
    assert not any("presscorner" in each.text for each in chunk(red))
