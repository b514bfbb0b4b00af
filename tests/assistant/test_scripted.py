"""The scripted model, the filter of thoughts, and the count of tokens."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from typing import Any

import pytest

from assistant.errors import ModelCutShort, ModelError, ModelFailed
from assistant.models.llm import ChatModel, Deadline, Usage
from assistant.models.scripted import scripted_model
from assistant.models.thinking import Thoughts
from assistant.models.token_count import count

ASK = [("system", "Be brief."), ("human", "What was agreed?")]
PROSE = {
    "en": "Participants stressed that recovery plans ought to include every migrant, whatever their status, in vaccination "
    "and in basic services; 23 objectives and a review every four years (2022, 2026) would help to see how far States are.",
    "fr": "Les participants ont souligné que les plans de relance devraient inclure tous les migrants, quel que soit leur "
    "statut, dans la vaccination et les services essentiels ; l'accès aux soins demeure très inégal d'une région à l'autre.",
    "es": "Los participantes subrayaron que los planes de recuperación deberían incluir a todas las personas migrantes, sea "
    "cual sea su situación, en la vacunación y en los servicios básicos; ¿cuántos países lo hacen ya?",
    "heading": "PANEL 3: MIGRATION, RESILIENCE AND SUSTAINABLE DEVELOPMENT\n\nOPENING REMARKS",
    "figures": "[1][2] 12,345 (45.6 %) https://example.org/a/b?c=d&e=f A/RES/73/195 IDM-2021-007/EN",
}


async def said(model: ChatModel, usage: Usage | None = None) -> list[str]:
    return [piece async for piece in model.stream(ASK, deadline=Deadline(5), max_tokens=50, usage=usage)]


def test_replies_come_in_turn_and_in_pieces() -> None:
    model = scripted_model(["One two.", "Three."], piece=3)
    usage = Usage()
    assert asyncio.run(said(model, usage)) == ["One", " tw", "o."]
    assert asyncio.run(said(model)) == ["Thr", "ee."]
    assert asyncio.run(said(model)) == ["Thr", "ee."]
    assert model.chat.sent == [ASK] * 3  # type: ignore[attr-defined]
    assert (usage.prompt_tokens, usage.completion_tokens, usage.finish) == (5, 2, "stop")


def test_a_reply_may_depend_on_the_messages() -> None:
    model = scripted_model(lambda messages: messages[-1][1].upper(), name="echo", small=True, context=2048)
    assert "".join(asyncio.run(said(model))) == "WHAT WAS AGREED?"
    assert (model.name, model.small, model.context) == ("echo", True, 2048)
    assert model.chat.invoke(ASK).text == "WHAT WAS AGREED?"


@pytest.mark.parametrize(
    ("options", "error", "kept"),
    [
        ({"failure": ModelFailed("broke"), "fail_after": 2}, ModelFailed, "One two."),
        ({"failure": ConnectionResetError(), "fail_after": 1}, ModelFailed, "One "),
        ({"finish": None}, ModelCutShort, "One two. Three."),
        ({"finish": "length"}, ModelCutShort, "One two. Three."),
    ],
)
def test_it_fails_where_it_is_told_to(options: dict[str, Any], error: type[ModelError], kept: str) -> None:
    heard: list[str] = []

    async def listen() -> None:
        async for piece in scripted_model(["One two. Three."], **options).stream(
            ASK, deadline=Deadline(5), max_tokens=50
        ):
            heard.append(piece)

    with pytest.raises(error):
        asyncio.run(listen())
    assert "".join(heard) == kept


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("plain", "plain"),
        ("<think>hm, [1]?</think>\n\nYes.", "Yes."),
        ("\n<think>\n\n</think>\n\nYes.", "Yes."),
        ("<think>it never ends", ""),
        ("<thin", "<thin"),
        ("<thing> is a word", "<thing> is a word"),
        ("Yes <think>no</think>", "Yes <think>no</think>"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_thoughts_are_taken_out(text: str, answer: str, size: int) -> None:
    thoughts = Thoughts()
    fed = [thoughts.feed(text[at : at + size]) for at in range(0, len(text), size)]
    assert "".join([*fed, thoughts.rest()]) == answer


def test_a_model_that_only_thinks_gives_no_answer() -> None:
    with pytest.raises(ModelFailed, match="empty answer"):
        asyncio.run(said(scripted_model(["<think>what a question</think>"])))


@pytest.mark.model
@pytest.mark.parametrize("name", PROSE)
def test_no_text_has_more_tokens_than_are_counted(name: str, smollm2: str) -> None:
    for text in (PROSE[name], PROSE[name][:40], PROSE[name] * 20):
        request = urllib.request.Request(
            smollm2.removesuffix("/v1") + "/tokenize",
            data=json.dumps({"content": text}).encode(),
            headers={"Authorization": "Bearer none", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as response:
            tokens = len(json.load(response)["tokens"])
        assert tokens <= count(text) <= 3 * tokens + 10
