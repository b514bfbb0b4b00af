"""The guards of the web application."""

from __future__ import annotations

import gc
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.errors import PortInUse, UnsafeBind
from assistant.server import create_app, serve
from assistant.settings import Settings
from corpus.types import Document
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.rerank import ScriptedReranker


@pytest.fixture(scope="module", autouse=True)
def no_loops_left() -> Iterator[None]:
    """Gradio leaves event loops behind; Python 3.11 fails when one is cleared away while it compiles something."""
    yield
    gc.collect()


@pytest.fixture
def dialogue(tmp_path: Path) -> Iterator[Assistant]:
    settings = Settings(home=tmp_path / "home")
    with Assistant.open(settings=settings, embedder=ScriptedEmbedder(), reranker=ScriptedReranker()) as dialogue:
        yield dialogue


@pytest.fixture
def client(dialogue: Assistant) -> TestClient:
    return TestClient(create_app(dialogue), base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:7860"}, 200),
        ({"host": "evil.example"}, 400),
        ({"origin": "http://127.0.0.1:7860"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_hosts_and_origins(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.get("/healthz", headers=headers).status_code == status


@pytest.fixture
def document(dialogue: Assistant, tmp_path: Path) -> Document:
    """A document in the store."""
    path = tmp_path / "ferry.md"
    path.write_text("# Ferries\n\nThe <b>ferry</b> line of Vellmar reopened in June.\n", encoding="utf-8")
    dialogue.ingest(path)
    return dialogue.document(dialogue.documents()[0].id)


def test_a_quotation_is_shown_where_it_stands(client: TestClient, document: Document) -> None:
    start = document.text.index("line of Vellmar")
    answer = client.get(f"/view/{document.id}?start={start}&end={start + 15}")
    assert answer.status_code == 200
    assert '<mark class="lit">line of Vellmar</mark>' in answer.text
    assert "<b>" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("span", "status"),
    [
        ("start=0&end=5", 200),
        ("start=5&end=5", 404),
        ("start=5&end=2", 404),
        ("start=-1&end=5", 404),
        ("start=0&end=999999", 404),
        ("start=0&end=99999999999999999999999999", 404),
        ("start=a&end=5", 422),
        ("start=0", 422),
        ("", 422),
    ],
)
def test_bad_spans_are_refused(client: TestClient, document: Document, span: str, status: int) -> None:
    assert client.get(f"/view/{document.id}?{span}").status_code == status


@pytest.mark.parametrize(
    "path",
    [
        f"/view/{'0' * 16}?start=0&end=1",
        "/view/short?start=0&end=1",
        f"/view/{'Z' * 16}?start=0&end=1",
        f"/view/{'0' * 16}/../../etc/passwd?start=0&end=1",
        f"/pages/{'0' * 16}/0.png",
        f"/pages/{'0' * 16}/-1.png",
        f"/pages/{'0' * 16}/a.png",
        f"/pages/{'0' * 16}/..%2f..%2fledger.sqlite",
        f"/pages/{'0' * 16}/%2e%2e/%2e%2e/lock.png",
        "/pages/../../etc/passwd",
        "/pages/%2e%2e%2f%2e%2e%2fetc%2fpasswd/0.png",
    ],
)
def test_bad_ids_and_paths_are_not_found(client: TestClient, document: Document, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("page", [0, 7, 999_999])
def test_a_format_without_pages_has_no_page_images(client: TestClient, document: Document, page: int) -> None:
    answer = client.get(f"/pages/{document.id}/{page}.png")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (404, "text/plain")


def test_pages_are_not_shown_to_other_sites(client: TestClient, document: Document) -> None:
    headers = {"origin": "https://evil.example"}
    assert client.get(f"/view/{document.id}?start=0&end=5", headers=headers).status_code == 403
    assert client.get(f"/pages/{document.id}/0.png", headers=headers).status_code == 403
    files = {"files": ("a.md", b"x", "text/markdown")}
    assert client.post("/gradio_api/upload", headers=headers, files=files).status_code == 403


def test_uploads_stop_at_the_limit_and_are_not_served(client: TestClient, dialogue: Assistant) -> None:
    small = client.post("/gradio_api/upload", files={"files": ("a.md", b"words", "text/markdown")})
    (path,) = small.json()
    assert Path(path).read_bytes() == b"words"
    for address in (f"/gradio_api/file={path}", f"/gradio_api/file/{path}", f"/file={path}"):
        assert client.get(address).status_code == 404
    size = int(dialogue.settings.max_file_mb * 2**20) + 1
    large = client.post("/gradio_api/upload", files={"files": ("b.md", b"x" * size, "text/markdown")})
    assert large.status_code == 413


@pytest.mark.parametrize("wrapped", [lambda file: file, lambda file: [file], lambda file: {"a": [{"b": file}]}])
@pytest.mark.parametrize(
    "path", ["{tmp}/secret.md", "/etc/passwd", "https://example.org/a.md", "a.md", "\x00", 5, None]
)
def test_an_event_may_name_only_what_was_uploaded(
    client: TestClient, tmp_path: Path, path: object, wrapped: Callable[[object], object]
) -> None:
    named = path.format(tmp=tmp_path) if isinstance(path, str) else path
    given = {"path": named, "meta": {"_type": "gradio.FileData"}}
    asked = {"data": [wrapped(given)], "fn_index": 0, "session_hash": "forged"}
    assert client.post("/gradio_api/queue/join", json=asked).status_code == 403


@pytest.mark.parametrize("body", [b"", b"no json", b"[" * 100_000, b"\xff\xfe"])
def test_events_that_cannot_be_read_are_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/gradio_api/queue/join", content=body).status_code == 403


def test_an_uploaded_file_is_taken_in_and_its_temporary_copy_is_gone(dialogue: Assistant) -> None:
    with TestClient(create_app(dialogue), base_url="http://127.0.0.1:7860") as client:
        words = b"# Ferries\n\nThe ferry line of Vellmar reopened in June.\n"
        (path,) = client.post("/gradio_api/upload", files={"files": ("ferry.md", words, "text/markdown")}).json()
        config = client.get("/config").json()
        drop = next(each["id"] for each in config["components"] if each["props"].get("elem_id") == "drop")
        event = next(each for each in config["dependencies"] if [drop, "upload"] in each["targets"])
        given = {"path": path, "orig_name": "my ferry.md", "meta": {"_type": "gradio.FileData"}}
        asked = {
            "data": [[given] if each == drop else None for each in event["inputs"]],
            "fn_index": event["id"], "session_hash": "one", "trigger_id": drop,
        }  # fmt: skip
        assert client.post("/gradio_api/queue/join", json=asked).status_code == 200
        told = client.get("/gradio_api/queue/data?session_hash=one").text
        assert '"success":true' in told
        assert not Path(path).exists()
        until = time.monotonic() + 20
        while not dialogue.documents():
            assert time.monotonic() < until
            time.sleep(0.05)
    assert [info.path for info in dialogue.documents()] == ["my ferry.md"]


def test_security_headers(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_port_in_use_is_told(dialogue: Assistant) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortInUse, match=str(port)) as problem:
            serve(dialogue, host="127.0.0.1", port=port, on_ready=lambda _: None)
        assert "--port" in problem.value.hint


def test_listening_to_the_network_is_refused(dialogue: Assistant) -> None:
    with pytest.raises(UnsafeBind, match=r"0\.0\.0\.0"):
        serve(dialogue, host="0.0.0.0", port=7860, on_ready=lambda _: None)
