"""Answers as text, references and JSON."""

import json

from assistant.render import NOT_FOUND, answer_json, plain_text, reference, with_references
from assistant.types import Answer, AnswerSentence, Citation
from vectorstore.types import Place

FIRST = "The ferry line reopened in June."
SECOND = "It had been closed for two years."


def citation(number: int = 1, **changes: object) -> Citation:
    values: dict[str, object] = {
        "number": number,
        "chunk_id": "c",
        "document_id": "d",
        "title": "Harbour report",
        "event": "Island Forum 2019",
        "date": "2019-06-01/2019-06-02",
        "kind": "report",
        "section": ("Part 1", "Ferries"),
        "page": "12",
        "speaker": None,
        "force": None,
        "quote": FIRST,
        "start": 10,
        "end": 42,
    }
    return Citation(**{**values, **changes})  # type: ignore[arg-type]


def answer(*sentences: AnswerSentence, citations: tuple[Citation, ...] = (), **changes: object) -> Answer:
    values: dict[str, object] = {"question": "Q?", "query": "Q?", "status": "answered", "passages": ()}
    return Answer(**{**values, "sentences": sentences, "citations": citations, **changes})  # type: ignore[arg-type]


def quoted(text: str, number: int = 1, **changes: object) -> AnswerSentence:
    return AnswerSentence(text, (number,), "quoted", **changes)  # type: ignore[arg-type]


def test_only_the_last_of_merged_sentences_has_the_marker() -> None:
    assert plain_text(answer(quoted(FIRST), quoted(SECOND))) == f"{FIRST}\n{SECOND} [1]"


def test_list_items_and_groups() -> None:
    text = plain_text(
        answer(
            quoted("First.", 1, group="Forum A", bullet=True),
            quoted("Second.", 2, group="Forum A", bullet=True),
            quoted("Other.", 3, group="Forum B"),
        )
    )
    assert text == "Forum A:\n- First. [1]\n- Second. [2]\n\nForum B:\nOther. [3]"


def test_a_refusal_says_why() -> None:
    refused = answer(status="not_found", reason="No passage mentions Westmark.")
    assert plain_text(refused) == f"{NOT_FOUND} No passage mentions Westmark."
    assert refused.text == plain_text(refused)


def test_reference_leads_to_the_words() -> None:
    also = (Place("x", "e", "Summary", ("S",)), Place("y", "e", "Summary", ("T",)))
    assert reference(citation(also_in=also)) == (
        "Harbour report, Island Forum 2019, 2019-06-01 to 2019-06-02, Part 1 > Ferries, p. 12 (also in: Summary)"
    )


def test_a_digest_is_always_called_one() -> None:
    label = reference(citation(kind="digest", source_title="Harbour report", title="Ferries (digest)"))
    assert label.startswith("digest by Dialogue of Harbour report")


def test_copying_gives_the_references() -> None:
    copied = with_references(answer(quoted(FIRST), citations=(citation(),)))
    assert copied.splitlines()[0] == "Q?"
    assert copied.splitlines()[-1].startswith("[1] Harbour report")


def test_json_is_complete_and_serialisable() -> None:
    data = json.loads(json.dumps(answer_json(answer(quoted(FIRST), citations=(citation(),)), identifier=7)))
    assert data["id"] == 7
    assert data["answer"] == f"{FIRST} [1]"
    assert data["citations"][0]["section"] == "Part 1 > Ferries"
    assert data["citations"][0]["label"] == "Harbour report"
    assert data["sentences"][0]["citations"] == [1]
    assert {"status", "engine", "removed", "passages", "seconds", "incomplete"} <= set(data)
