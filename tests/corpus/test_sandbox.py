"""Files read in child processes: whatever a parser does, only its own file fails, within limits, and nothing is left."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from corpus import errors
from corpus.answers import from_parsed, one_line, to_error, to_parsed
from corpus.children import environment
from corpus.limits import Limits, Patience
from corpus.loaders import load, read_bytes
from corpus.packing import Parsed, parsed
from corpus.sandbox import Sandbox, Usage
from corpus.types import WordBox
from corpus.wire import Bounds, Frame, Malformed, encoded, received

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="enforced on Linux only")
QUICK = Limits(cpu=1, wall=2, memory=400 * 2**20)


class Faulty(Sandbox):
    module = "tests.corpus.faulty_worker"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Faulty(limits=QUICK) as found:
        yield found


@pytest.fixture
def seen() -> list[Usage]:
    return []


def made(folder: Path, name: str, text: str = "The council met. It agreed to repair the pier.") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(sandbox: Sandbox, path: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> Parsed:
    return sandbox.read(path, document_id="d", shown_path=path.name, progress=progress)


def gone(pid: int, seconds: float = 2.0) -> bool:
    """Whether a process ends in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def test_a_file_is_read_as_in_this_process(sandbox: Sandbox, tmp_path: Path) -> None:
    path = made(
        tmp_path, "minutes.md", "---\ntitle: Minutes\ndate: 2024\n---\n# Pier\n\nOne. Two.\n\n# Ferry\n\nThrée. 🚢."
    )
    assert read(sandbox, path) == parsed(load(path, document_id="d", shown_path="minutes.md"))


@pytest.mark.parametrize(
    ("ending", "expected", "words"),
    [
        ("spin", errors.TooSlow, "longer"),
        ("sleep", errors.TooSlow, "longer"),
        ("stuck", errors.TooSlow, "longer"),
        pytest.param("bomb", errors.TooMuchMemory, "memory", marks=LINUX),
        pytest.param("native_bomb", errors.TooMuchMemory, "memory", marks=LINUX),
        ("deep", errors.TooComplex, "nested"),
        ("segfault", errors.Crashed, "SIGSEGV"),
        ("abort", errors.Crashed, "SIGABRT"),
        ("kill", errors.Crashed, "SIGKILL"),
        ("leave", errors.Crashed, "exit code 3"),
        ("surprise", errors.Damaged, "KeyError"),
        ("unknown", errors.UnknownType, ".unknown"),
    ],
)
def test_faults_become_errors(
    sandbox: Sandbox, tmp_path: Path, ending: str, expected: type[errors.CorpusError], words: str
) -> None:
    path = made(tmp_path, f"file.{ending}")
    with pytest.raises(expected, match=words) as caught:
        read(sandbox, path)
    assert type(caught.value) is expected
    assert caught.value.hint
    assert str(tmp_path) not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert read(sandbox, made(tmp_path, "next.txt")).text.startswith("The council")


