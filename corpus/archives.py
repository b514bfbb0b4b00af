"""ZIP archives from strangers: looked over before anything in them is expanded."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from corpus.errors import Damaged, Encrypted, Refused, TooComplex, WrongType

MAX_EXPANDED = 100 * 2**20
"""Bytes of all members together."""
MAX_RATIO = 100
"""Expanded size to packed size, of a member above ``RATIO_FROM``."""
RATIO_FROM = 2**20
MAX_MEMBERS = 10_000
_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_XML = (".xml", ".rels", ".vml")
_TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_OLD_WORD = "open it in a word processor and save it as .docx"


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was looked over; made by ``prescan``."""

    file: zipfile.ZipFile
    names: frozenset[str]
    """Of the members that may be used: no folders, no absolute paths, none that climbs out with ``..``."""

    def read(self, name: str) -> bytes:
        """The bytes of a member, at most as many as it says it has. Raises ``Damaged``."""
        if name not in self.names:
            raise Damaged(f"the part {name} is missing")
        try:
            with self.file.open(name) as part:  # its ``read`` without a size expands all there is before it cuts
                return part.read(self.file.getinfo(name).file_size)
        except _TROUBLE as problem:
            raise Damaged(f"the part {name} cannot be expanded") from problem


def prescan(data: bytes) -> Archive:
    """Look an archive of XML parts over and open it.

    Raises:
        WrongType: it is no ZIP archive.
        Encrypted: it, or a member of it, needs a password.
        TooComplex: it expands beyond ``MAX_EXPANDED``, packs tighter than ``MAX_RATIO`` or has too many members.
        Refused: an XML part has a document type declaration.
        Damaged: it cannot be read.
    """
    _check_start(data)
    if data.count(_ENTRY) > 2 * MAX_MEMBERS:
        raise TooComplex(f"the archive has more than {MAX_MEMBERS:,} members", hint=_SAVE_AGAIN)
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except _TROUBLE as problem:
        raise Damaged("the archive is cut off or damaged") from problem
    members = opened.infolist()
    _check_sizes(members)
    archive = Archive(opened, frozenset(member.filename for member in members if _is_usable(member.filename)))
    for name in sorted(archive.names):
        if name.lower().endswith(_XML):
            _check_declaration(name, archive.read(name))
    return archive


_SAVE_AGAIN = "open it in the program it was made with, save it again, or split it"


def _check_start(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted("the document is protected by a password")
        raise WrongType("it is a document of an old word processor (.doc), not .docx", hint=_OLD_WORD)
    if not data.startswith(b"PK"):
        raise WrongType("it is no .docx file: it is not a ZIP archive")


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    """By what the archive says of its members; no more than that is ever expanded of one."""
    if len(members) > MAX_MEMBERS:
        raise TooComplex(f"the archive has more than {MAX_MEMBERS:,} members", hint=_SAVE_AGAIN)
    if sum(member.file_size for member in members) > MAX_EXPANDED:
        raise TooComplex(f"the archive expands to more than {MAX_EXPANDED / 2**20:.0f} MB", hint=_SAVE_AGAIN)
    for member in members:
        if member.flag_bits & 0x1:
            raise Encrypted("a part of the archive is protected by a password")
        if member.compress_type not in _METHODS:
            raise Refused("a part of the archive is packed in a way that documents never are", hint=_SAVE_AGAIN)
        if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise TooComplex(f"a part of the archive expands more than {MAX_RATIO} times", hint=_SAVE_AGAIN)


def _is_usable(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return bool(parts[-1]) and parts[0] != "" and ".." not in parts and ":" not in name


def _check_declaration(name: str, part: bytes) -> None:
    if any(mark in part for mark in _DOCTYPES):
        raise Refused(f"the part {name} has a document type declaration")
