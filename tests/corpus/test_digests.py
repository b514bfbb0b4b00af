"""The starter corpus: complete front matter, the facts of its sources, and words of its own.

``facts-*.jsonl`` hold one fact on each line: short strings that must stand together in one paragraph or list item of
a digest, and where the source has them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

DIGESTS = Path(__file__).parents[2] / "corpus" / "documents"
LONGEST_RUN = 12
REQUIRED = (
    "title", "event", "date", "place", "kind", "publisher", "language", "licence", "source_title", "source_publisher",
)  # fmt: skip
FACT_KEYS = {"id", "digest", "all", "source", "section", "force"}
DAY = r"\d{4}-\d\d-\d\d"
NAMES = (
    "Applying the Global Compact for Safe, Orderly and Regular Migration in COVID-19 response and recovery efforts",
    "Combating migrant smuggling and trafficking in persons",
    "COVID-19 crisis: Reimagining the role of migrants and human mobility for the achievement of the "
    "Sustainable Development Goals",
    "Enhancing migrants’ agency and contribution to the achievement of the Sustainable Development Goals",
    "Enhancing predictability and addressing inequalities for the future of human mobility in the pandemic era",
    "Global Compact for Safe, Orderly and Regular Migration",
    "Legal identity: enabling regular migration and access to rights",
    "Migrant inclusion in COVID-19 recovery and social protection: a renewed social contract",
    "Migration, environment and climate change: from adaptation to regular pathways",
    "Protection of vulnerable migrants during and beyond the COVID-19 crisis",
    "Rethinking skilled migration to address persistent labour shortages",
    "Safe, coordinated and inclusive human mobility is key to recovery from the COVID-19 pandemic",
    "Saving lives and protecting migrants in vulnerable situations",
    "Social cohesion and community resilience: countering discrimination and xenophobia against migrants",
    "The role of women in the COVID-19 response and recovery",
    "United Nations Major Group for Children and Youth",
)
"""Titles of the sessions and their panels and official names, which a digest must give as they are: their words do
not count as words in common."""


def split(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body of a digest."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def words(text: str) -> list[str]:
    """Words as compared with the sources: no case, no punctuation, no hyphens within or at the end of lines."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"(?<=\w)[-‐‑\u00ad]\s*(?=\w)|['’\u00ad]", "", text)
    return re.findall(r"\w+", text)


def ngrams(tokens: list[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1)]


def outside_names(run: list[str]) -> int:
    """How many words of ``run`` belong to no official name."""
    text = f" {' '.join(run)} "
    for name in sorted((" ".join(words(name)) for name in NAMES), key=len, reverse=True):
        text = text.replace(f" {name} ", " | ")
    return len(text.replace("|", " ").split())


def copied(text: str, source: str) -> list[str]:
    """Maximal runs that ``text`` has in common with ``source`` and that are too long, names not counted."""
    size = LONGEST_RUN + 1
    own, known = words(text), set(ngrams(words(source), size))
    found, start = [], None
    for at, gram in enumerate([*ngrams(own, size), ()]):
        if gram in known:
            start = at if start is None else start
        elif start is not None:
            found.append(own[start : at + size - 1])
            start = None
    return [" ".join(run) for run in found if outside_names(run) > LONGEST_RUN]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


def paragraphs(body: str) -> list[str]:
    """Paragraphs, list items and table rows, folded."""
    return [folded(part) for part in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s|\|)", body)]


PATHS = sorted(DIGESTS.glob("*.md"))
LINES = [
    line
    for path in sorted(Path(__file__).parent.glob("facts-*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
FACTS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
each_digest = pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])


def test_there_are_enough_digests_words_and_facts() -> None:
    assert len(PATHS) >= 14
    assert sum(len(split(path)[1].split()) for path in PATHS) >= 12_000
    assert len(FACTS) >= 300


@each_digest
def test_front_matter_is_complete(path: Path) -> None:
    front, _ = split(path)
    assert [key for key in REQUIRED if not front.get(key)] == []
    assert re.fullmatch(rf"{DAY}(/{DAY})?", str(front["date"]))
    assert (front["kind"], front["language"], front["licence"]) == ("digest", "en", "Apache-2.0")
    assert front["publisher"] == "The Dialogue project"
    assert front["title"].endswith("(digest)")


def test_facts_are_well_formed() -> None:
    assert [fact for fact in FACTS if set(fact) != FACT_KEYS or not all(fact.values())] == []
    assert [name for name, count in Counter(fact["id"] for fact in FACTS).items() if count > 1] == []
    assert [anchor for fact in FACTS for anchor in fact["all"] if len(anchor.split()) > 4] == []
    assert {fact["digest"] for fact in FACTS} == {path.name for path in PATHS}


@each_digest
def test_every_fact_stands_in_one_paragraph(path: Path) -> None:
    parts = paragraphs(split(path)[1])
    facts = [fact for fact in FACTS if fact["digest"] == path.name]
    missing = [f for f in facts if not any(all(folded(anchor) in part for anchor in f["all"]) for part in parts)]
    assert [(fact["id"], fact["all"]) for fact in missing] == []


@pytest.mark.sources
@each_digest
def test_no_long_run_in_common_with_a_source(path: Path, sources: Path) -> None:
    texts = sorted(sources.glob("*.txt"))
    assert texts, f"no source documents in {sources}"
    assert [run for text in texts for run in copied(split(path)[1], text.read_text(encoding="utf-8"))] == []


@pytest.mark.sources
@each_digest
def test_source_is_named_as_it_is(path: Path, sources: Path) -> None:
    manifest = yaml.safe_load((sources / "manifest.yaml").read_text(encoding="utf-8"))
    front, _ = split(path)
    assert (front["source_title"], front["source_publisher"]) in {(e["title"], e["publisher"]) for e in manifest}


@pytest.mark.sources
def test_figures_of_the_facts_stand_in_their_source(sources: Path) -> None:
    text = {name: (sources / name).read_text(encoding="utf-8") for name in {fact["source"] for fact in FACTS}}
    strange = [
        (fact["id"], number)
        for fact in FACTS
        for anchor in fact["all"]
        for number in re.findall(r"\d[\d,.]*\d|\d", anchor)
        if not re.search(rf"(?<![\d,.]){re.escape(number)}(?!\d|[,.]\d)", text[fact["source"]])
    ]
    assert strange == []


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("a b c d e f g h i j k l", 0),
        ("a b c d e f g h i j k l m", 1),
        ("A b, c d e\nf g h: i j k l M!", 1),
        ("a b c d e f x g h i j k l m", 0),
        ("n op-\nq r s t u v w x y z aa bb", 1),
        ("United Nations Major Group for Children and Youth said that a b c d e f g h i j", 0),
        ("United Nations Major Group for Children and Youth said that a b c d e f g h i j k", 1),
    ],
)
def test_runs_are_found(text: str, runs: int) -> None:
    source = (
        "Before a b c d e f g h i j k l m. Then n opq r s t u v w x y z aa bb; the United Nations Major Group for "
        "Children and Youth said that a b c d e f g h i j k."
    )
    assert len(copied(text, source)) == runs
