"""Cases that users write: YAML and CSV, and what is said of a line that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.errors import BadDataset
from evals.own_cases import read_cases

YAML = """
- question: When does the ferry sail?
  facts: [noon, [June, "6th month"]]
  document: harbour.md
  anchor: ferry to the northern island
  speaker: Harbour authority
  tags: [ships]
- question: Who painted Venus?
  refuse: true
  reason: no painter is named
"""
CSV = (
    "id,question,facts,document,anchor,tags,refuse\n"
    "a,When does the ferry sail?,noon|12 o'clock; June,harbour.md,ferry to the,ships;times,\n"
    "b,Who painted Venus?,,,,,yes\n"
)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_yaml_and_csv_are_read(tmp_path: Path) -> None:
    ferry, venus = read_cases(written(tmp_path, "own.yaml", YAML))
    assert ferry.facts == [["noon"], ["June", "6th month"]]
    assert ferry.evidence[0][0].speaker == ["Harbour authority"]
    assert (ferry.type, ferry.id, ferry.tags) == ("other", "line-2", ["ships"])
    assert (venus.type, venus.answerable, venus.reason) == ("near_miss", False, "no painter is named")
    first, second = read_cases(written(tmp_path, "own.csv", CSV))
    assert first.facts == [["noon", "12 o'clock"], ["June"]]
    assert first.tags == ["ships", "times"]
    assert (second.id, second.answerable) == ("b", False)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.yaml", "- question: x\n  facts: [a\n", "a.yaml, line 3"),
        ("a.yaml", "question: x\n", "line 1: a list"),
        ("a.yaml", "- just words\n", "line 1: a case is a mapping"),
        ("a.yaml", "- question: x\n  facts: [a]\n- question: y\n  colour: red\n", "line 3: unknown field 'colour'"),
        ("a.yaml", "- question: x\n", "line 1: the case needs facts or a place"),
        ("a.yaml", "- question: x\n  refuse: true\n  facts: [a]\n", "line 1: the case needs no facts"),
        ("a.yaml", "- facts: [a]\n", "line 1: question: Field required"),
        ("a.yaml", "", "holds no case"),
        (
            "a.yaml",
            "- {id: a, question: x, facts: [b]}\n- {id: a, question: y, facts: [b]}\n",
            "'a' is there more than once",
        ),
        ("a.csv", "question,colour\nx,red\n", "line 1: unknown field 'colour'"),
        ("a.csv", "question,facts\nx,a,b\n", "line 2: there are more cells"),
        ("a.csv", 'question,facts\n"x,a\n', "unexpected end of data"),
        ("a.csv", "question,facts\n", "holds no case"),
        ("a.jsonl", '{"id": "a"}\n', "line 1"),
        ("a.jsonl", "", "holds no case"),
        ("a.jsonl", "{nonsense\n", "line 1"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(BadDataset) as error:
        read_cases(written(tmp_path, name, text))
    assert said in str(error.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadDataset, match="cannot be read"):
        read_cases(tmp_path / "none.csv")
