"""Frames between a program and the process that reads its files.

A frame is a head (mark and length of the header), a header (a JSON object with ``kind`` and the sizes of the parts),
and the parts, raw bytes. No pickle: a parser that was taken over must not take over who reads its answers. Sizes are
checked against the bounds of the receiver before anything is read or reserved.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_HEAD = struct.Struct(">4sI")
_MARK = b"DLG1"

Fill = Callable[[memoryview], None]
"""Fills a buffer from a stream; raises ``EOFError`` at its end."""


class Malformed(Exception):
    """What came is no frame, or larger than any may be."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a receiver takes."""

    header: int
    """Bytes of a header at most."""
    parts: Mapping[str, tuple[int, ...]]
    """Kind of frame -> bytes of each of its parts at most."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A message."""

    kind: str
    header: Mapping[str, Any]
    parts: list[bytearray]


def encoded(kind: str, header: Mapping[str, Any], *parts: bytes) -> bytes:
    """The head and the header of a frame; its parts are to follow as they are."""
    data = json.dumps({**header, "kind": kind, "parts": [len(part) for part in parts]}, separators=(",", ":")).encode()
    return _HEAD.pack(_MARK, len(data)) + data


def received(fill: Fill, bounds: Bounds) -> Frame:
    """The next frame of a stream.

    Raises:
        Malformed: it is no frame, of an unknown kind, or above the bounds.
        EOFError: the stream ended.
    """
    mark, length = _HEAD.unpack(_bytes(fill, _HEAD.size))
    if mark != _MARK or length > bounds.header:
        raise Malformed("no frame")
    header = _object(_bytes(fill, length))
    kind, sizes = header.pop("kind", None), header.pop("parts", None)
    limits = bounds.parts.get(kind) if isinstance(kind, str) else None
    if limits is None or not isinstance(sizes, list) or len(sizes) != len(limits):
        raise Malformed("unknown kind of frame")
    if not all(whole(size, limit) for size, limit in zip(sizes, limits, strict=True)):
        raise Malformed("frame above its bounds")
    return Frame(str(kind), header, [_bytes(fill, size) for size in sizes])


def whole(value: object, limit: int) -> bool:
    """Whether a value is a whole number from 0 to a limit."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= limit


def _bytes(fill: Fill, size: int) -> bytearray:
    data = bytearray(size)
    fill(memoryview(data))
    return data


def _object(data: bytearray) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise Malformed("header is no JSON") from problem
    if not isinstance(value, dict):
        raise Malformed("header is no object")
    return value
