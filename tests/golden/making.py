"""Makes golden files: Python writes them or their sources, LibreOffice converts all sources of a format in one call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.golden.catalogue import Golden
from tests.golden.entries.drawn import scans, sheet_pdfs
from tests.golden.entries.office import office_pdfs
from tests.golden.entries.others import text_files, web_files, word_files
from tests.golden.makers.libreoffice import convert


def golden_files() -> list[Golden]:
    """All of them."""
    return [*office_pdfs(), *sheet_pdfs(), *scans(), *word_files(), *web_files(), *text_files()]


def make(files: Iterable[Golden], folder: Path) -> None:
    """Write files into a folder. Raises ``RuntimeError`` without LibreOffice, where one of them wants it."""
    sources: dict[str, list[Path]] = defaultdict(list)
    converted: list[Golden] = []
    for golden in files:
        path = folder / golden.name
        if not golden.via:
            golden.draw(path)
            continue
        source = folder / "sources" / path.suffix[1:] / f"{path.stem}{golden.via}"
        source.parent.mkdir(parents=True, exist_ok=True)
        golden.draw(source)
        sources[path.suffix[1:]].append(source)
        converted.append(golden)
    for ending, paths in sources.items():
        convert(paths, ending, folder, profile=folder / "profile")
    for golden in converted:
        if golden.finish:
            golden.finish(folder / golden.name)
