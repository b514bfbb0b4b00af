"""The app in a real browser: ask, read, follow a marker, copy, be refused; at two widths; nothing loaded from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.feedback import FeedbackBook
from evals.feedback import cases_of
from tests.browser.driving import ask, picture

ASKED = "What did Portugal do for migrants waiting for residence permits?"

pytestmark = pytest.mark.browser


def test_an_answer_its_marker_and_its_references(page: Page) -> None:
    ask(page, ASKED)
    expect(page.locator(".answer").first).to_contain_text("Portug", timeout=30_000)
    assert "70,000" in page.locator("#chat").inner_text() + page.locator("#sources").inner_text()
    marker = page.locator(".marker").first
    target = marker.get_attribute("data-card")
    marker.click()
    card = page.locator(f"#{target}")
    expect(card).to_have_class(re.compile("flash"))
    expect(card).to_be_in_viewport()
    assert card.locator("mark").inner_text().strip()
    expect(card.locator(".digest")).to_contain_text("digest by Dialogue of")
    page.locator(".copy").first.click()
    expect(page.locator(".copied").first).to_have_text("Copied with references")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(ASKED)
    assert "References\n[1] digest by Dialogue of" in copied


def test_an_unanswerable_question_is_refused(page: Page) -> None:
    ask(page, "What is the capital of Mongolia?")
    expect(page.locator(".refusal")).to_contain_text("do not answer this question", timeout=30_000)
    expect(page.locator(".refusal")).to_contain_text("Mongolia")
    assert page.locator("#sources .card").count() <= 3
    assert page.locator(".marker").count() == 0


def test_a_follow_up_says_what_was_searched(page: Page) -> None:
    ask(page, ASKED)
    expect(page.locator(".marker").first).to_be_visible(timeout=30_000)
    ask(page, "And Ecuador?")
    expect(page.locator(".searched")).to_contain_text("What did Ecuador do for migrants", timeout=30_000)


def test_markup_in_a_question_is_shown_and_not_run(page: Page) -> None:
    ask(page, "<img src=x onerror=\"document.title='hit'\"> Mongolia?")
    expect(page.locator(".question")).to_contain_text("<img src=x", timeout=30_000)
    assert page.title() == "Dialogue"


def test_an_empty_question_gets_a_plain_message(page: Page) -> None:
    ask(page, "?!")
    expect(page.locator(".notice")).to_contain_text("There is no word in the question", timeout=30_000)


def test_an_answer_that_is_not_right_becomes_a_case(page: Page, starter_home: Path) -> None:
    ask(page, ASKED)
    expect(page.locator(".marker").first).to_be_visible(timeout=30_000)
    form = page.locator(".opinion")
    expect(form).to_be_hidden()
    page.locator(".bad").click()
    expect(form).to_be_visible()
    form.get_by_label("Something important is missing").check()
    form.get_by_label("Words that a right answer holds").fill("70,000; residence permits")
    picture(page, f"opinion-{page.viewport_size and page.viewport_size['width']}")
    form.get_by_role("button", name="Keep").click()
    expect(page.locator(".copied").first).to_contain_text("Kept as a question for the evals")
    expect(form).to_be_hidden()
    page.locator(".good").click()
    expect(page.locator(".copied").first).to_contain_text("Thank you, that is kept")
    bad, good = FeedbackBook(starter_home).read()[0][-2:]
    assert (bad.question, bad.opinion.reason, bad.opinion.wanted) == (ASKED, "missing", ("70,000", "residence permits"))
    assert good.opinion.good
    assert cases_of([bad])[0].facts == [["70,000"], ["residence permits"]]
