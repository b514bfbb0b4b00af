"""Cases that users write: JSONL as in ``evals/cases/README.md``, or a simple YAML or CSV file; an error names file and line.

YAML is a list of mappings, CSV has a header row. Both know ``question``, ``id``, ``type``, ``language``, ``tags`` (in CSV
separated by ";"), ``facts`` (in CSV: facts separated by ";", alternatives by "|"), ``document`` and ``anchor`` (where the
answer stands), ``speaker``, ``refuse`` (true: the documents do not answer it) and ``reason``.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from evals.errors import BadDataset
from evals.jsonl import parse_rows, read_text
from evals.questions import Case

FIELDS = frozenset(
    {
        "question",
        "id",
        "type",
        "language",
        "tags",
        "facts",
        "document",
        "anchor",
        "speaker",
        "refuse",
        "reason",
        "split",
    }
)
Row = tuple[int, Mapping[str, Any]]
"""(line, what stands there)."""


def read_cases(path: Path) -> list[Case]:
    """The cases of a file by its ending. Raises ``BadDataset``: malformed, an id twice, no case at all."""
    text = read_text(path)
    suffix = path.suffix.lower()
    if suffix in {".yaml", ".yml"}:
        cases = [_case(row, line, path.name) for line, row in _yaml_rows(text, path.name)]
    elif suffix == ".csv":
        cases = [_case(row, line, path.name) for line, row in _csv_rows(text, path.name)]
    else:
        cases = parse_rows(text, Case, name=str(path))
    return checked(cases, name=path.name)


def checked(cases: Sequence[Case], *, name: str) -> list[Case]:
    """The cases, when there are any and each id is there once. Raises ``BadDataset``."""
    if not cases:
        raise BadDataset(f"{name} holds no case")
    twice = [each for each, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise BadDataset(f"{name}: the id {twice[0]!r} is there more than once", hint="give each case an id of its own")
    return list(cases)


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        _known(reader.fieldnames or (), 1, name)
        for row in reader:
            if None in row:
                raise BadDataset(f"{name}, line {reader.line_num}: there are more cells than columns")
            given = {key: value.strip() for key, value in row.items() if value and value.strip()}
            if given:
                yield reader.line_num, {**given, **_lists(given)}
    except csv.Error as problem:
        raise BadDataset(f"{name}, line {reader.line_num}: {problem}") from problem


def _lists(row: Mapping[str, str]) -> dict[str, Any]:
    split: Callable[[str, str], list[str]] = lambda text, by: [each.strip() for each in text.split(by) if each.strip()]  # noqa: E731
    found: dict[str, Any] = {key: split(row[key], ";") for key in ("tags", "speaker") if key in row}
    if "facts" in row:
        found["facts"] = [split(fact, "|") for fact in split(row["facts"], ";")]
    if "refuse" in row:
        found["refuse"] = row["refuse"].casefold() in {"true", "yes", "1", "x"}
    return found


def _yaml_rows(text: str, name: str) -> Iterator[Row]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise BadDataset(f"{name}{where}: {getattr(problem, 'problem', None) or 'it is no YAML'}") from problem
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise BadDataset(f"{name}, line 1: a list of cases is expected")
    for node in root.value:
        line = node.start_mark.line + 1
        row = yaml.SafeLoader(yaml.serialize(node)).get_data()
        if not isinstance(row, dict):
            raise BadDataset(f"{name}, line {line}: a case is a mapping with a question")
        _known(row, line, name)
        facts = [fact if isinstance(fact, list) else [fact] for fact in row.get("facts") or []]
        yield line, {**row, **({"facts": [[str(each) for each in fact] for fact in facts]} if facts else {})}


def _known(names: Any, line: int, name: str) -> None:
    unknown = sorted(str(each) for each in names if each not in FIELDS)
    if unknown:
        raise BadDataset(
            f"{name}, line {line}: unknown field {unknown[0]!r}", hint=f"known: {', '.join(sorted(FIELDS))}"
        )


def _case(row: Mapping[str, Any], line: int, name: str) -> Case:
    refuse = bool(row.get("refuse"))
    data = {
        key: value for key, value in row.items() if key in {"question", "type", "language", "tags", "facts", "reason"}
    }
    data |= {"id": str(row.get("id") or f"line-{line}"), "split": row.get("split", "held")}
    data.setdefault("type", "near_miss" if refuse else "other")
    if row.get("anchor") and row.get("document"):
        speaker = row.get("speaker") or []
        place = {
            "document": row["document"],
            "anchor": row["anchor"],
            "speaker": speaker if isinstance(speaker, list) else [speaker],
        }
        data["evidence"] = [[place]]
    try:
        case = Case.model_validate(data)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadDataset(f"{name}, line {line}: {where}: {first['msg']}") from problem
    if refuse == case.answerable:
        wanted = "no facts and no place, since it is to be refused" if refuse else "facts or a place, or refuse: true"
        raise BadDataset(f"{name}, line {line}: the case needs {wanted}")
    return case
