"""From what came back for a case to figures: every metric that applies to it, and what was said of each sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.verification.premises import Premise
from corpus.types import Document
from evals.judges import ClaimJudge, Verdict
from evals.labels import Key, sentence_hash
from evals.metrics.attribution import attributions
from evals.metrics.citations import Cited, sentence_precision, sentence_recall
from evals.metrics.key_facts import key_fact_recall
from evals.metrics.retrieval import item_recall, rank_measures
from evals.metrics.value import Value, share, unjudged
from evals.questions import Case, Span, needed, overlaps, relevant
from evals.runs.records import Record, SeenAnswer, SeenCitation, SeenSentence
from vectorstore.languages import language

REFUSED = "refused"
FAILED = "the question failed"
OPEN = "nobody said what a right answer is"


@dataclass(frozen=True, slots=True)
class Judged:
    """A shown sentence and what the judge says of it."""

    sentence: SeenSentence
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Scored:
    """A case with its figures."""

    case: Case
    record: Record
    values: Mapping[str, Value]
    verdicts: tuple[Judged, ...]
    unlabelled: tuple[tuple[str, str], ...]
    """(file name, text) of the sentences shown that are neither evidence nor labelled by hand."""

    @property
    def refused(self) -> bool | None:
        """``None`` where there is no answer."""
        return self.record.answer.refused if self.record.answer else None


class Scorer:
    """Scores records against the documents that were asked."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        labels: Mapping[Key, bool],
        judge: ClaimJudge,
        prices: Prices | None = None,
    ) -> None:
        """``documents`` are by file name."""
        self._documents = documents
        self._names = {document.id: name for name, document in documents.items()}
        self._labels = labels
        self._judge = judge
        self._prices = prices

    def score(self, case: Case, record: Record) -> Scored:
        """Every metric of a case; those that do not apply, or could not be judged, say why."""
        if record.answer is None:
            why = f"{FAILED}: {record.error}"
            return Scored(case, record, dict.fromkeys(NAMES, unjudged(why)), (), ())
        answer = record.answer
        verdicts = tuple(Judged(each, self._verdict(each, answer)) for each in claims(answer))
        relevance, unlabelled = self._relevance(case, answer)
        values = {
            **self._retrieval(case, record),
            "key_fact_recall": self._facts(case, answer),
            "faithfulness": _faithful(verdicts),
            **self._citations(answer),
            "quotation_exactness": share([self._exact(each) for each in answer.citations], nothing="no quotation"),
            "relevance": relevance,
            "attribution_accuracy": self._attribution(case, answer),
            "refusal_accuracy": unjudged(OPEN) if case.open else Value(float(answer.refused != case.answerable)),
            "language_match": _language(case, answer),
            "score": self._overall(case, answer),
            **_costs(answer, self._prices),
        }
        return Scored(case, record, values, verdicts, tuple(unlabelled))

    def _retrieval(self, case: Case, record: Record) -> dict[str, Value]:
        if not case.evidence:
            return dict.fromkeys(RETRIEVAL, unjudged("no evidence is known"))
        items = needed(case, self._documents)
        spans = [each.span for each in record.found]
        found = {"recall@5": item_recall(items, spans), **rank_measures(items, spans)}
        return {name: Value(value) for name, value in found.items()}

    def _facts(self, case: Case, answer: SeenAnswer) -> Value:
        if not case.facts:
            return unjudged("no key fact is known")
        return Value(0.0 if answer.refused else key_fact_recall(answer.answer, case.facts))

    def _overall(self, case: Case, answer: SeenAnswer) -> Value:
        """1 for what is rightly refused; else the key facts, or the share of the evidence that the answer quotes."""
        if case.open:
            return unjudged(OPEN)
        if not case.answerable:
            return Value(float(answer.refused))
        if case.facts:
            return self._facts(case, answer)
        items = needed(case, self._documents)
        return Value(0.0 if answer.refused else item_recall(items, _quoted(answer), first=len(answer.citations)))

    def _relevance(self, case: Case, answer: SeenAnswer) -> tuple[Value, list[tuple[str, str]]]:
        if answer.refused or not case.answerable:
            return unjudged(REFUSED if answer.refused else "nothing is relevant to it"), []
        good, verdicts, unlabelled = relevant(case, self._documents), list[bool](), list[tuple[str, str]]()
        for name, span, text in self._sentences(answer):
            known = any(overlaps(span, other) or overlaps(other, span) for other in good)
            label = True if known else self._labels.get((case.id, name, sentence_hash(text)))
            if label is None:
                unlabelled.append((name, text))
            else:
                verdicts.append(label)
        return share(verdicts, nothing="no sentence was judged by hand"), unlabelled

    def _sentences(self, answer: SeenAnswer) -> list[tuple[str, Span, str]]:
        """(file name, span, text) of the sentences of documents that an answer shows, each once."""
        found: dict[Span, tuple[str, Span, str]] = {}
        for citation in answer.citations:
            name = self._names[citation.document_id]
            document = self._documents[name]
            for start, end in document.sentences:
                if citation.start <= start < citation.end:
                    span = (document.id, start, end)
                    found[span] = (name, span, document.text[start:end])
        return list(found.values())

    def _exact(self, citation: SeenCitation) -> bool:
        text = self._documents[self._names[citation.document_id]].text
        return text[citation.start : citation.end] == citation.quote

    def _verdict(self, sentence: SeenSentence, answer: SeenAnswer) -> Verdict:
        cited = {each.number: each for each in answer.citations}
        held = [cited[number] for number in sentence.citations if number in cited]
        return self._supports(sentence, held)

    def _supports(self, sentence: SeenSentence, held: Sequence[SeenCitation]) -> Verdict:
        if not held:
            return Verdict(False, "it cites nothing")
        if sentence.support == "quoted":
            words = " ".join(sentence.text.split())
            told = any(words in " ".join(each.quote.split()) and self._exact(each) for each in held)
            return Verdict(told, None if told else "these words do not stand there", held[0].quote, float(told))
        return self._judge.judge(sentence.text, [self._premise(each) for each in held])

    def _premise(self, citation: SeenCitation) -> Premise:
        """The passage that a quotation stands in, with what is shown beside it."""
        around = " | ".join(part for part in (citation.title, citation.section, citation.said_by) if part)
        document = self._documents[self._names[citation.document_id]]
        inside = [
            (start - citation.start, end - citation.start)
            for start, end in document.sentences
            if start < citation.end and citation.start < end
        ]
        spans = tuple((max(0, start), min(len(citation.quote), end)) for start, end in inside)
        return Premise(citation.quote, spans or ((0, len(citation.quote)),), header=around)

    def _citations(self, answer: SeenAnswer) -> dict[str, Value]:
        known = {each.number: each for each in answer.citations}
        recalls, precisions = list[bool](), list[bool]()
        for sentence in claims(answer):

            def supports(numbers: Sequence[int], sentence: SeenSentence = sentence) -> bool:
                return bool(self._supports(sentence, [known[number] for number in numbers]).supported)

            cited = Cited(sentence.citations, supports)
            recalls.append(sentence_recall(cited, frozenset(known)))
            precisions += sentence_precision(cited, frozenset(known))
        return {
            "citation_recall": share(recalls, nothing=REFUSED),
            "citation_precision": share(precisions, nothing="nothing is cited"),
        }

    def _attribution(self, case: Case, answer: SeenAnswer) -> Value:
        return share(attributions(case, answer, self._documents), nothing="no place whose speaker is known is shown")


