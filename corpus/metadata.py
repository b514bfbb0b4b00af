"""What is known of a document besides its text: front matter, or a ``manifest.yaml`` beside the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import Any

import yaml

from corpus.errors import BadMetadata
from corpus.types import Metadata

MANIFEST = "manifest.yaml"
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)(?:\r?\n)---[ \t]*(?:\r?\n|\Z)", re.S)
_KNOWN = frozenset(field.name for field in fields(Metadata))
_LONGEST_FRONT = 20_000
_LARGEST_MANIFEST = 1_000_000
"""Bytes: it is read outside of the sandbox too."""


class _Loader(yaml.SafeLoader):
    """Plain data without aliases: with them a few lines stand for more than any memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "an alias", self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


def split_front_matter(raw: str) -> tuple[dict[str, Any], int]:
    """The front matter of a file, and where the text after it starts; ``({}, 0)`` where there is none.

    Raises:
        BadMetadata: it is not valid YAML.
    """
    found = _FRONT.match(raw, 0, min(len(raw), _LONGEST_FRONT))
    if found is None:
        return {}, 0
    data = _parsed(found["yaml"], "the front matter")
    return (data, found.end()) if isinstance(data, dict) else ({}, 0)


def manifest_entry(path: Path) -> dict[str, Any]:
    """What a ``manifest.yaml`` beside a file says of it; empty where it says nothing.

    Raises:
        BadMetadata: the manifest is not valid YAML, or not what a manifest is.
    """
    manifest = path.parent / MANIFEST
    try:
        stat = manifest.stat()
    except OSError:
        return {}
    if not S_ISREG(stat.st_mode) or stat.st_size > _LARGEST_MANIFEST:
        raise BadMetadata(f"{MANIFEST} is no regular file, or larger than {_LARGEST_MANIFEST:,} bytes")
    return dict(_manifest(manifest, stat.st_mtime_ns, stat.st_size).get(path.name, {}))


@lru_cache(maxsize=8)
def _manifest(path: Path, changed: int, size: int) -> dict[str, dict[str, Any]]:
    del changed, size  # part of the cache's key
    try:
        data = _parsed(path.read_text(encoding="utf-8-sig"), MANIFEST)
    except (OSError, UnicodeDecodeError) as problem:
        raise BadMetadata(f"{MANIFEST} cannot be read") from problem
    entries = data if isinstance(data, list) else []
    return {str(entry["file"]): _named(entry) for entry in entries if isinstance(entry, dict) and "file" in entry}


def _named(value: Any) -> Any:
    """Data with nothing but strings for keys."""
    if isinstance(value, dict):
        return {str(key): _named(each) for key, each in value.items()}
    return [_named(each) for each in value] if isinstance(value, list) else value


def _parsed(text: str, what: str) -> Any:
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as problem:
        where = getattr(problem, "problem_mark", None)
        line = f" (line {where.line + 1})" if where else ""
        raise BadMetadata(f"{what} is not valid YAML{line}") from problem


def as_metadata(*sources: Mapping[str, Any]) -> tuple[str | None, Metadata]:
    """Title and metadata from mappings, the first that knows a key winning; unknown keys are let be."""
    merged: dict[str, str] = {}
    for source in sources:
        flat = dict(source)
        nested = flat.pop("source", None)
        if isinstance(nested, Mapping):
            flat |= {f"source_{key}": value for key, value in nested.items()}
        for key, value in flat.items():
            if (key in _KNOWN or key == "title") and _is_plain(value):
                merged.setdefault(key, _as_text(value))
    title = merged.pop("title", None)
    return title, Metadata(**merged)


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | date) and not isinstance(value, bool) and str(value).strip() != ""


def _as_text(value: str | float | date) -> str:
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())
