"""What is known of a language model before it is asked: its name, how much it takes in, whether it is a small one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from vectorstore.addresses import OPENAI_URL, PLACEHOLDER, Address

if TYPE_CHECKING:
    import httpx2

Schema = type[BaseModel]
"""The shape of an answer in JSON."""

OPENAI_MODEL = "gpt-5.6-luna"
"""The model where only a key is set: OpenAI's present one for high volumes and low cost."""
CONTEXT = 8192
"""Tokens assumed where neither the settings nor the server say."""
OLLAMA_CONTEXT = 4096
"""Ollama's own default; it cuts off what is longer without a word."""
LIMIT = 3.0
"""Seconds for the list of models."""
SMALL = 3e9
"""Parameters up to which a model gets the short prompt."""
_SIZE = re.compile(r"(?<![\w.])(?:\d+x)?(\d+(?:\.\d+)?)([bm])(?![a-z0-9])", re.IGNORECASE)
_NO_CHAT = re.compile(r"embed|rerank|whisper|\btts\b|\bbge\b|\be5\b|moderation", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model as it is used."""

    name: str
    context: int = CONTEXT
    """Tokens that it takes in and writes together."""
    small: bool = False
    """At most 3 billion parameters."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers, in the protocol of OpenAI."""

    address: Address
    key: str = field(repr=False)
    model: str | None = None
    context: int | None = None

    @property
    def official(self) -> bool:
        """OpenAI itself, or Azure."""
        return self.address.host == "api.openai.com" or self.azure

    @property
    def azure(self) -> bool:
        return self.address.host.endswith(".azure.com")

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown."""
        return tuple(each for each in (self.key, *self.address.secrets) if each)

    def known(self) -> ModelInfo | None:
        """What the settings alone tell; ``None`` where the server has to be asked."""
        name = self.model or (OPENAI_MODEL if self.official else None)
        if name is None or not (self.official or self.context):
            return None
        window = self.context or openai_profile(name).get("max_input_tokens") or CONTEXT
        return ModelInfo(name, int(window), small_by_name(name))

    def assumed(self) -> ModelInfo | None:
        """What is assumed where the server does not tell; ``None`` where not even a name is known."""
        return ModelInfo(self.model, self.context or CONTEXT, small_by_name(self.model)) if self.model else None


def openai_profile(name: str) -> Mapping[str, Any]:
    """What langchain-openai's tables say of one of OpenAI's own models; empty for an unknown one."""
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(model=name, api_key=PLACEHOLDER, base_url=OPENAI_URL).profile or {}


def small_by_name(name: str) -> bool:
    """Whether a name says that the model has at most 3 billion parameters: "qwen2.5-1.5b", "smollm2:135m"."""
    sizes = [float(number) * (1e9 if unit in "bB" else 1e6) for number, unit in _SIZE.findall(name.replace("_", "-"))]
    return bool(sizes) and max(sizes) <= SMALL


async def look_up(endpoint: Endpoint, http: httpx2.AsyncClient) -> ModelInfo:
    """Ask the server for its models: their names, and what llama.cpp and vLLM say of size and context window.

    Raises:
        openai.APIError, TimeoutError, ValueError: it did not answer, not in time, or with something else.
    """
    from openai import AsyncOpenAI

    client = AsyncOpenAI(
        base_url=endpoint.address.url, api_key=endpoint.key, timeout=LIMIT, max_retries=0, http_client=http
    )
    async with asyncio.timeout(LIMIT):
        page = await client.models.list()
    models = {each.id: dict(each.model_extra or {}, owned_by=each.owned_by) for each in page.data or [] if each.id}
    if not models:
        raise ValueError("it lists no model")
    name = endpoint.model or next((each for each in models if not _NO_CHAT.search(each)), next(iter(models)))
    return described(name, models.get(name, {}), context=endpoint.context)


def described(name: str, told: Mapping[str, Any], *, context: int | None) -> ModelInfo:
    """A model by its entry in ``/v1/models``; ``context`` wins over what the server says."""
    meta = told.get("meta")
    meta = meta if isinstance(meta, Mapping) else {}
    windows = (context, meta.get("n_ctx"), told.get("max_model_len"), meta.get("n_ctx_train"))
    window = next((each for each in windows if isinstance(each, int) and each > 0), None)
    parameters = meta.get("n_params")
    small = parameters <= SMALL if isinstance(parameters, int) and parameters > 0 else small_by_name(name)
    return ModelInfo(name, window or (OLLAMA_CONTEXT if told.get("owned_by") == "library" else CONTEXT), small)
