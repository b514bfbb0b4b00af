"""Originals as HTML pages, with what surrounds an article on the web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from tests.golden.original import Block, Original, lists, nested


@dataclass(frozen=True, slots=True)
class Page:
    """What stands around the article; each of it is boilerplate."""

    banner: str = ""
    menu: tuple[str, ...] = ()
    aside: str = ""
    foot: str = ""
    semantic: bool = True
    """With article, nav, aside and footer; otherwise all is made of div elements."""


def html(original: Original, page: Page) -> str:
    """The page as text."""
    content = "\n".join(_blocks(original))
    main = f"<main><article>{content}</article></main>" if page.semantic else f'<div id="content">{content}</div>'
    before = _part(page, "div", "cookie-banner", _banner(page.banner)) + _part(page, "nav", "menu", _menu(page.menu))
    after = _part(page, "aside", "sidebar", _paragraph(page.aside)) + _part(
        page, "footer", "foot", _paragraph(page.foot)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{original.language}"><head><meta charset="utf-8">'
        f"<title>{escape(original.title)}</title><style>body {{ font: 16px serif }}</style>"
        f"<script>window.visits = 1;</script></head>\n<body>{before}{main}{after}</body></html>\n"
    )


def _part(page: Page, tag: str, name: str, content: str) -> str:
    if not content:
        return ""
    return f'<{tag} class="{name}">{content}</{tag}>' if page.semantic else f'<div class="{name}">{content}</div>'


def _banner(text: str) -> str:
    return f"<p>{escape(text)}</p><button>Accept</button>" if text else ""


def _menu(entries: tuple[str, ...]) -> str:
    links = "".join(f'<li><a href="#">{escape(entry)}</a></li>' for entry in entries)
    return f"<ul>{links}</ul>" if links else ""


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _blocks(original: Original) -> Iterator[str]:
    for at, group in enumerate(lists(original.blocks)):
        if isinstance(group, list):
            yield _list(group)
        elif group.kind == "table":
            yield _table(group)
        elif group.kind == "heading":
            yield f"<h{group.level}>{escape(group.text)}</h{group.level}>"
        else:
            yield f"<p>{_inline(group.text, linked=at % 3 == 0)}</p>"


def _inline(text: str, *, linked: bool) -> str:
    """Every third paragraph has a link and an emphasized word, and is broken over two lines of the file."""
    words = text.split(" ")
    if not linked or len(words) < 8:
        return escape(text)
    parts = [escape(word) for word in words]
    parts[2], parts[4] = f"<em>{parts[2]}</em>", f'<a href="https://example.org/page">{parts[4]}</a>'
    return " ".join(parts[:6]) + "\n  " + " ".join(parts[6:])


def _list(items: list[Block]) -> str:
    tag = "ol" if items[0].number else "ul"
    form = ' type="a"' if items[0].number and items[0].level == 2 else ""
    entries = "".join(f"<li>{escape(item.text)}{_list(inner) if inner else ''}</li>" for item, inner in nested(items))
    return f"<{tag}{form}>{entries}</{tag}>"


def _table(block: Block) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in block.rows[0])
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
