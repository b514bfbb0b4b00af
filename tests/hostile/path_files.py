"""Paths made to do harm: what is no file, odd names, metadata beside the file."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from tests.hostile.recipes import DONE, hostile_path, prose


def _ordinary(path: Path) -> None:
    path.write_text(f"# Minutes\n\n{prose(100)}", encoding="utf-8")


NAMES = {
    "newline": "line\nbreak\r.md", "emoji": "\U0001f6a2 caf\u00e9 \u202e\u200b.md", "quotes": "a'b\"c`d$(touch x);&|.md",
    "long": "n" * 250 + ".md", "dash": "-rf --help.md", "markup": "<img src=x onerror=alert(1)> {{7*7}} %s.md",
    "spaces": "  .md", "dots": "...md", "percent": "%00%2e%2e%2f.md", "undecodable": os.fsdecode(b"caf\xe9\xff.md"),
}  # fmt: skip
for _name in NAMES.values():
    hostile_path(f"names/{_name}", DONE)(_ordinary)


@hostile_path("kinds/loop.pdf", "not_readable")
def _(path: Path) -> None:
    path.symlink_to(path.name)


@hostile_path("kinds/two-loops.md", "not_readable")
def _(path: Path) -> None:
    path.symlink_to("other-loop.md")
    path.with_name("other-loop.md").symlink_to(path.name)


@hostile_path("kinds/nowhere.md", "not_readable")
def _(path: Path) -> None:
    path.symlink_to("/nowhere/at/all.md")


@hostile_path("kinds/endless.md", "not_readable")
def _(path: Path) -> None:
    path.symlink_to("/dev/zero")


@hostile_path("kinds/random.txt", "not_readable")
def _(path: Path) -> None:
    path.symlink_to("/dev/urandom")


@hostile_path("kinds/terminal.txt", "not_readable")
def _(path: Path) -> None:
    path.symlink_to("/dev/tty")


@hostile_path("kinds/pipe.pdf", "not_readable")
def _(path: Path) -> None:
    os.mkfifo(path)


@hostile_path("kinds/socket.html", "not_readable")
def _(path: Path) -> None:
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(path.parent)  # its address may not be longer than 108 bytes
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


@hostile_path("kinds/folder.docx", "not_readable")
def _(path: Path) -> None:
    path.mkdir()


@hostile_path("kinds/forbidden.md", "not_readable", DONE)
def _(path: Path) -> None:
    _ordinary(path)
    path.chmod(0)


@hostile_path("kinds/sparse.txt", "too_large")
def _(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * 2**30)


@hostile_path("kinds/missing.md", "not_readable")
def _(path: Path) -> None:
    path.unlink(missing_ok=True)


@hostile_path("manifest-bomb/minutes.md", DONE, "bad_metadata", "too_much_memory")
def _(path: Path) -> None:
    _ordinary(path)
    rows = "".join(f"- &a{n + 1} [{f'*a{n}, ' * 9}*a{n}]\n" for n in range(30))
    path.with_name("manifest.yaml").write_text(f"- &a0 [x, x]\n{rows}- file: *a30\n", encoding="utf-8")


@hostile_path("manifest-pipe/minutes.md", DONE, "bad_metadata", "not_readable", "too_slow")
def _(path: Path) -> None:
    _ordinary(path)
    os.mkfifo(path.with_name("manifest.yaml"))


@hostile_path("manifest-python/minutes.md", DONE, "bad_metadata")
def _(path: Path) -> None:
    _ordinary(path)
    path.with_name("manifest.yaml").write_text("- !!python/name:os.system\n", encoding="utf-8")
