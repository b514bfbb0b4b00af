"""What can go wrong with the store.

StoreError
├── StoreUnavailable    the data folder cannot be made, read or written, or the disk is full
├── StoreLocked         another process is writing
├── WrongModel          the store was made with another embedding model
├── ModelMissing        the files of a model are not there
├── EmbeddingFailed     the server of the embedding model could not be used
├── BadVectors          an embedder gave vectors of another size, or not finite
├── NoSuchDocument      no document with this id
├── BadCorrection       a title or metadata that cannot be
└── NoPageView          the file of a page is gone, or is another one by now
"""

from __future__ import annotations


class StoreError(Exception):
    """What happened, to what; ``hint`` says what to do next. Both are one line."""

    hint: str = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class StoreUnavailable(StoreError):
    hint = "check the folder's permissions and the free space, or set DIALOGUE_HOME to another folder"


class StoreLocked(StoreError):
    hint = "wait for it to finish, then run the command again"


class WrongModel(StoreError):
    hint = "use the same model, or set DIALOGUE_HOME to a new folder and ingest again"


class ModelMissing(StoreError):
    hint = "install the project again: pip install ."


class EmbeddingFailed(StoreError):
    hint = "run it again, or set DIALOGUE_EMBEDDING to bundled, which needs no server"


class BadVectors(StoreError):
    hint = "the embedding model is broken or is not the one it claims to be"


class NoSuchDocument(StoreError):
    hint = "list the documents with: dialogue documents"


class BadCorrection(StoreError):
    hint = "correct the value"


class NoPageView(StoreError):
    hint = "take the file in again: dialogue ingest PATH"
