"""Bytes to text: UTF-8 with or without a byte order mark, UTF-16, Windows-1252."""

from __future__ import annotations

import codecs

from corpus.errors import EmptyFile, NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 65_536
"""How many bytes are looked at when guessing."""
CONTROL_SHARE = 0.02
"""Above this share of control characters a file is no text."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file, and the name of its encoding.

    Raises:
        EmptyFile: there is nothing in it but white space.
        NotText: it is binary, or in no encoding that is read here.
    """
    text, encoding = _decoded(data)
    if not text.strip("\ufeff \t\r\n\f\v\0"):
        raise EmptyFile("the file is empty")
    if _control_share(text[:SAMPLE]) > CONTROL_SHARE:
        raise NotText("the file is binary, not text")
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    guess = _utf16_without_mark(data[:SAMPLE])
    if guess:
        return _strict(data, guess), guess
    if _is_binary(data[:SAMPLE]):
        raise NotText("the file is binary, not text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strict(data, "cp1252"), "cp1252"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise NotText(f"the file cannot be read as {encoding}: {problem.reason} at byte {problem.start}") from problem


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every other byte, and only there."""
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _is_binary(sample: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in sample)
    return controls > CONTROL_SHARE * len(sample)


def _control_share(text: str) -> float:
    controls = sum(
        (character < " " and character not in "\t\n\r\f\v") or "\x7f" <= character <= "\x9f" for character in text
    )
    return controls / max(1, len(text))