def test_messages_are_one_plain_line_without_the_path(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "file.long_message"
    path.write_text(json.dumps({"path": str(path)}), encoding="utf-8")
    with pytest.raises(errors.Damaged) as caught:
        read(sandbox, path)
    message = str(caught.value)
    assert message.startswith("the file is broken and broken")
    assert len(message) <= 300
    assert message.isprintable()


def test_pages_earn_time(sandbox: Sandbox, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = made(tmp_path, "file.pages", "35")
    assert read(sandbox, path, lambda done, total: seen.append((done, total))).text == "all read"
    assert seen == [(page + 1, 35) for page in range(35)]
    limits = Limits(cpu=1, wall=2, pace=0)
    with Faulty(limits=limits) as impatient, pytest.raises(errors.TooSlow):
        read(impatient, path)


@LINUX
def test_a_child_knows_no_secrets_and_has_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "DIALOGUE_API_KEY", "AWS_SECRET_ACCESS_KEY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "canary")
    monkeypatch.setenv("DIALOGUE_OCR_LANGUAGES", "fra")
    with Faulty() as sandbox:
        found = json.loads(read(sandbox, made(tmp_path, "file.environment")).text)
    assert "canary" not in str(found)
    assert found["environment"]["DIALOGUE_OCR_LANGUAGES"] == "fra"
    assert set(environment("/home")) >= set(found["environment"]) - {"LC_CTYPE"}
    for line in ("Max address space 1572864000", "Max core file size 0 0", "Max cpu time 12"):
        assert line in found["limits"]


@LINUX
def test_no_network_and_no_writing_where_the_kernel_allows(sandbox: Sandbox, tmp_path: Path) -> None:
    script = "from corpus.confinement import *; print(leave_network(), write_only_below(Path('/tmp')))"
    allowed = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        outcome = read(sandbox, made(tmp_path, "file.connect", str(server.getsockname()[1]))).text
    assert outcome.startswith("refused") or "True" not in allowed
    target = tmp_path / "taken-over"
    assert (
        read(sandbox, made(tmp_path, "file.write", str(target))).text.startswith("refused") or "True\n" not in allowed
    )
    assert not target.exists() or "True\n" not in allowed


def test_workers_are_reused_and_retired(tmp_path: Path) -> None:
    path, pids = made(tmp_path, "a.txt"), []
    with Sandbox(workers=1, limits=Limits(files=3)) as sandbox:
        for _ in range(7):
            read(sandbox, path)
            pids.append([each.pid for each in sandbox._pool._children])
        assert [len(each) for each in pids] == [1, 1, 0, 1, 1, 0, 1]
        assert pids[0] == pids[1] != pids[3] == pids[4]
    with Sandbox(limits=Limits(resident=2**20)) as sandbox:
        read(sandbox, path)
        assert not sandbox._pool._children


def test_many_files_in_threads(tmp_path: Path) -> None:
    paths = [made(tmp_path, f"{number}.txt", f"Report {number} was adopted. All agreed.") for number in range(50)]
    pids: set[int] = set()
    with Sandbox(workers=2) as sandbox:

        def job(path: Path) -> str:
            text = read(sandbox, path).text
            pids.update(each.pid for each in list(sandbox._pool._children))
            return text

        with ThreadPoolExecutor(4) as threads:
            texts = list(threads.map(job, paths))
        assert [text.split()[1] for text in texts] == [str(number) for number in range(50)]
        assert len(pids) <= 2
        # the threads that asked first are gone; the processes they caused to be started are not
        assert read(sandbox, paths[0]).text == texts[0]
        assert {each.pid for each in sandbox._pool._children} <= pids


def test_a_worker_killed_while_reading_fails_only_its_file(tmp_path: Path) -> None:
    with Faulty(workers=2) as sandbox, ThreadPoolExecutor(3) as threads:
        pids: list[int] = []
        future = threads.submit(read, sandbox, made(tmp_path, "a.pid"), lambda done, total: pids.append(total))
        others = [threads.submit(read, sandbox, made(tmp_path, f"{number}.txt")) for number in range(5)]
        while not pids:
            time.sleep(0.01)
        os.kill(pids[0], signal.SIGKILL)
        with pytest.raises(errors.Crashed, match="SIGKILL"):
            future.result(10)
        assert all(other.result(10).text for other in others)


def test_a_worker_that_died_idle_is_replaced(tmp_path: Path) -> None:
    path = made(tmp_path, "a.txt")
    with Sandbox(workers=1) as sandbox:
        read(sandbox, path)
        (child,) = sandbox._pool._children
        os.kill(child.pid, signal.SIGKILL)
        assert gone(child.pid)
        assert read(sandbox, path).text


def test_close_ends_everything_soon(tmp_path: Path) -> None:
    started: list[int] = []
    sandbox = Faulty(workers=2)
    with ThreadPoolExecutor(4) as threads:
        futures = [
            threads.submit(read, sandbox, made(tmp_path, f"{number}.spawn"), lambda done, total: started.append(total))
            for number in range(4)
        ]
        while len(started) < 2:
            time.sleep(0.01)
        children = [each.pid for each in sandbox._pool._children]
        begun = time.monotonic()
        sandbox.close()
        assert time.monotonic() - begun < 2
        for future in futures:
            with pytest.raises(errors.ParserStopped, match="cancelled"):
                future.result(5)
    assert all(gone(pid) for pid in children + started)
    sandbox.close()
    with pytest.raises(errors.ParserStopped, match="cancelled"):
        read(sandbox, made(tmp_path, "late.txt"))


def test_a_programs_children_end_with_the_worker(tmp_path: Path) -> None:
    started: list[int] = []
    with Faulty(limits=QUICK) as sandbox, pytest.raises(errors.TooSlow):
        read(sandbox, made(tmp_path, "a.spawn"), lambda done, total: started.append(total))
    assert gone(started[0])


def test_progress_that_raises_ends_the_reading(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with Faulty() as sandbox:
        with pytest.raises(KeyboardInterrupt):
            read(sandbox, made(tmp_path, "a.pages", "100"), stop)
        assert not sandbox._pool._children


PARENT = """
    import signal
    import sys
    from pathlib import Path
    from corpus.sandbox import Sandbox

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what it starts in the background

    class Faulty(Sandbox):
        module = "tests.corpus.faulty_worker"

    with Faulty() as sandbox:
        sandbox.read(Path(sys.argv[1]), document_id="d", shown_path="a", progress=lambda done, total: print(total, flush=True))
"""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_child_never_survives_its_parent(tmp_path: Path, ending: signal.Signals) -> None:
    path = made(tmp_path, "a.pid")
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT), str(path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert psutil.pid_exists(pid)
    parent.send_signal(ending)
    parent.wait(5)
    parent.stdout.close()
    assert gone(pid)


def frame(kind: str = "error", size: int | None = None, mark: bytes = b"DLG1", **header: object) -> str:
    data = json.dumps({"kind": kind, "parts": [], **header}).encode()
    return (mark + struct.pack(">I", len(data) if size is None else size) + data).hex()


@pytest.mark.parametrize(
    "sent",
    [
        "00" * 100,
        frame(mark=b"HTTP"),
        frame(size=2**31),
        frame("nonsense"),
        frame("parsed", parts=[2**40, 1, 1]),
        frame("parsed", parts=[-1, 1, 1]),
        frame("parsed", parts=[True, 1, 1]),
        frame("parsed", parts=[0, 0]),
        frame("parsed", parts=[0, 0, 0]),
        frame("view", parts=[0, 0], width=1, height=1),
        frame("error", reason=["a"]),
        frame("error", reason="empty", message="\ud800", hint=""),
        frame("progress", done=-1, total=1),
        frame("progress", done="1", total=1),
        (b"DLG1" + struct.pack(">I", 4) + b"[1]\n").hex(),
        (b"DLG1" + struct.pack(">I", 100_000) + b"[" * 100_000).hex(),
    ],
)
def test_malformed_answers_are_a_crash(sandbox: Sandbox, tmp_path: Path, sent: str) -> None:
    with pytest.raises(errors.Crashed, match="makes no sense"):
        read(sandbox, made(tmp_path, "a.garbage", sent))


def test_a_forged_document_is_refused(tmp_path: Path) -> None:
    original = parsed(load(made(tmp_path, "a.txt"), document_id="d"))
    kind, header, parts = from_parsed(original)

    def again(head: dict[str, object], *changed: bytes) -> Parsed:
        return to_parsed(Frame(kind, {**header, **head}, [bytearray(part) for part in changed or parts]), "d", "a.txt")

    assert again({}) == original
    text, layout, chunks = parts
    line = json.loads(chunks)
    forgeries: list[tuple[dict[str, object], tuple[bytes, ...]]] = [
        ({"title": 1}, ()),
        ({"title": "\udc80"}, ()),
        ({"pages": -1}, ()),
        ({"metadata": {"publisher": 3}}, ()),
        ({"metadata": {"secret": "x"}}, ()),
        ({"metadata": []}, ()),
        ({}, (b"\xff", layout, chunks)),
        ({}, (text, b"junk", chunks)),
        ({}, (text, layout[:-5], chunks)),
        ({}, (text[:5], layout, chunks)),
        ({}, (text, layout, b"[1, 2]")),
        ({}, (text, layout, json.dumps(["../../x", *line[1:]]).encode())),
        ({}, (text, layout, json.dumps([line[0], "0", *line[2:]]).encode())),
        ({}, (text, layout, json.dumps([*line[:3], [1], *line[4:]]).encode())),
        ({}, (text, layout, chunks + b"\n" + json.dumps([line[0], -5, *line[2:]]).encode())),
    ]
    for head, changed in forgeries:
        with pytest.raises(Malformed):
            again(head, *changed)


def test_a_layout_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    import zlib

    original = parsed(load(made(tmp_path, "a.txt"), document_id="d"))
    kind, header, (text, _, chunks) = from_parsed(original)
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(2**24)) for _ in range(40)) + packer.flush()
    layout = len(bomb).to_bytes(4, "big") + bomb + zlib.compress(b"{}")
    with pytest.raises(Malformed, match="large"):
        to_parsed(Frame(kind, header, [bytearray(part) for part in (text, layout, chunks)]), "d", "a.txt")


def test_an_unknown_reason_is_still_an_error(tmp_path: Path) -> None:
    sent = Frame("error", {"reason": "made up", "message": "", "hint": "wait"}, [])
    assert str(to_error(sent, tmp_path)) == "it cannot be read"
    assert to_error(sent, tmp_path).reason == "failed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\nb\tc", "a b c"), ("a\u202eb\x00c\ud800", "a b c"), ("é 🚢", "é 🚢"), ("x" * 999, "x" * 297 + "...")],
)
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected


