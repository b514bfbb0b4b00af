"""Does anything found answer the question? Signals, and their calibrated combination.

The reranker's score alone lets near misses through: a passage about the right thing in the wrong country. So the names,
years and figures that a question asks for are looked up in the passage that would be quoted, and the question's words are
compared with it by meaning. The weights come from ``evals.calibrate``, which prints the whole operating curve.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.asked_kinds import lacks_kind
from assistant.candidates import Lookup, Scored
from assistant.names import ALIASES, mentions, names, spellings
from assistant.nearness import ASIDE, Nearness
from assistant.verification.premises import premise_of
from vectorstore.crossing import in_english
from vectorstore.parts import missing, parts
from vectorstore.terms import STOPWORDS, search_terms, stems, words
from vectorstore.types import Passage

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
READ, BEHIND = 3, 2.0
"""The best sentences that are looked at: how many, and how far behind the best one, in logits."""
DENIED = 3.0
"""Logit from which on a refusal says that what the question takes as given is not so."""

Frequency = Callable[[str], int]
"""How many passages of the store hold a word, or a run of words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to answer, and why not."""

    answered: bool
    probability: float
    """That the best sentences answer the question, in [0, 1]."""
    reason: str | None
    """For the person who asked, with a refusal."""
    signals: dict[str, float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over the signals, and the probability from which on an answer is shown."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def probability(self, signals: Mapping[str, float]) -> float:
        """The calibrated probability that the question is answered."""
        logit = self.bias + sum(weight * signals[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The weights that ``evals.calibrate`` wrote."""
    data = json.loads(files("assistant").joinpath("calibration.json").read_text(encoding="utf-8"))
    return Calibration(data["weights"], data["bias"], data["threshold"])


@dataclass(frozen=True, slots=True)
class Judging:
    """What a verdict needs besides the question and what was found."""

    frequency: Frequency
    documents: Lookup
    nearness: Nearness

    def verdict(self, question: str, passages: Sequence[Passage], scored: Sequence[Scored]) -> Verdict:
        """Whether the best sentences answer the question."""
        if not scored:
            return Verdict(False, 0.0, "Nothing was found that has to do with it.", {})
        question = in_english(question, passages)
        found = self.signals(question, passages, scored)
        probability = calibration().probability(found)
        answered = probability >= calibration().threshold
        return Verdict(answered, probability, None if answered else self._reason(question, found, scored), found)

    def signals(self, question: str, passages: Sequence[Passage], scored: Sequence[Scored]) -> dict[str, float]:
        """What speaks for and against an answer; every signal is a finite number, most are in [0, 1]."""
        best = scored[0]
        passage, header = best.candidate.passage, _header(best.candidate.passage)
        read = [each.candidate for each in scored[:READ] if each.score >= best.score - BEHIND]
        shown = " ".join(each.text for each in read)
        around = f"{header} {passage.chunk.text} {best.candidate.paragraph}"
        asked = [name for name in names(question) if not _YEAR.fullmatch(name)]
        absent = [name for name in asked if not mentions(around, name)]
        elsewhere = missing(parts(question), f"{header} {best.candidate.text}") > 0
        places = {each.passage.chunk.id: each.passage for each in read}.values()
        premises = [premise_of(each, self.documents(each.chunk.document_id)) for each in places]
        return {
            "sentence": best.score,
            "passage": max(each.score for each in passages),
            "covered": coverage(question, around, self.frequency),
            "name_missing": float(bool(absent) or elsewhere),
            "name_unknown": float(any(is_unknown(name, self.frequency) for name in asked)),
            "word_unknown": float(sum(self.frequency(term) == 0 for term in _topic(question))),
            "year_missing": float(any(not _is_of_year(passage, shown, year) for year in _YEAR.findall(question))),
            "figure_missing": float(lacks_kind(question, shown)),
            **self.nearness.signals(question, premises, shown),
        }

    def _reason(self, question: str, found: Mapping[str, float], scored: Sequence[Scored]) -> str:
        asked = names(question)
        unknown = [name for name in asked if is_unknown(name, self.frequency)]
        if unknown:
            return f"No passage mentions {' or '.join(unknown)}."
        if found["name_missing"]:
            best = scored[0].candidate
            around = f"{_header(best.passage)} {best.passage.chunk.text} {best.paragraph}"
            absent = [name for name in asked if not mentions(around, name)]
            if absent:
                return f"The nearest passages do not speak of {' and '.join(absent)} in this connection."
        if found["year_missing"]:
            return "The nearest passages are not about that year."
        if found["figure_missing"]:
            return "The nearest passages give no such figure for it."
        if found["premise_denied"] > DENIED:
            return "The nearest passages do not say that this was so."
        return "The nearest passages are about something else."


def _is_of_year(passage: Passage, sentence: str, year: str) -> bool:
    """Whether a passage is of an event of that year, or its sentence names the year."""
    return year in (passage.document.metadata.date or "") or year in sentence or year in " ".join(passage.chunk.section)


def _header(passage: Passage) -> str:
    info = passage.document
    meta = info.metadata
    parts = (meta.event, meta.date, meta.place, meta.publisher, info.title, meta.source_title, *passage.chunk.section)
    return " ".join(part for part in parts if part)


def is_unknown(name: str, frequency: Frequency) -> bool:
    """Whether no passage of the store holds a name, in any way of writing it."""
    if any(frequency(spelling) for spelling in spellings(name)):
        return False
    parts = [part for part in words(name) if part not in STOPWORDS]
    return any(
        not frequency(part) and not frequency(part[:5] + "*") for part in parts if len(part) > 3 or part.isdigit()
    ) or (len(parts) == 1 and not frequency(parts[0]))


def _topic(question: str) -> list[str]:
    return [
        term for term in search_terms(question) if term not in STOPWORDS and term not in ALIASES and term not in ASIDE
    ]


def coverage(question: str, text: str, frequency: Frequency) -> float:
    """Share of the question's words that a text holds, rare words counting more, in [0, 1]."""
    held = stems(text)
    weighed = [(term, 1 / (1 + math.log1p(frequency(term)))) for term in _topic(question)]
    total = sum(weight for _, weight in weighed)
    if not total:
        return 1.0
    return sum(weight for term, weight in weighed if stems(term) <= held) / total
