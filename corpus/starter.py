"""The starter corpus: briefing digests that come with the program."""

from __future__ import annotations

from pathlib import Path

ROOT = "starter"
"""The root key of its document ids: the same on every machine."""


def starter_folder() -> Path:
    """The folder of the digests."""
    return Path(__file__).parent / "documents"
