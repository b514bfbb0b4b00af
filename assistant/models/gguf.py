"""What a GGUF file says of itself, read from its header alone.

Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAGIC = b"GGUF"
LONGEST = 1 << 24
"""Bytes of the longest string that is believed."""
MOST = 1 << 22
"""Entries of the longest list that is believed."""
_FORMATS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_WANTED = ("context_length", "block_count", "embedding_length", "attention.head_count", "attention.head_count_kv")


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """The numbers that decide how much memory a model takes; 0 where the file does not say."""

    architecture: str = ""
    context_length: int = 0
    """Tokens that the model was trained with."""
    block_count: int = 0
    embedding_length: int = 0
    head_count: int = 0
    head_count_kv: int = 0

    def cache_bytes(self, context: int) -> int:
        """Size of the attention cache in half precision, for ``context`` tokens."""
        share = self.head_count_kv / self.head_count if self.head_count and self.head_count_kv else 1.0
        return int(2 * 2 * context * self.block_count * self.embedding_length * share)


def read_header(path: Path) -> GgufHeader:
    """The header of a GGUF file.

    Raises:
        ValueError: it is no GGUF file, or its header is damaged.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise ValueError("it does not begin as a GGUF file does")
        version, _tensors, entries = struct.unpack("<IQQ", _exactly(file, 20))
        if version not in {2, 3}:
            raise ValueError(f"its version is {version}, known are 2 and 3")
        if entries > MOST:
            raise ValueError("its header is damaged")
        found = _entries(file, entries)
    architecture = str(found.get("general.architecture", ""))
    numbers = [found.get(f"{architecture}.{name}", 0) for name in _WANTED]
    return GgufHeader(architecture, *(each if isinstance(each, int) else 0 for each in numbers))


def _entries(file: BinaryIO, count: int) -> dict[str, object]:
    """The entries up to the last one that is wanted: long vocabularies mostly come after it."""
    found: dict[str, object] = {}
    for _ in range(count):
        name, value = _entry(file)
        found[name] = value
        if all(f"{found.get('general.architecture')}.{each}" in found for each in _WANTED):
            break
    return found


def _entry(file: BinaryIO) -> tuple[str, object]:
    name = _string(file)
    return name, _value(file, _number(file, 4))


def _value(file: BinaryIO, kind: int) -> object:
    """A value; lists are passed over and give ``None``."""
    if kind == _STRING:
        return _string(file)
    if kind == _ARRAY:
        _skip_list(file)
        return None
    if kind not in _FORMATS:
        raise ValueError(f"its header has a value of the unknown kind {kind}")
    layout = "<" + _FORMATS[kind]
    (value,) = struct.unpack(layout, _exactly(file, struct.calcsize(layout)))
    return value


def _skip_list(file: BinaryIO) -> None:
    kind, length = _number(file, 4), _number(file, 8)
    if length > MOST or kind == _ARRAY:
        raise ValueError("its header is damaged")
    if kind in _FORMATS:
        file.seek(length * struct.calcsize("<" + _FORMATS[kind]), 1)
        return
    for _ in range(length):
        _value(file, kind)


def _string(file: BinaryIO) -> str:
    length = _number(file, 8)
    if length > LONGEST:
        raise ValueError("its header is damaged")
    return _exactly(file, length).decode("utf-8", "replace")


def _number(file: BinaryIO, size: int) -> int:
    return int.from_bytes(_exactly(file, size), "little")


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise ValueError("its header is cut off")
    return data
