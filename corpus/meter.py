"""How much memory a process takes, file by file."""

from __future__ import annotations

import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

_RESET_PEAK = b"5"
"""Written to ``clear_refs``, makes the kernel forget the peak."""


class Meter:
    """Memory in bytes; made before the process gives up writing, which setting the peak back counts as."""

    def __init__(self) -> None:
        self._refs: int | None = None
        with suppress(OSError):
            self._refs = os.open("/proc/self/clear_refs", os.O_WRONLY | os.O_CLOEXEC)

    def reset(self) -> None:
        """Measure the peak from here on."""
        if self._refs is not None:
            with suppress(OSError):
                os.write(self._refs, _RESET_PEAK)

    def resident(self) -> int:
        """Memory in use now; where the system does not tell, the peak."""
        return _status("self", "VmRSS:") or _most()

    def peak(self) -> int:
        """The most since ``reset``; where the system does not tell, since the start."""
        return peak_memory("self") or _most()


def peak_memory(process: int | str) -> int:
    """Most memory of a process since its start, or since it reset that, in bytes; 0 where that is not known."""
    return _status(process, "VmHWM:")


def _status(process: int | str, field: str) -> int:
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith(field):
                return int(line.split()[1]) * 1024
    return 0


def _most() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
