"""A model file run in this process: llama.cpp's own server, listening on this machine only, with a key of its own."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import secrets
import threading
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from assistant.errors import BadSetting, NoModel
from assistant.models.endpoint import EndpointSource
from assistant.models.gguf import GgufHeader, read_header
from assistant.models.info import CONTEXT, Endpoint, ModelInfo, Schema
from assistant.settings import Settings
from vectorstore import bundled
from vectorstore.addresses import Address

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI
    from xllamacpp import CommonParams, Server

HINT = "pip install 'dialogue-assistant[local]'"
SPARE = 300 * 1024 * 1024
"""Bytes that llama.cpp needs besides weights and attention cache."""


class LocalServer:
    """A server over one GGUF file; a context manager that starts and stops it.

    Args:
        gguf: the model.
        context: tokens of its context window; without it 8,192, and never more than it was trained with.
        threads: of llama.cpp; without it one for each core.
        embedding: serve vectors (the mean over tokens) instead of answers.
        key: without it one that nobody can guess.

    Raises:
        NoModel: the extra ``local`` is not installed.
        BadSetting: there is no such file, it is no GGUF file, or it does not fit into memory.
    """

    def __init__(
        self,
        gguf: Path,
        *,
        context: int | None = None,
        threads: int | None = None,
        embedding: bool = False,
        key: str | None = None,
    ) -> None:
        self.gguf = gguf
        self.key = key or secrets.token_urlsafe(24)
        """Without it the server answers nobody: others may use the same machine."""
        if importlib.util.find_spec("xllamacpp") is None:
            raise NoModel("a model file needs the extra local, which is not installed", hint=HINT)
        header = _header(gguf)
        self.context = min(context or CONTEXT, header.context_length or CONTEXT)
        """Tokens of its context window: as asked for, and not more than the model was trained with."""
        _check_memory(gguf, header, self.context)
        self._threads = threads or bundled.threads()
        self._embedding = embedding
        self._lock = threading.Lock()
        self._server: Server | None = None

    @property
    def name(self) -> str:
        return self.gguf.stem

    @property
    def running(self) -> bool:
        return self._server is not None

    def start(self) -> str:
        """Load the model at the first call, which takes seconds. The base URL; raises ``BadSetting``."""
        with self._lock:
            if self._server is None:
                self._server = self._loaded()
            return f"{self._server.listening_address}/v1"

    def close(self) -> None:
        """Stop it; what is being written breaks off."""
        with self._lock:
            self._server = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _loaded(self) -> Server:
        # Threads that wait for each other spin by default; where others use the cores as well, that took three times as long.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from xllamacpp import Server

        try:
            return Server(self._parameters())
        except RuntimeError as problem:
            hint = "the file may be damaged, or too new for the installed xllamacpp: pip install -U xllamacpp"
            raise BadSetting(f"llama.cpp cannot load {self.gguf}", hint=hint) from problem

    def _parameters(self) -> CommonParams:
        from xllamacpp import CommonParams, llama_pooling_type

        parameters = CommonParams()
        parameters.model.path = str(self.gguf)
        parameters.model_alias = {self.name}
        parameters.n_ctx = self.context
        parameters.n_parallel = 1
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = self._threads
        parameters.hostnames = ["127.0.0.1"]
        parameters.port = 0
        parameters.api_keys = [self.key]
        parameters.ui = parameters.endpoint_slots = False
        parameters.verbosity = 0
        parameters.cache_ram_mib = 0  # by default up to 8 GB for earlier prompts
        parameters.offline = True
        if self._embedding:
            parameters.embedding = True
            parameters.pooling_type = llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
            parameters.n_ubatch = parameters.n_batch
        return parameters


class LocalSource:
    """Where ``ChatModel`` gets its client from when a model file is set. The file is checked now and loaded at the first use."""

    address = "127.0.0.1"

    def __init__(self, settings: Settings) -> None:
        assert settings.gguf is not None
        self._server = LocalServer(settings.gguf.expanduser(), context=settings.context_window)
        self._settings = settings
        self._endpoint: EndpointSource | None = None
        self.secrets = (self._server.key,)

    def known(self) -> ModelInfo | None:
        return self._endpoint.known() if self._endpoint else None

    async def info(self) -> ModelInfo:
        return await (await asyncio.to_thread(self._started)).info()

    def chat(self, info: ModelInfo) -> ChatOpenAI:
        return self._started().chat(info)

    def session(
        self, info: ModelInfo, max_tokens: int, schema: Schema | None = None
    ) -> AbstractAsyncContextManager[ChatOpenAI]:
        return self._started().session(info, max_tokens, schema)

    def close(self) -> None:
        self._endpoint = None
        self._server.close()

    def _started(self) -> EndpointSource:
        if self._endpoint is None:
            endpoint = Endpoint(Address(self._server.start()), self._server.key, self._server.name)
            settings = self._settings
            self._endpoint = EndpointSource(endpoint, temperature=settings.temperature, deadline=settings.patience)
        return self._endpoint


def _header(gguf: Path) -> GgufHeader:
    try:
        return read_header(gguf)
    except FileNotFoundError as problem:
        raise BadSetting(f"there is no model file {gguf}", hint="check the path of the GGUF file") from problem
    except OSError as problem:
        raise BadSetting(
            f"the model file {gguf} cannot be read: {problem.strerror}", hint="check its permissions"
        ) from problem
    except ValueError as problem:
        raise BadSetting(
            f"{gguf} is no GGUF file: {problem}", hint="choose a model in llama.cpp's format GGUF"
        ) from problem


def _check_memory(gguf: Path, header: GgufHeader, context: int) -> None:
    """Refuse what does not fit: llama.cpp would be killed, and this program with it."""
    needed = gguf.stat().st_size + header.cache_bytes(context) + SPARE
    free = free_memory()
    if free is not None and needed > free:
        message = f"{gguf.name} needs about {needed / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free"
        raise BadSetting(message, hint="choose a smaller model, or set DIALOGUE_CONTEXT_WINDOW to fewer tokens")


def free_memory() -> int | None:
    """Bytes that a program may still take, as far as the system tells."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)
