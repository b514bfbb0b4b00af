"""The served app and the browser that all browser tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.driving import served, visited

CHROMIUM = Path("/usr/bin/chromium")
ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()
expect.set_options(timeout=15_000)
"""Milliseconds: a machine that does much besides is slow to show what is there."""


@pytest.fixture(scope="module")
def address(starter_home: Path) -> Iterator[str]:
    """The app over the starter corpus, stopped at the end."""
    with served(starter_home) as address:
        yield address


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
    """The opened app at a width."""
    with visited(browser, address, width=request.param, name=str(request.node.name)) as page:
        yield page
