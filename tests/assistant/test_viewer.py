"""A quotation where it stands: everything of a document is escaped, the quoted words are lit up."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from assistant.ui.viewer import AROUND, fragment, opener
from corpus.page_images import Box
from corpus.types import Document, Page, Section
from vectorstore.pages import PageImage

HOSTILE = "<script>alert(1)</script>"
OPENING = f"Opening {HOSTILE}\n\n"
PERMITS = f'Permits\n\nThe harbour office {HOSTILE} issued permits.\n\n- one berth\n- two "quotes" & more\n\n'
COSTS = "Costs\n\nEach permit costs eleven crowns.\n"
TEXT = OPENING + PERMITS + COSTS


class Tags(HTMLParser):
    """The tags of a fragment, and the words in its mark."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marked = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "mark" and not self.marked:
            self.marked = data


def document(text: str = TEXT, *, title: str = f"A title {HOSTILE}", pages: tuple[Page, ...] = ()) -> Document:
    first, second = len(OPENING), len(OPENING) + len(PERMITS)
    sections = (
        Section((f"Opening {HOSTILE}",), 0, len(OPENING), first),
        Section(("Report", f"Permits {HOSTILE}"), first, first + len("Permits\n\n"), second),
        Section(("Costs",), second, second + len("Costs\n\n"), len(text)),
    )
    return Document("0" * 16, "a.md", title, text, sections, (), pages)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_the_section_with_the_quotation_lit_up() -> None:
    html = fragment(document(), *span(f"The harbour office {HOSTILE} issued permits."), ())
    tags = Tags(html)
    assert tags.marked == f"The harbour office {HOSTILE} issued permits."
    assert "script" not in tags.tags
    assert "<li><bdi>Report</bdi></li>" in html
    assert "Before it: <bdi>Opening &lt;script&gt;" in html
    assert "After it: <bdi>Costs</bdi>" in html
    assert "- one berth\n- two &quot;quotes&quot; &amp; more" in html
    assert "eleven crowns" not in html


@pytest.mark.parametrize("words", ["Permits", "Each permit costs eleven crowns.", "Opening"])
def test_first_and_last_sections_and_headings(words: str) -> None:
    assert Tags(fragment(document(), *span(words), ())).marked == words


def test_a_quotation_over_two_sections_is_whole() -> None:
    start, end = span("one berth")[0], span("eleven")[1]
    assert Tags(fragment(document(), start, end, ())).marked == TEXT[start:end]


def test_a_long_section_is_folded_far_from_the_quotation() -> None:
    text = "A" * (AROUND + 500) + " here it stands " + "B" * (AROUND + 500)
    long = Document("0" * 16, "a.md", "T", text, (Section((), 0, 0, len(text)),), ())
    html = fragment(long, *span("here it stands", text), ())
    assert "Earlier in this section</summary>" in html
    assert "Later in this section</summary>" in html
    assert html.count("A") + html.count("B") >= 2 * (AROUND + 500)


def test_a_place_outside_of_every_section_is_still_shown() -> None:
    bare = Document("0" * 16, "a.md", "T", TEXT, (), ())
    assert Tags(fragment(bare, *span("one berth"), ())).marked == "one berth"


def test_pages_with_boxes_on_them() -> None:
    images = (
        PageImage("0" * 16, 11, '12"><script>', 1400, 1980, (Box(0.1, 0.2, 0.5, 0.225),), True),
        PageImage("0" * 16, 12, "13", 1400, 1980, (), False),
    )
    html = fragment(document(), *span("one berth"), images)
    tags = Tags(html)
    assert (tags.tags.count("img"), tags.tags.count("span")) == (2, 1)
    assert "script" not in tags.tags
    assert f'src="/pages/{"0" * 16}/11.png" width="1400" height="1980"' in html
    assert "left:10.0000%;top:20.0000%;width:40.0000%;height:2.5000%" in html
    assert "recognised from a picture" in html
    assert "Page 13; the words could not be marked on it" in html
    assert '<p class="quoted">one berth</p>' in html


def test_a_note_is_shown_with_the_section() -> None:
    html = fragment(document(), *span("one berth"), (), note="the file <gone> is gone")
    assert '<p class="notice">The file &lt;gone&gt; is gone</p>' in html
    assert Tags(html).marked == "one berth"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (None, ">Show in the document<"),
        ("12", ">Open page 12<"),
        ("12–13", ">Open pages 12–13<"),
        ("<b>", ">Open page &lt;b&gt;<"),
    ],
)
def test_the_button_that_opens_it(page: str | None, words: str) -> None:
    html = opener("0" * 16, 3, 9, page)
    assert words in html
    assert f'data-view="/view/{"0" * 16}?start=3&amp;end=9"' in html
