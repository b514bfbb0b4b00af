"""Web pages: the whole text of the article and nothing around it."""

from __future__ import annotations

import time

import pytest

from corpus.cleaning import rebuild
from corpus.errors import CorpusError, EmptyFile, NotText, Refused, TooComplex
from corpus.extraction import Source
from corpus.loaders.html import load_html
from corpus.types import Document
from tests.corpus.archive_maker import removed

AROUND = (
    '<header><a href="/">Port Council</a></header><nav><ul><li>Home</li></ul></nav>'
    '<div class="cookie-consent"><p>We use cookies.</p><button>Accept</button></div>{main}'
    '<aside><p>Other reports</p></aside><footer><p>All rights reserved.</p></footer><script>var a = "<p>no</p>";</script>'
)


def loaded(page: str | bytes, *, name: str = "page") -> Document:
    data = page.encode() if isinstance(page, str) else page
    return load_html(Source(data, "d", f"{name}.html", name))


def text(body: str) -> str:
    return loaded(f"<!DOCTYPE html><html><body>{body}</body></html>").text


@pytest.mark.parametrize(
    "main",
    [
        "<main>{text}</main>",
        "<article>{text}</article>",
        '<div role="main">{text}</div>',
        '<div class="content">{text}</div>',
        '<form action="/"><div>{text}</div></form>',
        "<main><article><header>{text}</header></article></main>",
    ],
)
def test_what_is_around_the_text_is_boilerplate(main: str) -> None:
    words = "The council met twice, and it agreed to repair both piers before the summer comes to the harbour again."
    found = loaded(AROUND.format(main=main.format(text=f"<h1>The pier</h1><p>{words}</p><p>Short.</p><p>Short.</p>")))
    assert found.text == f"The pier\n\n{words}\n\nShort.\n\nShort."
    assert {"Port Council", "Home", "All rights reserved.", "Other reports"} <= set(removed(found, "boilerplate"))


def test_nothing_of_an_article_is_lost_for_its_name() -> None:
    parts = (
        '<h2 id="social-protection">Social protection</h2><section class="social-protection"><p>One.</p></section>'
        '<aside class="facts"><p>Two.</p></aside><div class="sidebar"><p>Three.</p></div><div id="share-of-boats">Four.</div>'
        "<footer><p>Five.</p></footer><details><summary>Six</summary><p>Seven.</p></details>"
    )
    assert text(f"<article>{parts}</article>").split("\n\n") == [
        "Social protection", "One.", "Two.", "Three.", "Four.", "Five.", "Six", "Seven.",
    ]  # fmt: skip


def test_a_heading_outside_the_main_element_belongs_to_it() -> None:
    page = "<header>Site<h1>The pier</h1></header><main><p>It is old, and it has been closed for a year.</p></main>"
    assert text(page) == "The pier\n\nIt is old, and it has been closed for a year."


def test_what_is_hidden_is_left_out() -> None:
    hidden = (
        '<p style="display: none">a</p><p hidden>b</p><span style="visibility:hidden">c</span><template>d</template>'
    )
    assert text(f"<p>Seen.</p>{hidden}<noscript>e</noscript>") == "Seen."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>one<br>two<br><br>three</p>", "one two\n\nthree"),
        ("<p>a\n  <b>b</b>c <i> d</i></p>", "a bc d"),
        ("<div>loose<p>inner</p>tail</div>", "loose\n\ninner\n\ntail"),
        ("<p>caf&eacute;&nbsp;x&#8217;s 2019&#150;2020</p>", "café x’s 2019–2020"),
        ("<pre>one\n  two\n\nthree</pre>", "one two\n\nthree"),
        ("<blockquote><p>said</p></blockquote><figure><figcaption>shown</figcaption></figure>", "said\n\nshown"),
        ("<dl><dt>Pier</dt><dd>a landing</dd><dt>Quay</dt></dl>", "Pier: a landing\n\nQuay"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>", "• a\n◦ b\n• c\n\nd"),
        ('<ol start="3"><li>a</li><li value="7">b</li><li>c</li></ol>', "3. a\n7. b\n8. c"),
        ('<ol type="a"><li>x</li><li>y</li></ol>', "a. x\nb. y"),
        ("<ol reversed><li>x</li><li>y</li></ol>", "2. x\n1. y"),
        ('<div role="heading" aria-level="3">Title</div><p>Text.</p>', "Title\n\nText."),
        ("<p>m<sup>2</sup> and 1<sup>st</sup></p>", "m2 and 1st"),
    ],
)
def test_blocks(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><th>Port</th><th>Boats</th></tr><tr><td>Orsk</td><td>4</td></tr>", "Port: Orsk; Boats: 4"),
        ("<thead><tr><td>Port</td><td>12</td></tr></thead><tr><td>Orsk</td><td></td></tr>", "Port: Orsk"),
        ("<tr><td>Port</td><td>Boats</td></tr><tr><td>Orsk</td><td>4</td></tr>", "Port: Orsk; Boats: 4"),
        ("<tr><td>Orsk</td><td>4</td></tr><tr><td>Tarn</td><td>5</td></tr>", "Orsk; 4\nTarn; 5"),
        (
            "<tr><th rowspan=2>Port</th><th colspan=2>Boats</th></tr><tr><th>Big</th><th>Small</th></tr>"
            "<tr><td rowspan=2>Orsk</td><td>1</td><td>2</td></tr><tr><td colspan=2>3</td></tr>",
            "Port: Orsk; Boats Big: 1; Boats Small: 2\nPort: Orsk; Boats Big / Boats Small: 3",
        ),
        ("<tr><td>one</td></tr><tr><td>two</td></tr>", "one\n\ntwo"),
        ("<tr><td><h2>Left</h2><p>text</p></td><td>right</td></tr>", "Left\n\ntext\n\nright"),
        (
            "<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2<table><tr><td>x</td><td>y</td></tr></table></td></tr>",
            "A: 1; B: 2\nx; y",
        ),
    ],
)
def test_tables(rows: str, expected: str) -> None:
    assert text(f"<table>{rows}</table>") == expected


