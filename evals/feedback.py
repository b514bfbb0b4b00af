"""Cases from what people said of answers in the browser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from assistant.feedback import FILE, REASONS, Feedback, FeedbackBook
from evals.errors import BadDataset
from evals.questions import Case, Language
from evals.runs.provenance import digest


def cases_of(opinions: Iterable[Feedback]) -> list[Case]:
    """A case for each question whose answer somebody found not right; of several opinions the last one counts.

    The words that a right answer holds are its key facts. With none, it is a question to be refused where the person said
    so, and else an open one.
    """
    last = {(each.question, *each.earlier): each for each in opinions}
    return [_case(each) for each in last.values() if not each.opinion.good]


def said_cases(book: FeedbackBook) -> list[Case]:
    """The cases of a data folder. Raises ``BadDataset``: there is none, or a line cannot be read."""
    opinions, lost = book.read()
    if lost:
        raise BadDataset(f"{lost} lines of {FILE} cannot be read", hint="take them out, or mend them")
    cases = cases_of(opinions)
    if not cases:
        raise BadDataset(
            "nobody found an answer not right yet", hint="press “Not right” below an answer in the browser"
        )
    return cases


def _case(feedback: Feedback) -> Case:
    opinion = feedback.opinion
    told = [REASONS[opinion.reason] if opinion.reason else "", opinion.note]
    refuse = opinion.reason == "refuse"
    return Case(
        id=f"said-{digest([feedback.question, *feedback.earlier])[:10]}",
        split="held",
        type="near_miss" if refuse else "other" if opinion.wanted else "open",
        question=feedback.question,
        history=[("user", each) for each in feedback.earlier],
        language=feedback.language if feedback.language in get_args(Language) else "en",
        facts=[] if refuse else [[each] for each in opinion.wanted],
        reason=". ".join(filter(None, told)) or None,
        tags=["feedback"],
    )
