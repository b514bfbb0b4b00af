"""One run from end to end: open the documents, ask, score, report."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import Assistant
from assistant.types import Engine
from corpus.starter import starter_folder
from evals.errors import BadDataset, DocumentsMissing
from evals.feedback import said_cases
from evals.judges import ClaimJudge, OfflineJudge
from evals.labels import load_labels
from evals.own_cases import checked, read_cases
from evals.questions import Case, load_cases, lost_evidence, named
from evals.runs.provenance import digest, provenance
from evals.runs.records import Record
from evals.runs.reporting import Report, report
from evals.runs.running import WORKERS, Cache, Progress, run_cases
from evals.runs.scoring import Prices, Scored, Scorer
from evals.sources import VARIABLE, cache_folder, open_sources, sources_folder
from evals.trust import offline_trust, unmeasured_trust

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTER, SOURCES, LANGUAGES, FEEDBACK = SETS = ("starter", "sources", "languages", "feedback")


@dataclass(frozen=True, slots=True)
class How:
    """How the questions are asked and judged."""

    engine: Engine = "quote"
    workers: int = WORKERS
    fresh: bool = False
    """Ask all questions anew, even those that an earlier run of the same build has answers to."""
    prices: Prices | None = None


def chosen_cases(path: Path | None, name: str, dialogue: Assistant) -> list[Case]:
    """Those of a file, or else a set that comes with the program, or what people said. Raises ``BadDataset``."""
    if path:
        return read_cases(path)
    if name == FEEDBACK:
        return said_cases(dialogue.feedback)
    return checked(load_cases(name), name=f"{name}.jsonl")


@contextmanager
def opened(path: Path | None, name: str) -> Iterator[Assistant]:
    """The documents that a set is about: a store of their own for what comes with the program, else the data folder.

    Raises ``BadDataset``: there is no such set; ``DocumentsMissing`` when the source documents are asked for and
    DIALOGUE_SOURCES does not name them.
    """
    if path is None and name not in SETS:
        raise BadDataset(f"there is no set of cases {name!r}", hint=f"known: {', '.join(SETS)}")
    if path or name == FEEDBACK:
        with Assistant.open() as dialogue:
            yield dialogue
        return
    folder = starter_folder() if name == STARTER else sources_folder()
    if folder is None:
        raise DocumentsMissing(
            f"the set {name} is about the source documents", hint=f"name their folder with {VARIABLE}"
        )
    with open_sources(folder, cache_folder() / name) as dialogue:
        yield dialogue


def measure(
    dialogue: Assistant,
    cases: Sequence[Case],
    *,
    how: How | None = None,
    judge: ClaimJudge | None = None,
    progress: Progress | None = None,
) -> tuple[Report, list[Scored]]:
    """Ask and score; a case whose evidence is not in the documents is recorded as failed, and not asked."""
    how, judge = how or How(), judge or OfflineJudge()
    infos = dialogue.documents()
    documents = named(dialogue.document(info.id) for info in infos)
    lost = {case.id: why for case in cases if (why := lost_evidence(case, documents))}
    asked = [case for case in cases if case.id not in lost]
    model = dialogue.model_name() if how.engine == "written" else None
    fingerprint = dialogue.fingerprint
    cache = None
    if not how.fresh:
        settings = digest(
            [dialogue.settings.model_dump_json(exclude={"home", "host", "port"}), dialogue.embedding_model]
        )
        cache = Cache(
            cache_folder() / "answers", fingerprint=fingerprint, engine=how.engine, model=model, settings=settings
        )
    records = {
        each.case: each
        for each in run_cases(dialogue, asked, engine=how.engine, cache=cache, workers=how.workers, progress=progress)
    }
    records |= {name: Record(case=name, error=why) for name, why in lost.items()}
    scorer = Scorer(documents, load_labels(), judge, how.prices)
    scored = []
    for done, case in enumerate(cases):
        if progress:
            progress("judging", done, len(cases))
        scored.append(scorer.score(case, records[case.id]))
    made = provenance(
        settings=dialogue.settings,
        documents=documents,
        cases=cases,
        fingerprint=fingerprint,
        engine=how.engine,
        model=model,
        judge=judge.name,
    )
    trust = offline_trust() if isinstance(judge, OfflineJudge) else unmeasured_trust(judge.name)
    return report(scored, made, trust), scored


def sheet_rows(scored: Sequence[Scored]) -> list[tuple[Case, str, str]]:
    """(case, file name, text) of the sentences that nobody judged yet."""
    return [(each.case, name, text) for each in scored for name, text in each.unlabelled]
