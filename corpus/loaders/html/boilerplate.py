"""What of a web page is no part of its text: navigation, banners, forms, what is hidden.

Losing a paragraph is worse than keeping a menu: what is told by its name alone must also be short or all links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from corpus.loaders.html.parsing import words_of

SILENT = frozenset(
    "script style template noscript iframe object embed svg canvas audio video head map datalist".split()
)
"""Elements without text for readers."""
_CONTROLS = frozenset("nav button select textarea input dialog".split())
_ROLES = frozenset("navigation search banner contentinfo alertdialog dialog menu menubar toolbar doc-toc".split())
_OUTSIDE = frozenset("header footer aside".split())
"""Boilerplate unless they are part of an article."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SECTIONING = frozenset("main article section".split())
_ANYWHERE = frozenset(
    """nav navbar navigation consent gdpr share sharing social socialshare sociallinks socialmedia sharebuttons subscribe
    skip skiplink skiplinks skiptocontent pager pagination""".split()
)
"""Classes, without hyphens, of what is boilerplate even inside an article."""
_AROUND_IT = frozenset(
    """menu footer foot banner sidebar related relatedposts relatedlinks relatedarticles advert advertisement ads promo
    toolbar masthead topbar""".split()
)
_STARTS = ("cookie", "breadcrumb", "newsletter")
_ENDS_AROUND = ("menu", "footer", "sidebar", "navbar")
_CONTENTS = frozenset({"toc", "tableofcontents", "doc-toc"})
_UNSEEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.I)
_FEW, _LINKED = 100, 0.5
"""Words of an element that may be dropped by its name; or share of its words that are links."""
_MOST_CHECKS, _MOST_NODES = 5_000, 1_000


@dataclass(slots=True)
class Filter:
    """Tells what is dropped, and as what."""

    main: _Element | None = None
    """The element that holds the text, where the page says which it is."""
    around: set[_Element] = field(default_factory=set)
    """Those around it."""
    wants_heading: bool = False
    """There is no first heading inside ``main``: the one outside it belongs to the text."""
    title: set[_Element] = field(default_factory=set)
    """The first heading of the page, and the elements around it."""
    inside: int = 0
    """How many sectioning elements are open."""
    _checks: int = 0

    def reason(self, element: _Element) -> str | None:
        """The kind of removal for an element that is dropped, or ``None``."""
        tag = str(element.tag)
        if self.is_outside and element is not self.main and element not in self.around:
            return None if self.wants_heading and element in self.title else "boilerplate"
        if tag in {"body", "html", "main"}:
            return None
        if _is_contents(element):
            return "outline"
        if tag in _CONTROLS or _is_hidden(element) or _ROLES & set((element.get("role") or "").lower().split()):
            return "boilerplate"
        if tag in _OUTSIDE and not self.inside:
            return None if tag == "header" and element in self.title else "boilerplate"
        if tag == "form" and element not in self.title and not _holds_text(element):
            return "boilerplate"
        return "boilerplate" if self._is_named(element) else None

    def _is_named(self, element: _Element) -> bool:
        if element in self.title or element.tag in _HEADINGS or self._checks >= _MOST_CHECKS:
            return False
        names = _names(element)
        if not any(_is_boilerplate(name, inside=bool(self.inside)) for name in names):
            return False
        self._checks += 1
        words = words_of(element, _FEW)
        return len(words) < _FEW or _linked_words(element) > _LINKED * len(words)

    @property
    def is_outside(self) -> bool:
        """Whether what is read now stands outside the main element."""
        return self.main is not None and not self.inside

    def opened(self, element: _Element) -> None:
        """An element that is not dropped begins."""
        self.inside += self._counts(element, self.inside)

    def closed(self, element: _Element) -> None:
        """An element that was opened ends."""
        self.inside -= self._counts(element, self.inside - 1)

    def _counts(self, element: _Element, before: int) -> bool:
        if self.main is None:
            return element.tag in _SECTIONING
        if before == 0:
            return element is self.main or (self.wants_heading and element.tag == "h1" and element in self.title)
        return element.tag in _SECTIONING or element.tag == "h1"


def filter_of(body: _Element) -> Filter:
    """The filter of a page: by its main element, where that holds most of its text."""
    main = _main(body)
    first = next(body.iter("h1"), None)
    title = set() if first is None else {first, *first.iterancestors()}
    if main is None:
        return Filter(title=title)
    return Filter(main, set(main.iterancestors()), next(main.iter("h1"), None) is None, title)


def _main(body: _Element) -> _Element | None:
    marked = [each for each in body.iter() if each.tag == "main" or each.get("role") == "main"][:5]
    articles = [each for each in body.iter("article") if next(each.iterancestors("article"), None) is None][:2]
    candidates = marked or (articles if len(articles) == 1 else [])
    sizes = {each: _size(each) for each in candidates if not _is_hidden(each)}
    if not sizes:
        return None
    best = max(sizes, key=lambda each: sizes[each])
    return best if sizes[best] >= 0.5 * _size(body) else None


def _size(element: _Element) -> int:
    """Characters of an element that could be text."""
    total = 0
    walk = etree.iterwalk(element, events=("start",))
    for _, each in walk:
        total += len((each.tail or "").strip())
        if each is not element and (each.tag in SILENT or each.tag in _CONTROLS or each.tag in _OUTSIDE):
            walk.skip_subtree()
        else:
            total += len((each.text or "").strip())
    return total


def _is_contents(element: _Element) -> bool:
    names = {(element.get(name) or "").replace("-", "").replace("_", "").lower() for name in ("id", "class", "role")}
    return bool(names & _CONTENTS)


def _is_hidden(element: _Element) -> bool:
    if element.get("hidden") is not None or _UNSEEN.search(element.get("style") or ""):
        return True
    return element.get("aria-hidden") == "true" and len(words_of(element, 10)) < 10


def _names(element: _Element) -> list[str]:
    """The classes and the id of an element without hyphens; generated ids name what a section is about, not its role."""
    named = [*(element.get("class") or "")[:200].split(), (element.get("id") or "")[:40]]
    return [name.replace("-", "").replace("_", "").lower() for name in named if name]


def _is_boilerplate(name: str, *, inside: bool) -> bool:
    if name in _ANYWHERE or name.startswith(_STARTS):
        return True
    return not inside and (name in _AROUND_IT or name.endswith(_ENDS_AROUND))


def _holds_text(form: _Element) -> bool:
    """Whether a form is a whole page, as some servers make them."""
    inside = islice(form.iter(), _MOST_NODES)
    return any(each.tag in {"p", "li", "td"} and len(words_of(each, 20)) >= 20 for each in inside)


def _linked_words(element: _Element) -> int:
    """How many words of an element are links, up to as many as matter."""
    links = (each for each in islice(element.iter(), _MOST_NODES) if each.tag == "a")
    return sum(len(words_of(link, _FEW)) for link in links)
