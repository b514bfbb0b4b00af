"""The model's client against a real server on this machine that breaks in every way we know of."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import traceback
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from langchain_core.prompts import ChatPromptTemplate
from pydantic import BaseModel

from assistant.errors import (
    BadSetting,
    ModelBusy,
    ModelCutShort,
    ModelError,
    ModelFailed,
    ModelKeyRefused,
    ModelTooSlow,
    ModelUnknown,
    ModelUnreachable,
)
from assistant.models.llm import ChatModel, Deadline, Usage, configured
from assistant.models.scripted import scripted_model
from assistant.settings import Settings
from tests.assistant.fault_server import FAULTS, MODEL, TEXT, WEIRD, fault_server

ASK = [("system", "Answer from the passages."), ("human", "What did Portugal do?")]
CANARY = "sk-CANARY-0123456789"

TABLE: dict[str, tuple[type[ModelError], str, bool]] = {
    "refused": (ModelUnreachable, "cannot be reached", False),
    "slow": (ModelTooSlow, "did not begin to answer within 2 seconds", False),
    "unauthorised": (ModelKeyRefused, "refuses the key (HTTP 401)", False),
    "no_model": (ModelUnknown, "has no model 'asked-for' (HTTP 404)", False),
    "busy": (ModelBusy, "has too many requests (HTTP 429)", False),
    "broken": (ModelFailed, "answers with an error (HTTP 500)", False),
    "reset": (ModelFailed, "broke off the connection in the middle of its answer", True),
    "early_end": (ModelCutShort, "ended its answer in the middle", True),
    "stall": (ModelTooSlow, "wrote nothing for 0.5 seconds in the middle", True),
    "bad_json": (ModelFailed, "sent something that is no answer", True),
    "bad_utf8": (ModelFailed, "sent something that is no answer", True),
    "error_event": (ModelFailed, 'reports an error in its answer: "the engine died"', True),
    "empty": (ModelFailed, "sent an empty answer", False),
    "length": (ModelCutShort, "reached its limit of 60 tokens", True),
    "endless": (ModelFailed, "does not stop writing: it was asked for 60 tokens", True),
    "html": (ModelFailed, "sent something that is no answer", False),
    "hang_up": (ModelFailed, "broke off the connection before it answered", False),
    "filtered": (ModelFailed, "its content filter stopped it", True),
    "no_quota": (ModelBusy, "has no quota left for this key (HTTP 429)", False),
    "too_long": (ModelFailed, "takes in less than it was sent (HTTP 400)", False),
}
"""mode -> (error, words of its message, whether text came before it)."""


def model_at(url: str, monkeypatch: pytest.MonkeyPatch, *, key: str = CANARY, **settings: Any) -> ChatModel:
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    if key:
        monkeypatch.setenv("OPENAI_API_KEY", key)
    found = configured(Settings(**{"model": "asked-for", "stall": 0.5, **settings}))
    assert found
    return found


async def heard(model: ChatModel, *, seconds: float = 2.0, usage: Usage | None = None) -> tuple[str, ModelError | None]:
    """What came of an answer, and the error that it ended with."""
    pieces: list[str] = []
    try:
        async for piece in model.stream(ASK, deadline=Deadline(seconds), max_tokens=60, usage=usage):
            pieces.append(piece)
    except ModelError as problem:
        return "".join(pieces), problem
    return "".join(pieces), None


@pytest.fixture(scope="module", autouse=True)
def loaded_client() -> None:
    """Loading the client takes seconds, which the short deadlines of these tests do not have."""
    asyncio.run(scripted_model(["x"]).complete(ASK, deadline=Deadline(5), max_tokens=5))
    import langchain_openai

    assert langchain_openai


def test_every_fault_is_in_the_table() -> None:
    assert len(FAULTS) == 15
    assert set(FAULTS) <= set(TABLE)


@pytest.mark.parametrize("mode", TABLE)
def test_a_fault_gives_its_error_in_time_and_keeps_the_text(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, words, partial = TABLE[mode]
    seconds = 2.0 if mode == "slow" else 10.0
    with fault_server(mode) as server:
        begun = time.monotonic()
        text, problem = asyncio.run(heard(model_at(server.url, monkeypatch), seconds=seconds))
        assert time.monotonic() - begun < seconds + 2
    assert type(problem) is expected
    assert words in str(problem)
    assert problem is not None
    assert "\n" not in f"{problem}{problem.hint}"
    assert problem.hint
    assert text.startswith(TEXT) if partial else text == ""
    if mode != "length":
        assert server.url in str(problem)


class Shape(BaseModel):
    words: list[str] = []


def test_json_of_a_shape_is_asked_for_where_the_server_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("once_no_schema", text="plain words") as server:
        model = model_at(server.url, monkeypatch)
        text = asyncio.run(model.complete(ASK, deadline=Deadline(10), max_tokens=60, schema=Shape))
    assert text == "plain words"
    first, second = server.asked
    asked = first["response_format"]["json_schema"]
    assert (asked["name"], asked["strict"], asked["schema"]["required"]) == ("Shape", True, ["words"])
    assert first["max_tokens"] == second["max_tokens"] == 60
    assert "response_format" not in second


def test_a_good_answer_comes_whole_with_its_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = Usage()
    with fault_server("good") as server:
        text, problem = asyncio.run(heard(model_at(server.url, monkeypatch, temperature=0.3), usage=usage))
    assert (text, problem) == (TEXT, None)
    assert (usage.prompt_tokens, usage.completion_tokens, usage.finish, usage.attempts) == (11, 7, "stop", 1)
    assert usage.first_token
    assert 0 < usage.first_token <= usage.seconds
    (body,) = server.asked
    assert body["messages"] == [
        {"role": "system", "content": ASK[0][1]},
        {"role": "user", "content": ASK[1][1]},
    ]
    assert {name: body[name] for name in ("model", "max_tokens", "temperature", "stream", "stream_options")} == {
        "model": "asked-for",
        "max_tokens": 60,
        "temperature": 0.3,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    assert "max_completion_tokens" not in body
    assert "tools" not in body


@pytest.mark.parametrize("mode", ["once_busy", "once_broken", "once_hang_up"])
def test_what_passes_is_asked_again(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = Usage()
    with fault_server(mode) as server:
        assert asyncio.run(heard(model_at(server.url, monkeypatch), seconds=10, usage=usage)) == (TEXT, None)
    assert usage.attempts == len(server.asked) == 2


@pytest.mark.parametrize(
    "mode", ["no_quota", "unauthorised", "no_model", "too_long", "early_end", "error_event", "slow"]
)
def test_what_does_not_pass_is_asked_once(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server(mode) as server:
        asyncio.run(heard(model_at(server.url, monkeypatch)))
    assert len(server.asked) == 1


def test_the_deadline_counts_over_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = Usage()
    with fault_server("busy") as server:
        begun = time.monotonic()
        _, problem = asyncio.run(heard(model_at(server.url, monkeypatch), seconds=1.2, usage=usage))
        assert time.monotonic() - begun < 1.2
    assert isinstance(problem, ModelBusy)
    assert usage.attempts == 2  # the third would have come after it


def test_the_deadline_ends_a_stream_that_trickles(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("good", text="word " * 200, pause=0.1) as server:
        text, problem = asyncio.run(heard(model_at(server.url, monkeypatch), seconds=1.5))
        assert isinstance(problem, ModelTooSlow)
        assert "did not finish its answer within 1.5 seconds" in str(problem)
        assert text.startswith("word word")
        assert server.hung_up.wait(2)


@pytest.mark.parametrize("chunk", WEIRD)
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_json_that_is_no_answer_is_an_error(chunk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("weird", chunk=chunk) as server:
        text, problem = asyncio.run(heard(model_at(server.url, monkeypatch)))
    assert text == TEXT
    assert isinstance(problem, ModelFailed | ModelCutShort)


def test_closing_the_answer_hangs_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def leave(model: ChatModel) -> None:
        answer = model.stream(ASK, deadline=Deadline(30), max_tokens=10_000)
        await anext(answer)
        await answer.aclose()
        assert await asyncio.to_thread(server.hung_up.wait, 2)

    with fault_server("endless") as server:
        asyncio.run(leave(model_at(server.url, monkeypatch)))


@pytest.mark.parametrize("mode", ["endless", "stall", "slow"])
def test_cancelling_the_answer_hangs_up(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def leave(model: ChatModel) -> None:
        task = asyncio.create_task(model.complete(ASK, deadline=Deadline(30), max_tokens=10_000))
        while not server.asked:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(server.hung_up.wait, 2)

    with fault_server(mode) as server:
        asyncio.run(leave(model_at(server.url, monkeypatch, stall=20)))


def test_several_event_loops_share_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("good", pause=0.01) as server:
        model = model_at(server.url, monkeypatch)
        one_after_the_other = [asyncio.run(heard(model, seconds=20)) for _ in range(3)]
        at_once: list[Any] = []
        threads = [
            threading.Thread(target=lambda: at_once.append(asyncio.run(heard(model, seconds=20)))) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert one_after_the_other + at_once == [(TEXT, None)] * 7


def test_a_chain_of_langchain_runs_in_several_event_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("good") as server:
        chain = ChatPromptTemplate([("human", "{question}")]) | model_at(server.url, monkeypatch).chat
        said = [asyncio.run(chain.ainvoke({"question": question})).text for question in ("one", "two")]
    assert said == [TEXT, TEXT]
    assert [body["messages"][0]["content"] for body in server.asked] == ["one", "two"]


@pytest.mark.parametrize("mode", ["unauthorised", "broken", "error_event", "reset", "good"])
def test_no_secret_is_in_messages_or_logs(
    mode: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with fault_server(mode) as server:
        url = server.url.replace("http://", "http://user:CANARYPASS@")
        with caplog.at_level(logging.DEBUG):
            model = model_at(url, monkeypatch)
            _, problem = asyncio.run(heard(model, seconds=5))
    said = caplog.text + repr(model) + model.address + repr(model.chat)
    if problem:
        said += "".join(traceback.format_exception(problem)) + problem.hint
    assert len(caplog.records) > 3
    assert "CANARY" not in said
    assert "dXNlcjpDQU5BUllQQVNT" not in said  # user and password as they are sent
    assert server.requests[-1]["headers"]["authorization"] == "Basic dXNlcjpDQU5BUllQQVNT"


def test_a_key_that_the_server_repeats_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("broken") as server:
        _, problem = asyncio.run(heard(model_at(server.url, monkeypatch), seconds=5))
    assert server.requests[-1]["headers"]["authorization"] == f"Bearer {CANARY}"
    assert "CUDA error: an illegal memory access, key [key]" in str(problem)
    assert CANARY not in "".join(traceback.format_exception(problem))


def test_nothing_goes_to_langsmith(monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith import utils

    with fault_server("good") as server, fault_server("good") as spy:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", spy.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_pt_x")
        utils.get_env_var.cache_clear()  # type: ignore[attr-defined]
        model = model_at(server.url, monkeypatch)
        assert asyncio.run(heard(model)) == (TEXT, None)
        assert not utils.tracing_is_enabled()
        time.sleep(0.5)
        assert spy.requests == []
    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]


def test_without_the_variables_there_is_no_model() -> None:
    assert configured(Settings()) is None


def test_an_address_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    models = [{"id": "nomic-embed-text"}, {"id": "qwen2.5:1.5b"}, {"id": "llama3.1:70b"}]
    with fault_server("good", models=models) as server:
        model = model_at(server.url, monkeypatch, key="", model=None)
        assert server.requests == []
        assert (model.name, model.small, model.context) == ("qwen2.5:1.5b", True, 8192)
        assert asyncio.run(heard(model)) == (TEXT, None)
    assert [each["path"] for each in server.requests] == ["/v1/models", "/v1/chat/completions"]
    assert server.asked[0]["model"] == "qwen2.5:1.5b"
    assert server.requests[0]["headers"]["authorization"] == "Bearer none"


@pytest.mark.parametrize(
    ("told", "settings", "context", "small"),
    [
        ({"meta": {"n_ctx": 4096, "n_ctx_train": 32768, "n_params": 134_515_008}}, {}, 4096, True),
        ({"meta": {"n_ctx_train": 32768, "n_params": 7_600_000_000}}, {}, 32768, False),
        ({"max_model_len": 40960}, {}, 40960, False),
        ({"max_model_len": 40960}, {"context_window": 2048}, 2048, False),
        ({"owned_by": "library"}, {}, 4096, False),
        ({"meta": {"n_ctx": "many", "n_params": None}, "max_model_len": -1}, {}, 8192, False),
        ({"meta": "none"}, {}, 8192, False),
    ],
)
def test_the_server_says_how_large_the_model_is(
    told: dict[str, Any], settings: dict[str, Any], context: int, small: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fault_server("good", models=[{"id": "other"}, {"id": MODEL, **told}]) as server:
        model = model_at(server.url, monkeypatch, model=MODEL, **settings)
        assert (model.context, model.small) == (context, small)


def test_a_server_that_lists_nothing_is_used_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("good", models_pause=30) as server:
        model = model_at(server.url, monkeypatch, model="small-0.5b")
        begun = time.monotonic()
        assert (model.context, model.small) == (8192, True)
        assert time.monotonic() - begun < 5
        assert asyncio.run(heard(model)) == (TEXT, None)
    assert [each["path"] for each in server.requests] == ["/v1/models", "/v1/chat/completions"]


def test_without_a_name_the_list_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("refused") as server:
        model = model_at(server.url, monkeypatch, model=None)
        with pytest.raises(ModelUnreachable, match="cannot be reached"):
            _ = model.name
        _, problem = asyncio.run(heard(model))
        assert isinstance(problem, ModelUnreachable)


def test_a_key_alone_means_openai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    model = configured(Settings())
    assert model
    assert (model.address, model.name, model.small) == ("https://api.openai.com/v1", "gpt-5.6-luna", False)
    assert model.context > 100_000
    payload = model.chat._get_request_payload([("human", "x")])  # type: ignore[attr-defined]
    assert payload["reasoning_effort"] == "none"
    assert "max_tokens" not in payload


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"OPENAI_BASE_URL": "localhost:8080/v1"}, "has to begin with http"),
        ({"OPENAI_BASE_URL": "http:///v1"}, "has to begin with http"),
        ({"OPENAI_BASE_URL": "http://localhost:99999/v1"}, "Port out of range"),
        ({"OPENAI_BASE_URL": "https://x.example/v1?key=CANARY"}, "question mark"),
        ({"OPENAI_API_KEY": "sk-CANARY\u2026"}, "characters that no key has"),
        ({"OPENAI_BASE_URL": "https://me.openai.azure.com/openai/v1"}, "Azure has a name for each deployment"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    variables: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=words) as caught:
        configured(Settings())
    assert "CANARY" not in str(caught.value)


def test_the_docs_name_every_setting_of_models_and_their_defaults() -> None:
    page = (Path(__file__).parents[2] / "docs" / "models.md").read_text()
    others = {"home", "max_file_mb", "max_question", "host", "port"}
    for name, field in Settings.model_fields.items():
        if name not in others:
            row = next(line for line in page.splitlines() if line.startswith(f"| `DIALOGUE_{name.upper()}` |"))
            default = field.default
            assert default is None or f"{default:g}" in row if isinstance(default, float) else f"{default or ''}" in row


@pytest.mark.model
def test_a_real_model_streams_and_says_what_it_is(smollm2: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_at(smollm2, monkeypatch, key="", model=None, stall=30)
    usage = Usage()
    pieces = asyncio.run(_pieces(model, usage))
    assert len(pieces) > 1
    assert usage.prompt_tokens
    assert usage.completion_tokens
    assert usage.finish == "stop"
    assert usage.prompt_tokens <= sum(model.count(text) for _, text in ASK)
    assert (model.small, model.context) == (True, 8192)
    assert "SmolLM2" in model.name


@pytest.mark.model
def test_a_real_model_that_is_cut_short_says_so(smollm2: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_at(smollm2, monkeypatch, key="", stall=30)
    with pytest.raises(ModelCutShort, match="limit of 3 tokens"):
        asyncio.run(_await(model.complete([("human", "Tell a long story.")], deadline=Deadline(50), max_tokens=3)))


@pytest.mark.model
def test_a_real_model_refuses_what_is_too_long(smollm2: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_at(smollm2, monkeypatch, key="", stall=30)
    with pytest.raises(ModelFailed, match="takes in less than it was sent"):
        asyncio.run(_await(model.complete([("human", "word " * 9000)], deadline=Deadline(50), max_tokens=3)))


async def _pieces(model: ChatModel, usage: Usage) -> list[str]:
    ask = [("system", "Answer in one short sentence."), ("human", "Name a colour.")]
    return [piece async for piece in model.stream(ask, deadline=Deadline(50), max_tokens=200, usage=usage)]


async def _await(work: Coroutine[Any, Any, str]) -> str:
    return await work
