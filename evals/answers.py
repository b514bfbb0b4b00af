"""Asks the questions of the evaluation set, and looks at what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant import Assistant
from assistant.types import Answer
from corpus.types import Document
from evals.labels import Key, Label, sentence_hash
from evals.questions import Case, Span, by_file_name, covered, needed, overlaps, relevant
from vectorstore.types import Passage

FIRST = 5
"""Passages among which the evidence should be."""

Progress = Callable[[str, int, int], None]
"""(what is done, how many are done, how many there are)."""


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence of a document that an answer shows."""

    document: str
    """File name."""
    text: str
    relevant: bool | None
    """``None``: neither evidence nor labelled by hand."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    case: Case
    answered: bool
    retrieved: tuple[bool, ...]
    """For each item of evidence whether it stands in the first five passages."""
    rank: int | None
    """Of the first passage that holds any evidence."""
    given: tuple[bool, ...]
    """For each item of evidence whether the answer shows it."""
    shown: tuple[ShownSentence, ...]
    sentences: int
    """Sentences of the answer, those shown for context included."""
    words: int
    quotations: int
    exact: int
    """Quotations that equal their span of the document."""
    seconds: float

    @property
    def answerable(self) -> bool:
        return self.case.type != "near_miss"


def run_cases(
    dialogue: Assistant, cases: Sequence[Case], *, labels: Mapping[Key, bool], progress: Progress
) -> list[Outcome]:
    """Ask every case once, after a first question that loads the models.

    Raises:
        DocumentsMissing: the store lacks documents that the cases name.
    """
    documents = by_file_name((dialogue.document(info.id) for info in dialogue.documents()), cases)
    outcomes: list[Outcome] = []
    for done, case in enumerate(cases):
        if not done:
            dialogue.ask(case.question, history=case.turns, engine="quote")
        progress("asking", done, len(cases))
        answer = dialogue.ask(case.question, history=case.turns, engine="quote")
        passages = answer.passages
        if answer.status == "not_found":  # a refusal offers fewer passages than were found
            passages = dialogue.search(case.question, history=case.turns).passages
        outcomes.append(examine(case, answer, passages, documents, labels))
    return outcomes


def examine(
    case: Case,
    answer: Answer,
    passages: Sequence[Passage],
    documents: Mapping[str, Document],
    labels: Mapping[Key, bool],
) -> Outcome:
    """Compare an answer and its passages with the evidence; ``documents`` are by file name."""
    items = needed(case, documents)
    spans = [_span(passage) for passage in passages]
    quoted = [(each.document_id, each.start, each.end) for each in answer.citations]
    by_id = {document.id: (name, document) for name, document in documents.items()}
    exact = sum(by_id[each.document_id][1].text[each.start : each.end] == each.quote for each in answer.citations)
    return Outcome(
        case=case,
        answered=answer.status == "answered",
        retrieved=tuple(covered(items, spans[:FIRST])),
        rank=next((at for at, span in enumerate(spans, start=1) if any(covered(items, [span]))), None),
        given=tuple(covered(items, quoted)),
        shown=tuple(_shown(case, quoted, by_id, documents, labels)),
        sentences=len(answer.sentences),
        words=sum(len(each.text.split()) for each in answer.sentences),
        quotations=len(answer.citations),
        exact=exact,
        seconds=answer.seconds["total"],
    )


def _span(passage: Passage) -> Span:
    return passage.chunk.document_id, passage.chunk.start, passage.chunk.end


def _shown(
    case: Case,
    quoted: Sequence[Span],
    by_id: Mapping[str, tuple[str, Document]],
    documents: Mapping[str, Document],
    labels: Mapping[Key, bool],
) -> list[ShownSentence]:
    good = relevant(case, documents)
    found: list[ShownSentence] = []
    for document_id, start, end in quoted:
        name, document = by_id[document_id]
        for span in ((document_id, *each) for each in document.sentences if start <= each[0] < end):
            text = document.text[span[1] : span[2]]
            is_known = any(overlaps(span, other) or overlaps(other, span) for other in good)
            verdict = True if is_known else labels.get((case.id, name, sentence_hash(text)))
            found.append(ShownSentence(name, text, verdict))
    return found


def sheet(outcomes: Sequence[Outcome]) -> list[Label]:
    """The sentences shown for answerable questions that nobody judged yet, for labelling by hand."""
    return [
        Label(
            case=outcome.case.id,
            document=each.document,
            hash=sentence_hash(each.text),
            question=outcome.case.question,
            text=" ".join(each.text.split()),
        )
        for outcome in outcomes
        if outcome.answerable
        for each in outcome.shown
        if each.relevant is None
    ]
