"""What is called supported: copies, paraphrases, sentences over several passages; and what is not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import pytest

from assistant.verification.alignment import align
from assistant.verification.copies import copied
from assistant.verification.model import (
    RESPONSE_FEATURES,
    chance,
    model_of,
    observed_features,
    response_features,
    verification_model,
)
from assistant.verification.premises import Premise
from assistant.verification.reasons import OTHERWISE, only_part, says_something
from assistant.verification.sentence_features import sentence_features
from assistant.verification.union import union
from assistant.verification.verifier import COPY, Read, Verifier
from assistant.verification.word_features import NAMES, word_features
from assistant.verification.word_vectors import AROUND, Words, ground_of, stem, words_of
from corpus.sentences import sentences
from corpus.types import Statement
from corpus.writer import Span
from vectorstore.tokens import BundledTokens, TokenStates

PERMITS = (
    "Portugal gave temporary residence to all migrants whose applications were pending on 18 March 2020. "
    "Ghana recommended that consulates stay open during lockdowns."
)
SCHOOLS = "Kenya opened forty schools near the border camps. Teachers from both communities were trained together."
HEALTH = "Free tests were offered to seasonal workers, whatever their papers."


def premise(text: str, **fields: object) -> Premise:
    return Premise(text, sentences(text, [Span("paragraph", 0, len(text))]), **fields)  # type: ignore[arg-type]


class Against:
    """Says the same of every pair, and remembers which it was asked of."""

    name = "scripted"

    def __init__(self, logit: float) -> None:
        self.logit = logit
        self.read: list[tuple[str, str]] = []

    def contradiction(self, passage: str, sentence: str) -> float:
        self.read.append((passage, sentence))
        return self.logit


class Frequencies:
    """Token states made from the letters of a word: the same word is the same vector everywhere."""

    def states(self, texts: Sequence[str]) -> list[TokenStates]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> TokenStates:
        spans, at = [], 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            spans.append((start, at))
        vectors = np.zeros((len(spans), 384), dtype=np.float32)
        for row, (start, end) in enumerate(spans):
            for letter in text[start:end].strip(".,:").casefold():
                vectors[row, ord(letter) % 384] += 1
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        return TokenStates(
            vectors, np.array(spans, dtype=np.int32).reshape(-1, 2), np.full(len(spans), 9000, dtype=np.int32)
        )


def words(text: str) -> Words:
    return words_of(text, Frequencies().states([text])[0])


def test_words_have_places_stems_and_figures() -> None:
    found = words("Consulates' 70,000 letters stayed at Lübeck in 2020.")
    assert found.texts == ("Consulates", "70,000", "letters", "stayed", "at", "Lübeck", "in", "2020")
    assert found.stems[:4] == ("consul", "70000", "letter", "stay")
    assert found.content.tolist() == [True, True, True, True, False, True, False, True]
    assert stem("Portugal's") == "portug"


def test_the_ground_knows_the_sentence_of_each_word() -> None:
    ground = ground_of([premise(SCHOOLS, header="Day 2"), premise(HEALTH)], Frequencies())
    assert [place[0] for place in ground.sentences] == [0, 0, 1]
    assert ground.places.tolist() == [0] * 8 + [1] * 7 + [AROUND] * 2 + [2] * 10
    part = ground.of([1])
    assert part.stems == tuple(words(HEALTH).stems)
    assert part.sentences == ground.sentences


def test_evidence_is_what_together_covers_most() -> None:
    ground = ground_of([premise(PERMITS), premise(SCHOOLS), premise(HEALTH)], Frequencies())
    aligned = align(words("Kenya opened forty schools, and free tests were offered."), ground)
    first, second, _ = aligned.evidence
    assert {ground.sentences[first][0], ground.sentences[second][0]} == {1, 2}
    assert aligned.adds[0] == 1.0
    assert aligned.adds[1] > aligned.adds[2]


def test_features_are_finite_for_any_sentence() -> None:
    ground = ground_of([premise(SCHOOLS)], Frequencies())
    for text in ("Kenya", "of", "7", "Kenya opened forty schools near the border camps.", "é ß 東京"):
        own = words(text)
        table = word_features(own, ground, align(own, ground))
        assert table.shape == (len(own), len(NAMES))
        values = sentence_features(text, own, table, np.zeros(len(own)), ["number"])
        assert np.isfinite(table).all()
        assert np.isfinite(list(values.values())).all()
        assert values["conflict_number"] == 1


def test_a_copy_may_differ_in_space_quotation_marks_capitals_and_stop() -> None:
    held = (premise(SCHOOLS), premise(PERMITS))
    ground = ground_of(held, Frequencies())
    whole = copied("“ghana recommended that  consulates stay open during lockdowns”", held, ground)
    assert [held[at].text[start:end] for at, start, end in whole] == [PERMITS[100:]]
    assert len(copied(SCHOOLS, held, ground)) == 2
    assert copied("Ghana recommended that consulates stay open.", held, ground) == ()
    assert copied("…", held, ground) == ()


def test_premises_are_joined_with_what_stands_around_them() -> None:
    said = Statement(0, 5, force="noted")
    whole, starts = union([premise(HEALTH, header="Day 1"), premise(SCHOOLS, header="Day 2", statements=(said,))])
    assert starts == (0, len(HEALTH) + 1)
    assert [whole.text[slice(*span)] for span in whole.sentences][1] == SCHOOLS[:49]
    assert whole.header == "Day 1 | Day 2"
    assert whole.text[whole.statements[0].start : whole.statements[0].end] == "Kenya"


def test_the_reason_names_the_most_doubtful_words() -> None:
    text = "Kenya opened forty schools beside three airports."
    own = words(text)
    doubts = np.array([0, 0, 0, 0, 0.1, 0.9, 0.8])
    assert only_part(own, text, doubts).endswith("“three airports”")


@pytest.mark.parametrize(
    "text", ["In summary:", "Here is the answer.", "Based on the passages provided, the following points:"]
)
def test_an_announcement_says_nothing(text: str) -> None:
    assert not says_something(words(text))
    assert says_something(words(f"{text} Kenya"))


def test_a_response_is_as_doubtful_as_its_sentences() -> None:
    worst, second, some, mean = response_features([0.9, 0.2, 0.7])
    assert len(RESPONSE_FEATURES) == 4
    assert worst == pytest.approx(np.log(0.8 / 0.2))
    assert second == pytest.approx(np.log(0.3 / 0.7))
    assert some == pytest.approx(np.log(0.874 / 0.126))
    assert mean == pytest.approx(0.4)
    assert response_features([0.9]).shape == (4,)


def test_the_model_of_the_package_fits_the_features() -> None:
    data = json.loads(files("assistant.verification").joinpath("verification.json").read_text(encoding="utf-8"))
    model = model_of(data)
    assert len(model.words.weights) == 2 * 384 + 2 * 384 + 2 + len(NAMES)
    assert set(model.responses) == {"qa", "summary"}
    assert 0 < model.partial < model.supported < 1
    assert chance(0) == 0.5
    assert model.features == verification_model().features


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier.bundled()


@pytest.fixture(scope="module")
def read(verifier: Verifier) -> Read:
    return verifier.read([premise(PERMITS), premise(SCHOOLS), premise(HEALTH)])


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "at"),
    [
        (PERMITS[100:], 0),
        (HEALTH, 2),
        ("Kenya opened forty schools close to the border camps.", 1),
        ("Migrants with pending applications received temporary residence in Portugal.", 0),
        ("Ghana recommended keeping consulates open during lockdowns.", 0),
    ],
)
def test_what_stands_in_a_passage_is_supported(verifier: Verifier, read: Read, text: str, at: int) -> None:
    found = verifier.judge(text, read)
    assert (found.support, found.reason) == ("supported", None)
    assert found.spans[0].premise == at
    span = found.spans[0]
    assert (span.start, span.end) in read.premises[at].sentences


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Kenya opened fifty schools near the border camps.",
        "Ghana agreed that consulates stay open during lockdowns.",
        "Ghana recommended that consulates close during lockdowns.",
        "Peru gave temporary residence to all migrants whose applications were pending.",
        "Teachers from both communities were not trained together.",
        "The volcano buried the harbour, and its lighthouse keeper moved inland.",
        "Here is the answer:",
        "…",
        "",
    ],
)
def test_what_does_not_stand_there_is_not(verifier: Verifier, read: Read, text: str) -> None:
    found = verifier.judge(text, read)
    assert found.support != "supported"
    assert found.reason
    assert "\n" not in found.reason


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    ["Kenya shut forty schools near the border camps.", "Teachers from both communities were kept apart in training."],
)
def test_what_the_model_of_contradictions_doubts_is_shown_with_a_reason(
    verifier: Verifier, read: Read, text: str
) -> None:
    alone = Verifier(BundledTokens(), contradictions=Against(9.0)).judge("Kenya opened forty schools.", read)
    assert (alone.support, alone.reason) == ("partial", OTHERWISE)
    assert verifier.judge(text, read).support != "supported"


@pytest.mark.model
def test_copies_and_other_languages_are_not_asked_of_the_model_of_contradictions(read: Read) -> None:
    asked = Against(9.0)
    against = Verifier(BundledTokens(), contradictions=asked)
    assert against.judge(HEALTH, read).support == "supported"
    against.judge("Le Kenya a ouvert quarante écoles près des camps de la frontière.", read)
    assert asked.read == []


@pytest.mark.model
def test_a_copy_is_nearly_certain(verifier: Verifier, read: Read) -> None:
    assert verifier.judge(HEALTH, read).score == COPY


@pytest.mark.model
def test_only_the_passages_that_are_cited_count(verifier: Verifier, read: Read) -> None:
    found = verifier.judge(HEALTH, read, cited=[0])
    assert found.support != "supported"
    assert found.cited_elsewhere == (2,)
    assert verifier.judge(HEALTH, read, cited=[0, 2]).support == "supported"


@pytest.mark.model
def test_names_and_years_may_stand_in_the_header(verifier: Verifier) -> None:
    beside = verifier.read([premise(SCHOOLS, header="Harbour Dialogue | 2021 | Day 2")])
    text = "At the Harbour Dialogue of 2021, Kenya opened forty schools near the border camps."
    assert not {"name", "date", "number"} & set((verifier.judge(text, beside).reason or "").split())


@pytest.mark.model
def test_nothing_is_supported_by_no_passage(verifier: Verifier) -> None:
    assert verifier.judge(HEALTH, verifier.read([])).support == "unsupported"
    assert verifier.judge(HEALTH, verifier.read([Premise("", ())])).support == "unsupported"
    assert verifier.score(HEALTH, verifier.read([])) == 0.5


@pytest.mark.model
def test_the_same_is_judged_the_same_every_time(verifier: Verifier, read: Read) -> None:
    text = "Migrants in Portugal could stay while their applications were pending."
    first = verifier.judge(text, read)
    assert first == Verifier.bundled().judge(text, verifier.read(read.premises))


@pytest.mark.model
def test_all_features_have_a_weight(verifier: Verifier, read: Read) -> None:
    seen = verifier.observed(HEALTH, read)
    assert seen is not None
    assert set(verifier.model.features) <= set(observed_features(seen, verifier.model.doubts(seen), 0.0))
