"""Facts of a sentence against a passage: what is a conflict, and what is not."""

from __future__ import annotations

import time

import pytest

from assistant.facts.checks import Conflict, conflicts
from assistant.verification.premises import Premise
from corpus.types import Speaker, Statement

TEXT = (
    "Ana Prado (Peru) recommended that states renew all permits. The country admitted 4,000 nurses in March 2019.\n\n"
    "Kofi Mensah (Ghana) said that 60 per cent of farms and 25 per cent of mills had closed. Many participants called "
    "for cheaper transfers. Governments should not detain children. Norway planned to open two shelters with UNICEF. "
    "Women sent more money home before the crisis."
)
SENTENCES = (
    "Ana Prado",
    "The country",
    "Kofi Mensah",
    "Many participants",
    "Governments should",
    "Norway planned",
    "Women sent",
)


def premise(text: str = TEXT, header: str = "River Forum 2019 | 2019-05-02 | Lima | Panel 2 | Permits") -> Premise:
    starts = [*(text.index(opening) for opening in SENTENCES if opening in text)] or [0]
    ends = [*starts[1:], len(text)]
    spans = tuple((start, start + len(text[start:end].rstrip())) for start, end in zip(starts, ends, strict=True))
    return Premise(text=text, sentences=spans, header=header)


def kinds(sentence: str, evidence: str, **changes: str) -> set[str]:
    passage = premise(**changes)
    at = passage.text.index(evidence)
    return {one.kind for one in conflicts(sentence, passage, [(at, at + len(evidence))])}


@pytest.mark.parametrize(
    ("sentence", "evidence", "expected"),
    [
        ("In March 2019, 4,000 nurses were admitted.", "The country", set()),
        ("Four thousand nurses were admitted.", "The country", set()),
        ("In March 2019, 5,000 nurses were admitted.", "The country", {"number"}),
        ("In May 2019, 4,000 nurses were admitted.", "The country", {"date"}),
        ("In March 2018, 4,000 nurses were admitted.", "The country", {"date"}),
        ("A quarter of the mills had closed, Ghana said.", "Kofi Mensah", set()),
        ("60 per cent of the mills had closed, Ghana said.", "Kofi Mensah", {"number"}),
        ("60 farms had closed, Ghana said.", "Kofi Mensah", {"number"}),
        ("According to Ghana, over 60 per cent of farms had closed.", "Kofi Mensah", {"number"}),
        ("At the River Forum 2019 Norway planned two shelters.", "Norway planned", set()),
        ("At Panel 4 Norway planned to open two shelters.", "Norway planned", {"event"}),
        ("On Panel 2 Norway planned to open two shelters.", "Norway planned", set()),
        ("At the 2021 forum Norway planned to open two shelters.", "Norway planned", {"date"}),
    ],
)
def test_figures(sentence: str, evidence: str, expected: set[str]) -> None:
    assert kinds(sentence, evidence) == expected


@pytest.mark.parametrize(
    ("sentence", "evidence", "expected"),
    [
        ("Together with UNICEF, the Norwegians planned two shelters.", "Norway planned", set()),
        ("Together with Oxfam, Norway planned two shelters.", "Norway planned", {"name"}),
        ("La Norvège prévoyait deux foyers avec l'UNICEF.", "Norway planned", set()),
        ("La Suède prévoyait deux foyers avec l'UNICEF.", "Norway planned", {"name", "speaker"}),
        ("Prado recommended the renewal of permits.", "Ana Prado", set()),
        ("Peru recommended the renewal of permits.", "Ana Prado", set()),
        ("Ghana recommended the renewal of permits.", "Ana Prado", {"name", "speaker"}),
        ("Mensah recommended that states renew all permits.", "Ana Prado", {"name", "speaker"}),
        ("According to Peru, 60 per cent of farms had closed.", "Kofi Mensah", {"name", "speaker"}),
        ("Participants said that 60 per cent of farms had closed.", "Kofi Mensah", {"speaker"}),
        ("One participant called for cheaper transfers.", "Many participants", {"speaker"}),
        ("All participants called for cheaper transfers.", "Many participants", {"speaker", "force", "number"}),
        ("Participants called for cheaper transfers.", "Many participants", set()),
    ],
)
def test_names_and_speakers(sentence: str, evidence: str, expected: set[str]) -> None:
    found = kinds(sentence, evidence)
    assert found <= expected
    assert bool(found) == bool(expected)


