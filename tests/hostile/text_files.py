"""Text and Markdown made to do harm: what is no text, metadata, depth, and what splitters of sentences stumble over."""

from __future__ import annotations

import random
import string

from tests.hostile.docx_files import TEXT, body, docx
from tests.hostile.recipes import DONE, MEGABYTE, hostile, prose

BAD = ("empty", "not_text", "too_complex", "too_large", "bad_metadata")
STOPPED = ("too_slow", "too_much_memory")


@hostile("empty.txt", "empty")
def _() -> bytes:
    return b""


@hostile("empty.pdf", "empty", "wrong_type", "damaged")
def _() -> bytes:
    return b""


@hostile("empty.docx", "empty", "wrong_type", "damaged")
def _() -> bytes:
    return b""


@hostile("program.md", "not_text")
def _() -> bytes:
    return b"MZ\x90\0\3\0\0\0" + random.Random(3).randbytes(50_000)


@hostile("word.txt", "not_text")
def _() -> bytes:
    return docx(body(TEXT * 100))


@hostile("picture.pdf", "wrong_type", "damaged")
def _() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + random.Random(4).randbytes(50_000)


@hostile("archive.pdf", "wrong_type", "damaged")
def _() -> bytes:
    return docx(body(TEXT))


@hostile("pdf.docx", "wrong_type", "damaged")
def _() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 100


@hostile("zeros.txt", "empty", "not_text")
def _() -> bytes:
    return bytes(MEGABYTE)


@hostile("zeros-between.txt", DONE, "not_text")
def _() -> bytes:
    return (prose(2_000).replace(". ", ".\0")).encode()


@hostile("broken-pairs.txt", DONE, "not_text")
def _() -> bytes:
    return b"\xff\xfe" + prose(100).encode("utf-16-le") + b"\0\xd8a\0\0\xdc" + prose(100).encode("utf-16-le") + b"\xd8"


@hostile("surrogates-utf-8.txt", DONE, "not_text")
def _() -> bytes:
    return (prose(100) + "\ud800 \udfff" + prose(100)).encode("utf-8", "surrogatepass")


_YAML = {
    "aliases": "a0: &a0 [x, x]\n"
    + "".join(f"a{n + 1}: &a{n + 1} [{f'*a{n}, ' * 9}*a{n}]\n" for n in range(40))
    + "title: *a40",
    "merge": "a: &a {x: 1}\n" + "".join(f"b{n}: &b{n}\n  <<: [*a, *a]\n" for n in range(300)) + "title: *a",
    "itself": "title: &a [*a]\nsource: &b {title: *a, source: *b}",
    "python": "title: !!python/object/apply:os.system ['touch /tmp/dialogue-hostile']\n",
    "number": f"title: {'9' * 10_000}\ndate: 99999-99-99",
    "nested": "title: " + "[" * 5_000,
    "binary": "title: !!binary aGVsbG8=\npublisher: !!set {a, b}\nevent: .nan\nplace: 2020-01-01",
    "long": "title: " + "x" * 19_000,
    "controls": 'title: "a\\0b\\u202ec\\ud800d"\nevent: "\\x07\\n\\n# x"',
    "keys": "".join(f"? [a, {n}]\n: 1\n" for n in range(500)),
}
for _name, _front in _YAML.items():

    @hostile(f"yaml-{_name}.md", DONE, "bad_metadata")
    def _(front: str = _front) -> bytes:
        return f"---\n{front}\n---\n# Heading\n\n{prose(100)}\n".encode("utf-8", "surrogatepass")


