"""A store over invented documents, with scripted models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.rerank import ScriptedReranker
from vectorstore.store import Store

FERRIES = """---
title: Ferry report
event: Island Forum 2019
date: 2019-06-01
kind: report
---
# Ferries

The harbour authority repaired both piers and reopened the ferry line to the islands in June.

## Prices

Ticket prices for residents stay the same until the end of the school year. Visitors pay five crowns more.
"""
SCHOOLS = """---
title: School summary
event: Island Forum 2021
date: 2021-03-04
kind: summary
---
# Schools

The teachers' union asked for smaller classes. The council promised two new schools on the northern island.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two documents and a file of an unknown type."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "ferries.md").write_text(FERRIES, encoding="utf-8")
    (folder / "schools.md").write_text(SCHOOLS, encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def opened(home: Path) -> Store:
    """A store with scripted models."""
    return Store.open(home, embedder=ScriptedEmbedder(), reranker=ScriptedReranker())


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = opened(home)
    yield store
    store.close()
