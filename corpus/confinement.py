"""What a process gives up before it opens a file that may be made to do harm. Linux; elsewhere as much as there is.

Memory, file size and open files are limited everywhere that knows ``setrlimit``. On Linux the process also dies with
its parent, and, where the kernel allows it without privileges, has no network (a network namespace of its own, and
Landlock) and writes nowhere but to its own folder (Landlock). None of the latter is needed for a file to be read, so
what is not there is passed over.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path

from corpus.limits import Limits

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION = 1
_PATH_BENEATH = 1
_WRITE_FILE = 1 << 1
_ANY_WRITE = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
"""Writing, and removing or making entries of any kind: version 1."""
_SINCE = ((2, 1 << 13), (3, 1 << 14))
"""Version of Landlock -> access it knows since: linking or renaming between folders, truncating."""
_NETWORK, _NETWORK_SINCE = 0b11, 4
"""Binding and connecting of TCP sockets."""
_SCOPES, _SCOPES_SINCE = 0b11, 6
"""Abstract sockets of other processes, signals to other processes."""


def limit_resources(limits: Limits) -> None:
    """Bound the memory of this process, what it writes, and how many files it opens; no core dumps."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        allowed = _at_most(most, resource.getrlimit(kind)[1])
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (allowed, allowed))


def _at_most(most: int, hard: int) -> int:
    return most if hard == resource.RLIM_INFINITY else min(most, hard)


class ProcessorTime:
    """What this process may use for one file; when it is used up, ``SIGXCPU`` ends the process wherever it is."""

    def __init__(self) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        self._before = used.ru_utime + used.ru_stime

    def allow(self, seconds: float) -> None:
        """So many seconds since this object was made."""
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (_at_most(int(self._before + seconds) + 1, hard), hard))


def die_with_parent(parent: int) -> None:
    """End this process when its parent ends, however that ends."""
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit("the parent is gone")


def leave_network() -> bool:
    """Move to a network without any interface; whether that was allowed. Only before there are threads."""
    if sys.platform != "linux":
        return False
    user, group = os.getuid(), os.getgid()
    if _libc().unshare(_CLONE_NEWNET) == 0:
        return True
    if _libc().unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    return True


def write_only_below(folder: Path) -> bool:
    """Forbid this process and those it starts to write outside of a folder, and TCP; whether the kernel can do that."""
    if sys.platform != "linux":
        return False
    libc = _libc()
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), _LANDLOCK_VERSION)
    if version < 1:
        return False
    access = _ANY_WRITE | sum(bit for since, bit in _SINCE if version >= since)
    ruleset = _ruleset(libc, version, access)
    if ruleset < 0:
        return False
    try:
        _allow(libc, ruleset, folder, access)
        _allow(libc, ruleset, Path(os.devnull), _WRITE_FILE)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return bool(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _ruleset(libc: ctypes.CDLL, version: int, access: int) -> int:
    """A descriptor of a set of rules that forbids what ``access`` names; negative where that is not possible."""
    fields = [access]
    if version >= _NETWORK_SINCE:
        fields.append(_NETWORK)
    if version >= _SCOPES_SINCE:
        fields.append(_SCOPES)
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    return int(libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0))


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    """Except what is below a path."""
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        libc.syscall(_LANDLOCK_ADD, ruleset, _PATH_BENEATH, struct.pack("=Qi", access, place), 0)
    finally:
        os.close(place)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
