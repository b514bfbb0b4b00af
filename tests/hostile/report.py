"""Reads hostile files in the sandbox and prints what came of each: ``python -m tests.hostile.report [PATTERN ...]``.

Patterns are those of a shell ("*.pdf"); without one, all files. Columns: outcome, seconds, most memory of the child in
MB, what this process grew by in MB at its most so far, name, message.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from corpus.errors import CorpusError
from corpus.sandbox import Sandbox, Usage
from tests.hostile.make_files import Hostile, make
from tests.hostile.recipes import DONE, RECIPES

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the reading of a hostile file ended."""

    hostile: Hostile
    outcome: str
    """"done", or the reason of the error."""
    message: str
    seconds: float
    peak: int
    """Most memory of the child, in bytes."""

    @property
    def as_expected(self) -> bool:
        """Whether the file may end so."""
        return self.outcome in self.hostile.expected


def read(hostile: Hostile, sandbox: Sandbox, usages: list[Usage]) -> Outcome:
    """Read a hostile file; ``usages`` is what the sandbox tells its observer."""
    begun, outcome, message = time.monotonic(), DONE, ""
    try:
        document = sandbox.read(hostile.path, document_id="d", shown_path=hostile.name)
        message = f"{len(document.text):,} characters, {len(document.chunks):,} chunks"
    except CorpusError as problem:
        outcome, message = problem.reason, f"{problem} ({problem.hint})"
    seconds = time.monotonic() - begun
    peak = next((each.peak for each in reversed(usages) if each.path == hostile.path), 0)
    return Outcome(hostile, outcome, message, seconds, peak)


def run(names: Sequence[str]) -> Iterator[tuple[Outcome, int]]:
    """Outcomes, one after the other, with the memory of this process in bytes."""
    usages: list[Usage] = []
    here = psutil.Process()
    with TemporaryDirectory() as folder, Sandbox(workers=1, observe=usages.append) as sandbox:
        for name in names:
            (hostile,) = make(Path(folder), names=[name])
            yield read(hostile, sandbox, usages), here.memory_info().rss
            if hostile.path.is_file():
                hostile.path.unlink()


def main(patterns: Sequence[str]) -> None:
    """Print the table, and a summary."""
    names = [name for name in RECIPES if any(fnmatch(name, pattern) for pattern in patterns or ("*",))]
    before, most, counts, wrong = 0, 0, Counter[str](), 0
    for each, resident in run(names):
        before = before or resident
        most = max(most, resident - before)
        counts[each.outcome] += 1
        wrong += not each.as_expected
        mark = " " if each.as_expected else "!"
        row = f"{each.outcome:<15}{mark} {each.seconds:7.2f} {each.peak // MEGABYTE:6} {most // MEGABYTE:5}  "
        sys.stdout.write(row + f"{ascii(each.hostile.name)[1:-1][:40]:<40}  {each.message[:100]}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{sum(counts.values())} files, {wrong} not as expected: {dict(counts.most_common())}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
