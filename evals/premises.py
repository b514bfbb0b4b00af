"""The premises that true and altered sentences are checked against: every chunk of the starter corpus or the sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.verification.premises import Premise, premise_of
from corpus.chunking import chunk
from corpus.loaders import LOADERS, load
from corpus.starter import starter_folder
from vectorstore.types import DocumentInfo, Passage


@dataclass(frozen=True, slots=True)
class Place:
    """A premise and the document it comes from."""

    document: str
    """The file's name."""
    premise: Premise


def starter_places() -> tuple[Place, ...]:
    """The chunks of the digests that come with the program."""
    return _places(starter_folder())


def source_places() -> tuple[Place, ...]:
    """The chunks of the source documents, none where DIALOGUE_SOURCES does not name them."""
    from evals.sources import sources_folder

    folder = sources_folder()
    return _places(folder) if folder else ()


@lru_cache(maxsize=4)
def _places(folder: Path) -> tuple[Place, ...]:
    return tuple(_read(folder))


def _read(folder: Path) -> Iterator[Place]:
    for path in sorted(folder.iterdir()):
        if path.suffix not in LOADERS or path.name == "manifest.yaml":
            continue
        document = load(path, document_id=path.name)
        info = DocumentInfo(document.id, path.name, document.title, document.metadata, chunks=0, characters=0)
        for each in chunk(document):
            yield Place(path.name, premise_of(Passage(each, info, score=0.0, rank=1), document))
