"""Originals as Markdown, and as plain text with pages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tests.golden.original import Block, Original, lists

_WIDTH, _LINES = 76, 44


def markdown(original: Original) -> str:
    """With front matter, lists, a table."""
    front = f'---\ntitle: "{original.title}"\nlanguage: {original.language}\nkind: report\n---\n'
    groups = lists(original.blocks)
    return front + "".join(
        f"\n{chr(10).join(map(_item, group)) if isinstance(group, list) else _marked(group)}\n" for group in groups
    )


def _item(block: Block) -> str:
    mark = f"{block.number}." if block.number else "-"
    return f"{'   ' * (block.level - 1)}{mark} {block.text}"


def _marked(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {block.text}"
    if block.kind == "table":
        head, *rows = ("| " + " | ".join(row) + " |" for row in block.rows)
        return "\n".join([head, "|---" * len(block.rows[0]) + "|", *rows])
    return block.text


def paged(original: Original, header: str) -> str:
    """Plain text in lines of a fixed width, with a header, a page number and a form feed on every page."""
    lines = list(_wrapped(original))
    pages = [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]
    return "\f".join(
        f"{header}\n\n{chr(10).join(page)}\n\n{number:>{_WIDTH // 2}}\n" for number, page in enumerate(pages, 1)
    )


def _wrapped(original: Original) -> Iterator[str]:
    for group in lists(original.blocks):
        for block in group if isinstance(group, list) else [group]:
            lead = f"{block.mark} " if block.kind == "item" else ""
            yield from textwrap.wrap(
                lead + block.text, _WIDTH, subsequent_indent=" " * len(lead), break_on_hyphens=False
            )
        yield ""
