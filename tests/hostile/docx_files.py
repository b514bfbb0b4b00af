"""Word files made to do harm: archives that are bombs, XML that is, and what Word would follow or run."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping

from tests.hostile.recipes import DONE, GIGABYTE, MEGABYTE, PORT, hostile, zeros

BAD = ("damaged", "too_complex", "refused", "wrong_type", "empty")
STOPPED = ("too_slow", "too_much_memory", "too_complex", "too_large")

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}.footnotes+xml"/></Types>'
)
RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
TEXT = "<w:p><w:r><w:t>The council agreed to repair both piers before the summer.</w:t></w:r></w:p>"


def relations(*rows: str) -> str:
    """The relationships of the document; styles, numbering and footnotes are among them."""
    known = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "numbering", "footnotes")
    )
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{known}{"".join(rows)}</Relationships>'
    )


def body(content: str, *, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """The main part."""
    return f"{declaration}<w:document {_W} {_R}><w:body>{content}</w:body></w:document>"


def part(name: str, content: str) -> str:
    """Another part of the document."""
    return f'<?xml version="1.0"?><w:{name} {_W} {_R}>{content}</w:{name}>'


def docx(document: str | bytes, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A file of a main part and others."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/_rels/document.xml.rels": relations(),
        "word/styles.xml": part("styles", ""),
        "word/numbering.xml": part("numbering", ""),
        "word/footnotes.xml": part("footnotes", ""),
        "word/document.xml": document,
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(more or {})}.items():
            archive.writestr(name, content + _noise(content) if isinstance(content, str) else content)
    return data.getvalue()


def _noise(content: str) -> str:
    """A comment that does not compress, so that the part is not refused for compressing too well."""
    return "" if len(content) < MEGABYTE else f"<!--{random.Random(6).randbytes(len(content) // 80).hex()}-->"


def raw_zip(members: list[tuple[str, bytes, int, int]], *, one_place: bool = False) -> bytes:
    """An archive that says what it likes: (name, deflated data, size it says, bit flags) of each member.

    With ``one_place`` all entries of the directory point at the first member.
    """
    data, directory, places = bytearray(), bytearray(), []
    for number, (name, content, size, flags) in enumerate(members):
        places.append(0 if one_place else len(data))
        check = zlib.crc32(zlib.decompressobj(-15).decompress(content, min(size, MEGABYTE) or 1)) if not flags else 0
        fields = (20, flags, 8, 0, 0, check, len(content), size & 0xFFFFFFFF, len(name), 0)
        if not one_place or number == 0:
            data += struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + name.encode() + content
        entry = (20, *fields[:10], 0, 0, 0, 0, places[-1])
        directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", *entry) + name.encode()
    end = (0, 0, len(members) & 0xFFFF, len(members) & 0xFFFF, len(directory), len(data), 0)
    return bytes(data + directory) + struct.pack("<4s4H2LH", b"PK\5\6", *end)


def packed(text: str | bytes) -> bytes:
    """Deflated without a head, as in an archive."""
    data = text.encode() if isinstance(text, str) else text
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


@hostile("cut.docx", "damaged")
def _() -> bytes:
    return docx(body(TEXT * 1_000))[:-200]


@hostile("empty-archive.docx", *BAD)
def _() -> bytes:
    return b"PK\5\6" + bytes(18)


@hostile("no-document.docx", *BAD)
def _() -> bytes:
    return raw_zip([("readme.txt", packed("hello"), 5, 0)])


@hostile("bomb-one-part.docx", "too_complex")
def _() -> bytes:
    return docx(body(TEXT), {"word/media/a.xml": zlib.decompress(zeros(300 * MEGABYTE))})


@hostile("bomb-document.docx", *BAD, *STOPPED)
def _() -> bytes:
    """90 MB of text, below what a look at the directory refuses."""
    return docx(body(f"<w:p><w:r><w:t>{'word ' * 18_000_000}</w:t></w:r></w:p>"))


@hostile("bomb-lying-size.docx", *BAD)
def _() -> bytes:
    content = zeros(GIGABYTE)[2:-4]
    first = [("[Content_Types].xml", packed(TYPES), len(TYPES), 0), ("_rels/.rels", packed(RELS), len(RELS), 0)]
    return raw_zip([*first, ("word/document.xml", content, 500, 0)])


@hostile("bomb-overlapping.docx", *BAD)
def _() -> bytes:
    """30,000 members that are all the same megabytes."""
    content = zeros(10 * MEGABYTE)[2:-4]
    return raw_zip([(f"word/{number}.xml", content, 10 * MEGABYTE, 0) for number in range(30_000)], one_place=True)


@hostile("members-65000.docx", "too_complex")
def _() -> bytes:
    return raw_zip([(f"word/{number}.xml", b"\3\0", 0, 0) for number in range(65_000)])


@hostile("docx-in-docx.docx", DONE, *BAD)
def _() -> bytes:
    data = docx(body(TEXT))
    for _level in range(30):
        data = docx(body(TEXT), {"word/embeddings/a.docx": data})
    return data


@hostile("password-flag.docx", "encrypted")
def _() -> bytes:
    return raw_zip([("[Content_Types].xml", packed(TYPES), len(TYPES), 1), ("word/document.xml", b"xx", 2, 1)])


@hostile("old-word.docx", "wrong_type")
def _() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8_000) + "WordDocument".encode("utf-16-le")


@hostile("encrypted-package.docx", "encrypted")
def _() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(5_000)


@hostile("names-climb.docx", DONE, *BAD)
def _() -> bytes:
    targets = ("../../../etc/passwd", "/etc/passwd", "C:\\x", "..%2f..", "document.xml")
    rows = [f'<Relationship Id="rX{n}" Type="{_OFFICE}/header" Target="{target}"/>' for n, target in enumerate(targets)]
    return docx(
        body(TEXT), {"word/_rels/document.xml.rels": relations(*rows), "../../evil.xml": "<a/>", "/abs.xml": "<a/>"}
    )


@hostile("macros.docx", DONE, "wrong_type", "refused")
def _() -> bytes:
    rows = [
        '<Relationship Id="rM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    ]
    return docx(
        body(TEXT), {"word/vbaProject.bin": bytes(range(256)) * 100, "word/_rels/document.xml.rels": relations(*rows)}
    )


@hostile("external.docx", DONE)
def _() -> bytes:
    """Pictures, a template, a frame and an included document, all elsewhere."""
    at = f"http://127.0.0.1:{PORT}"
    targets = {
        "image": f"{at}/a.png", "attachedTemplate": f"{at}/a.dotm", "frame": f"{at}/f.htm", "aFChunk": f"{at}/c.htm",
        "styles": f"{at}/s.xml", "footnotes": f"{at}/n.xml", "subDocument": "file:///etc/passwd",
        "hyperlink": "javascript:alert(1)",
    }  # fmt: skip
    rows = [
        f'<Relationship Id="rE{number}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        for number, (kind, target) in enumerate(targets.items())
    ]
    linked = '<w:p><w:hyperlink r:id="rE7"><w:r><w:t>Follow me.</w:t></w:r></w:hyperlink></w:p>'
    linked += '<w:altChunk r:id="rE3"/><w:subDoc r:id="rE6"/>'
    field = f'<w:p><w:fldSimple w:instr="INCLUDETEXT {at}/x"><w:r><w:t>Shown.</w:t></w:r></w:fldSimple></w:p>'
    return docx(body(TEXT + linked + field), {"word/_rels/document.xml.rels": relations(*rows)})
