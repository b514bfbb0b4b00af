"""Titles that files carry in their properties: which are meant, and which a program left there."""

from __future__ import annotations

import re

_PROGRAM = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation|word document)\b\s*[-–:]?\s*", re.I
)
_NAMELESS = re.compile(
    r"(?:untitled|unbenannt|sans titre|sin t[íi]tulo|no title|title|titre|t[íi]tulo|new|draft|template|normal)?"
    r"[\s_-]*(?:document|documento|doc|page|slide|presentation|file)?[\s_-]*\(?\d{0,4}\)?",
    re.I,
)
_FILE = re.compile(r"(?:\S+[\\/])?\S{1,150}\.(?:docx?|docm|dotx?|pdf|rtf|odt|html?|txt|pptx?|xlsx?|indd|qxd|tmp)", re.I)
_FILE_IN_WORDS = re.compile(r"\.(?:docx?|pdf|rtf|odt|indd|qxd)$", re.I)
_LONGEST = 300


def meant_title(text: str | None, *, file_name: str = "") -> str | None:
    """A title out of the properties of a file, or ``None`` when no one wrote it to be read.

    ``file_name`` is the name of the file without its ending.
    """
    title = _PROGRAM.sub("", " ".join((text or "").split()))
    if not any(character.isalpha() for character in title) or len(title) > _LONGEST:
        return None
    if _NAMELESS.fullmatch(title) or _FILE.fullmatch(title) or _FILE_IN_WORDS.search(title):
        return None
    if file_name and _folded(title) == _folded(file_name) and " " not in title:
        return None
    return title


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
