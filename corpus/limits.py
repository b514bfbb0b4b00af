"""How much of the machine one file may take, and for how long it may go on.

A time limit has to let a scan of 800 pages through (an hour of recognising) and still end a file that hangs. So a file
has a basic allowance, and earns more with its size and with every page that was really read: what stops making progress
is ended after minutes, what goes on is not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

MEBIBYTE = 2**20
OUT_OF_MEMORY = 77
"""Exit code of a process that could not even say that its memory was used up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of the process that reads a file. Sizes in bytes, times in seconds."""

    memory: int = 1_500 * MEBIBYTE
    """Address space of the process, and of each program it starts. Where the system does not enforce it (macOS), only
    time limits what a file takes."""
    cpu: float = 120
    """Processor time for one file ..."""
    cpu_per_megabyte: float = 3
    """... and for each MB of it (plain text takes 1.8 s/MB on the machine it was measured on) ..."""
    cpu_per_page: float = 0.5
    """... and for each page read. Programs it starts (tesseract) have their own."""
    wall: float = 180
    """Time without a page read, and the time for a whole file without pages ..."""
    wall_per_megabyte: float = 6
    """... longer by this for each MB ..."""
    wall_per_page: float = 0.1
    """... and by this for each page read: what comes after the last page takes its time too."""
    pace: float = 10
    """Time that each page read adds to what the whole file may take; recognising a page takes 2 to 6 s."""
    longest: float = 4 * 3600
    """Time for a whole file, however many pages it has."""
    view: float = 30
    """Time, and processor time, for the picture of one page; somebody waits for it."""
    written: int = 256 * MEBIBYTE
    """Size of a file the process may write: the picture of a page, for tesseract."""
    open_files: int = 256
    files: int = 500
    """Files that one process reads before a fresh one takes over."""
    resident: int = 400 * MEBIBYTE
    """Memory a process may keep between files; with more, a fresh one takes over."""

    def processor_time(self, size: int, pages: int) -> float:
        """Seconds of processor time for a file of ``size`` bytes, of which ``pages`` were read."""
        return self.cpu + self.cpu_per_megabyte * size / MEBIBYTE + self.cpu_per_page * pages

    def silence(self, size: int, pages: int) -> float:
        """Seconds that may go by without another page read."""
        return self.wall + self.wall_per_megabyte * size / MEBIBYTE + self.wall_per_page * pages

    def for_views(self) -> Limits:
        """The same, with the time for the picture of a page."""
        return replace(self, cpu=self.view, wall=self.view)

    def whole(self, size: int, pages: int) -> float:
        """Seconds for the whole file."""
        return min(self.longest, self.silence(size, 0) + self.pace * pages)


class Patience:
    """Until when a file is waited for. ``now`` is in seconds of any clock that only goes forward."""

    def __init__(self, limits: Limits, size: int, now: float) -> None:
        """``size`` of the file is in bytes."""
        self._limits, self._size = limits, size
        self._begun = self._heard = now
        self._pages = 0

    def report(self, pages: int, now: float) -> None:
        """So many pages were read; only more than before are progress."""
        if pages > self._pages:
            self._pages, self._heard = pages, now

    @property
    def deadline(self) -> float:
        """When patience ends."""
        return min(
            self._heard + self._limits.silence(self._size, self._pages),
            self._begun + self._limits.whole(self._size, self._pages),
        )
