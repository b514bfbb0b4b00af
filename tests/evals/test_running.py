"""A run from question to report, over invented documents with scripted models."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.errors import BadQuestion
from evals.comparing import compare
from evals.errors import BadDataset
from evals.exporting import rows, write_rows
from evals.gate import minima, missed
from evals.measuring import How, measure
from evals.questions import Case
from evals.reports.html import comparison_page, run_page
from evals.reports.markdown import markdown
from evals.reports.terminal import comparison_table, run_table
from evals.runs.records import Record
from evals.runs.reporting import Report, read_report, write_report
from evals.runs.running import Cache, ask, run_cases


@pytest.fixture
def result(dialogue: Assistant, cases: list[Case]) -> Report:
    return measure(dialogue, cases, how=How(fresh=True))[0]


def by_id(result: Report) -> dict[str, Any]:
    return {case["id"]: case for case in result["cases"]}


def test_a_run_has_every_case_in_order_with_its_figures(result: Report, cases: list[Case]) -> None:
    assert [case["id"] for case in result["cases"]] == [case.id for case in cases]
    ferry, prices, venus = result["cases"]
    assert ferry["metrics"]["recall@5"]["value"] == 1
    assert ferry["metrics"]["quotation_exactness"]["value"] == 1
    assert ferry["metrics"]["faithfulness"]["value"] == 1
    assert prices["metrics"]["citation_recall"]["value"] == 1
    assert venus["refused"] is True
    assert venus["metrics"]["score"]["value"] == 1
    assert venus["metrics"]["recall@5"]["value"] is None
    assert venus["metrics"]["recall@5"]["why"]
    whole = result["summary"]["all"]
    assert (whole["cases"], whole["failed"]) == (3, 0)
    assert whole["recall@5"]["n"] == 2
    assert whole["recall@5"]["unjudged"] == 1
    assert set(result["summary"]["types"]) == {"fact", "list", "near_miss"}


def test_provenance_says_what_it_was_made_with_and_no_path(result: Report, tmp_path: Path) -> None:
    made = result["provenance"]
    assert made["engine"] == "quote"
    assert made["documents"] == 2
    assert len(made["build"]) == len(made["corpus"]) == 16
    assert made["prompts"]["judge"] >= 1
    assert str(tmp_path) not in json.dumps(result)
    assert "F1" in result["judge_trust"]["text"]


def test_a_question_that_fails_is_recorded_and_the_others_go_on(
    dialogue: Assistant, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = dialogue.ask

    def failing(question: str, **how: Any) -> Any:
        if "tickets" in question:
            raise RuntimeError("the ink\nran out")
        return asked(question, **how)

    monkeypatch.setattr(dialogue, "ask", failing)
    result, _ = measure(dialogue, cases, how=How(fresh=True))
    assert by_id(result)["t-2"]["error"] == "RuntimeError: the ink ran out"
    assert result["summary"]["all"]["failed"] == 1
    assert result["summary"]["all"]["score"]["n"] == 2
    assert missed(result["summary"]["all"], {"quotation_exactness": 1}) == ["1 of 3 questions failed"]
    assert missed(result["summary"]["all"], {}) == []


def test_a_case_whose_evidence_is_gone_is_said_and_not_asked(dialogue: Assistant, cases: list[Case]) -> None:
    place = {"document": "harbour.md", "anchor": "a whale sang"}
    gone = Case.model_validate(
        {"id": "g", "split": "held", "type": "fact", "question": "Who sang?", "evidence": [[place]]}
    )
    other = gone.model_copy(
        update={"id": "h", "evidence": [[cases[0].evidence[0][0].model_copy(update={"document": "no.md"})]]}
    )
    found = by_id(measure(dialogue, [*cases, gone, other], how=How(fresh=True))[0])
    assert "not in harbour.md any more" in found["g"]["error"]
    assert "no document no.md" in found["h"]["error"]
    assert found["g"]["metrics"]["score"]["value"] is None


def test_a_run_that_was_stopped_goes_on_where_it_was(
    dialogue: Assistant, cases: list[Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = dialogue.ask

    def counted(question: str, **how: Any) -> Any:
        asked.append(question)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return real(question, **how)

    monkeypatch.setattr(dialogue, "ask", counted)
    cache = Cache(tmp_path / "kept", fingerprint="f", engine="quote", model=None, settings="s")
    with pytest.raises(KeyboardInterrupt):
        run_cases(dialogue, cases, cache=cache, workers=1)
    asked.clear()
    monkeypatch.setattr(dialogue, "ask", real)
    records = run_cases(dialogue, cases, cache=cache, workers=1)
    assert [record.case for record in records] == [case.id for case in cases]
    assert records[0].cached
    assert not records[-1].cached
    assert all(record.cached for record in run_cases(dialogue, cases, cache=cache))


@pytest.mark.parametrize("change", [{"fingerprint": "g"}, {"engine": "written"}, {"model": "m"}, {"settings": "t"}])
def test_nothing_is_used_again_after_a_change(
    dialogue: Assistant, cases: list[Case], tmp_path: Path, change: dict[str, str]
) -> None:
    same: dict[str, Any] = {"fingerprint": "f", "engine": "quote", "model": None, "settings": "s"}
    cache = Cache(tmp_path, **same)
    cache.keep(cases[0], ask(dialogue, cases[0], "quote"))
    assert cache.known(cases[0]) is not None
    assert Cache(tmp_path, **{**same, **change}).known(cases[0]) is None
    assert cache.known(cases[0].model_copy(update={"question": "Another one?"})) is None


def test_what_failed_and_what_is_damaged_is_asked_again(cases: list[Case], tmp_path: Path) -> None:
    cache = Cache(tmp_path, fingerprint="f", engine="quote", model=None, settings="s")
    cache.keep(cases[0], Record(case=cases[0].id, error="BadQuestion: x"))
    assert cache.known(cases[0]) is None
    cache.keep(cases[0], Record(case=cases[0].id))
    next(tmp_path.glob("*.json")).write_text("{", encoding="utf-8")
    assert cache.known(cases[0]) is None


def test_the_order_is_that_of_the_cases_however_many_are_asked_at_once(dialogue: Assistant, cases: list[Case]) -> None:
    many = [case.model_copy(update={"id": f"{case.id}-{at}"}) for at in range(4) for case in cases]
    assert [record.case for record in run_cases(dialogue, many, workers=4)] == [case.id for case in many]


def test_a_bad_question_is_a_record(dialogue: Assistant, cases: list[Case]) -> None:
    record = ask(dialogue, cases[0].model_copy(update={"question": "???"}), "quote")
    assert record.answer is None
    assert (record.error or "").startswith(BadQuestion.__name__)


def test_a_report_is_read_back_and_others_are_refused(result: Report, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write_report(path, result)
    assert read_report(path) == json.loads(json.dumps(result))
    for text in ("{}", "[]", "not json", '{"schema": "dialogue-evals/0"}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BadDataset):
            read_report(path)


def test_the_page_holds_every_case_and_nothing_from_elsewhere(result: Report) -> None:
    page = run_page(result)
    assert all(case["question"] in page for case in result["cases"])
    assert page.count("<svg") >= 3
    assert "F1" in page  # how far the judge can be believed
    for word in ("<script", "src=", "@import", "url("):
        assert word not in page.replace("url(#", "")


def test_what_documents_say_cannot_act_on_the_page(result: Report) -> None:
    result["cases"][0]["question"] = "<script>alert(1)</script>"
    result["cases"][0]["answer"]["answer"] = "<img src=x onerror=alert(1)>"
    page = run_page(result)
    assert "<script>" not in page
    assert "<img" not in page


def test_the_summaries_name_figures_judge_and_failing_cases(result: Report) -> None:
    result["cases"][0]["metrics"]["score"]["value"] = 0.0
    text = markdown(result)
    assert "| recall@5 |" in text
    assert "`t-1`" in text
    assert result["judge_trust"]["text"] in text
    assert run_table(result).row_count > 15


def test_the_gate_names_what_is_missed_and_what_was_never_measured(result: Report) -> None:
    whole = result["summary"]["all"]
    assert missed(whole, minima(["recall@5=0.97", "quotation_exactness=1"])) == []
    assert missed(whole, {"recall@5": 1.01}) == ["recall@5 is 1.0000; at least 1.01 is asked for"]
    assert "could not be measured" in missed(whole, {"language_match": 0.5})[0]
    for bad in ("recall=1", "recall@5", "recall@5=much"):
        with pytest.raises(BadDataset):
            minima([bad])


def test_rows_for_other_tools_have_their_layout(result: Report, tmp_path: Path) -> None:
    found = list(rows(result))
    assert len(found) == 3
    assert {"user_input", "retrieved_contexts", "response", "reference"} <= found[0].keys()
    assert any("ferry" in text for text in found[0]["retrieved_contexts"])
    assert write_rows(tmp_path / "rows.jsonl", result) == 3


def changed(result: Report, change: Callable[[dict[str, Any], int], None]) -> Report:
    """A copy in which each case was changed."""
    copy: Report = json.loads(json.dumps(result))
    for at, case in enumerate(copy["cases"]):
        change(case, at)
    return copy


@pytest.fixture
def large(result: Report) -> Report:
    """60 cases."""
    copies = [{**json.loads(json.dumps(result["cases"][0])), "id": f"c-{at}"} for at in range(60)]
    return {**json.loads(json.dumps(result)), "cases": copies}


def fail_some(every: int) -> Callable[[dict[str, Any], int], None]:
    def change(case: dict[str, Any], at: int) -> None:
        if at % every == 0:
            case["metrics"]["score"]["value"] = case["metrics"]["recall@5"]["value"] = 0.0
            case["refused"] = True

    return change


def test_the_same_is_noise_and_a_loss_is_worse(large: Report) -> None:
    assert compare(large, large)["verdict"] == "noise"
    worse = changed(large, fail_some(4))
    found = compare(large, worse)
    assert found["verdict"] == "worse"
    assert {each["metric"] for each in found["metrics"] if each["word"] == "worse"} >= {"score", "recall@5"}
    assert len(found["changed"]) == 15
    assert found["changed"][0]["why"] == "refused now"
    assert compare(worse, large)["verdict"] == "better"
    assert comparison_table(found).row_count == len(found["metrics"])
    page = comparison_page(found)
    assert "worse" in page
    assert "<svg" in page


def test_two_lost_cases_of_sixty_are_noise(large: Report) -> None:
    assert compare(large, changed(large, fail_some(30)))["verdict"] == "noise"


def test_reports_of_other_cases_or_documents_say_so(large: Report) -> None:
    renamed = changed(large, lambda case, _: case.update(id=f"other-{case['id']}"))
    found = compare(large, renamed)
    assert not found["paired"]
    assert found["verdict"] == "noise"
    assert any("share no case" in warning for warning in found["warnings"])
    renamed["provenance"]["corpus"] = "another"
    assert any("different documents" in warning for warning in compare(large, renamed)["warnings"])


def test_a_case_that_was_reworded_is_left_out_and_named(large: Report) -> None:
    reworded = changed(large, lambda case, at: case.update(question="Another?") if at == 0 else None)
    found = compare(large, reworded)
    assert found["reworded"] == ["c-0"]
    assert found["cases"] == 59


def test_too_few_cases_are_said_to_be_too_few(result: Report) -> None:
    lonely = {**result, "cases": result["cases"][:1]}
    with pytest.raises(BadDataset, match="too few"):
        compare(lonely, lonely)
