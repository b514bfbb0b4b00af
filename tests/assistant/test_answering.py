"""Quote mode on invented documents with the real models: what is shown, what is left out, what is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.types import Answer, Turn

FORUM = """---
title: Report of the Island Forum
event: Island Forum 2019
date: 2019-06-01
kind: report
---

# Proceedings

## Panel 1 – Ferries

Ana Brook (Isle Council) described what her council had done to keep the ferries running through the winter. A fund of
two million crowns had been set up for new engines. In all, 340 crossings had been saved from cancellation. The panel was
moderated by Rurik Stone, Harbour Master of Northport.

The representative of Southland said that its harbour had been closed for most of the year. Legislation adopted in May 2018
had established a harbour inspectorate. It was staffed by twelve engineers.

## Panel 2 – Schools

The representative of Eastmark made a number of recommendations for schools on small islands. Lessons should be shared by
radio. Teachers should be lodged free of charge. Every pupil should be given a boat pass. The panel was moderated by Ilse
Marsh, Dean of the Nautical School.

# Good practice

Members named examples of what had worked. These included:

- In Northport, a night ferry was subsidised for hospital patients;
- In Eastmark, pupils were taught on board during the crossing;
- In Southland, fishers were paid to carry the mail.

# Recommendations

## Ferries and harbours

- Publish the timetable of every ferry in spring;
- Inspect each harbour once a year;
- Keep one reserve ferry for each group of islands.
"""

SUMMIT = """---
title: Summary of the Island Summit
event: Island Summit 2021
date: 2021-09-10
kind: summary
---

# Panel 1 – Lighthouses

The first panel dealt with the automation of lighthouses. The panel was moderated by Tove Lind, Keeper of the Westhead light.
Delegates deplored that ferries no longer called at Westhead.
"""


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("islands")
    (folder / "forum.md").write_text(FORUM, encoding="utf-8")
    (folder / "summit.md").write_text(SUMMIT, encoding="utf-8")
    with_documents = Assistant.open(tmp_path_factory.mktemp("home") / "store")
    with_documents.ingest(folder)
    yield with_documents
    with_documents.close()


def said(answer: Answer) -> str:
    return " ".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "shown", "hidden"),
    [
        ("How many crossings were saved from cancellation?", ["340 crossings"], ["two million", "inspectorate"]),
        ("What did Southland's law of 2018 establish?", ["harbour inspectorate", "Southland said"], ["radio"]),
        (
            "What recommendations did Eastmark make for schools?",
            ["number of recommendations", "by radio", "free of charge", "boat pass"],
            ["340 crossings"],
        ),
        ("What worked in Northport?", ["night ferry"], ["carry the mail", "taught on board"]),
        (
            "What are the recommendations on ferries and harbours?",
            ["timetable of every ferry", "Inspect each harbour", "reserve ferry"],
            ["night ferry", "two million"],
        ),
        ("Who staffed the harbour inspectorate?", ["inspectorate", "twelve engineers"], []),
    ],
)
def test_the_sentences_that_answer_and_no_more(
    dialogue: Assistant, question: str, shown: list[str], hidden: list[str]
) -> None:
    answer = dialogue.ask(question)
    assert answer.status == "answered"
    text = said(answer)
    assert [words for words in shown if words not in text] == []
    assert [words for words in hidden if words in text] == []


def test_a_part_that_two_events_have_is_answered_for_each_by_name(dialogue: Assistant) -> None:
    answer = dialogue.ask("Who moderated panel 1?")
    groups = {sentence.group: sentence.text for sentence in answer.sentences if "moderated" in sentence.text}
    assert "Rurik Stone" in groups["Island Forum 2019"]
    assert "Tove Lind" in groups["Island Summit 2021"]


def test_a_named_year_is_answered_for_that_year_alone(dialogue: Assistant) -> None:
    text = said(dialogue.ask("Who moderated panel 1 in 2021?"))
    assert "Tove Lind" in text
    assert "Rurik Stone" not in text


@pytest.mark.parametrize(
    "question",
    [
        "What did the representative of Westmark say about harbours?",
        "How many crossings were saved by the Summit of 2027?",
        "What is the price of coffee in Brazil?",
    ],
)
def test_what_the_documents_do_not_say_is_refused(dialogue: Assistant, question: str) -> None:
    answer = dialogue.ask(question)
    assert answer.status == "not_found"
    assert not answer.sentences
    assert not answer.citations
    assert answer.reason
    assert 0 < len(answer.passages) <= 3


def test_a_follow_up_about_the_second_one(dialogue: Assistant) -> None:
    history = [Turn("user", "Who moderated panel 1 in 2019?"), Turn("assistant", "Rurik Stone.")]
    answer = dialogue.ask("And the second one?", history=history)
    assert answer.query == "Who moderated panel 2 in 2019?"
    assert "Ilse Marsh" in said(answer)


@pytest.mark.parametrize(
    "question",
    ["What recommendations did Eastmark make for schools?", "What are the recommendations on ferries and harbours?"],
)
def test_every_quotation_stands_in_its_document_and_in_the_passage_it_names(dialogue: Assistant, question: str) -> None:
    answer = dialogue.ask(question)
    passages = {passage.chunk.id: passage.chunk for passage in answer.passages}
    for citation in answer.citations:
        assert dialogue.document(citation.document_id).text[citation.start : citation.end] == citation.quote
        chunk = passages[citation.chunk_id]
        assert chunk.start <= citation.start < chunk.end