def test_notes_and_their_marks_are_taken_out() -> None:
    found = loaded(
        '<p>It is closed.<sup><a href="#n1">1</a></sup> It is <a class="footnote-ref" href="#n2">[2]</a> old.</p>'
        '<p><a href="#part">a</a> part</p><h2 id="part">Part</h2><p>Text.</p>'
        '<ol><li id="n1">First note. <a href="#r">back</a></li><li id="n2"><p>Second.</p></li></ol>'
    )
    assert found.text == "It is closed. It is old.\n\na part\n\nPart\n\nText."
    assert removed(found, "footnote") == ["First note. back", "Second."]
    assert removed(found, "footnote mark") == ["1", "[2] "]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>The pier | Port Council</title>", "The pier"),
        ("<title>Port Council - The pier</title>", "The pier"),
        ('<title>x</title><meta property="og:title" content="A report - Orsk">'
         '<meta property="og:site_name" content="Orsk">', "A report"),
        ("<title>untitled</title>", "The pier"),
        ("<title>page.html</title>", "The pier"),
    ],
)  # fmt: skip
def test_titles(head: str, title: str) -> None:
    assert loaded(f"<html><head>{head}</head><body><h1>The pier</h1><p>Text.</p></body></html>").title == title


@pytest.mark.parametrize(
    ("page", "date"),
    [
        ('<meta property="article:published_time" content="2021-03-04T10:00:00Z"><p>x</p>', "2021-03-04"),
        ('<p>By the clerk, <time datetime="2021-03">March</time></p>', "2021-03"),
        ('<p><time datetime="2021-03-04">a</time><time datetime="2021-03-05">b</time></p>', None),
        ('<meta name="date" content="2021-13-04"><p>x</p>', None),
    ],
)
def test_dates(page: str, date: str | None) -> None:
    assert loaded(page).metadata.date == date


def test_the_language_is_that_of_the_words() -> None:
    french = "<p>Le conseil est réuni pour les quais et la jetée dans une salle avec les autres du port.</p>" * 3
    assert loaded(f'<html lang="en"><body>{french}</body></html>').metadata.language == "fr"
    assert loaded('<html lang="es-MX"><body>Muelle</body></html>').metadata.language == "es"


@pytest.mark.parametrize(
    "data",
    [
        "<p>café".encode(),
        "<p>café".encode("utf-16"),
        "<p>café".encode("utf-8-sig"),
        b'<meta charset="iso-8859-1"><p>caf\xe9',
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>caf\xe9',
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>café'.encode(),
        b"<p>caf\xe9",
        b'<meta charset="no-such-thing"><p>caf\xe9',
    ],
)
def test_encodings(data: bytes) -> None:
    assert loaded(data).text == "café"


XHTML = '"-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"'


@pytest.mark.parametrize("doctype", ["html", "HTML", f"html PUBLIC {XHTML}", 'html SYSTEM "about:legacy-compat"'])
def test_ordinary_doctypes(doctype: str) -> None:
    assert loaded(f"<!DOCTYPE {doctype}><p>Text.</p>").text == "Text."


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("", EmptyFile),
        ("<html><body><script>x</script></body></html>", EmptyFile),
        (b"\0\1\2\3" * 50, NotText),
        ("<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;</p>", Refused),
        ("<!DOCTYPE html [ ]><p>x</p>", Refused),
        ('<!DOCTYPE html SYSTEM "file:///etc/passwd"><p>x</p>', Refused),
        ("<!doctype svg><p>x</p>", Refused),
        ("<p>x</p><!entity a 'b'>", Refused),
        ("<div>" * 100_000 + "x", TooComplex),
        ("<table><tr><td>" * 40_000 + "x", TooComplex),
        ("<b>" * 2_500_000, TooComplex),
    ],
)
def test_bad_pages(page: str | bytes, error: type[CorpusError]) -> None:
    begun = time.perf_counter()
    with pytest.raises(error):
        loaded(page)
    assert time.perf_counter() - begun < 5


def test_deep_pages_and_wide_spans_are_read_in_bounded_time() -> None:
    assert loaded("<font>" * 1_500 + "deep" + "</font>" * 1_500).text == "deep"
    spans = "<td rowspan=60000>word word</td>" * 500
    assert len(loaded(f"<table><tr>{spans}</tr>{'<tr><td>a</td></tr>' * 3_000}</table>").text) < 2_000_000


def test_every_edit_can_be_undone() -> None:
    found = loaded(AROUND.format(main="<main><p>It is<sup><a href='#n'>1</a></sup> here.</p><p id=n>Note</p></main>"))
    raw = rebuild(found.text, found.removals)
    assert all(raw[each.start : each.start + len(each.text)] == each.text for each in found.removals)


def test_bold_lines_are_headings_where_there_are_no_others() -> None:
    found = loaded('<p><font size="5"><b>The pier</b></font></p><p>It is old.</p><p><b>Costs</b></p><p>High.</p>')
    assert [section.path for section in found.sections] == [("The pier",), ("The pier", "Costs")]
