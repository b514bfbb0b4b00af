"""Nothing leaves the machine: no connection is even tried, by any library, in a world that has loopback alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys, time
from pathlib import Path
from assistant import Assistant
from assistant.settings import Settings
home, folder = map(Path, sys.argv[1:])
with Assistant.open(home, settings=Settings(home=home)) as dialogue:
    assert dialogue.ingest(folder).added == 1
    assert dialogue.ask("How many ferries cross the bay?").status == "answered"
    time.sleep(12)  # telemetry of a library may come late
"""


def test_no_connection_is_tried(tmp_path: Path) -> None:
    alone = ["unshare", "--net", "--map-root-user"]
    watched = ["strace", "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(tmp_path / "calls")]
    if not shutil.which("strace") or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs strace and the right to make a network namespace")
    (tmp_path / "bay").mkdir()
    (tmp_path / "bay" / "ferries.txt").write_text("Seven ferries cross the bay every day.\n", encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "home"), str(tmp_path / "bay")]
    done = subprocess.run([*alone, *watched, *command], capture_output=True, text=True, check=False, timeout=55)
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text(encoding="utf-8")
    assert [line for line in calls.splitlines() if "AF_INET" in line] == []
