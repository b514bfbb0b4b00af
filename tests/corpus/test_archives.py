"""Archives are looked over before they are expanded."""

from __future__ import annotations

import struct
import time
import zipfile

import pytest

from corpus import archives
from corpus.archives import prescan
from corpus.errors import CorpusError, Damaged, Encrypted, Refused, TooComplex, WrongType
from tests.corpus.archive_maker import docx, packed, para

GOOD = {"word/document.xml": "<a/>", "docProps/core.xml": "<b/>"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def flagged(data: bytes) -> bytes:
    """An archive whose members say that they are encrypted."""
    return data.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )


def overstated(data: bytes, size: int) -> bytes:
    """An archive whose first member says that it expands to so many bytes."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def test_members_are_read() -> None:
    archive = prescan(packed(GOOD))
    assert archive.read("word/document.xml") == b"<a/>"
    with pytest.raises(Damaged, match="missing"):
        archive.read("word/styles.xml")


def test_names_that_climb_out_are_not_used() -> None:
    names = ["/etc/x.xml", "../x.xml", "a/../../x.xml", "C:\\x.xml", "..\\x.xml", "folder/"]
    assert prescan(packed({**GOOD, **dict.fromkeys(names, "")})).names == set(GOOD)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"plain text", WrongType),
        (b"%PDF-1.7", WrongType),
        (OLE, WrongType),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Encrypted),
        (b"PK\x03\x04 cut off", Damaged),
        (packed(GOOD)[:-30], Damaged),
        (flagged(packed(GOOD)), Encrypted),
        (packed({**GOOD, "word/media/a.bin": bytes(3_000_000)}), TooComplex),
        (overstated(packed(GOOD), 200_000_000), TooComplex),
        (packed({f"{at}.xml": "" for at in range(10_001)}), TooComplex),
        (packed({**GOOD, "a.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), Refused),
        (packed({**GOOD, "a.rels": "<!-- --><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"}), Refused),
        (
            packed({**GOOD, "a.xml": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16")}),
            Refused,
        ),
        (packed(GOOD, method=zipfile.ZIP_BZIP2), Refused),
    ],
)
def test_refused(data: bytes, error: type[CorpusError]) -> None:
    begun = time.perf_counter()
    with pytest.raises(error) as problem:
        prescan(data)
    assert problem.value.hint
    assert time.perf_counter() - begun < 2


def test_damaged_content() -> None:
    data = bytearray(packed({"word/document.xml": "<a>" + "text " * 500 + "</a>"}))
    data[60:90] = bytes(30)
    with pytest.raises(Damaged):
        prescan(bytes(data))


def test_total_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_EXPANDED", 1_000)
    with pytest.raises(TooComplex, match="expands"):
        prescan(packed({"a.bin": bytes(600), "b.bin": bytes(600)}))


def test_macros_are_let_be() -> None:
    assert "word/document.xml" in prescan(docx(para("Text."))).names
    assert prescan(packed({**GOOD, "word/vbaProject.bin": b"code"})).read("word/vbaProject.bin") == b"code"
