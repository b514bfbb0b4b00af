"""Why a file could not be read.

CorpusError
├── NotReadable        the path is missing, is no file, or may not be read
├── EmptyFile          there is no text in it
├── NotText            the bytes are no text in any encoding we read
├── UnknownType        no loader for this kind of file
├── TooLarge           above the size limit
└── BadMetadata        front matter or manifest.yaml cannot be parsed
"""

from __future__ import annotations


class CorpusError(Exception):
    """A file that could not be taken in: what happened, and what to do next.

    ``str(error)`` is one line that names no path; the caller knows which file it was reading.
    """

    hint: str = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class NotReadable(CorpusError):
    hint = "check that the path exists and that you may read it"


class EmptyFile(CorpusError):
    hint = "nothing to take in; remove the file or add text to it"


class NotText(CorpusError):
    hint = "save it as UTF-8 text, or give it the ending of what it really is"


class UnknownType(CorpusError):
    hint = "supported endings: .md, .markdown, .txt, .text"


class TooLarge(CorpusError):
    hint = "split the file, or raise DIALOGUE_MAX_FILE_MB"


class BadMetadata(CorpusError):
    hint = "correct the YAML, or remove it: metadata is optional"
