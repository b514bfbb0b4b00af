"""LibreOffice as a converter: many files in one call, in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_SECONDS = 120


def soffice() -> str | None:
    """The program, or ``None`` where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(paths: list[Path], target: str, folder: Path, *, profile: Path) -> None:
    """Convert files to a format ("pdf", "docx", "html") into a folder. Raises ``RuntimeError`` when one is missing."""
    program = soffice()
    if program is None:
        raise RuntimeError("LibreOffice is not installed")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target]
    done = subprocess.run(
        [*command, "--outdir", str(folder), *map(str, paths)],
        capture_output=True,
        timeout=_SECONDS,
        check=False,
        text=True,
    )
    ending = target.split(":", maxsplit=1)[0]
    missing = [path.name for path in paths if not (folder / f"{path.stem}.{ending}").exists()]
    if missing:
        raise RuntimeError(f"LibreOffice did not convert {', '.join(missing)}: {done.stderr[-500:]}")
