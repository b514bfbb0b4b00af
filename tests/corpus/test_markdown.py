"""Markdown: tables, code, quotations, links and notes become edits that can be undone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning import clean, rebuild
from corpus.loaders.text import text_document
from corpus.types import Document


def loaded(raw: str) -> Document:
    return text_document(raw, document_id="d", path="d.md", title=None, markdown=True)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("| Port | Boats |\n|---|:-:|\n| Orsk | 4 |\n| Tarn | |\n", "Port: Orsk; Boats: 4\nPort: Tarn"),
        ("Port | Boats\n-|-\n**Orsk** | [4](u)\nText after.", "Port: Orsk; Boats: 4\n\nText after."),
        ("| **A** | `b` |\n|-|-|\n| x \\| y | 1<br>2 |", "A: x | y; b: 1 2"),
        ("| | |\n|-|-|\n| x | y |", "x; y"),
        ("| Port | Boats |\n|-|-|-|\n", "| Port | Boats | |-|-|-|"),
        ("> | A | B |\n> |-|-|\n> | x  | y |", "A: x; B: y"),
        ("Title\n=====\n\nText.\n\nPart\n---\nMore.", "Title\n\nText.\n\nPart\n\nMore."),
        ("```python\n# not a heading\ndef f(**k): return __name__\n\n| x |\n```\nEnd.",
         "# not a heading def f(**k): return __name__\n\n| x |\n\nEnd."),
        ("> Quoted\n> words.\n>\n> - an item\n\nEnd.", "Quoted words.\n\n- an item\n\nEnd."),
        ("See [the pier](http://a.example/x_(y) \"t\") and [two\nlines](<b>).", "See the pier and two lines."),
        ("A [full][r], a [short] and a [none].\n\n[r]: http://a.example\n[short]: b 'c'", "A full, a short and a [none]."),
        ("Text ![a picture](p.png) here.\n\n![alone](q.png)\n\n[![badge](r.svg)](s)", "Text here."),
        ("It is closed.[^1] Open.[^x]\n\n[^1]: The note\n    goes on.\n\n    Further.\n\nEnd.",
         "It is closed. Open.[^x]\n\nEnd."),
        ("\\*stars\\*, 1\\. and \\[x\\](y) \\_a\\_", "*stars*, 1. and [x](y) _a_"),
        ("Use `f_x` <https://a.example> here<!-- not seen -->.\n<!-- nor\nthis -->", "Use f_x https://a.example here."),
        ("1. one\n2. two\n   - nested\n- [link](u)", "1. one\n2. two\n- nested\n- link"),
        ("A text of 3\n4. goes on", "A text of 3 4. goes on"),
        ("R&amp;D costs&nbsp;5&#8239;% &#x202e;&unknown;", "R&D costs 5 % &unknown;"),
        ("**bold** and _thin_ a_b_c", "bold and thin a_b_c"),
    ],
)  # fmt: skip
def test_marks(raw: str, expected: str) -> None:
    found = loaded(raw)
    assert found.text == expected
    assert rebuild(found.text, found.removals) == raw


def test_what_is_taken_out_has_its_kind() -> None:
    found = loaded("A [b](c).[^1]\n\n[^1]: Note.\n\n| A | B |\n|-|-|\n| x | y |\n")
    kinds = {each.text: each.kind for each in found.removals}
    assert (kinds["[^1]"], kinds["[^1]: Note."], kinds["](c)"]) == ("footnote mark", "footnote", "markup")
    assert kinds["| A | B |"] == kinds[" | "] == "table"


def test_sections_of_underlined_headings() -> None:
    found = loaded("Title\n===\n\nPart *one*\n---\n\nText.\n\n### Deep ###\n\nMore.")
    assert [section.path for section in found.sections][1:] == [("Title", "Part one"), ("Title", "Part one", "Deep")]


MESS = st.lists(
    st.sampled_from(
        [
            "Text with [a](b) and ![c](d).", "| A | B |", "|---|---|", "| x  |  |", "```", "~~~", "> quoted", ">", "---", "===",
            "[^1]: note", "word[^1] more", "[r]: url", "- item", "1. one", "    indented", "", "", "\\|", "`code`", "<!-- c",
            "-->", "# Head", "**b**", "a | b", "![x](y)", "<br>", "[![a](b)](c)", "\f", "ﬁn  two",
        ]
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(MESS, st.sampled_from(["\n", "\r\n", "\r"]))
def test_anything_can_be_undone(lines: list[str], end: str) -> None:
    raw = end.join(lines)
    cleaned = clean(raw, markdown=True)
    assert rebuild(cleaned.text, cleaned.removals) == raw
    for each in cleaned.removals:
        assert cleaned.text[each.at : each.at + len(each.replacement)] == each.replacement
        assert raw[each.start : each.start + len(each.text)] == each.text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab |-[]()!`\\<>*_#^:\n1.", max_size=200))
def test_any_marks_can_be_undone(raw: str) -> None:
    cleaned = clean(raw, markdown=True)
    assert rebuild(cleaned.text, cleaned.removals) == raw


@pytest.mark.parametrize(
    "part", ["[", "![", "[a](", "|", "`", "<!--", "[^a]", "> ", "```\n", "a\n---\n", "[r]: x\n", "\\"]
)
def test_time_grows_with_the_text(part: str) -> None:
    begun = time.perf_counter()
    clean(part * 50_000, markdown=True)
    assert time.perf_counter() - begun < 8
