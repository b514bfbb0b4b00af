"""Embeddings from any server that speaks OpenAI's protocol: OpenAI, vLLM, Ollama, LM Studio, llama.cpp."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from vectorstore.addresses import address_of, named_server
from vectorstore.embeddings import Vectors, checked
from vectorstore.errors import BadVectors, EmbeddingFailed, ModelMissing

if TYPE_CHECKING:
    from openai import OpenAI

BATCH = 64
"""Texts in one request."""
PASSAGES_TIMEOUT = 120.0
"""Seconds for one request with passages: a small server needs long for 64 of them."""
QUERY_TIMEOUT = 20.0
PREFIXES = (
    (re.compile(r"e5(?!.*instruct)", re.I), "query: ", "passage: "),
    (re.compile(r"nomic-embed", re.I), "search_query: ", "search_document: "),
    (re.compile(r"bge.*-en|mxbai-embed", re.I), "Represent this sentence for searching relevant passages: ", ""),
)
"""(name, before a query, before a passage): words that these models were trained with; their cards say so."""


class EndpointEmbedder:
    """The embedding model ``model`` at ``OPENAI_BASE_URL``. Nothing is asked before the first use; safe in several threads."""

    def __init__(self, model: str) -> None:
        self.name = f"endpoint:{model}"
        self.seconds = 0.0
        self._model = model
        self._lock = threading.Lock()
        self._before = next(((ask, told) for name, ask, told in PREFIXES if name.search(model)), ("", ""))

    @cached_property
    def dimensions(self) -> int:
        """The size of its vectors, from a first request. Raises ``EmbeddingFailed``, ``ModelMissing``, ``BadVectors``."""
        return len(self._answer(["size"], QUERY_TIMEOUT)[0])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions). Raises ``EmbeddingFailed``, ``ModelMissing``, ``BadVectors``."""
        sent = [self._before[1] + text for text in texts]
        parts = [self._embed(sent[at : at + BATCH], PASSAGES_TIMEOUT) for at in range(0, len(sent), BATCH)]
        return np.concatenate(parts) if parts else np.empty((0, self.dimensions), np.float32)

    def embed_query(self, text: str) -> Vectors:
        """A vector of shape (dimensions,). Raises ``EmbeddingFailed``, ``ModelMissing``, ``BadVectors``."""
        vector: Vectors = self._embed([self._before[0] + text], QUERY_TIMEOUT)[0]
        return vector

    def _embed(self, texts: list[str], timeout: float) -> Vectors:
        found = self._answer(texts, timeout)
        try:
            vectors = checked(found, count=len(texts), dimensions=self.dimensions, name=self.name)
        except (ValueError, TypeError) as problem:
            raise BadVectors(f"the embedding model {self.name} gave vectors of different sizes") from problem
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not lengths.all():
            raise BadVectors(f"the embedding model {self.name} gave a vector of zeros")
        scaled: Vectors = vectors / lengths
        return scaled

    def _answer(self, texts: list[str], timeout: float) -> list[Any]:
        """What the server gives for the texts, in their order; unchecked."""
        import openai

        client = self._client
        begun = time.perf_counter()
        try:
            answer = client.embeddings.create(model=self._model, input=texts, encoding_format="float", timeout=timeout)
            found = [list(each.embedding) for each in sorted(answer.data, key=lambda each: each.index)]
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as problem:
            # Not chained: the client's exceptions hold the key, in their request and sometimes in their words.
            raise self._failed(problem) from None
        finally:
            with self._lock:
                self.seconds += time.perf_counter() - begun
        if len(found) != len(texts):
            raise BadVectors(f"the embedding model {self.name} gave {len(found)} vectors for {len(texts)} texts")
        return found

    @cached_property
    def _client(self) -> OpenAI:
        import httpx2
        from openai import OpenAI

        server = named_server()
        if server is None:
            hint = "set OPENAI_BASE_URL to the address of an embedding server, or DIALOGUE_EMBEDDING to bundled"
            raise ModelMissing(f"no server is configured for the embedding model {self._model!r}", hint=hint)
        key, url = server
        try:
            address = address_of(url)
        except ValueError as problem:
            message = f"OPENAI_BASE_URL is no address of an embedding server: {problem}"
            raise ModelMissing(message, hint="it looks like http://127.0.0.1:8080/v1") from None
        timeout = httpx2.Timeout(PASSAGES_TIMEOUT, connect=5.0)
        http = httpx2.Client(auth=address.credentials, timeout=timeout)
        return OpenAI(api_key=key, base_url=address.url, timeout=timeout, max_retries=2, http_client=http)

    def _failed(self, problem: Exception) -> EmbeddingFailed:
        import openai

        server = f"the embedding server at {str(self._client.base_url).rstrip('/')}"
        match problem:
            case openai.APIStatusError(status_code=401 | 403):
                return EmbeddingFailed(f"{server} refuses the key", hint="check OPENAI_API_KEY")
            case openai.APIStatusError(status_code=404):
                hint = "check the name in DIALOGUE_EMBEDDING, and that OPENAI_BASE_URL ends in /v1 where the server wants that"
                return EmbeddingFailed(f"{server} has no embedding model {self._model!r}", hint=hint)
            case openai.APIStatusError():
                return EmbeddingFailed(f"{server} answers with an error (HTTP {problem.status_code})")
            case openai.APITimeoutError():
                return EmbeddingFailed(f"{server} did not answer in time")
            case openai.APIConnectionError():
                hint = "check that it runs and that OPENAI_BASE_URL is its address"
                return EmbeddingFailed(f"{server} cannot be reached", hint=hint)
        return EmbeddingFailed(f"{server} sent something that is no answer ({type(problem).__name__})")
