"""Bytes of a web page to its tree: decoded, refused where it declares anything, parsed within limits."""

from __future__ import annotations

import codecs
import re

from lxml import etree
from lxml.etree import _Element

from corpus.decoding import decode
from corpus.errors import Damaged, EmptyFile, Refused, TooComplex

MAX_ELEMENTS = 2_000_000
MAX_DEPTH = 2_000
MAX_ATTRIBUTES = 5_000
"""Of one element; the parser's time grows with their square."""
_LONG_TAG = re.compile(r"<[a-z][^<>]{20000,}", re.I)
_HEAD = 4_096
"""Bytes in which a page must name its encoding."""
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.I
)
_LATIN = frozenset({"iso8859-1", "ascii"})
"""Encodings that stand for Windows-1252 on the web (WHATWG Encoding Standard)."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)
_DOCTYPE = re.compile(r"<!doctype\b[^>]{0,400}>?", re.I)
_PLAIN_DOCTYPE = re.compile(
    r"<!doctype\s{1,20}html\s{0,20}"
    r"(?:public\s{1,20}[\"']-//(?:W3C|IETF)//DTD [\w. -]{1,60}(?://\w\w)?(?://)?[\"']\s{0,20}"
    r"(?:[\"']https?://(?:www\.)?w3\.org/[\w./-]{1,80}[\"'])?|system\s{1,20}[\"']about:legacy-compat[\"'])?\s{0,20}>",
    re.I,
)


def parsed(data: bytes) -> _Element:
    """The root of a page.

    Raises:
        EmptyFile: there is nothing in it.
        NotText: it is binary, or in no encoding that is read here.
        Refused: it declares entities, or a document type that is no ordinary one of HTML.
        TooComplex: it nests deeper than ``MAX_DEPTH``, or has more than ``MAX_ELEMENTS``,
            or one of them more than ``MAX_ATTRIBUTES``.
        Damaged: there is no page in it.
    """
    text = decoded(data)
    _check_declarations(text)
    if text.count("<") - text.count("</") > MAX_ELEMENTS:
        raise TooComplex(f"the page has more than {MAX_ELEMENTS:,} elements")
    if any(found.group().count("=") > MAX_ATTRIBUTES for found in _LONG_TAG.finditer(text)):
        raise TooComplex(f"an element of the page has more than {MAX_ATTRIBUTES:,} attributes")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Damaged("it cannot be parsed as HTML") from problem
    if root is None:
        raise EmptyFile("there is nothing in the page")
    _check_depth(root)
    return root


def decoded(data: bytes) -> str:
    """The text of a page: by its byte order mark, by what it says of itself, or by its bytes."""
    found = None if data.startswith(_MARKS) else _CHARSET.search(data[:_HEAD])
    if found:
        try:
            name = codecs.lookup(found[1].decode("ascii")).name
            if name.startswith("utf-16"):  # readable as ASCII, so it is not
                name = "utf-8"
            text = data.decode("cp1252" if name in _LATIN else name)
        except (LookupError, UnicodeError):
            text = decode(data)[0]
    else:
        text = decode(data)[0]
    return text.replace("\0", "").lstrip("\ufeff")


def _check_declarations(text: str) -> None:
    if re.search(r"<!entity\b", text, re.I):
        raise Refused("the page declares entities")
    for found in _DOCTYPE.finditer(text):
        if not _PLAIN_DOCTYPE.fullmatch(" ".join(found.group().split())):
            raise Refused("the page declares a document type that is no ordinary one of HTML")


def _check_depth(root: _Element) -> None:
    """The parser leaves everything below its own limit out without a word, so the limit here is below it."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise TooComplex(f"the page nests deeper than {MAX_DEPTH:,} elements")


def words_of(element: _Element, limit: int, *, nodes: int = 300) -> list[str]:
    """The first words of an element, at most ``limit``, of at most so many ``nodes`` inside it."""
    words: list[str] = []
    for at, text in enumerate(element.itertext()):
        words += str(text).split()
        if len(words) >= limit or at >= nodes:
            break
    return words[:limit]
