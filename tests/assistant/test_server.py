"""The guards of the web application."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.errors import PortInUse, UnsafeBind
from assistant.server import create_app, serve
from assistant.settings import Settings
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.rerank import ScriptedReranker


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
