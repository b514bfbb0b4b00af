"""Markdown and HTML as models write them, made plain: words stay, marks and addresses go.

An address (a link's, an image's, a bare one) never comes from a model to the screen. Every quantifier is bounded.
"""

from __future__ import annotations

import html
import re

from corpus.lines import INVISIBLE

_ADDRESS = re.compile(
    r"<?\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.|mailto:|javascript:|data:[a-z]{1,20}/)[^\s<>\"”]{0,2000}?(?=[.,;:!?)\]]{0,3}(?:[\s<>\"”]|$))>?"
    r"|\b(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}/[^\s<>\"”)\]]{0,2000}",
    re.I,
)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,80}\])?")
_LINK = re.compile(r"\[(\[?[^\[\]\n]{0,300}\]?)\]\(\s?[^()\s]{0,1000}(?:\s[\"'][^\"'\n]{0,200}[\"'])?\s?\)")
_LINK_REST = re.compile(r"\]\([^()\s]{0,1000}\)?")
_RAISED = re.compile(r"<sup>\s?\[?\^?([0-9]{1,3})\]?\s?</sup>", re.I)
_TAG = re.compile(r"<(?:!--.{0,500}?-->|\|[^|<>\n]{1,40}\||/?[a-z][^<>]{0,300}|![a-z][^<>]{0,300})>", re.I | re.S)
_BREAK = re.compile(r"<(?:br|/?p|/?li|/?div)\s?/?>", re.I)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_MARKS = re.compile(
    r"\*{2,3}|~~|`{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|(?<![\s*])\*(?!\w)|(?<![\w*])\*(?![\s*])"
)
_DELIMITER = re.compile(r"={5}[0-9a-f]{8}")
"""The lines around the passages (``passage_block``), which small models copy."""
_ROW = re.compile(r"\s{0,3}\|\s{0,3}")
_RULE = re.compile(r"[\s|:=_*+~#>-]+")
_SPACES = re.compile(r"\s+")
_STRAY = re.compile(r" (?=[.,](?:\s|$))| \(\s?\)")
"""What an address leaves behind."""
_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBERS = re.compile(r"\[?\^?[0-9][0-9,;\s–-]{0,40}\]?")


def plain(text: str) -> str:
    """A line or sentence without markup, addresses, and marks of emphasis; citation markers stay as they are."""
    text = html.unescape(INVISIBLE.sub("", text)) if "&" in text else text
    text = INVISIBLE.sub("", text)
    text = _RAISED.sub(lambda found: found[1].translate(_FIGURES), text)
    text = _IMAGE.sub("", _ESCAPED.sub(r"\1", text))
    text = _LINK.sub(_linked, text)
    text = _TAG.sub("", _ADDRESS.sub("", _BREAK.sub(" ", _LINK_REST.sub("", text))))
    text = _MARKS.sub("", _DELIMITER.sub("", text))
    if text.lstrip().startswith("|"):
        text = _ROW.sub("; ", text.strip(" |"))
    return "" if _RULE.fullmatch(text) else _STRAY.sub("", _SPACES.sub(" ", text)).strip()


def _linked(found: re.Match[str]) -> str:
    """The words of a link; a number stays a marker."""
    words = found[1].strip()
    return f"[{words.strip('[]')}]" if _NUMBERS.fullmatch(words) else words
