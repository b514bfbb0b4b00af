"""The ways in which a text can be read: plainly, and without what hides words from a search for them.

Zero-width and tag characters, look-alike letters of other alphabets, letters set apart, digits for letters, markup inside
words, character references, base64, hexadecimal and reversed text.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator

_LIKE = (
    "аa вb еe ёe зe кk мm нh оo рp сc тt уy хx ѕs іi јj ԛq ԝw ԁd һh ӏl ɡg ɑa αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw ıi"
    " ʟl ɴn ʀr ꜱs ᴀa ʙb ᴄc ᴅd ᴇe ɢg ʜh ɪi ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ʏy ᴢz"
)
_LOOK_ALIKES = str.maketrans({pair[0]: pair[1] for pair in _LIKE.split()})
_DIGITS = str.maketrans("013457@$|!", "oieastasli")
_QUOTES = dict(zip("’‘‛´“”„«»‹›‐‑‒–—−", '\'\'\'\'"""""""------', strict=True))
_UNSEEN = frozenset({"Cf", "Cc", "Co", "Cn", "Cs", "Mn", "Me"})
_TAGS = 0xE0000
_FLAG = "\U0001f3f4"
"""Tag characters after a black flag are the flag of a region."""
_MIXED = re.compile(r"[a-z][013457@$|!]{1,2}[a-z]")
_SINGLE = re.compile(r"[\s._*|/-][a-z][\s._*|/-]{1,3}[a-z][\s._*|/-]{1,3}[a-z][\s._*|/-]")
_APART = re.compile(r"(?<!\w)[^\W\d_](?:[\s._*|/-]{1,3}[^\W\d_](?!\w)){4,200}")
_WIDE = re.compile(r"\s{2,}|\s?[*|/]\s?|(?<=[._-]\w)\s(?=\w[._-])")
_BREAKS = "*_~^|\\·"
_KNOWN = re.compile(
    "previous|instructions?|disregard|assistant|override|respond|passage|answer|ignore|forget|repeat|system|prompts?|reply|rules"
    "|prior|above|words?|every|always|never|only|with|your|must|tell|user|cite|this|that|what|all|any|the|you|are|now|say|and|not"
    "|as|in|no|to"
)
"""Words that letters set apart evenly may spell: where they end, nothing else tells."""
_INSIDE = re.compile(r"(?<=\w)[*_~^|\\·]{1,3}(?=\w)")
_MARKUP = re.compile(r"<[^<>\n]{1,200}>")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{20,4000}={0,2}")
_HEX = re.compile(r"(?:\\x|%)[0-9a-fA-F]{2}(?:(?:\\x|%)?[0-9a-fA-F]{2}){7,2000}|[0-9a-fA-F]{24,4000}")
_BACKWARDS = ("snoitcurtsni", "tpmorp", "tnatsissa", "erongi", "ledom egaugnal", "drager")
_CLAUSE = re.compile(r"[.!?\n]")
_OTHERS = re.compile(r"[^\x00-\x7f]")


def readings(text: str) -> Iterator[str]:
    """The text in plain lower case letters, then as it reads without each disguise that it may wear."""
    plain = folded(text)
    yield plain
    if not text.isascii():
        alike = plain.translate(_LOOK_ALIKES)
        if alike != plain:
            yield alike
            plain = alike
        if hidden := _tagged(text):
            yield hidden
    if _MIXED.search(plain):
        yield plain.translate(_DIGITS)
    if _SINGLE.search(f" {plain} ") and _APART.search(plain):
        yield _APART.sub(_together, plain)
        yield _APART.sub(lambda found: _KNOWN.sub(r" \g<0> ", re.sub(r"\W|_", "", found.group())), plain)
    if any(each in plain for each in _BREAKS) and _INSIDE.search(plain):
        yield _INSIDE.sub("", plain)
    if "<" in plain and _MARKUP.search(plain):
        yield _MARKUP.sub("", plain)
    if "&" in text and (unescaped := html.unescape(text)) != text:
        yield folded(unescaped)
    if any(each in plain for each in _BACKWARDS):
        yield "\n".join(part[::-1] for part in _CLAUSE.split(plain))
    yield from _decoded(text)


def folded(text: str) -> str:
    """Lower case without accents, invisible characters and typographic quotation marks; line breaks stay."""
    if not text.isascii():
        text = _OTHERS.sub(_seen, unicodedata.normalize("NFKD", text))
    return text.lower().replace("n't", " not")


def _seen(found: re.Match[str]) -> str:
    character = found.group()
    if unicodedata.category(character) in _UNSEEN:
        return ""
    return _QUOTES.get(character, character)


def _together(found: re.Match[str]) -> str:
    """Letters set apart as words: what parts the words is wider than what parts the letters."""
    words = _WIDE.split(found.group())
    return " ".join(re.sub(r"\W|_", "", word) for word in words)


def _tagged(text: str) -> str:
    """What tag characters spell, beside the flags of regions."""
    if not any(_TAGS < ord(each) < _TAGS + 128 for each in text):
        return ""
    spelt, flag = [], False
    for each in text:
        code = ord(each) - _TAGS
        if 0 < code < 128:
            spelt.append("" if flag else chr(code))
        else:
            flag = each == _FLAG
    return "".join(spelt).lower()


def _decoded(text: str) -> Iterator[str]:
    """What base64 and hexadecimal digits in a text say, where they say something."""
    for found in _BASE64.finditer(text):
        word = found.group().rstrip("=").replace("-", "+").replace("_", "/")
        try:
            yield from _said(base64.b64decode(word + "=" * (-len(word) % 4), validate=True))
        except binascii.Error:
            continue
    for found in _HEX.finditer(text):
        digits = re.sub(r"\\x|%|0x|\s", "", found.group())
        yield from _said(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _said(data: bytes) -> Iterator[str]:
    words = data.decode("ascii", errors="replace")
    if " " in words and sum(each.isalpha() or each.isspace() for each in words) > 0.8 * len(words):
        yield folded(words)
