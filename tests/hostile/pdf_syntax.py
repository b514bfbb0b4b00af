"""PDF by hand: objects with a correct table of cross references, so that what is wrong is wrong on purpose."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F1 12 Tf 72 700 Td (The council agreed to repair both piers before the summer.) Tj ET"


def pdf(objects: Sequence[bytes], *, trailer: bytes = b"", header: bytes = b"%PDF-1.7\n") -> bytes:
    """A file of numbered objects, the catalogue first."""
    body, places = bytearray(header), []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(body)


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object; ``packed`` data says so itself."""
    filters = b"/Filter /FlateDecode" if packed else b""
    return b"<< /Length %d %s %s >>\nstream\n%s\nendstream" % (len(data), filters, entries, data)


def deflated(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object of data, compressed here."""
    return stream(zlib.compress(data), entries, packed=True)


def one_page(
    content: bytes = b"",
    *,
    box: bytes = b"0 0 612 792",
    font: bytes = FONT,
    resources: bytes = b"",
    catalog: bytes = b"",
    page: bytes = b"",
    more: Sequence[bytes] = (),
    trailer: bytes = b"",
) -> bytes:
    """A page (object 3) of a content stream (object 4, given as an object), a font (object 5), ``more`` from 6 on."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> %s >>"
            % (box, resources, page),
            content or stream(TEXT),
            font,
            *more,
        ],
        trailer=trailer,
    )


def to_unicode(mappings: bytes) -> bytes:
    """The text of a ToUnicode map with ``bfchar`` or ``bfrange`` sections."""
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n" + mappings + b"\nendcmap end end"
    )
