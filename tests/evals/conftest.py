"""Documents and questions that are invented, with scripted models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from corpus.loaders.text import text_document
from corpus.types import Document
from evals.questions import Case
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.rerank import ScriptedReranker

HARBOUR = """# Harbour

The harbour authority repaired both piers in June. The ferry to the northern island sails again at noon.

# Prices

Tickets for residents cost five crowns. Visitors pay nine crowns for the same crossing.
"""
SCHOOLS = """# Schools

The teachers asked for smaller classes. The council promised two new schools on the northern island.
"""


def place(document: str, anchor: str) -> dict[str, str]:
    return {"document": document, "section": "", "anchor": anchor}


CASES = [
    {
        "id": "t-1",
        "split": "tune",
        "type": "fact",
        "question": "When does the ferry to the northern island sail again?",
        "evidence": [[place("harbour.md", "ferry to the northern island")]],
    },
    {
        "id": "t-2",
        "split": "held",
        "type": "list",
        "question": "What do residents and visitors pay for tickets?",
        "evidence": [[place("harbour.md", "Tickets for residents")], [place("harbour.md", "Visitors pay nine")]],
    },
    {"id": "t-3", "split": "held", "type": "near_miss", "question": "Who painted Venus?", "reason": "no painter"},
]


@pytest.fixture
def documents() -> dict[str, Document]:
    """Two documents by file name."""
    raws = {"harbour.md": HARBOUR, "schools.md": SCHOOLS}
    return {
        name: text_document(raw, document_id=name[0], path=name, title=None, markdown=True)
        for name, raw in raws.items()
    }


@pytest.fixture
def cases() -> list[Case]:
    return [Case.model_validate_json(json.dumps(row)) for row in CASES]


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(map(json.dumps, CASES)), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "schools.md").write_text(SCHOOLS, encoding="utf-8")
    return folder


@pytest.fixture
def dialogue(tmp_path: Path, folder: Path) -> Iterator[Assistant]:
    """An assistant over the two documents, without models."""
    with Assistant.open(tmp_path / "home", embedder=ScriptedEmbedder(), reranker=ScriptedReranker()) as opened:
        opened.ingest(folder)
        yield opened
