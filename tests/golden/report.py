"""``python -m tests.golden.report [WORD ...]``: the figures of the golden files whose names hold one of the words.

Files and a list of what is wrong in each go to the folder named in the last line.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.golden.catalogue import Golden
from tests.golden.figures import Figures, measure
from tests.golden.making import golden_files, make

_SHOWN = 10
_KINDS = ("text:", "page:", "heading", "not in one", "leaked", "removal")
_HEAD = f"{'file':28}{'text %':>8}{'pages %':>9}{'heads %':>9}{'extra %':>9}{'whole %':>9}{'removals':>9}{'leaks':>7}{'s':>6}"


def main(words: list[str]) -> None:
    """Print the table."""
    files = [golden for golden in golden_files() if not words or any(word in golden.name for word in words)]
    folder = Path(tempfile.mkdtemp(prefix="golden-"))
    make(files, folder)
    say(_HEAD)
    for golden in files:
        start = time.perf_counter()
        try:
            figures = measure(golden, folder)
        except Exception as problem:  # noqa: BLE001 a loader that breaks down is a line of the table
            say(f"{golden.name:28} {type(problem).__name__}: {problem}")
            continue
        say(f"{golden.name:28}{_row(figures)}{time.perf_counter() - start:6.1f}")
        _write(golden, figures, folder)
    say(f"files, and what is wrong in each: {folder}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _row(figures: Figures) -> str:
    pages = "-" if figures.pages is None else f"{100 * figures.pages:.1f}"
    return (
        f"{100 * figures.text:8.2f}{pages:>9}{100 * figures.headings:9.1f}{100 * figures.extra:9.1f}"
        f"{100 * figures.whole:9.1f}{figures.bad_removals:9}{figures.leaks:7}"
    )


def _write(golden: Golden, figures: Figures, folder: Path) -> None:
    """The first problems of each kind, beside the file; and the text that was expected."""
    shown = [line for kind in _KINDS for line in _of_kind(figures.problems, kind)]
    if shown:
        (folder / f"{golden.name}.problems.txt").write_text("\n".join(shown) + "\n", encoding="utf-8")
    (folder / f"{golden.name}.expected.txt").write_text(golden.original.text + "\n", encoding="utf-8")


def _of_kind(problems: tuple[str, ...], kind: str) -> list[str]:
    return [line for line in problems if line.startswith(kind)][:_SHOWN]


if __name__ == "__main__":
    main(sys.argv[1:])
