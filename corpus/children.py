"""A child process that reads files, as its parent sees it: started, asked, waited for with patience, ended."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.answers import ANSWERS, PROGRESS
from corpus.extraction import Progress
from corpus.limits import Limits, Patience
from corpus.meter import peak_memory
from corpus.wire import Frame, Malformed, encoded, received, whole

WORKER = "corpus.worker"
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "PYTHONHOME", "TESSDATA_PREFIX")
_KEPT_PREFIX = "DIALOGUE_OCR"
_ROOT = str(Path(__file__).resolve().parent.parent)
_PAGES = 10_000_000
_LOOK_EVERY = 0.05
"""Seconds between two looks at the memory of a child: one that dies cannot be asked any more, and what the system keeps
of it (``ru_maxrss``) counts what its parent took before."""
_LAST_WORDS = 0.5
"""Seconds for a process that hung up to end by itself, so that its exit code tells why."""
_GRACE = 1.5
"""Seconds for the kernel to take a killed process away."""


class Overdue(Exception):
    """The child took longer than patience lasts."""


class Gone(Exception):
    """The child ended, or hung up."""


class Child:
    """One process. Not for several threads at once, but for ``end``."""

    def __init__(self, limits: Limits, module: str = WORKER) -> None:
        """Start it. Raises ``OSError`` where the system starts no process."""
        self.limits = limits
        self.peak = 0
        """Most memory in bytes that the last file took."""
        self.is_spent = False
        """Not to be used for another file."""
        self._files = 0
        self._lock = threading.Lock()
        self._home = TemporaryDirectory(prefix="dialogue-reading-", ignore_cleanup_errors=True)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-B", "-P", "-m", module, str(os.getpid()), json.dumps(asdict(limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=self._home.name,
                env=environment(self._home.name),
                start_new_session=True,
            )
        except BaseException:
            self._home.cleanup()
            raise
        assert self._process.stdin is not None  # they were asked for
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin.fileno(), self._process.stdout.fileno()
        for each in (self._requests, self._answers):
            os.set_blocking(each, False)

    @property
    def pid(self) -> int:
        """Of the process, which is also that of its group."""
        return self._process.pid

    def ask(self, kind: str, header: Mapping[str, Any], *parts: bytes, patience: Patience, progress: Progress) -> Frame:
        """Send a request and wait for the answer.

        Raises:
            Overdue, Gone, Malformed: the child is of no more use, and is to be ended.
        """
        self._files, self.is_spent, self.peak = self._files + 1, True, 0
        for data in (encoded(kind, header, *parts), *parts):
            self._send(data, patience)
        while (frame := self._receive(patience)).kind == PROGRESS:
            done, total = frame.header.get("done"), frame.header.get("total")
            if not (whole(done, _PAGES) and whole(total, _PAGES)):
                raise Malformed("no progress")
            patience.report(int(str(done)), now := time.monotonic())
            if now > patience.deadline:
                raise Overdue
            progress(int(str(done)), int(str(total)))
        resident, self.peak = (_bytes(frame.header.get(name)) for name in ("resident", "peak"))
        self.is_spent = self._files >= self.limits.files or resident > self.limits.resident
        return frame

    def _send(self, data: bytes, patience: Patience) -> None:
        left = memoryview(data)
        while left:
            try:
                self._wait(self._requests, selectors.EVENT_WRITE, patience)
                left = left[os.write(self._requests, left) :]
            except BlockingIOError:
                continue
            except OSError as problem:
                raise Gone from problem

    def _receive(self, patience: Patience) -> Frame:
        def fill(buffer: memoryview) -> None:
            at = 0
            while at < len(buffer):
                self._wait(self._answers, selectors.EVENT_READ, patience)
                with suppress(BlockingIOError):
                    count = os.readv(self._answers, [buffer[at:]])
                    if count == 0:
                        raise EOFError
                    at += count

        try:
            return received(fill, ANSWERS)
        except (EOFError, OSError) as problem:
            raise Gone from problem

    def _wait(self, descriptor: int, event: int, patience: Patience) -> None:
        """Until a pipe is ready. Raises ``Overdue``."""
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, event)
            while not selector.select(min(_LOOK_EVERY, max(0.0, patience.deadline - time.monotonic()))):
                self.peak = max(self.peak, peak_memory(self.pid))
                if time.monotonic() > patience.deadline:
                    raise Overdue

    def is_there(self) -> bool:
        """Whether the process waits for a request: neither has it hung up nor does it say what it was not asked."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            return not selector.select(0)

    def end(self) -> int:
        """End the process and all it started, and clear up after it; not while it is asked.

        Returns its exit code, negative for the signal that ended it: of its own accord, if it had ended before.
        """
        with self._lock:
            if self._process.returncode is None:
                self._process.returncode = self._reaped()
                for pipe in (self._process.stdin, self._process.stdout):
                    if pipe is not None:
                        pipe.close()
                self._home.cleanup()
            return self._process.returncode

    def kill(self) -> None:
        """End the process from any thread; whoever waits for its answer sees that it is gone, and calls ``end``."""
        with self._lock:
            if self._process.returncode is None:
                self._kill_group()

    def _reaped(self) -> int:
        """The exit code of the process, ended if it has not; what it started is ended too."""
        code = self._waited(_LAST_WORDS)
        self._kill_group()
        code = self._waited(_GRACE) if code is None else code
        return -signal.SIGKILL if code is None else code

    def _waited(self, seconds: float) -> int | None:
        until = time.monotonic() + seconds
        while True:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                return 0
            if pid:
                return os.waitstatus_to_exitcode(status)
            if time.monotonic() > until:
                return None
            time.sleep(0.002)

    def _kill_group(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)


def environment(home: str) -> dict[str, str]:
    """What a child gets to know: nothing that it does not need, above all no keys. ``home`` is a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(_KEPT_PREFIX)}
    paths = [_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])]
    single = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")
    return kept | single | {"PYTHONPATH": os.pathsep.join(paths), "TMPDIR": home, "HOME": home, "MALLOC_ARENA_MAX": "2"}


def _bytes(value: object) -> int:
    return int(str(value)) if whole(value, 2**50) else 0
