"""The ``dialogue-evals`` command: its JSON, its exit codes, its errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Assistant
from evals.bench import shown, tables
from evals.cli import main
from evals.measured import ranking

ENTRIES = [{"_id": "a", "text": "The ferry sails at noon."}, {"_id": "b", "text": "Bread costs two crowns."}]


@pytest.fixture
def benchmark_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, ENTRIES)), encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "When does the ferry sail?"}', encoding="utf-8")
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\n", encoding="utf-8")
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr("sys.argv", ["dialogue-evals", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.model
def test_retrieval_prints_one_line_of_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], benchmark_folder: Path
) -> None:
    assert run(monkeypatch, "retrieval", benchmark_folder, "--baselines", "--json") == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    perfect = {"recall@5": 1.0, "ndcg@10": 1.0, "mrr@10": 1.0}
    result = json.loads(out)
    assert result.pop("indexing") > 0
    assert result == {
        **perfect,
        "queries": 1,
        "embedding": "bge-small-en-v1.5-int8",
        "baselines": {"bm25": perfect, "dense": perfect, "hybrid": perfect, "tutorial": perfect},
    }


@pytest.mark.model
def test_run_reports_on_the_data_folder(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    folder: Path,
    case_file: Path,
) -> None:
    monkeypatch.delenv("DIALOGUE_SOURCES", raising=False)
    with Assistant.open() as dialogue:
        dialogue.ingest(folder)
    names = ("report.json", "sheet.jsonl", "page.html", "summary.md", "rows.jsonl")
    report, sheet, page, summary, rows = (tmp_path / name for name in names)
    written: list[str | Path] = [
        "-o",
        report,
        "--sheet",
        sheet,
        "--html",
        page,
        "--markdown",
        summary,
        "--export",
        rows,
    ]
    assert run(monkeypatch, "run", case_file, "--json", *written) == 0
    result = json.loads(capsys.readouterr().out)
    kept = json.loads(report.read_text(encoding="utf-8"))
    assert {**result, "cases": kept["cases"]} == kept
    assert result["summary"]["all"]["cases"] == 3
    assert result["summary"]["all"]["quotation_exactness"]["mean"] == 1.0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "recall@5" in summary.read_text(encoding="utf-8")
    assert len(rows.read_text(encoding="utf-8").splitlines()) == 3
    assert run(monkeypatch, "compare", report, report) == 0
    assert capsys.readouterr().out.strip().endswith("noise")
    assert run(monkeypatch, "run", case_file, "--min", "recall@5=1", "--min", "language_match=0.5") == 1
    assert "not reached: language_match could not be measured" in capsys.readouterr().err


@pytest.mark.model
def test_answers_prints_both_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = [
        {"question": "When does the ferry sail?", "sentences": ["The ferry sails at noon."], "answer_sentences": [0]},
        {"question": "Who painted Venus?", "sentences": ["Bread costs two crowns."], "answer_sentences": []},
    ]
    file = tmp_path / "pages.jsonl"
    file.write_text("\n".join(map(json.dumps, page)), encoding="utf-8")
    assert run(monkeypatch, "answers", file, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"sentence_f1": 1.0, "unanswerable_f1": 1.0, "n": 2}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["retrieval", "nowhere"], 2),
        (["answers", "nowhere.jsonl"], 2),
        (["run", "nowhere.jsonl"], 2),
        (["frobnicate"], 2),
        (["retrieval", ".", "--query", "poem"], 2),
        (["retrieval", "."], 1),
    ],
)
def test_exit_codes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], code: int) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, *arguments) == code


@pytest.mark.parametrize(
    ("line", "message"),
    [("nonsense", "line 1: Invalid JSON"), ('{"question": "x"}', "line 1: sentences: Field required")],
)
def test_a_bad_file_is_one_line_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, message: str
) -> None:
    file = tmp_path / "pages.jsonl"
    file.write_text(line, encoding="utf-8")
    assert run(monkeypatch, "answers", file) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.count("\n") == 1


def test_documents_that_are_missing_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], case_file: Path
) -> None:
    monkeypatch.delenv("DIALOGUE_SOURCES", raising=False)
    assert run(monkeypatch, "run", case_file) == 0
    assert "t-1: its evidence is not in the store: there is no document harbour.md" in capsys.readouterr().err
    case_file.write_text("\n".join(case_file.read_text(encoding="utf-8").splitlines()[:2]), encoding="utf-8")
    assert run(monkeypatch, "run", case_file) == 1
    assert "none of the 2 questions" in capsys.readouterr().err


def test_ranking_by_hand() -> None:
    first = ([[("a", 0, 10)], [("b", 0, 10)]], [("c", 0, 9), ("a", 0, 20)])  # one of two, second place
    deep = ([[("a", 0, 10)]], [("c", at, at + 5) for at in range(6)] + [("a", 0, 10)])  # seventh: not in the first 5
    assert ranking([first, deep]) == {"questions": 2, "recall@5": 0.25, "mrr@10": round((1 / 2 + 1 / 7) / 2, 4)}


@pytest.mark.parametrize(
    ("value", "expected"), [(None, "-"), (1234, "1,234"), (0.12345, "0.123"), (12.34, "12.3"), (0, "0")]
)
def test_figures_of_the_benchmark(value: float | None, expected: str) -> None:
    assert shown(value) == expected


def test_the_benchmarks_tables_have_a_column_for_each_pipeline() -> None:
    (table,) = tables({"ingest": {"dialogue": {"a": 1, "b": 0.5}, "tutorial": {"a": 2}}})
    columns = [list(column.cells) for column in table.columns]
    assert columns == [["a", "b"], ["1", "0.500"], ["2", "-"]]
