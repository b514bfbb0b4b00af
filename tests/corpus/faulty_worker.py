"""A worker with loaders that misbehave in every way a parser can: run in place of ``corpus.worker`` by the tests."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from corpus import loaders, worker
from corpus.errors import Damaged
from corpus.extraction import Source
from corpus.loaders.text import load_text
from corpus.types import Document

HERE = "tests.corpus.faulty_worker"


def spin(source: Source) -> Document:
    while True:
        pass


def sleep(source: Source) -> Document:
    time.sleep(600)
    raise AssertionError


def pages(source: Source) -> Document:
    """Reads a page every tenth of a second, as many as the file says."""
    for page in range(int(source.data)):
        time.sleep(0.1)
        source.progress(page + 1, int(source.data))
    return told("all read", source)


def stuck(source: Source) -> Document:
    """Always says that it is on its second page."""
    while True:
        time.sleep(0.05)
        source.progress(1, 2)


def bomb(source: Source) -> Document:
    kept = []
    while True:
        kept.append(bytearray(2**24))


def native_bomb(source: Source) -> Document:
    """Aborts when memory is used up, as C++ does."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while place := libc.malloc(ctypes.c_size_t(2**24)):
        ctypes.memset(place, 1, 2**24)
    os.abort()


def deep(source: Source) -> Document:
    return deep(source)


def segfault(source: Source) -> Document:
    ctypes.string_at(0)
    raise AssertionError


def abort(source: Source) -> Document:
    os.abort()


def leave(source: Source) -> Document:
    os._exit(3)


def kill(source: Source) -> Document:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(10)
    raise AssertionError


def surprise(source: Source) -> Document:
    raise KeyError(f"the secret of {source.data.decode()}")


def long_message(source: Source) -> Document:
    path = Path(json.loads(source.data)["path"])
    raise Damaged(f"{path}\nis\u202e broken \x07 " + "and broken " * 100)


def environment(source: Source) -> Document:
    limits = Path("/proc/self/limits").read_text(encoding="ascii")
    return told(json.dumps({"environment": dict(os.environ), "limits": limits}), source)


def connect(source: Source) -> Document:
    """Tries to reach a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", int(source.data)), timeout=2).close()
    except OSError as problem:
        return told(f"refused {problem.errno}", source)
    return told("connected", source)


def write(source: Source) -> Document:
    """Tries to write where the file says, and in its own folder."""
    Path("own.txt").write_text("mine", encoding="utf-8")
    try:
        Path(source.data.decode()).write_text("taken over", encoding="utf-8")
    except OSError as problem:
        return told(f"refused {problem.errno}", source)
    return told("written", source)


def spawn(source: Source) -> Document:
    """Starts a program, says which by the number of pages, and hangs."""
    child = subprocess.Popen(["sleep", "300"])
    source.progress(1, child.pid)
    return sleep(source)


def pid(source: Source) -> Document:
    source.progress(1, os.getpid())
    return sleep(source)


def garbage(source: Source) -> Document:
    """Writes what the file says between the frames."""
    for descriptor in range(3, 32):
        try:
            os.write(descriptor, bytes.fromhex(source.data.decode()))
        except OSError:
            continue
    return sleep(source)


def told(text: str, source: Source) -> Document:
    return load_text(Source(text.encode(), source.document_id, source.path, source.name))


LOADERS = (
    spin, sleep, pages, stuck, bomb, native_bomb, deep, segfault, abort, leave, kill, surprise, long_message, environment,
    connect, write, spawn, pid, garbage,
)  # fmt: skip

if __name__ == "__main__":
    loaders.LOADERS.update({f".{each.__name__}": f"{HERE}:{each.__name__}" for each in LOADERS})
    worker.main(*sys.argv[1:])
