"""How a question is put to the halves of the search when the documents are in another language.

A French or Spanish question over English documents is searched by its English words (see ``vectorstore.glossary``), and
by vectors: of its English words, and of the question itself where the embedding model knows languages. The two find
different passages: of 535 French questions over English pages the right page was among the first five for 0.71 by the
question, 0.78 by its English words, 0.69 by keywords, and 0.82 by all three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vectorstore.fusion import K
from vectorstore.glossary import TRANSLATED, Known, Translated, content_words, translated
from vectorstore.languages import ENGLISH, language, language_of
from vectorstore.ledger import Ledger
from vectorstore.terms import search_terms, stems
from vectorstore.types import DocumentInfo, Passage

_ENGLISH_ONLY = re.compile(
    r"(?:^|[-_/.])en(?:glish)?(?:[-_/.]|$)|all-minilm|gte-(?:base|large|small)|arctic-embed|nomic-embed-text-v1|"
    r"potion-(?:base|retrieval)|mxbai-embed|constella|clip|siglip|scripted|v2-base-(?:code|zh)",
    re.IGNORECASE,
)
SHARP = 10
"""Constant of the fusion of searches by different wordings: what one of them ranks first counts more than with the usual
60, since they fail apart (recall@5 0.82 instead of 0.80 of the French questions, 0.98 instead of 0.97 of Spanish ones)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is searched for."""

    language: str
    """Of the question."""
    vectors: tuple[str, ...]
    """Texts that are embedded, each for a search of its own; the question itself first where the model knows its language."""
    terms: tuple[str, ...]
    """Words of the keyword search."""
    reading: str
    """What the cross-encoder, which knows English, is asked."""
    foreign: bool = False
    """The question was put in English words."""

    @property
    def constant(self) -> int:
        """That of the fusion: see ``SHARP``."""
        return SHARP if self.foreign else K


def worded(query: str, ledger: Ledger, model: str) -> Wording:
    """How a question is searched in a store; ``model`` is the name of its embedding model."""
    asked = language(query)
    if asked not in TRANSLATED:
        return Wording(asked, (query,), tuple(search_terms(query)), query)
    there = stored_languages(ledger)
    if ENGLISH not in there:
        return Wording(asked, (query,), content_words(query, asked), query)
    english = translated(query, asked, ledger.frequency)
    own = content_words(query, asked) if asked in there else ()
    return Wording(
        asked,
        (english.sentence,) if is_english_only(model) else (query, english.sentence),
        tuple(dict.fromkeys((*english.terms, *own))),
        english.sentence,
        foreign=True,
    )


def is_english_only(model: str) -> bool:
    """Whether an embedding model knows English alone, as far as its name tells; another one is taken to know more."""
    return _ENGLISH_ONLY.search(model) is not None


def stored_languages(ledger: Ledger) -> frozenset[str]:
    """The languages of the documents of a store."""
    return _stored_languages(ledger, ledger.fingerprint())


@lru_cache(maxsize=8)
def _stored_languages(ledger: Ledger, fingerprint: str) -> frozenset[str]:
    del fingerprint  # a changed store is looked at anew
    searched = [info for info in ledger.documents() if info.flagged < info.chunks]
    found = {info.metadata.language for info in searched if info.metadata.language}
    first = [name for info in searched if not info.metadata.language for name in _first_searched(ledger, info)]
    return frozenset(found | {language(chunk.text) for chunk in ledger.chunks(first).values()})


def _first_searched(ledger: Ledger, info: DocumentInfo) -> list[str]:
    """Id of the first chunk of a document that is not flagged."""
    flagged = ledger.flags(info.id) if info.flagged else {}
    return [name for name in ledger.chunk_ids(info.id) if name not in flagged][:1]


def in_english(question: str, passages: Sequence[Passage]) -> str:
    """A French or Spanish question in English words, where the passages found for it are in English; else as it is."""
    asked = language(question)
    if asked not in TRANSLATED or not passages:
        return question
    same = sum(language_of(passage) == asked for passage in passages)
    return question if 2 * same >= len(passages) else _of_passages(question, asked, tuple(passages)).sentence


def _of_passages(question: str, asked: str, passages: Sequence[Passage]) -> Translated:
    return translated(question, asked, _known(passages))


def _known(passages: Sequence[Passage]) -> Known:
    held = stems(" ".join(f"{each.document.title} {each.chunk.text}" for each in passages))
    known: Callable[[str], int] = lambda word: int(stems(word) <= held)  # noqa: E731
    return known
