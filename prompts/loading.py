"""Prompts are Markdown files: front matter, then the parts "## system" and "## user" with ``{{placeholders}}``.

Documents' words come in as values of placeholders, filled in one pass: what a value holds is never looked at again, so
braces in it mean nothing. No template language, therefore.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from prompts.errors import BadPrompt, MissingVariable, NoSuchPrompt, UnknownVariable

ROLES = {"system": "system", "user": "human"}
"""Heading of a part -> role of its message, as LangChain names it."""
_FOLDER = Path(__file__).parent
_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
_FRONT = re.compile(r"---\n(?P<front>.*?)\n---\n(?P<body>.*)", re.S)
_PART = re.compile(r"^## (\w+)[ ]*$", re.M)
_PLACEHOLDER = re.compile(r"\{\{([a-z_]+)\}\}")
_KEYS = frozenset({"version", "for", "variables"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt, not yet filled in."""

    name: str
    version: int
    purpose: str
    """What it is for, in one line."""
    parts: tuple[tuple[str, str], ...]
    """(role, text with placeholders), in order: "system", "human"."""
    variables: tuple[str, ...]
    """Names of the placeholders, by first appearance."""

    @property
    def label(self) -> str:
        """Name and version, for records: "answer 1"."""
        return f"{self.name} {self.version}"

    def messages(self, **values: str) -> list[tuple[str, str]]:
        """(role, text) of every part, with each placeholder filled in.

        Raises:
            MissingVariable: a placeholder without a value.
            UnknownVariable: a value without a placeholder.
        """
        if missing := [name for name in self.variables if name not in values]:
            raise MissingVariable(f"the prompt {self.name!r} needs a value for {', '.join(missing)}")
        if unknown := [name for name in values if name not in self.variables]:
            raise UnknownVariable(f"the prompt {self.name!r} has no placeholder {', '.join(unknown)}")
        return [(role, _PLACEHOLDER.sub(lambda found: values[found[1]], text)) for role, text in self.parts]


@lru_cache(maxsize=64)
def load(name: str) -> Prompt:
    """A prompt that is shipped, by the name of its file without ".md".

    Raises:
        NoSuchPrompt: there is none of that name.
        BadPrompt: its file cannot be read as a prompt.
    """
    path = _FOLDER / f"{name}.md"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NoSuchPrompt(f"there is no prompt named {name!r}; there are {', '.join(names())}")
    return read(name, path.read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """Names of all prompts that are shipped, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.md")))


def read(name: str, text: str) -> Prompt:
    """A prompt from the text of its file. Raises ``BadPrompt``."""
    found = _FRONT.fullmatch(text)
    if not found:
        raise BadPrompt(f"the prompt {name!r} has no front matter between two lines of ---")
    front = _front_matter(name, found["front"])
    parts = _parts(name, found["body"])
    variables = tuple(dict.fromkeys(each for _, part in parts for each in _PLACEHOLDER.findall(part)))
    declared = front.get("variables")
    if declared is not None and set(declared) != set(variables):
        raise BadPrompt(f"the prompt {name!r} declares other variables than it has: {', '.join(variables) or 'none'}")
    return Prompt(name, front["version"], front["for"], parts, variables)


def _front_matter(name: str, text: str) -> dict[str, Any]:
    try:
        front = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise BadPrompt(f"the front matter of the prompt {name!r} is no YAML") from problem
    if not isinstance(front, dict) or not {"version", "for"} <= set(front) <= _KEYS:
        raise BadPrompt(f"the front matter of the prompt {name!r} needs version and for, and may have variables")
    if type(front["version"]) is not int or not isinstance(front["for"], str):
        raise BadPrompt(f"the prompt {name!r} needs a whole number as version and one line of text as for")
    if not isinstance(front.get("variables", []), list):
        raise BadPrompt(f"the variables of the prompt {name!r} are no list")
    return front


def _parts(name: str, body: str) -> tuple[tuple[str, str], ...]:
    before, *pieces = _PART.split(body)
    headings, texts = pieces[::2], [text.strip() for text in pieces[1::2]]
    if before.strip() or headings != list(ROLES) or not all(texts):
        raise BadPrompt(f"the prompt {name!r} needs the parts ## system and ## user, in this order, and nothing else")
    return tuple((ROLES[heading], text) for heading, text in zip(headings, texts, strict=True))
