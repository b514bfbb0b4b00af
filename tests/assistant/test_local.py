"""A model file run in this process: what is checked before it is loaded, and the server itself."""

from __future__ import annotations

import asyncio
import importlib.util
import struct
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from assistant.errors import BadSetting, ModelTooSlow, NoModel
from assistant.models import local
from assistant.models.gguf import GgufHeader, read_header
from assistant.models.llm import ChatModel, Deadline, Usage, configured
from assistant.models.local import LocalServer
from assistant.settings import Settings

ASK = [("system", "You answer briefly."), ("human", "Hi, name a colour.")]


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value)) + value.encode()


def entry(name: str, kind: int, value: bytes) -> bytes:
    return text(name) + struct.pack("<I", kind) + value


def header(*entries: bytes, version: int = 3) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", version, 0, len(entries)) + b"".join(entries)


NUMBERS = (
    entry("general.architecture", 8, text("llama")),
    entry("tokenizer.ggml.tokens", 9, struct.pack("<IQ", 8, 2) + text("a") + text("b")),
    entry("tokenizer.ggml.scores", 9, struct.pack("<IQ", 6, 3) + bytes(12)),
    entry("llama.context_length", 4, struct.pack("<I", 2048)),
    entry("llama.block_count", 10, struct.pack("<Q", 10)),
    entry("llama.embedding_length", 4, struct.pack("<I", 64)),
    entry("llama.attention.head_count", 4, struct.pack("<I", 8)),
    entry("llama.attention.head_count_kv", 4, struct.pack("<I", 2)),
)


def file_of(content: bytes, folder: Path) -> Path:
    path = folder / "model.gguf"
    path.write_bytes(content)
    return path


def test_a_header_says_what_memory_depends_on(tmp_path: Path) -> None:
    found = read_header(file_of(header(*NUMBERS), tmp_path))
    assert found == GgufHeader("llama", 2048, 10, 64, 8, 2)
    assert found.cache_bytes(1000) == 2 * 2 * 1000 * 10 * 64 // 4


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "does not begin as"),
        (b"%PDF-1.7 and so on", "does not begin as"),
        (b"GGUF", "cut off"),
        (header(*NUMBERS)[:-3], "cut off"),
        (header(*NUMBERS, version=9), "version is 9"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1 << 60), "damaged"),
        (header(b"\xff" * 8), "damaged"),
        (header(entry("x", 9, struct.pack("<IQ", 4, 1 << 60))), "damaged"),
        (header(entry("x", 99, b"")), "unknown kind 99"),
        (header(entry("x", 9, struct.pack("<IQ", 9, 1) + struct.pack("<IQ", 9, 1) * 5000)), "damaged"),
    ],
)
def test_what_is_no_model_file_is_refused_in_one_line(content: bytes, words: str, tmp_path: Path) -> None:
    path = file_of(content, tmp_path)
    with pytest.raises(ValueError, match=words):
        read_header(path)
    with pytest.raises(BadSetting, match="is no GGUF file") as caught:
        configured(Settings(gguf=path))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="there is no model file"):
        configured(Settings(gguf=tmp_path / "none.gguf"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be read"):
        LocalServer(tmp_path)


def test_what_does_not_fit_into_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "free_memory", lambda: 200_000_000)
    with pytest.raises(BadSetting, match=r"needs about 0\.3 GB of memory, and 0\.2 GB are free"):
        LocalServer(file_of(header(*NUMBERS), tmp_path))


def test_the_free_memory_is_known_here() -> None:
    free = local.free_memory()
    assert free is None or 10_000_000 < free < 100 * 10**12


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "xllamacpp" else find(name))
    with pytest.raises(NoModel, match="extra local") as caught:
        LocalServer(file_of(header(*NUMBERS), tmp_path))
    assert caught.value.hint == "pip install 'dialogue-assistant[local]'"


def test_the_context_is_not_larger_than_what_the_model_was_trained_with(tmp_path: Path) -> None:
    path = file_of(header(*NUMBERS), tmp_path)
    assert LocalServer(path).context == 2048
    assert LocalServer(path, context=1024).context == 1024
    assert LocalServer(path, context=100_000).context == 2048


def test_a_file_that_llama_cpp_cannot_load_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    with pytest.raises(BadSetting, match=r"llama\.cpp cannot load"):
        LocalServer(file_of(header(*NUMBERS), tmp_path)).start()


def answer(url: str, key: str | None) -> int:
    request = urllib.request.Request(f"{url}/completions", data=b"{}")
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            status: int = response.status
            return status
    except urllib.error.HTTPError as refusal:
        return refusal.code


@pytest.mark.model
def test_it_answers_nobody_without_its_key_and_stops_when_closed(smollm2_gguf: Path) -> None:
    with LocalServer(smollm2_gguf, context=1024, threads=1) as server:
        url = server.start()
        assert url == server.start()
        assert url.startswith("http://127.0.0.1:")
        assert answer(url, None) == answer(url, "none") == 401
        assert answer(url, server.key) == 400
    assert not server.running
    with pytest.raises(urllib.error.URLError):
        answer(url, server.key)


@pytest.mark.model
def test_a_model_file_is_a_model_like_any_other(smollm2_gguf: Path) -> None:
    model = configured(Settings(gguf=smollm2_gguf, context_window=2048, stall=50))
    assert model
    try:
        usage = Usage()
        said = asyncio.run(_complete(model, usage))
        assert said
        assert usage.finish == "stop"
        assert (model.name, model.context, model.small) == (smollm2_gguf.stem, 2048, True)
    finally:
        model.close()


@pytest.mark.model
def test_it_can_be_closed_while_it_writes(smollm2_gguf: Path) -> None:
    async def leave(model: ChatModel) -> None:
        story = model.stream([("human", "Tell a very long story.")], deadline=Deadline(50), max_tokens=1500)
        assert await anext(story)
        await story.aclose()

    model = configured(Settings(gguf=smollm2_gguf, context_window=2048))
    assert model
    asyncio.run(leave(model))
    model.close()


@pytest.mark.model
def test_a_model_that_loads_too_long_is_too_slow(smollm2_gguf: Path) -> None:
    model = configured(Settings(gguf=smollm2_gguf, context_window=1024))
    assert model
    try:
        with pytest.raises(ModelTooSlow, match=r"was not ready within 0\.01 seconds"):
            asyncio.run(model.ready(Deadline(0.01)))
    finally:
        model.close()


async def _complete(model: ChatModel, usage: Usage) -> str:
    return await model.complete(ASK, deadline=Deadline(50), max_tokens=200, usage=usage)
