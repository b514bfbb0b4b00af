"""A model behind an address: LangChain's client of OpenAI's protocol, with the settings that are safe."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.models.errors import vendor_errors
from assistant.models.info import Endpoint, ModelInfo, Schema, look_up, openai_profile

if TYPE_CHECKING:
    import ssl

    import httpx2
    from langchain_openai import ChatOpenAI

CONNECT = 5.0
"""Seconds for a connection."""
FORGET = 60.0
"""Seconds after which a server that did not describe its model is asked again."""


class EndpointSource:
    """Where ``ChatModel`` gets its client from."""

    def __init__(self, endpoint: Endpoint, *, temperature: float, deadline: float) -> None:
        self.endpoint = endpoint
        self._temperature = temperature
        self._deadline = deadline
        self._info: ModelInfo | None = None
        self._assumed_until = 0.0

    @property
    def address(self) -> str:
        return self.endpoint.address.url

    @property
    def secrets(self) -> tuple[str, ...]:
        return self.endpoint.secrets

    def known(self) -> ModelInfo | None:
        """What is known by now."""
        if self._info is None and time.monotonic() < self._assumed_until:
            return self.endpoint.assumed()
        return self._info

    async def info(self) -> ModelInfo:
        """What the model is; the server is asked once. Raises ``vendor_errors()`` where not even its name is known."""
        if known := self.known():
            return known
        await asyncio.to_thread(_prepared)
        try:
            async with self._http() as http:
                self._info = self.endpoint.known() or await look_up(self.endpoint, http)
        except vendor_errors():
            assumed = self.endpoint.assumed()
            if assumed is None:
                raise
            self._assumed_until = time.monotonic() + FORGET
            return assumed
        return self._info

    @asynccontextmanager
    async def session(
        self, info: ModelInfo, max_tokens: int, schema: Schema | None = None
    ) -> AsyncIterator[ChatOpenAI]:
        """A client for one call, with connections of its own: leaving it hangs up, whatever is still coming."""
        async with self._http() as http:
            yield self.chat(info, http=http, max_tokens=max_tokens, schema=schema)

    def chat(
        self,
        info: ModelInfo,
        *,
        http: httpx2.AsyncClient | None = None,
        max_tokens: int | None = None,
        schema: Schema | None = None,
    ) -> ChatOpenAI:
        """A client; without ``http`` one that keeps no connection, so that any event loop may use it."""
        import httpx2
        from langchain_openai import ChatOpenAI

        return ChatOpenAI(
            model=info.name,
            api_key=self.endpoint.key,
            base_url=self.endpoint.address.url,
            http_async_client=http or self._http(),
            timeout=httpx2.Timeout(self._deadline, connect=min(CONNECT, self._deadline)),
            max_retries=0,
            # In a session ``streaming`` watches the clock: LangChain's ``wait_for`` loses cancellations before Python 3.12.
            stream_chunk_timeout=None if http else self._deadline,
            stream_usage=True,
            use_responses_api=False,
            **self._parameters(info.name, max_tokens, _shape(schema) if schema else {}),
        )

    def _parameters(self, name: str, max_tokens: int | None, shape: dict[str, Any]) -> dict[str, Any]:
        """Temperature, length and shape. Compatible servers know ``max_tokens``; OpenAI's own models want its new name."""
        if not self.endpoint.official:
            length = {"max_tokens": max_tokens} if max_tokens else {}
            return {"temperature": self._temperature, "extra_body": (length | shape) or None}
        sized: dict[str, Any] = {"max_completion_tokens": max_tokens} if max_tokens else {}
        sized |= {"extra_body": shape} if shape else {}
        profile = openai_profile(name)
        if "none" in profile.get("reasoning_effort_levels", ()):
            sized["reasoning_effort"] = "none"
        return sized | ({"temperature": self._temperature} if profile.get("temperature", True) else {})

    def _http(self) -> httpx2.AsyncClient:
        """A transport that keeps no idle connection: one opened in another event loop could not be used."""
        import httpx2

        return httpx2.AsyncClient(
            auth=self.endpoint.address.credentials,
            verify=_certificates(),
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    def close(self) -> None:
        """Nothing to close: connections live as long as a call."""


def _shape(schema: Schema) -> dict[str, Any]:
    """How OpenAI's protocol asks for JSON of a shape."""
    from openai import pydantic_function_tool

    function = pydantic_function_tool(schema)["function"]
    shape = {"name": function["name"], "strict": True, "schema": function["parameters"]}
    return {"response_format": {"type": "json_schema", "json_schema": shape}}


def _prepared() -> None:
    """Load, in a thread, what takes long to load: an event loop would stand still meanwhile."""
    import langchain_openai  # noqa: F401

    _certificates()


@cache
def _certificates() -> ssl.SSLContext:
    """Loaded once: reading them takes longer than everything else before a call."""
    import httpx2

    return httpx2.create_ssl_context()