def test_patience() -> None:
    limits = Limits(wall=10, wall_per_megabyte=2, wall_per_page=0.5, pace=3, longest=100)
    patience = Patience(limits, 5 * 2**20, now=1000)
    assert patience.deadline == 1000 + 10 + 2 * 5
    patience.report(2, now=1001)
    assert patience.deadline == min(1001 + 20 + 1, 1000 + 20 + 6)
    patience.report(2, now=1010)
    patience.report(1, now=1011)
    assert patience.deadline == 1022
    patience.report(1000, now=1012)
    assert patience.deadline == 1000 + 100


@pytest.mark.parametrize(
    ("pages", "seconds_each"),
    [(5_000, 0.02), (10_000, 0.02), (300, 6.0), (2_000, 6.0)],
)
def test_long_documents_can_finish(pages: int, seconds_each: float) -> None:
    limits, size = Limits(), 20 * 2**20
    patience = Patience(limits, size, now=0)
    for page in range(1, pages + 1):
        assert page * seconds_each < patience.deadline
        patience.report(page, page * seconds_each)
    finishing = pages * 0.006
    assert pages * seconds_each + finishing < patience.deadline


def test_frames_survive_the_way() -> None:
    data = encoded("k", {"a": "é\udc80"}, b"12", b"") + b"12"
    at = 0

    def fill(buffer: memoryview) -> None:
        nonlocal at
        if at + len(buffer) > len(data):
            raise EOFError
        buffer[:] = data[at : at + len(buffer)]
        at += len(buffer)

    found = received(fill, Bounds(header=100, parts={"k": (2, 0)}))
    assert (found.kind, found.header, found.parts) == ("k", {"a": "é\udc80"}, [bytearray(b"12"), bytearray()])
    with pytest.raises(EOFError):
        received(fill, Bounds(header=100, parts={"k": (2, 0)}))


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "socket"))
    for name in ("pipe", "loop", "socket", ".", "missing", "nul\0"):
        with pytest.raises(errors.NotReadable):
            read_bytes(tmp_path / name)
    server.close()
    with pytest.raises(errors.NotReadable):
        read_bytes(Path("/dev/zero"))
    with pytest.raises(errors.TooLarge):
        read_bytes(made(tmp_path, "large", "x" * 11), max_bytes=10)


