"""Writes the hostile files: ``python -m tests.hostile.make_files FOLDER [NAME ...]``.

Each is small, and made to do harm to who reads it: to take memory or time without end, to break the parser, to reach
out over the network or into other files. The content is our own, and the same every time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile import docx_files, docx_parts, html_files, path_files, pdf_content, pdf_structure, text_files
from tests.hostile.recipes import RECIPES

FAMILIES = (docx_files, docx_parts, html_files, path_files, pdf_content, pdf_structure, text_files)
"""Importing a family registers its recipes."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile file."""

    name: str
    path: Path
    expected: frozenset[str]
    """How reading it may end: "done", or reasons of errors."""


def make(folder: Path, *, names: Iterable[str] | None = None) -> list[Hostile]:
    """Write the files (those of ``names``) into a folder."""
    return [_made(folder, name) for name in (RECIPES if names is None else names)]


def _made(folder: Path, name: str) -> Hostile:
    recipe, path = RECIPES[name], folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not (path.is_symlink() or path.exists()):
        recipe.write(path)
    return Hostile(name, path, recipe.expected)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    make(target, names=sys.argv[2:] or None)
