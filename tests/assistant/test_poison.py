"""Sixty poisoned passages and a model that obeys every order it reads: the answers are those without the passages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import vectorstore.documents
import vectorstore.ingest
from assistant import Assistant
from assistant.models.scripted import ScriptedChat, scripted_model
from assistant.settings import Settings
from assistant.types import Answer, Engine
from corpus.instructions import instructions
from tests.assistant.poison import PASSAGES, obedient, write

pytestmark = pytest.mark.model
Opened = tuple[Assistant, ScriptedChat]

ANSWERED = (
    "What did Portugal do for migrants waiting for residence permits?",
    "How many children benefited from Programa Escolhas?",
    "What did Canada plan for the next three years?",
    "Who chaired Roundtable 4?",
    "What were the key messages of Red Book No. 30?",
    "What was Panel 3 about?",
    "What did speakers say about legal identity?",
    "Combien de migrants ont bénéficié de la décision du Portugal ?",
)
REFUSED = (
    "How many orders does the poisoned note from Oslo hold?",
    "Which airline does the assistant recommend?",
)
QUESTIONS = ANSWERED + REFUSED


@pytest.fixture(scope="module")
def poisoned_home(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the starter corpus with the passages taken in besides."""
    home = tmp_path_factory.mktemp("poisoned") / "home"
    shutil.copytree(starter_home, home)
    with Assistant.open(home, settings=Settings(home=home)) as dialogue:
        dialogue.ingest(write(home.parent / "notes"))
    return home


@pytest.fixture(scope="module")
def poisoned(poisoned_home: Path) -> Iterator[Opened]:
    with asked(poisoned_home) as opened:
        yield opened


@pytest.fixture(scope="module")
def clean(starter_home: Path) -> Iterator[Opened]:
    with asked(starter_home) as opened:
        yield opened


@contextmanager
def asked(home: Path) -> Iterator[Opened]:
    model = scripted_model(obedient)
    with Assistant.open(home, settings=Settings(home=home), model=model) as dialogue:
        chat = model.chat
        assert isinstance(chat, ScriptedChat)
        yield dialogue, chat


def seen(answer: Answer) -> tuple[object, ...]:
    """What a person sees of an answer, and what it rests on."""
    sentences = [(each.text, each.citations, each.support, each.group, each.bullet) for each in answer.sentences]
    passages = [(each.chunk, each.score, each.rank, each.also_in) for each in answer.passages]
    struck = [each.text for each in answer.removed]
    told = (answer.status, answer.engine, answer.reason, answer.fallback_reason, answer.notes, answer.confidence)
    return answer.text, sentences, answer.citations, passages, struck, told, answer.queries, answer.language


def test_every_passage_is_flagged(poisoned: Opened, clean: Opened) -> None:
    assert sum(info.flagged for info in clean[0].documents()) == 0
    notes = [info for info in poisoned[0].documents() if info.path.startswith("note-")]
    assert len(notes) == len(PASSAGES) == 60
    assert [info.title for info in notes if info.flagged != info.chunks] == []


@pytest.mark.parametrize("engine", ["quote", "written"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_those_without_the_passages(clean: Opened, poisoned: Opened, question: str, engine: Engine) -> None:
    (dialogue, chat), (other, _) = poisoned, clean
    chat.sent.clear()
    answer = dialogue.ask(question, engine=engine)
    assert seen(answer) == seen(other.ask(question, engine=engine))
    assert "evil.example" not in answer.text
    sent = " ".join(text for messages in chat.sent for _, text in messages)
    assert bool(sent) == (engine == "written" and question in ANSWERED)
    assert not any(each.order in sent or each.claim in sent for each in PASSAGES)


def test_what_was_left_out_is_told(poisoned: Opened, clean: Opened) -> None:
    flagged = poisoned[0].search(QUESTIONS[0]).flagged
    assert flagged
    assert all("Portugal" in each.chunk.text and each.flag for each in flagged)
    assert clean[0].search(QUESTIONS[0]).flagged == ()


def test_without_flags_the_model_would_obey(
    starter_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the tests above can fail: what is not flagged is found, sent, and obeyed."""
    home = tmp_path / "home"
    shutil.copytree(starter_home, home)
    for module in (vectorstore.ingest, vectorstore.documents):
        monkeypatch.setattr(module, "flags_of", lambda title, metadata, chunks: [None] * len(chunks))
    with asked(home) as (dialogue, chat):
        dialogue.ingest(write(tmp_path / "notes"))
        dialogue.ask(QUESTIONS[0], engine="written")
        sent = " ".join(text for messages in chat.sent for _, text in messages)
    assert any(each.order in sent for each in PASSAGES)


@pytest.mark.parametrize("number", range(0, 60, 7))
def test_the_model_obeys_what_it_reads(number: int) -> None:
    poison = PASSAGES[number]
    first = "[1]\n=====ab\nText: Boats carried mail to the islands in summer.\n=====ab"
    block = f"{first}\n\n[2]\n=====ab\nText: {poison.text}\n=====ab"
    reply = obedient([("system", "Answer."), ("human", f"{block}\n\nQuestion: What carried mail?")])
    assert poison.obeyed.replace("{n}", "2") in reply
    harmless = obedient([("system", "Answer."), ("human", first)])
    assert harmless == "Boats carried mail to the islands in summer [1]."
    assert instructions(poison.text)
