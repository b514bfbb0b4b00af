"""The app in a real browser: ask, read, follow a marker, copy, be refused; at two widths; nothing loaded from elsewhere."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()
ASKED = "What did Portugal do for migrants waiting for residence permits?"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(starter_home: Path) -> Iterator[str]:
    """The served app, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant.cli", "chat", "--port", str(port)]
    environment = {**os.environ, "DIALOGUE_HOME": str(starter_home)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert f"http://127.0.0.1:{port}" in line
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The opened app at a width, with the clipboard allowed; every request must stay at home."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(address)
    page.wait_for_selector("#question textarea")
    yield page
    picture(page, str(request.node.name))
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def picture(page: Page, name: str) -> None:
    """Keep a screenshot where DIALOGUE_SCREENSHOTS names a folder."""
    folder = os.environ.get("DIALOGUE_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{re.sub(r'[^a-z0-9]+', '-', name).strip('-')}.png")


def ask(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


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
