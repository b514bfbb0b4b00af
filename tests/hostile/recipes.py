"""How hostile files are told of: a recipe writes one, and says how reading it may end."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import BY_REASON

DONE = "done"
ANY = frozenset({DONE, *BY_REASON})
"""It only has to end."""

PORT = 47_613
"""Of this machine, where hostile files try to connect, and a test listens."""

MEGABYTE = 1_000_000
GIGABYTE = 1_000 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Recipe:
    """One hostile file."""

    name: str
    """Of the file; a folder of its own is made where it has a slash."""
    write: Callable[[Path], None]
    expected: frozenset[str]


RECIPES: dict[str, Recipe] = {}
"""By name."""

Content = Callable[[], bytes]


def hostile(name: str, *expected: str) -> Callable[[Content], Content]:
    """Register a function that returns the content of a file; nothing ``expected``: it only has to end."""

    def register(content: Content) -> Content:
        def write(path: Path) -> None:
            path.write_bytes(content())

        hostile_path(name, *expected)(write)
        return content

    return register


def hostile_path(name: str, *expected: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a function that makes what is at a path itself."""

    def register(write: Callable[[Path], None]) -> Callable[[Path], None]:
        assert name not in RECIPES, name
        RECIPES[name] = Recipe(name, write, frozenset(expected) or ANY)
        return write

    return register


@lru_cache(maxsize=4)
def zeros(size: int = GIGABYTE, byte: bytes = b"\0") -> bytes:
    """So many times a byte, compressed: a thousandth of it."""
    packer = zlib.compressobj(9)
    block = byte * MEGABYTE
    return b"".join(packer.compress(block) for _ in range(size // MEGABYTE)) + packer.flush()


def prose(words: int) -> str:
    """Ordinary text."""
    sentence = "The council agreed to repair both piers before the summer, and to ask visitors for more. "
    return sentence * (words // 16 + 1)
