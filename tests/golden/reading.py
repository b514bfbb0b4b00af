"""The originals: our starter corpus and the texts beside this file, read from their simple Markdown."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from tests.golden.original import Block, Note, Original

TEXTS = Path(__file__).parent / "texts"
STARTER = Path(__file__).parents[2] / "corpus" / "documents"
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_DEFINITION = re.compile(r"^\[\^(\d+)\]: (.*)$", re.M)
_MARK = re.compile(r"\[\^(\d+)\]")
_ITEM = re.compile(r"(?P<indent> *)(?P<mark>-|\d+\.) (?P<text>.*)")
_HEADING = re.compile(r"(#+) (.*)")
_NARROW = re.compile(r"(?<=«) | (?=[»:;?!%])|(?<=\d) (?=\d{3}\b)")


@cache
def original(name: str) -> Original:
    """A text by the name of its file, without the ending."""
    path = next(folder / f"{name}.md" for folder in (TEXTS, STARTER) if (folder / f"{name}.md").exists())
    return parsed(path.read_text(encoding="utf-8"))


def parsed(markdown: str) -> Original:
    """A text in the Markdown of these folders: front matter, headings, paragraphs on one line, lists, tables, notes."""
    front = _FRONT.match(markdown)
    about = yaml.safe_load(front[1]) if front else {}
    language = str(about.get("language", "en"))
    body = markdown[front.end() :] if front else markdown
    if language != "en":
        body = _NARROW.sub("\u00a0", body)
    notes = dict(_DEFINITION.findall(body))
    blocks: list[Block] = []
    for line in _DEFINITION.sub("", body).splitlines():
        _take(line.rstrip(), blocks, notes)
    return Original(str(about.get("title", blocks[0].text)), language, tuple(blocks))


def _take(line: str, blocks: list[Block], notes: dict[str, str]) -> None:
    """Read one line."""
    if not line:
        return
    heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
    if line.startswith("|"):
        _row(line, blocks)
    elif heading:
        blocks.append(Block("heading", heading[2], level=len(heading[1])))
    elif item:
        number = int(item["mark"][:-1]) if item["mark"] != "-" else 0
        depth = 2 if item["indent"] else 1
        blocks.append(Block("item", item["text"], level=depth, number=number))
    else:
        blocks.append(_noted(line, notes))


def _row(line: str, blocks: list[Block]) -> None:
    """Add a row to the table before it, or start one."""
    cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
    if blocks[-1].kind != "table":
        blocks.append(Block("table", rows=(cells,)))
    elif not set("".join(cells)) <= set("-:"):
        blocks[-1] = Block("table", rows=(*blocks[-1].rows, cells))


def _noted(line: str, notes: dict[str, str]) -> Block:
    """A paragraph, its footnote marks taken out."""
    found: list[Note] = []
    text = ""
    for index, piece in enumerate(_MARK.split(line)):
        if index % 2:
            found.append(Note(len(text), notes[piece]))
        else:
            text += piece
    return Block("paragraph", text, notes=tuple(found))
