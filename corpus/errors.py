"""Why a file could not be read.

CorpusError
├── NotReadable        the path is missing, is no file, or may not be read
├── EmptyFile          there is no text in it
├── NoTextLayer        its pages are pictures, and they could not be recognised
├── NotText            the bytes are no text in any encoding we read
├── UnknownType        no loader for this kind of file
├── WrongType          it is not what its ending says
├── Damaged            it is of the right kind but cannot be parsed
├── Encrypted          a password is needed
├── TooLarge           above the size limit
├── TooComplex         expands, nests or grows beyond what is read: an archive bomb, a flood of objects
├── Refused            holds what is never followed: a DOCTYPE, external entities
├── BadMetadata        front matter or manifest.yaml cannot be parsed
└── ParserStopped      the process that read it was ended
    ├── TooSlow        above the time limit
    ├── TooMuchMemory  above the memory limit
    └── Crashed        the parser broke down
"""

from __future__ import annotations


class CorpusError(Exception):
    """A file that could not be taken in: what happened, and what to do next.

    ``str(error)`` is one line that names no path; the caller knows which file it was reading. ``reason`` names the
    kind of failure for programs.
    """

    reason: str = "failed"
    hint: str = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class NotReadable(CorpusError):
    reason = "not_readable"
    hint = "check that the path exists and that you may read it"


class EmptyFile(CorpusError):
    reason = "empty"
    hint = "nothing to take in; remove the file or add text to it"


class NoTextLayer(CorpusError):
    reason = "no_text_layer"
    hint = (
        "install tesseract and the extra: pip install 'dialogue-assistant[ocr]', or run it through a scanner with OCR"
    )


class NotText(CorpusError):
    reason = "not_text"
    hint = "save it as UTF-8 text, or give it the ending of what it really is"


class UnknownType(CorpusError):
    reason = "unknown_type"
    hint = "supported endings: .pdf, .docx, .html, .htm, .md, .markdown, .txt, .text"


class WrongType(CorpusError):
    reason = "wrong_type"
    hint = "give it the ending of what it really is"


class Damaged(CorpusError):
    reason = "damaged"
    hint = "open it in the program it was made with and save it again"


class Encrypted(CorpusError):
    reason = "encrypted"
    hint = "remove the password: open the file with it and save or print it as a new one"


class TooLarge(CorpusError):
    reason = "too_large"
    hint = "split the file, or raise DIALOGUE_MAX_FILE_MB"


class TooComplex(CorpusError):
    reason = "too_complex"
    hint = "print it as a new PDF, or split it"


class Refused(CorpusError):
    reason = "refused"
    hint = "save it again without a document type declaration and external references"


class BadMetadata(CorpusError):
    reason = "bad_metadata"
    hint = "correct the YAML, or remove it: metadata is optional"


class ParserStopped(CorpusError):
    reason = "stopped"
    hint = "split the file, or print it as a new PDF"


class TooSlow(ParserStopped):
    reason = "too_slow"


class TooMuchMemory(ParserStopped):
    reason = "too_much_memory"


class Crashed(ParserStopped):
    reason = "crashed"
    hint = "the file is damaged or made to do harm; open it in the program it was made with and save it again"


BY_REASON: dict[str, type[CorpusError]] = {
    kind.reason: kind
    for kind in (
        NotReadable, EmptyFile, NoTextLayer, NotText, UnknownType, WrongType, Damaged, Encrypted, TooLarge, TooComplex,
        Refused, BadMetadata, TooSlow, TooMuchMemory, Crashed,
    )
}  # fmt: skip
"""Reason -> the error of that name."""
