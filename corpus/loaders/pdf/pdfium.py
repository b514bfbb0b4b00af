"""What is asked of pdfium: documents, pages, and the characters of a page as arrays.

pypdfium2's helpers make a Python object per call; a page has 3,000 characters. The calls below go through prototypes of
their own, which take plain addresses, so that ``map`` can run them without a line of Python per character.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from corpus.errors import Damaged, EmptyFile, Encrypted, TooComplex, WrongType

MAX_PAGES = 20_000
MAX_CHARACTERS_OF_PAGE = 3_000_000
MAX_OBJECTS_OF_PAGE = 500_000
_HEAD = 1024
"""The header of a PDF stands within so many bytes."""
_NAME = 128
_BOLD_FLAG = 1 << 18
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC = ("italic", "oblique")

_pointer, _int = ctypes.c_void_p, ctypes.c_int


def _bare(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of pdfium that takes addresses as plain integers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_unicode = _bare(raw.FPDFText_GetUnicode, ctypes.c_uint, _pointer, _int)
_loose_box = _bare(raw.FPDFText_GetLooseCharBox, _int, _pointer, _int, _pointer)
_origin = _bare(raw.FPDFText_GetCharOrigin, _int, _pointer, _int, _pointer, _pointer)
_matrix = _bare(raw.FPDFText_GetMatrix, _int, _pointer, _int, _pointer)
_generated = _bare(raw.FPDFText_IsGenerated, _int, _pointer, _int)
_size = _bare(raw.FPDFText_GetFontSize, ctypes.c_double, _pointer, _int)
_font = _bare(raw.FPDFText_GetFontInfo, ctypes.c_ulong, _pointer, _int, _pointer, ctypes.c_ulong, _pointer)


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """A PDF, closed at the end. A file with an empty user password opens like any other.

    Raises:
        EmptyFile: there are no bytes.
        WrongType: it does not start like a PDF.
        Encrypted: a password is needed.
        Damaged: pdfium cannot read or repair it, or it has no pages.
        TooComplex: it has more than ``MAX_PAGES`` pages.
    """
    if not data.strip():
        raise EmptyFile("the file is empty")
    if b"%PDF-" not in data[:_HEAD]:
        raise WrongType("it is no PDF")
    pdf = _opened(data)
    try:
        count = len(pdf)
        if count == 0:
            raise Damaged("it has no pages")
        if count > MAX_PAGES:
            raise TooComplex(f"it has {count:,} pages; the limit is {MAX_PAGES:,}")
        yield pdf
    finally:
        pdf.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        code = getattr(problem, "err_code", None)  # that of an earlier file when pdfium sets none
        if code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY} and b"/Encrypt" in data:
            raise Encrypted("a password is needed to open it") from problem
        raise Damaged("it cannot be parsed as a PDF") from problem


@dataclass(slots=True)
class Style:
    """How a character is set."""

    size: float
    """Height of the type in points, after all scaling."""
    angle: float
    """Of the line it stands on, in radians, counterclockwise."""
    x: float
    """Of its origin, in user space."""
    y: float
    bold: bool
    italic: bool


@dataclass(slots=True)
class Characters:
    """The characters of a page in pdfium's order; to be used while the page is open."""

    codes: NDArray[np.uint32]
    """Code points; 0 where the font says nothing."""
    boxes: NDArray[np.float32]
    """Left, top, right, bottom of each in user space, as high as its font is."""
    text_page: int
    """Address of pdfium's text page."""
    _fonts: dict[bytes, tuple[bool, bool]] = field(default_factory=dict)
    _scratch: ctypes.Array[ctypes.c_double] = field(default_factory=ctypes.c_double * 2)
    _matrix: ctypes.Array[ctypes.c_float] = field(default_factory=ctypes.c_float * 6)
    _name: ctypes.Array[ctypes.c_char] = field(default_factory=lambda: ctypes.create_string_buffer(_NAME))
    _flags: ctypes.c_int = field(default_factory=ctypes.c_int)

    def style(self, index: int) -> Style:
        """How the character at an index is set."""
        at = ctypes.addressof(self._scratch)
        _origin(self.text_page, index, at, at + 8)
        x, y = self._scratch
        size = self.size(index)
        bold, italic = self.weight(index)
        return Style(size, math.atan2(self._matrix[1], self._matrix[0]), x, y, bold, italic)

    def size(self, index: int) -> float:
        """Height of the type of the character at an index, in points."""
        _matrix(self.text_page, index, ctypes.addressof(self._matrix))
        size = _size(self.text_page, index) * math.hypot(self._matrix[2], self._matrix[3])
        return size if math.isfinite(size) else 0.0

    def is_generated(self, index: int) -> bool:
        """Whether pdfium put the character there because of a gap."""
        return bool(_generated(self.text_page, index) == 1)

    def weight(self, index: int) -> tuple[bool, bool]:
        """(bold, italic) of the character at an index."""
        _font(self.text_page, index, ctypes.addressof(self._name), _NAME, ctypes.addressof(self._flags))
        name = self._name.value
        known = self._fonts.get(name)
        if known is None:
            known = self._fonts[name] = _weight_of(name, self._flags.value)
        return known