@pytest.mark.parametrize(
    ("sentence", "evidence", "expected"),
    [
        ("Prado suggested renewing all permits.", "Ana Prado", set()),
        ("Prado said that states should renew all permits.", "Ana Prado", set()),
        ("Prado and the states agreed to renew all permits.", "Ana Prado", {"force"}),
        ("Prado pledged that states renew all permits.", "Ana Prado", {"force"}),
        ("Many participants adopted cheaper transfers.", "Many participants", {"force"}),
        ("Governments must not detain children.", "Governments should", {"force"}),
        ("Governments should detain children.", "Governments should", {"negation"}),
        ("Norway opened two shelters.", "Norway planned", {"force"}),
        ("Women sent less money home before the crisis.", "Women sent", {"negation"}),
        ("Women sent more money home after the crisis.", "Women sent", {"negation"}),
        ("Women did not send more money home before the crisis.", "Women sent", {"negation"}),
        ("Before the crisis, women sent more money home.", "Women sent", set()),
    ],
)
def test_force_and_denial(sentence: str, evidence: str, expected: set[str]) -> None:
    found = kinds(sentence, evidence)
    assert found & expected == expected
    assert bool(found) == bool(expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Le pays a accueilli 4 000 infirmières en mars 2019.", set()),
        ("Le pays a accueilli 6 000 infirmières en mars 2019.", {"number"}),
        ("El país admitió a 4.000 enfermeras en marzo de 2019.", set()),
        ("El país admitió a 4.000 enfermeras en abril de 2019.", {"date"}),
        ("Selon le Kenya, le pays a accueilli 4 000 infirmières.", {"name", "speaker"}),
    ],
)
def test_sentences_in_french_and_spanish(sentence: str, expected: set[str]) -> None:
    assert kinds(sentence, "The country") == expected


def test_statements_say_who_speaks_where_the_words_do_not() -> None:
    text = "Permits had been extended. Fees had been waived."
    first, second = (0, 26), (27, len(text))
    passage = Premise(
        text=text,
        sentences=(first, second),
        statements=(
            Statement(*first, speaker=Speaker(person="Ana Prado", state="Peru"), force="said"),
            Statement(*second, speaker=Speaker(state="Ghana"), force="said"),
        ),
    )
    assert not conflicts("Peru said that permits had been extended.", passage, [first])
    assert not conflicts("Prado said that permits had been extended.", passage, [first])
    assert [one.kind for one in conflicts("Ghana said that permits had been extended.", passage, [first])] == [
        "speaker"
    ]


@pytest.mark.parametrize(
    ("sentence", "evidence", "some"),
    [
        ("Speakers called for a panel.", "Some speakers called for a panel.", True),
        ("The speakers in 2022 called for a panel.", "In 2022 a few speakers called for a panel.", True),
        ("Some speakers called for a panel.", "Some speakers called for a panel.", False),
        ("Speakers called for a panel.", "Several speakers called for a panel.", False),
        ("Speakers called for a panel.", "Some speakers doubted it. The speakers called for a panel.", False),
    ],
)
def test_what_some_said_was_not_said_by_all(sentence: str, evidence: str, some: bool) -> None:
    span = (0, len(evidence))
    found = conflicts(sentence, Premise(evidence, (span,)), [span])
    assert any("of some" in each.reason for each in found) == some


def test_a_conflict_says_what_is_wrong_in_plain_words() -> None:
    passage = premise()
    found = conflicts("Together with Oxfam, Norway planned two shelters.", passage, [])
    assert found == (Conflict("name", "Oxfam", "“Oxfam” does not stand in the passage"),)


def test_every_sentence_agrees_with_itself() -> None:
    passage = premise()
    for start, end in passage.sentences:
        assert conflicts(passage.text[start:end], passage, [(start, end)]) == ()


@pytest.mark.parametrize(
    "sentence", ["", " ", "…", "12", "a" * 5000, "Ana " * 500, "no " * 800, "4,000 " * 400, "(" * 3000]
)
def test_odd_sentences_are_read_in_time(sentence: str) -> None:
    started = time.perf_counter()
    conflicts(sentence, premise(), [])
    assert time.perf_counter() - started < 2.0