def test_usage_is_told(tmp_path: Path) -> None:
    seen: list[Usage] = []
    with Faulty(observe=seen.append, limits=QUICK) as sandbox:
        read(sandbox, made(tmp_path, "a.txt"))
        for name in ("b.deep", "c.bomb"):
            with pytest.raises(errors.CorpusError):
                read(sandbox, made(tmp_path, name))
    assert [(each.path.name, each.reason) for each in seen] == [
        ("a.txt", None),
        ("b.deep", "too_complex"),
        ("c.bomb", "too_much_memory"),
    ]
    assert 2**23 < seen[0].peak < 2**27
    assert seen[2].peak > 2**28


def test_threads_wait_for_a_free_worker(tmp_path: Path) -> None:
    with Faulty(workers=1) as sandbox:
        barrier = threading.Barrier(3)

        def job(number: int) -> str:
            barrier.wait()
            return read(sandbox, made(tmp_path, f"{number}.pages", "2")).text

        with ThreadPoolExecutor(3) as threads:
            assert list(threads.map(job, range(3))) == ["all read"] * 3
        assert len(sandbox._pool._children) == 1


def test_a_page_is_drawn_in_a_child_too(tmp_path: Path) -> None:
    from tests.hostile.pdf_syntax import one_page

    path = tmp_path / "pier.pdf"
    path.write_bytes(one_page())
    with Sandbox(workers=1) as sandbox:
        shown = sandbox.page_view(path, 0, [(4, 7)], [], width=700)
        (box,) = shown.boxes
        assert (shown.width, shown.png[1:4]) == (700, b"PNG")
        assert 0 < box.left < box.right < 0.5
        word = WordBox(0, 3, 0, 100.0, 100.0, 200.0, 120.0)
        assert len(sandbox.page_view(path, 0, (), [word]).boxes) == 1
        for page, target in ((1, path), (-1, path), (0, tmp_path / "missing.pdf"), (0, made(tmp_path, "a.pdf"))):
            with pytest.raises(errors.CorpusError):
                sandbox.page_view(target, page, (), ())


def test_a_page_that_takes_too_long_to_draw(tmp_path: Path) -> None:
    from tests.hostile.make_files import make

    (tiles,) = make(tmp_path, names=["pattern-tiny-steps.pdf"])
    with Sandbox(workers=1, limits=Limits(view=1)) as sandbox, pytest.raises(errors.TooSlow):
        sandbox.page_view(tiles.path, 0, (), ())


def test_a_text_that_would_fill_the_parent_is_refused(tmp_path: Path) -> None:
    small = parsed(load(made(tmp_path, "a.txt"), document_id="d"))
    assert from_parsed(replace(small, text="a" * 2**27))
    with pytest.raises(errors.TooLarge, match="limit is 180 MB"):
        from_parsed(replace(small, text="\U0001f6a2" + "a" * 2**26))
