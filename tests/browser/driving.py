"""What the browser tests do on the page."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, Page

T = TypeVar("T")

WAIT = 30_000
"""Milliseconds for what the models take part in."""


@contextmanager
def served(home: Path, **settings: str) -> Iterator[str]:
    """The address of the app over a data folder, with variables of the environment; stopped at the end.

    Without settings no language model is configured.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant.cli", "chat", "--port", str(port)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    environment = {**inherited, "DIALOGUE_HOME": str(home), **settings}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert f"http://127.0.0.1:{port}" in server.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@contextmanager
def apart(context: AbstractContextManager[T]) -> Iterator[T]:
    """A context that is entered and left in a thread of its own: in that of a test Playwright keeps a loop running."""
    with ThreadPoolExecutor(1) as thread:
        value = thread.submit(context.__enter__).result()
        try:
            yield value
        finally:
            thread.submit(context.__exit__, None, None, None).result()


@contextmanager
def visited(browser: Browser, address: str, *, width: int, name: str) -> Iterator[Page]:
    """The opened app at a width, with the clipboard allowed; every request must stay at home."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(address)
    page.wait_for_selector("#question textarea")
    yield page
    picture(page, name)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert_no_sideways_scroll(page)
    context.close()


def assert_no_sideways_scroll(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def picture(page: Page, name: str) -> None:
    """Keep a screenshot where DIALOGUE_SCREENSHOTS names a folder."""
    folder = os.environ.get("DIALOGUE_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{re.sub(r'[^a-z0-9]+', '-', name).strip('-')}.png")


def ask(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
