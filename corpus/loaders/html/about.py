"""What a web page says of itself: title, language, date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml.etree import _Element

from corpus.language import agreed_language
from corpus.loaders.html.parsing import words_of
from corpus.titles import meant_title

_DATES = (
    "article:published_time", "citation_publication_date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date",
    "datepublished", "date", "publish-date", "pubdate", "og:published_time",
)  # fmt: skip
"""Names of <meta>, the most trusted first."""
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])|(\d{4})/(\d{2})/(\d{2})(?!\d)")
_PARTS = re.compile(r"\s+(?:[|•»·]|::|[-–—])\s+")
_CLEAR_PARTS = re.compile(r"\s+(?:[|•»]|::)\s+")
_WORDS = 60


def about(root: _Element, text: str, *, file_name: str) -> dict[str, str]:
    """The fields "title", "language" and "date", where they are known. ``text`` is that of the page."""
    metas = {name.lower(): content for name, content in _metas(root)}
    found = {
        "title": _title(root, metas, file_name),
        "language": agreed_language(_declared(root, metas), text[:50_000]),
        "date": _date(root, metas),
    }
    return {name: value for name, value in found.items() if value}


def _metas(root: _Element) -> Iterator[tuple[str, str]]:
    for each in reversed(list(root.iter("meta"))[:500]):
        name = each.get("property") or each.get("name") or each.get("itemprop")
        content = (each.get("content") or "").strip()
        if name and content:
            yield name, content


def _title(root: _Element, metas: dict[str, str], file_name: str) -> str | None:
    heading = " ".join(words_of(first, _WORDS)) if (first := next(root.iter("h1"), None)) is not None else ""
    element = next(root.iter("title"), None)
    named = " ".join(words_of(element, _WORDS)) if element is not None else ""
    for whole in (metas.get("og:title", ""), named):
        title = meant_title(_without_site(whole, heading, metas.get("og:site_name", "")), file_name=file_name)
        if title:
            return title
    return None


def _without_site(title: str, heading: str, site: str) -> str:
    """A title without the name of the site at one of its ends."""
    title = " ".join(title.split())
    parts = _PARTS.split(title)
    if len(parts) == 1:
        return title
    if heading and heading.casefold() in title.casefold():
        return heading
    for at in (-1, 0):
        if site and parts[at].casefold() == site.casefold():
            return title[: -len(parts[-1])].rstrip(" |•»·:–—-") if at else title[len(parts[0]) :].lstrip(" |•»·:–—-")
    clear = _CLEAR_PARTS.split(title)
    return max(clear, key=len) if len(clear) > 1 else title


def _declared(root: _Element, metas: dict[str, str]) -> str | None:
    body = next(root.iter("body"), None)
    places = (root, body if body is not None else root)
    marked = [each.get("lang") or each.get("{http://www.w3.org/XML/1998/namespace}lang") for each in places]
    return next((name for name in (*marked, metas.get("content-language"), metas.get("dc.language")) if name), None)


def _date(root: _Element, metas: dict[str, str]) -> str | None:
    """The day or month it was published."""
    for name in _DATES:
        if found := _iso(metas.get(name, "")):
            return found
    times = list(root.iter("time"))[:50]
    marked = [each for each in times if each.get("pubdate") is not None or each.get("itemprop") == "datePublished"]
    chosen = marked or (times if len(times) == 1 else [])
    return _iso(chosen[0].get("datetime") or "") if chosen else None


def _iso(text: str) -> str | None:
    found = _ISO.match(text.strip())
    if not found:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]
