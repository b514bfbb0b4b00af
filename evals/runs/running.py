"""Asking the questions: several at once, in a fixed order, each kept as it comes, so that a run that was stopped goes on.

What goes wrong with one question is recorded with it, and the others go on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import ValidationError

from assistant import Assistant
from assistant.errors import AssistantError
from assistant.types import Engine
from corpus.errors import CorpusError
from evals.questions import Case
from evals.runs.provenance import build, digest
from evals.runs.records import Record, record_of
from vectorstore.errors import StoreError

Progress = Callable[[str, int, int], None]
"""(what is done, how many are done, how many there are)."""
WORKERS = 2


class Cache:
    """Answers kept between runs, a file each. What cannot be kept or read is asked anew."""

    def __init__(self, folder: Path, *, fingerprint: str | None, engine: str, model: str | None, settings: str) -> None:
        self._folder = folder
        self._of = (build(), fingerprint or "", engine, model or "", settings)

    def known(self, case: Case) -> Record | None:
        """What came back earlier, if nothing has changed since."""
        try:
            record = Record.model_validate_json(self._path(case).read_text(encoding="utf-8"))
        except (OSError, ValidationError, UnicodeDecodeError):
            return None
        return record.model_copy(update={"cached": True})

    def keep(self, case: Case, record: Record) -> None:
        """Keep an answer; a failed question is asked again next time."""
        if record.error is not None:
            return
        path = self._path(case)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8", suffix=".part") as file:
                file.write(record.model_dump_json())
            Path(file.name).replace(path)

    def _path(self, case: Case) -> Path:
        asked = (case.question, *(f"{role}: {text}" for role, text in case.history))
        return self._folder / f"{digest([*self._of, case.id, *asked])}.json"


def run_cases(
    dialogue: Assistant,
    cases: Sequence[Case],
    *,
    engine: Engine = "quote",
    cache: Cache | None = None,
    workers: int = WORKERS,
    progress: Progress | None = None,
) -> list[Record]:
    """Ask every case; the records are in the order of the cases, whichever came first."""
    records: dict[str, Record] = {}
    todo = []
    for case in cases:
        known = cache.known(case) if cache else None
        if known:
            records[case.id] = known
        else:
            todo.append(case)
    if todo:
        _warm(dialogue, todo[0], engine)
    with ThreadPoolExecutor(max(1, workers)) as pool:
        for case, record in zip(todo, _asked(pool, dialogue, todo, engine), strict=True):
            if cache:
                cache.keep(case, record)
            records[case.id] = record
            if progress:
                progress("asking", len(records), len(cases))
    return [records[case.id] for case in cases]


def _asked(pool: ThreadPoolExecutor, dialogue: Assistant, cases: Sequence[Case], engine: Engine) -> Iterator[Record]:
    try:
        yield from pool.map(lambda case: ask(dialogue, case, engine), cases)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _warm(dialogue: Assistant, case: Case, engine: Engine) -> None:
    """Models are loaded by a first question, that is measured by nobody."""
    del engine
    with contextlib.suppress(AssistantError, StoreError, CorpusError):
        dialogue.ask(case.question, history=case.turns, engine="quote")


def ask(dialogue: Assistant, case: Case, engine: Engine) -> Record:
    """Ask one case; what goes wrong becomes a part of the record."""
    try:
        answer = dialogue.ask(case.question, history=case.turns, engine=engine)
        found = answer.passages
        if answer.status == "not_found":  # a refusal offers fewer passages than were found
            found = dialogue.search(case.question, history=case.turns).passages
        return record_of(case.id, answer, found)
    except Exception as problem:  # noqa: BLE001  the edge: one question must not end the run, and what went wrong is kept
        return Record(case=case.id, error=f"{type(problem).__name__}: {problem}".replace("\n", " "))