_LETTERS = random.Random(5)
_MANY = 100_000
TEXTS = {
    "sentence-without-end": prose(170_000).replace(".", ""),
    "dots": "." * MEGABYTE,
    "initials": "A. " * 333_333,
    "titles": "Mr. Dr. Prof. e.g. i.e. No. " * 40_000,
    "quotes": "\u201c" * 200_000 + prose(100) + "\u201d" * 200_000,
    "apostrophes": "'\" " * 300_000,
    "brackets": "(" * 300_000 + prose(100) + ")" * 300_000,
    "parentheses": "((a) b) " * 100_000,
    "ellipses": ". . . \u2026 ?! " * 80_000,
    "numbers": "1.2.3.4.5.6.7.8.9." * 60_000,
    "letter-a": "a" * MEGABYTE,
    "random-letters": "".join(_LETTERS.choices(string.ascii_letters + " ", k=MEGABYTE)),
    "random-marks": "".join(_LETTERS.choices(string.printable + "\u2019\u201c\u00b7\u2022\u00a0", k=500_000)),
    "short-lines": "a line\n" * 500_000,
    "empty-lines": "a\n\n\n\n" * 100_000,
    "spaces": "a" + " " * 2 * MEGABYTE + "b",
    "tabs": "a\t" * 200_000,
    "returns": "a line\r" * 200_000,
    "separators": "a\u2028b\u2029c\x85d\x1ce\x0b" * 50_000,
    "form-feeds": "Page of a report.\f" * _MANY,
    "running-headers": "".join(f"THE HARBOUR REPORT\n\n{prose(40)}\n\n{n}\n\f" for n in range(10_000)),
    "page-numbers": "".join(f"{n}\n\n" for n in range(40_000)),
    "hyphens": "repair-\n" * 100_000,
    "capitals": "THE HARBOUR\n" * _MANY,
    "headings": "".join(f"{n}. Chapter of the report\n\n" for n in range(20_000)),
    "bullets": "\u2022 A short point;\n" * 40_000,
    "letters-listed": "(a) point; (b) point; (iv) point\n" * 20_000,
    "footnotes": "".join(f"The council met.{n} \n\n{n} Minutes, p. {n}.\n\n" for n in range(8_000)),
    "addresses": "https://harbour.example/" * 50_000,
    "addresses-broken": "https://harbour.example/a-\nb\n" * 50_000,
    "bidi": "\u202e\u2066abc" * 200_000,
    "tags": "\U000e0041\U000e0042" * 200_000 + prose(100),
    "zero-width": "z\u200b\u200c\u200d\ufeff\u2060" * 200_000,
    "accents": "e" + "\u0301" * 500_000 + " end.",
    "expanding": "\ufdfa " * 300_000,
    "ligatures": "\ufb03\ufb01" * 100_000,
    "soft-hyphens": "re\u00adpair " * 200_000,
    "emoji": "\U0001f6a2 The ship. " * 60_000,
    "speakers": "Ms. Ana Silva (Portugal), moderator: Thank you. " * 15_000,
    "states": "Portugal, Spain, Kenya, Senegal and Switzerland agreed that " * 20_000,
    "colons": "a:b: " * 200_000,
    "one-heading-of-1mb": "# " + "word " * 200_000 + "\n\nText.",
}
for _name, _text in TEXTS.items():

    @hostile(f"{_name}.txt", DONE, *BAD, *STOPPED)
    def _(text: str = _text) -> bytes:
        return text.encode()


MARKDOWN = {
    "nested-quotes": "> " * _MANY + "deep",
    "nested-lists": "".join(f"{' ' * (2 * (n % 500))}- item\n" for n in range(10_000)),
    "nested-brackets": "[" * _MANY + "a" + "](b)" * _MANY,
    "nested-emphasis": "*a **b " * _MANY,
    "nested-images": "![" * _MANY,
    "backticks": "".join("`" * (n % 500 + 1) + " " for n in range(5_000)),
    "fences": "```\ncode\n" * 50_000 + "~~~\n",
    "headings-of-all-levels": "".join(f"{'#' * (n % 8 + 1)} Part {n}\n\nWords of it.\n\n" for n in range(15_000)),
    "underlines": "Heading\n===\n" * 20_000,
    "references": "".join(f"[a{n}]: <b{n}> 'c'\n" for n in range(50_000)) + "[a1][a2]" * 10_000,
    "entities": "&amp;&#0;&#x110000;&nosuch; \\* <b onclick=x>" * 50_000,
    "html": "<div>" * _MANY + "<script>alert(1)</script><!-- ",
    "wide-table": "|" + "a|" * 10_000 + "\n|" + "-|" * 10_000 + "\n" + ("|" + "b|" * 10_000 + "\n") * 20,
    "rules": "---\n" * _MANY,
    "footnotes": "".join(f"Text.[^{n}]\n\n[^{n}]: [^{n}] again.\n\n" for n in range(8_000)),
}
for _name, _text in MARKDOWN.items():

    @hostile(f"{_name}.md", DONE, *BAD, *STOPPED)
    def _(text: str = _text) -> bytes:
        return text.encode()
