"""A model as the judge: what counts as support, and what becomes of nonsense."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from assistant.errors import ModelUnreachable
from assistant.models.scripted import ScriptedChat, scripted_model
from assistant.verification.premises import Premise
from evals.errors import BadDataset
from evals.model_judge import TRIES, ModelJudge
from vectorstore.addresses import PLACEHOLDER

PASSAGE = Premise("The harbour office hired forty pilots in June.", ((0, 46),), header="Harbour report")
SENTENCE = "Forty pilots were hired, and a lighthouse was built."


def replying(*claims: str, verdicts: Sequence[object]) -> Callable[[list[tuple[str, str]]], str]:
    """Splits a sentence into claims, then gives the verdicts one after the other."""
    left = list(verdicts)

    def reply(messages: list[tuple[str, str]]) -> str:
        if '"claims"' in messages[0][1]:
            return f"Sure! {json.dumps({'claims': claims})}"
        given = left.pop(0) if len(left) > 1 else left[0]
        return given if isinstance(given, str) else json.dumps(given)

    return reply


def verdict(word: str, quote: str = "hired forty pilots", passage: int = 1, problem: str = "") -> dict[str, object]:
    return {"verdict": word, "evidence": [{"passage": passage, "quote": quote}] if quote else [], "problem": problem}


def judge(*claims: str, verdicts: Sequence[object], runs: int = 1) -> ModelJudge:
    return ModelJudge(scripted_model(replying(*claims, verdicts=verdicts)), runs=runs)


def test_a_sentence_is_supported_when_each_of_its_claims_is() -> None:
    both = judge("Forty pilots were hired.", "They were hired in June.", verdicts=[verdict("supported")] * 2)
    found = both.judge(SENTENCE, [PASSAGE])
    assert (found.supported, found.evidence, found.score) == (True, "hired forty pilots", 1.0)
    built = verdict("unsupported", "", problem="nothing was built")
    found = judge("Pilots were hired.", "A lighthouse was built.", verdicts=[verdict("supported"), built]).judge(
        SENTENCE, [PASSAGE]
    )
    assert (found.supported, found.why) == (False, "nothing was built")


@pytest.mark.parametrize(
    "given", [verdict("supported", ""), verdict("supported", "hired fifty"), verdict("supported", passage=7)]
)
def test_support_without_words_of_the_passage_does_not_count(given: dict[str, object]) -> None:
    found = judge("Pilots were hired.", verdicts=[given]).judge(SENTENCE, [PASSAGE])
    assert found.supported is False
    assert "no words of the passages" in (found.why or "")


@pytest.mark.parametrize("given", ["I think so.", "{", '{"verdict": "perhaps"}', "[]"])
def test_nonsense_is_asked_again_and_is_then_not_judged(given: str) -> None:
    model = scripted_model(replying("Pilots were hired.", verdicts=[given]))
    found = ModelJudge(model).judge(SENTENCE, [PASSAGE])
    assert found.supported is None
    assert "could not be read" in (found.why or "")
    assert isinstance(model.chat, ScriptedChat)
    assert len(model.chat.sent) == 1 + TRIES


def test_a_sentence_whose_claims_are_not_told_is_not_judged() -> None:
    assert judge(verdicts=[verdict("supported")]).judge(SENTENCE, [PASSAGE]).supported is None


def test_a_judge_that_fails_is_no_zero() -> None:
    broken = scripted_model(["{"], fail_after=0, failure=ModelUnreachable("nothing answers"))
    found = ModelJudge(broken).judge(SENTENCE, [PASSAGE])
    assert found.supported is None
    assert "the judge failed" in (found.why or "")


def test_of_several_verdicts_the_mean_decides() -> None:
    two = [verdict("supported"), verdict("unsupported", ""), verdict("supported")]
    assert judge("Pilots were hired.", verdicts=two, runs=3).judge(SENTENCE, [PASSAGE]).score == pytest.approx(2 / 3)
    one = [verdict("supported"), verdict("unsupported", ""), verdict("unsupported", "")]
    assert judge("Pilots were hired.", verdicts=one, runs=3).judge(SENTENCE, [PASSAGE]).supported is False


def test_what_is_judged_stands_between_lines_that_nobody_can_foresee() -> None:
    model = scripted_model(replying("Pilots were hired.", verdicts=[verdict("supported")]))
    for _ in range(2):
        ModelJudge(model).judge(SENTENCE, [PASSAGE])
    assert isinstance(model.chat, ScriptedChat)
    marks = {
        line for sent in model.chat.sent for _, text in sent for line in text.splitlines() if line.startswith("-----")
    }
    assert len(marks) == len(model.chat.sent)


@pytest.mark.model
def test_a_real_model_answers_in_the_shape_that_is_asked_for(smollm2: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", smollm2)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    name = httpx.get(f"{smollm2}/models", headers={"Authorization": f"Bearer {PLACEHOLDER}"}).json()["data"][0]["id"]
    judging = ModelJudge.named(name)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda text: judging.judge(text, [PASSAGE]), [PASSAGE.text, "Nobody was hired at all."]))
    assert judging.name == name
    assert all("could not be read" not in (each.why or "") for each in found)
    assert all(each.evidence is None or each.evidence in PASSAGE.text for each in found)


def test_without_a_server_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(BadDataset) as error:
        ModelJudge.named("some-model")
    assert "OPENAI_BASE_URL" in error.value.hint
