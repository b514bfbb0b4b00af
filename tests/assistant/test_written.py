"""Written answers with a scripted model over the starter corpus; search and verification are the real ones."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.errors import NoModel
from assistant.events import Checked, Done, Reading, Searching, Unchecked, Writing
from assistant.models.llm import ChatModel
from assistant.models.scripted import ScriptedChat, scripted_model
from assistant.settings import Settings
from assistant.types import Turn
from assistant.written.finishing import NOTHING_FOUND, NOTHING_SUPPORTED, TOO_MUCH
from prompts import NO_ANSWER

pytestmark = pytest.mark.model

QUESTION = "What did Portugal do for migrants waiting for residence permits?"
INVENTED = "Portugal paid 4,321 crowns to every fisherman of Ruritania [1]."
Open = Callable[..., Any]


@pytest.fixture
def opened(starter_home: Path) -> Open:
    """Opens the starter corpus with a scripted model and settings."""

    @contextmanager
    def one(model: ChatModel, **settings: Any) -> Iterator[Assistant]:
        with Assistant.open(starter_home, settings=Settings(home=starter_home, **settings), model=model) as dialogue:
            yield dialogue

    return one


@pytest.fixture(scope="module")
def true(starter_home: Path) -> tuple[str, ...]:
    """Two sentences of the documents that answer the question, as quote mode finds them."""
    with Assistant.open(starter_home, settings=Settings(home=starter_home)) as dialogue:
        found = dialogue.ask(QUESTION, engine="quote")
    texts = tuple(each.text for each in found.sentences if not each.context)
    assert len(texts) >= 1
    return texts


def sent(model: ChatModel) -> list[list[tuple[str, str]]]:
    chat = model.chat
    assert isinstance(chat, ScriptedChat)
    return chat.sent


def test_what_is_true_is_kept_and_what_is_invented_is_struck(opened: Open, true: tuple[str, ...]) -> None:
    model = scripted_model([f"{true[0]} [1] {INVENTED}"])
    with opened(model) as dialogue:
        answer = dialogue.ask(QUESTION)
        assert answer.engine == "written"
        assert [each.support for each in answer.sentences] == ["supported"]
        assert len(answer.removed) == 1
        assert "Ruritania" in answer.removed[0].text
        assert answer.removed[0].reason
        assert not answer.removed[0].citations
        for each in answer.citations:
            assert dialogue.document(each.document_id).text[each.start : each.end] == each.quote
    assert (answer.model, answer.prompt_version) == ("scripted", "answer 1")
    assert answer.fingerprint
    assert answer.tokens["prompt"] > 100
    assert answer.tokens["completion"] > 5
    assert set(answer.seconds) == {"retrieve", "compose", "first_token", "total"}
    assert not answer.incomplete


def test_markers_that_point_nowhere_are_dropped_and_counted(opened: Open, true: tuple[str, ...]) -> None:
    with opened(scripted_model([f"{true[0]} [0][99]"])) as dialogue:
        answer = dialogue.ask(QUESTION)
    assert answer.tokens["dropped_markers"] == 2
    assert answer.sentences[0].citations == (1,)


def test_the_model_is_not_asked_where_nothing_is_found(opened: Open) -> None:
    model = scripted_model(["Paris."])
    with opened(model) as dialogue:
        answer = dialogue.ask("Who won the football world cup in 1998?")
    assert answer.status == "not_found"
    assert answer.model is None
    assert sent(model) == []


def test_quotations_where_nothing_written_is_supported(opened: Open) -> None:
    with opened(scripted_model([INVENTED])) as dialogue:
        answer = dialogue.ask(QUESTION)
    assert (answer.engine, answer.status, answer.fallback_reason) == ("quote", "answered", NOTHING_SUPPORTED)
    assert {each.support for each in answer.sentences} == {"quoted"}
    assert [each.text for each in answer.removed] == ["Portugal paid 4,321 crowns to every fisherman of Ruritania."]


def test_a_model_that_finds_no_answer_is_believed_unless_it_is_small(opened: Open) -> None:
    with opened(scripted_model([NO_ANSWER])) as dialogue:
        answer = dialogue.ask(QUESTION)
        assert answer.status == "not_found"
        assert answer.reason
        assert "found no answer" in answer.reason
    with opened(scripted_model([NO_ANSWER], small=True)) as dialogue:
        answer = dialogue.ask(QUESTION)
        assert (answer.status, answer.fallback_reason) == ("answered", NOTHING_FOUND)


def test_unsupported_sentences_are_marked_or_refused_where_a_setting_says_so(
    opened: Open, true: tuple[str, ...]
) -> None:
    reply = [f"{true[0]} [1] {INVENTED}"]
    with opened(scripted_model(reply), unsupported="mark") as dialogue:
        answer = dialogue.ask(QUESTION)
        assert [each.support for each in answer.sentences] == ["supported", "unsupported"]
        assert "(not supported by the documents)" in answer.text
    with opened(scripted_model(reply), unsupported="refuse", unsupported_share=0.3) as dialogue:
        answer = dialogue.ask(QUESTION)
        assert (answer.engine, answer.fallback_reason) == ("quote", TOO_MUCH)
    with opened(scripted_model(reply), unsupported="refuse", unsupported_share=0.6) as dialogue:
        assert dialogue.ask(QUESTION).engine == "written"


def test_quotations_where_what_is_true_does_not_hold_what_was_asked_for(opened: Open, true: tuple[str, ...]) -> None:
    reply = next(each for each in true if not any(letter.isdigit() for letter in each))
    with opened(scripted_model([f"{reply} [1]"])) as dialogue:
        answer = dialogue.ask("How many migrants did the Portuguese decree reach?")
    assert answer.engine == "quote"
    assert answer.fallback_reason
    assert "figure" in answer.fallback_reason


def test_a_stream_that_breaks_keeps_what_was_checked_and_says_so(opened: Open, true: tuple[str, ...]) -> None:
    text = f"{true[0]} [1] Then it went on to"
    pieces = len(text) // 4
    model = scripted_model([text + " do much more."], fail_after=pieces, failure=ConnectionResetError("reset"))
    with opened(model) as dialogue:
        answer = dialogue.ask(QUESTION)
    assert answer.incomplete
    assert answer.engine == "written"
    assert [each.support for each in answer.sentences] == ["supported"]
    assert answer.removed[-1].text.startswith("Then it went on")
    assert answer.notes


def test_a_clean_early_end_is_no_finished_answer(opened: Open, true: tuple[str, ...]) -> None:
    with opened(scripted_model([f"{true[0]} [1]"], finish=None)) as dialogue:
        answer = dialogue.ask(QUESTION)
    assert answer.incomplete
    assert answer.engine == "written"


def test_a_model_that_fails_at_once_leaves_the_quotations(opened: Open) -> None:
    model = scripted_model(["x"], fail_after=0, failure=ConnectionResetError("reset"))
    with opened(model) as dialogue:
        answer = dialogue.ask(QUESTION)
    assert (answer.engine, answer.status) == ("quote", "answered")
    assert answer.fallback_reason
    assert answer.incomplete


def test_passages_that_do_not_fit_are_left_out_and_that_is_said(opened: Open, true: tuple[str, ...]) -> None:
    with opened(scripted_model([f"{true[0]} [1]"], context=2000)) as dialogue:
        answer = dialogue.ask(QUESTION)
    assert any("did not fit" in note for note in answer.notes)
    assert 1 <= len(answer.passages) < 8


def test_a_window_too_small_for_any_passage_leaves_the_quotations(opened: Open) -> None:
    model = scripted_model(["x"], context=1100)
    with opened(model) as dialogue:
        answer = dialogue.ask(QUESTION)
    assert answer.engine == "quote"
    assert answer.fallback_reason
    assert "1,100 tokens" in answer.fallback_reason
    assert sent(model) == []


def test_passages_stand_between_delimiters_of_their_own_and_never_in_the_system_role(opened: Open) -> None:
    model = scripted_model([INVENTED])
    with opened(model) as dialogue:
        answer = dialogue.ask(QUESTION)
        dialogue.ask(QUESTION)
    first, second = sent(model)
    roles = dict(first)
    assert not any(" ".join(each.quote.split())[:60] in roles["system"] for each in answer.citations)
    delimiters = [
        {line for line in dict(messages)["human"].splitlines() if line.startswith("=====")}
        for messages in (first, second)
    ]
    assert all(len(each) == 1 for each in delimiters)
    assert delimiters[0] != delimiters[1]


def test_a_model_that_goes_round_in_circles_is_stopped(opened: Open, true: tuple[str, ...]) -> None:
    with opened(scripted_model([f"{true[0]} [1] " * 200])) as dialogue:
        answer = dialogue.ask(QUESTION)
    assert len(answer.sentences) == 1
    assert any("circles" in note for note in answer.notes)


def test_quote_engine_with_a_model_asks_nothing(opened: Open) -> None:
    model = scripted_model(["x"])
    with opened(model) as dialogue:
        assert dialogue.engines() == ("written", "quote")
        answer = dialogue.ask(QUESTION, engine="quote")
    assert (answer.engine, answer.model, sent(model)) == ("quote", None, [])


def test_written_without_a_model_is_an_error(starter_home: Path) -> None:
    with Assistant.open(starter_home, settings=Settings(home=starter_home)) as dialogue:
        assert dialogue.engines() == ("quote",)
        assert dialogue.model_name() is None
        with pytest.raises(NoModel, match="no language model"):
            dialogue.ask(QUESTION, engine="written")


def test_events_come_in_order_and_each_verdict_soon_after_its_sentence(opened: Open, true: tuple[str, ...]) -> None:
    with opened(scripted_model([f"{true[0]} [1] {INVENTED} {true[0][:-1]} indeed."], delay=0.002)) as dialogue:
        dialogue.ask(QUESTION)  # loads the models

        async def run() -> list[tuple[float, Any]]:
            return [(time.perf_counter(), event) async for event in dialogue.stream(QUESTION)]

        events = asyncio.run(run())
    kinds = [type(event) for _, event in events]
    assert kinds[:3] == [Searching, Reading, Writing]
    assert kinds[-1] is Done
    assert Unchecked in kinds
    checked = [at for at, kind in enumerate(kinds) if kind is Checked]
    assert checked
    for at in checked:
        assert events[at][0] - events[at - 1][0] < 2.0, "the verdict is late, even for a busy machine"


def test_closing_the_stream_ends_the_reading_of_the_model(opened: Open, true: tuple[str, ...]) -> None:
    model = scripted_model([f"{true[0]} [1] " + "And so on and on " * 2000], delay=0.02)
    with opened(model) as dialogue:

        async def run() -> int:
            events = dialogue.stream(QUESTION)
            async for event in events:
                if isinstance(event, Unchecked):
                    break
            await events.aclose()
            until = time.monotonic() + 2
            while len(asyncio.all_tasks()) > 1 and time.monotonic() < until:
                await asyncio.sleep(0.05)
            return len(asyncio.all_tasks())

        assert asyncio.run(run()) == 1


def test_ask_works_where_an_event_loop_runs(opened: Open, true: tuple[str, ...]) -> None:
    async def run(dialogue: Assistant) -> str:
        return dialogue.ask(QUESTION).engine

    with opened(scripted_model([f"{true[0]} [1]"])) as dialogue:
        assert asyncio.run(run(dialogue)) == "written"


def test_the_answer_is_asked_for_in_the_language_of_the_question(opened: Open) -> None:
    def reply(messages: list[tuple[str, str]]) -> str:
        return QUESTION if "Question:" not in messages[-1][1] else INVENTED

    model = scripted_model(reply)
    with opened(model) as dialogue:
        answer = dialogue.ask("Qu'a fait le Portugal pour les migrants qui attendaient un titre de séjour ?")
    assert answer.language == "fr"
    if answer.model:
        assert any("French" in text for messages in sent(model) for _, text in messages)


def test_sentences_are_told_as_they_are_checked(opened: Open, true: tuple[str, ...]) -> None:
    told: list[str] = []
    with opened(scripted_model([f"{true[0]} [1] {INVENTED}"])) as dialogue:
        dialogue.ask(QUESTION, history=[Turn("user", "Hello")], on_sentence=lambda each: told.append(each.text))
    assert told == [true[0]]