@dataclass(frozen=True, slots=True)
class Prices:
    """What a model costs, in any currency per million tokens."""

    prompt: float
    completion: float

    def of(self, prompt: int, completion: int) -> float:
        """What so many tokens cost."""
        return (prompt * self.prompt + completion * self.completion) / 1e6


RETRIEVAL = ("recall@5", "ndcg@10", "mrr@10")
NAMES = (
    *RETRIEVAL,
    "key_fact_recall", "faithfulness", "citation_recall", "citation_precision", "quotation_exactness", "relevance",
    "attribution_accuracy", "refusal_accuracy", "language_match", "score", "seconds", "first_token", "tokens", "cost",
)  # fmt: skip


def claims(answer: SeenAnswer) -> list[SeenSentence]:
    """The sentences that say something: all but lead-ins, which are quoted from nowhere."""
    return [each for each in answer.sentences if each.citations or each.support != "quoted"]


def _quoted(answer: SeenAnswer) -> list[Span]:
    return [each.span for each in answer.citations]


def _faithful(verdicts: Sequence[Judged]) -> Value:
    """Supported claims of all claims that could be judged (as RAGAS defines faithfulness, Es et al. 2024)."""
    judged = [each.verdict.supported for each in verdicts if each.verdict.supported is not None]
    lost = len(verdicts) - len(judged)
    return share(judged, nothing=f"{lost} claims could not be judged" if lost else REFUSED)


def _language(case: Case, answer: SeenAnswer) -> Value:
    if answer.refused or answer.engine == "quote":
        return unjudged("quotations stay in the language of their document")
    written = " ".join(each.text for each in answer.sentences if each.support != "quoted")
    return Value(float(language(written) == case.language)) if written else unjudged("nothing is written")


def _costs(answer: SeenAnswer, prices: Prices | None) -> dict[str, Value]:
    tokens = {name: answer.tokens.get(name, 0) for name in ("prompt", "completion")}
    no_model = unjudged("no model was asked")
    price = prices.of(**tokens) if prices else None
    first = answer.seconds.get("first_token")
    return {
        "seconds": Value(answer.seconds["total"]),
        "first_token": Value(first) if first is not None else unjudged("no time was taken"),
        "tokens": Value(float(sum(tokens.values()))) if answer.model else no_model,
        "cost": Value(price) if answer.model and price is not None else unjudged("no prices are given"),
    }
