"""Correcting by hand what is known of a document: its title and its metadata, which every chunk is indexed with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from corpus.types import Metadata
from vectorstore.errors import BadCorrection
from vectorstore.flagging import flags_of, unflagged
from vectorstore.headers import indexed_text

if TYPE_CHECKING:
    from vectorstore.store import Store

FIELDS = ("title", *(field.name for field in fields(Metadata)))
"""What can be corrected."""
LONGEST = 500
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_DATE = re.compile(rf"{_DAY}(?:/{_DAY})?")


def correct(store: Store, document_id: str, values: Mapping[str, str]) -> None:
    """Give a document these values for some of ``FIELDS``; an empty one means that nothing is known. The lock must be held.

    A value that is what the file itself says is no correction any more. The chunks are embedded and indexed anew, since
    their header changes.

    Raises:
        BadCorrection: an unknown field, no title, a date that is none, or a value that is too long.
        NoSuchDocument: there is none with this id.
    """
    title, metadata = store.ledger.found(document_id)
    known = {**store.ledger.changes(document_id), **checked(values)}
    found = {"title": title, **{name: getattr(metadata, name) or "" for name in FIELDS[1:]}}
    changes = {name: value for name, value in known.items() if value != found[name]}
    title, metadata = corrected(title, metadata, changes)
    ids = store.ledger.chunk_ids(document_id)
    by_id = store.ledger.chunks(ids)
    chunks = [by_id[each] for each in ids]
    bodies = [indexed_text(title, metadata, each) for each in chunks]
    vectors = store.embedder.embed_passages(bodies)
    flags = flags_of(title, metadata, chunks)
    store.ledger.correct(document_id, title, metadata, changes, vectors=vectors, bodies=bodies, flags=flags)
    fresh, vectors = unflagged(chunks, vectors, flags)
    store.index.remove(list(set(ids) - {each.id for each in fresh}))
    store.index.add(fresh, vectors)
    store.index.acknowledge(store.ledger.fingerprint())


def corrected(title: str, metadata: Metadata, changes: Mapping[str, str]) -> tuple[str, Metadata]:
    """Title and metadata with the corrections in them."""
    others = {name: value or None for name, value in changes.items() if name != "title"}
    return changes.get("title", title), replace(metadata, **others)


def checked(values: Mapping[str, str]) -> dict[str, str]:
    """The values without stray white space. Raises ``BadCorrection``."""
    clean = {name: " ".join(str(value).split()) for name, value in values.items()}
    for name, value in clean.items():
        if name not in FIELDS:
            raise BadCorrection(f"there is no field named {name}", hint=f"fields: {', '.join(FIELDS)}")
        if len(value) > LONGEST:
            raise BadCorrection(f"the {_said(name)} has {len(value)} characters; the limit is {LONGEST}")
        if any(not character.isprintable() for character in value):
            raise BadCorrection(f"the {_said(name)} holds a character that cannot be shown")
    if clean.get("title") == "":
        raise BadCorrection("a document needs a title")
    date = clean.get("date")
    if date and not _DATE.fullmatch(date):
        raise BadCorrection(
            f"{date} is no date", hint="write 2020, 2020-10, 2020-10-15, or 2020-10-15/2020-10-16 for an interval"
        )
    return clean


def _said(name: str) -> str:
    return name.replace("_", " ")
