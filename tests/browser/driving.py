"""What the browser tests do on the page."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

WAIT = 30_000
"""Milliseconds for what the models take part in."""


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the app over a data folder; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant.cli", "chat", "--port", str(port)]
    environment = {**os.environ, "DIALOGUE_HOME": str(home)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert f"http://127.0.0.1:{port}" in line
        yield f"http://127.0.0.1:{port}"
        server.terminate()


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
