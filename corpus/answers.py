"""What the process that read a file answers, as frames; whoever receives them trusts nothing in them."""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import BY_REASON, CorpusError, TooLarge
from corpus.limits import MEBIBYTE
from corpus.packing import Parsed
from corpus.types import Chunk, Metadata
from corpus.wire import Bounds, Frame, Malformed, whole

if TYPE_CHECKING:
    from corpus.page_images import PageView

READ, VIEW = "read", "view"
"""Kinds of requests; a view is answered by a frame of the same kind."""
PARSED, ERROR, PROGRESS = "parsed", "error", "progress"
"""Kinds of answers."""

_PAGES = 10_000_000
_TEXT = 64 * MEBIBYTE
_LAYOUT = 64 * MEBIBYTE
_UNPACKED = 512 * MEBIBYTE
_PIXELS = 20_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
ANSWERS = Bounds(
    header=MEBIBYTE,
    parts={
        PARSED: (_TEXT, _LAYOUT, 64 * MEBIBYTE),
        VIEW: (40 * MEBIBYTE, 8 * MEBIBYTE),
        ERROR: (),
        PROGRESS: (),
    },
)
"""What a parent takes from its child."""
REQUESTS = Bounds(header=MEBIBYTE, parts={READ: (), VIEW: (256 * MEBIBYTE,)})
"""What a child takes from its parent."""

HELD = 180 * MEBIBYTE
"""Memory that the text of a document and its chunks may take in the program that asked."""
_CHUNK = 700
"""Bytes a chunk takes besides its text."""

_ID = re.compile(r"[0-9a-f]{8,64}")
_MESSAGE = 300
"""Characters of an error's message."""
_NAME = 20_000
"""Characters of a title, of a value of metadata."""

Answer = tuple[str, dict[str, Any], tuple[bytes, ...]]
"""Kind, header and parts of a frame."""


def from_error(error: CorpusError, path: Path) -> Answer:
    """An error as a frame, without the path of the file it is about."""
    return ERROR, {"reason": error.reason, "message": _shown(str(error), path), "hint": _shown(error.hint, path)}, ()


def to_error(frame: Frame, path: Path) -> CorpusError:
    """The error again. Raises ``Malformed``."""
    kind = BY_REASON.get(_string(frame.header.get("reason")), CorpusError)
    message, hint = (_shown(_string(frame.header.get(name)), path) for name in ("message", "hint"))
    return kind(message or "it cannot be read", hint=hint)


def _shown(text: str, path: Path) -> str:
    return one_line(text.replace(str(path.absolute()), "the file"))


def one_line(text: str) -> str:
    """A message without line breaks, control and invisible characters, of bounded length."""
    shown = "".join(character if character.isprintable() else " " for character in text[: 4 * _MESSAGE])
    shown = " ".join(shown.split())
    return shown if len(shown) <= _MESSAGE else f"{shown[: _MESSAGE - 3]}..."


def from_parsed(document: Parsed) -> Answer:
    """A document as a frame. Raises ``TooLarge`` when its text would fill the memory of who asked."""
    chunks = "\n".join(_chunk_lines(document.chunks)).encode("ascii")
    held = sum(sys.getsizeof(chunk.text) + _CHUNK for chunk in document.chunks) + len(chunks)
    held += sys.getsizeof(document.text) + len(document.layout)
    if held > HELD:
        raise TooLarge(f"its text takes {held / MEBIBYTE:.0f} MB of memory; the limit is {HELD / MEBIBYTE:.0f} MB")
    metadata = {name: value for name in Metadata.__slots__ if (value := getattr(document.metadata, name)) is not None}
    header = {
        "title": _storable(document.title),
        "metadata": {name: _storable(value) for name, value in metadata.items()},
        "pages": document.pages,
    }
    return PARSED, header, (document.text.encode("utf-8", "replace"), document.layout, chunks)


def _storable(text: str) -> str:
    """A name on one line, without what no store takes: lone surrogates and control characters."""
    kept = text[:_NAME].encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(character if character.isprintable() else " " for character in kept).split())


def _chunk_lines(chunks: tuple[Chunk, ...]) -> Iterator[str]:
    """Chunks as lines of JSON, without their text; a section path is sent once."""
    path: tuple[str, ...] | None = None
    for each in chunks:
        section = None if each.section == path else each.section
        path = each.section
        yield json.dumps([each.id, each.start, each.end, section, each.page, each.opening], separators=(",", ":"))