@lru_cache(maxsize=256)
def _weight_of(name: bytes, flags: int) -> tuple[bool, bool]:
    text = name.decode("latin-1").lower()
    return bool(flags & _BOLD_FLAG) or any(word in text for word in _BOLD), any(word in text for word in _ITALIC)


@contextmanager
def opened_page(pdf: pdfium.PdfDocument, index: int) -> Iterator[Any]:
    """A page as pdfium's handle, closed at the end; ``None`` when it cannot be read.

    Raises ``TooComplex`` when it holds a flood of objects.
    """
    page = raw.FPDF_LoadPage(pdf.raw, index)
    if not page:
        yield None
        return
    try:
        if raw.FPDFPage_CountObjects(page) > MAX_OBJECTS_OF_PAGE:
            raise TooComplex(f"page {index + 1} holds more than {MAX_OBJECTS_OF_PAGE:,} objects")
        yield page
    finally:
        raw.FPDF_ClosePage(page)


@contextmanager
def characters(page: Any) -> Iterator[Characters]:
    """The characters of an open page; form fields and annotations are no part of it.

    Raises ``TooComplex`` when there are more than ``MAX_CHARACTERS_OF_PAGE``.
    """
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        yield Characters(np.zeros(0, np.uint32), np.zeros((0, 4), np.float32), 0)
        return
    try:
        count = max(0, raw.FPDFText_CountChars(text_page))
        if count > MAX_CHARACTERS_OF_PAGE:
            raise TooComplex(f"a page holds {count:,} characters; the limit is {MAX_CHARACTERS_OF_PAGE:,}")
        address = ctypes.cast(text_page, ctypes.c_void_p).value or 0
        yield Characters(_codes(text_page, address, count), _boxes(address, count), address)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _codes(text_page: Any, address: int, count: int) -> NDArray[np.uint32]:
    """In one call where pdfium's text has a UTF-16 unit for each character, one by one otherwise."""
    units = np.zeros(2 * count + 2, np.uint16)
    pointer = units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    got = raw.FPDFText_GetText(text_page, 0, count, pointer) if count else 1
    codes = units[:count].astype(np.uint32)
    if got == count + 1 and not np.any((codes & 0xF800) == 0xD800):
        return codes
    return np.fromiter(map(_unicode, repeat(address), range(count)), np.uint32, count)


def _boxes(address: int, count: int) -> NDArray[np.float32]:
    boxes = np.zeros((count, 4), np.float32)
    base = boxes.ctypes.data
    for _ in map(_loose_box, repeat(address), range(count), range(base, base + 16 * count, 16)):
        pass
    return boxes if bool(np.isfinite(boxes).all()) else np.nan_to_num(boxes, posinf=0, neginf=0)
