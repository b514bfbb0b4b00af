"""The figures of one golden file, and the places where its document differs from the original."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from corpus.loaders import load
from corpus.types import Document
from tests.golden.catalogue import Golden
from tests.golden.pages import page_texts, true_pages
from tests.golden.score import (
    broken,
    heading_figures,
    headings_of,
    inconsistent,
    leaks,
    page_labels,
    reread,
    same_bullets,
    similarity,
    unlike,
)

_MISREAD = 0.03
_AROUND = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """How near the document of a golden file comes to its original; shares from 0 to 1."""

    text: float
    """1 - edits / characters of the original."""
    pages: float | None
    """Share of the sentences that are on their page; ``None`` for formats without pages."""
    headings: float
    """Share of the headings that are there, under the right one."""
    extra: float
    """Headings that are none, per heading of the original."""
    whole: float
    """Share of the sentences that are in one piece."""
    bad_removals: int
    """Removals that do not add up."""
    leaks: int
    """Headers, notes, deleted words that stand in the text."""
    problems: tuple[str, ...]
    """What is wrong, one line each."""


def measure(golden: Golden, folder: Path) -> Figures:
    """Load a golden file and compare. Raises ``CorpusError`` where it cannot be loaded."""
    return compare(load(folder / golden.name, document_id="golden"), golden, folder)


def compare(document: Document, golden: Golden, folder: Path) -> Figures:
    """Compare a document with its original."""
    original = golden.original
    sentences = original.sentences
    cut = broken(sentences, document.text, misread=_MISREAD if golden.scanned else 0)
    found = headings_of(document)
    if golden.scanned:
        found = reread(found, original.headings, _MISREAD)
    title = original.blocks[0].text if golden.title_apart else ""
    share, extra = heading_figures(original.headings, found, title=title)
    leaked, removals = leaks(golden.unwanted, document.text), inconsistent(document.text, document.removals)
    pages, misplaced = _pages(document, golden, folder)
    missing = unlike(original.headings, found, title=title)
    surplus = unlike(found, original.headings, title=title)
    problems = [
        *(f"text: {place}" for place in differences(original.text, document.text)),
        *(f"page: {place}" for place in misplaced),
        *(f"heading missing: {heading}" for heading in missing),
        *(f"heading found: {heading}" for heading in surplus),
        *(f"not in one piece: {sentence}" for sentence in cut),
        *(f"leaked: {string}" for string in leaked),
        *(f"removal: {removal}" for removal in removals),
    ]
    return Figures(
        similarity(original.text, document.text),
        pages,
        share,
        extra,
        1 - len(cut) / len(sentences),
        len(removals),
        len(leaked),
        tuple(problems),
    )


def _pages(document: Document, golden: Golden, folder: Path) -> tuple[float | None, list[str]]:
    """Share of the sentences that are on their page, and the others."""
    if not golden.has_pages:
        return None, []
    truth = true_pages(page_texts(golden.drawn(folder)), golden.original, golden.edges, golden.labels)
    expected = [golden.labels[page] if golden.labels else str(page + 1) for page in truth]
    found = page_labels(document, golden.original, misread=golden.scanned)
    wrong = [
        f"{sentence.text[:60]!r} is on {right}, found on {label}"
        for sentence, right, label in zip(golden.original.sentences, expected, found, strict=True)
        if right != label
    ]
    return 1 - len(wrong) / len(expected), wrong


def differences(expected: str, found: str) -> list[str]:
    """The places where the words of two texts differ, with the words around them."""
    one, other = (same_bullets(text).split() for text in (expected, found))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    places = []
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag != "equal" and "".join(one[start:end]) != "".join(other[begin:stop]):
            before = " ".join(one[max(start - _AROUND, 0) : start])
            places.append(f"... {before} [{_short(one[start:end])}] -> [{_short(other[begin:stop])}]")
    return places


def _short(words: list[str]) -> str:
    return " ".join(words) if len(words) < 30 else f"{' '.join(words[:12])} ... {len(words)} words"