def to_parsed(frame: Frame, document_id: str, path: str) -> Parsed:
    """The document again; ``document_id`` and ``path`` are those that were asked for. Raises ``Malformed``."""
    chunks, layout, raw = frame.parts.pop(), frame.parts.pop(), frame.parts.pop()
    _check_layout(layout)
    try:
        text = raw.decode("utf-8")
        del raw
        metadata = _metadata(frame.header.get("metadata"))
        found = tuple(_chunks(chunks, text, document_id))
    except (ValueError, TypeError, RecursionError) as problem:
        raise Malformed("no document") from problem
    pages = frame.header.get("pages")
    if not whole(pages, _PAGES):
        raise Malformed("no number of pages")
    title = _string(frame.header.get("title"))
    return Parsed(document_id, path, title, text, metadata, bytes(layout), found, int(str(pages)))


def _check_layout(layout: bytearray) -> None:
    """Refuse a layout whose parts would unpack to more than any document has; what they unpack to is not kept.

    ``corpus.packing`` puts the length of the first part before it, and the second after it.
    """
    cut = 4 + int.from_bytes(layout[:4], "big")
    room = _UNPACKED
    for part in (layout[4:cut], layout[cut:]):
        room -= _unpacked_size(part, room)


def _unpacked_size(part: bytearray, most: int) -> int:
    """Bytes that compressed data unpacks to. Raises ``Malformed`` when they are more than ``most``, or cut off."""
    stream, size, rest = zlib.decompressobj(), 0, bytes(part)
    try:
        while not stream.eof and size <= most:
            piece = stream.decompress(rest, MEBIBYTE)
            rest = stream.unconsumed_tail
            size += len(piece)
            if not piece and not rest:
                break
    except zlib.error as problem:
        raise Malformed("layout cannot be unpacked") from problem
    if not stream.eof or size > most:
        raise Malformed("layout is cut off or too large")
    return size


def _metadata(value: object) -> Metadata:
    if not isinstance(value, Mapping):
        raise Malformed("no metadata")
    return Metadata(**{_string(name): _string(each) for name, each in value.items()})


def _chunks(data: bytearray, text: str, document_id: str) -> Iterator[Chunk]:
    path: tuple[str, ...] = ()
    at = 0
    for index, line in enumerate(_lines(data)):
        identifier, start, end, section, page, opening = json.loads(line)
        if not (whole(start, len(text)) and whole(end, len(text)) and at <= start < end):
            raise Malformed("a chunk that is not in the text")
        if not _ID.fullmatch(_string(identifier)):
            raise Malformed("a chunk without an id")
        if section is not None:
            path = tuple(_string(name) for name in section)
        label = None if page is None else _string(page)
        at = start
        yield Chunk(identifier, document_id, text[start:end], start, end, path, label, index, _string(opening))


def _lines(data: bytearray) -> Iterator[bytes]:
    """The lines one by one, without a second copy of all."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        yield bytes(data[at:end])
        at = end + 1


def _string(value: object) -> str:
    """A string that can be stored; raises ``Malformed``."""
    if not isinstance(value, str):
        raise Malformed("no string")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise Malformed("a string that cannot be stored") from problem
    return value


def from_view(view: PageView) -> Answer:
    """The picture of a page as a frame."""
    boxes = [astuple(box) for box in view.boxes]
    return VIEW, {"width": view.width, "height": view.height}, (view.png, json.dumps(boxes).encode("ascii"))


def to_view(frame: Frame) -> PageView:
    """The picture again. Raises ``Malformed``."""
    from corpus.page_images import Box, PageView

    png, rows = frame.parts
    width, height = frame.header.get("width"), frame.header.get("height")
    if not (png.startswith(_PNG) and whole(width, _PIXELS) and whole(height, _PIXELS)):
        raise Malformed("no picture")
    try:
        boxes = tuple(Box(*(float(value) for value in row)) for row in json.loads(rows))
    except (ValueError, TypeError, RecursionError) as problem:
        raise Malformed("no boxes") from problem
    return PageView(bytes(png), int(str(width)), int(str(height)), boxes)
