"""What is known of a sentence beside the premises: one row of numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from assistant.verification.word_features import NAMES as WORD_NAMES
from assistant.verification.word_features import Table
from assistant.verification.word_vectors import Flags, Matrix, Words

Row = Matrix

KINDS = ("number", "date", "name", "negation", "speaker", "force", "event")
"""Kinds of conflicts of ``assistant.facts.checks``."""
_DENIAL = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot|unable|lacks?)\b|n['’]t\b", re.I)
_HEDGE = re.compile(
    r"\b(?:may|might|could|perhaps|likely|potential(?:ly)?|typically|usually|often|generally|some(?:times)?)\b", re.I
)
_ABOUT_PASSAGES = re.compile(r"\b(?:passages?|text|article|context|documents?|(?:given|provided) information)\b", re.I)
_CUTS = (0.6, 0.7, 0.8)


def sentence_features(text: str, own: Words, table: Table, doubts: Row, kinds: Iterable[str]) -> dict[str, float]:
    """Numbers by name.

    ``table`` are the features of its words, ``doubts`` what the model of words makes of them, of shape (n,), ``kinds`` the
    kinds of the conflicts found.
    """
    column = dict(zip(WORD_NAMES, table.T, strict=True))
    content = own.content if own.content.any() else np.ones(len(own), dtype=bool)
    weights = own.rarity**2 * (own.content + 0.15) + 1e-4
    found = Counter(kinds)
    return {
        **dict(_cosines(column, content, weights)),
        **dict(_presence(column, content, weights)),
        **dict(_wording(text, own)),
        "doubt_high": float(doubts.max()),
        "doubt_mean": float(doubts.mean()),
        "doubt_spread": float(doubts.std()),
        **{f"conflict_{kind}": float(min(found[kind], 2)) for kind in KINDS},
    }


def _cosines(column: dict[str, Table], content: Flags, weights: Row) -> Iterator[tuple[str, float]]:
    for name in ("best", "first", "near"):
        values = column[name]
        yield f"{name}_mean", float(np.average(values, weights=weights))
        low, tenth, quarter = np.quantile(values[content], (0, 0.1, 0.25))
        yield f"{name}_low", float(low)
        yield f"{name}_tenth", float(tenth)
        yield f"{name}_quarter", float(quarter)
    for cut in _CUTS:
        yield f"best_below_{cut}", float(np.average(column["best"] < cut, weights=weights))
        yield f"first_below_{cut}", float(np.average(column["first"] < cut, weights=weights))
    yield "far_words", float((column["best"][content] < 0.7).sum())
    yield "pair_mean", float(column["pair"][content].mean())
    yield "pair_low", float(column["pair"][content].min())
    yield "pair_quarter", float(np.quantile(column["pair"][content], 0.25))


def _presence(column: dict[str, Table], content: Flags, weights: Row) -> Iterator[tuple[str, float]]:
    for name in ("present", "present_near", "identical"):
        yield name, float(np.average(column[name], weights=weights))
    absent = column["present"] == 0
    yield "absent_words", float((absent & content).sum())
    yield "absent_near_words", float(((column["present_near"] == 0) & content).sum())
    yield "absent_figures", float((absent & (column["figure"] > 0)).sum())
    yield "absent_names", float((absent & (column["name"] > 0)).sum())
    yield "figures", float(column["figure"].sum())
    yield "names", float(column["name"].sum())
    contexts = column["context"][content & ~absent]
    yield "context_mean", float(contexts.mean()) if len(contexts) else 0.3
    yield "context_low", float(contexts.min()) if len(contexts) else 0.3
    yield "bigrams", float(column["bigram"].mean())
    yield "longest_run", _longest(column["bigram"] > 0) / len(absent)
    yield "apart", float(column["apart"][content].mean())


def _longest(flags: Flags) -> int:
    longest = current = 0
    for flag in flags:
        current = current + 1 if flag else 0
        longest = max(longest, current)
    return longest


def _wording(text: str, own: Words) -> Iterator[tuple[str, float]]:
    denied = len(_DENIAL.findall(text))
    about = bool(_ABOUT_PASSAGES.search(text))
    yield "denials", float(denied)
    yield "hedges", float(len(_HEDGE.findall(text)))
    yield "about_passages", float(about)
    yield "says_absent", float(about and denied > 0)
    yield "words", float(np.log(len(own)))
    yield "content_words", float(np.log1p(own.content.sum()))
    yield "stops", float(text.rstrip()[-1:] in ".!?")
    yield "announces", float(text.rstrip()[-1:] == ":")
