"""Names of files that come from elsewhere: made safe to keep and to read, and checked before anything is kept."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from corpus.loaders import LOADERS

LONGEST = 120
"""Characters kept of a file name."""
_MOST_BYTES = 200
_ENDING = re.compile(r"\.\w{1,12}$")
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+"
)
"""What a file system or a reader could take for something else: separators, control and bidirectional characters."""
_MIB = 2**20


def safe_name(name: str) -> str:
    """A file name without anything that a file system or a reader could take for something else."""
    clean = " ".join(_UNSAFE.sub(" ", name).split())
    ending = _ENDING.search(clean)
    suffix = ending.group() if ending else ""
    stem = clean.removesuffix(suffix).strip(".-~ ")[: LONGEST - len(suffix)]
    while len((stem + suffix).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return f"{stem or 'file'}{suffix}"


def free_path(folder: Path, name: str) -> Path:
    """A path in a folder that was free until now: an empty file is made there. Raises ``OSError``."""
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in count(1):
        path = folder / (name if number == 1 else f"{stem} ({number}){suffix}")
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        break
    return path


def refusal(name: str, size: int, *, max_mb: float) -> str | None:
    """Why a file of this name and size, in bytes, is not even kept; ``None`` when it is."""
    if Path(name).suffix.lower() not in LOADERS:
        return "files of this kind cannot be read"
    if size > max_mb * _MIB:
        return f"it has {size / _MIB:,.1f} MB; the limit is {max_mb:,g} MB"
    return None
