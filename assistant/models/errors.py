"""Every error of the model's client, mapped once into the tree of ``assistant.errors``.

The messages say what happened and at which address. Keys and passwords are taken out of whatever a server says.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.errors import (
    ModelBusy,
    ModelError,
    ModelFailed,
    ModelKeyRefused,
    ModelTooSlow,
    ModelUnknown,
    ModelUnreachable,
)

LONGEST = 160
"""Characters of a server's own words that are shown."""
PAUSE = 0.5
"""Seconds before the second attempt; twice as many before the third."""
ATTEMPTS = 3
NO_PATH = "OPENAI_BASE_URL has to be the address of an OpenAI-compatible API; it usually ends in /v1"
_KEYS = re.compile(r"\b(?:sk|pk|lsv2|gsk|hf)[-_][\w-]{4,}|(?<=bearer )\S+", re.IGNORECASE)
_NO_MODEL = re.compile(r"model\b.{0,120}\b(?:not|unknown|no such|isn't)|(?:no|unknown|invalid) model", re.I | re.S)
_NO_QUOTA = re.compile(r"quota|billing|credit|balance", re.IGNORECASE)
_TOO_LONG = re.compile(r"context|too long|too many tokens|maximum.{0,20}tokens", re.IGNORECASE)


@cache
def vendor_errors() -> tuple[type[Exception], ...]:
    """What a model's client raises: its own errors, its transport's, and those of reading what is no answer."""
    import httpx2
    import openai

    shapeless = (ValueError, TypeError, LookupError, AttributeError)
    return (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError, *shapeless)


def redacted(text: str, secrets: tuple[str, ...]) -> str:
    """One line without the secrets, without anything that looks like a key, and not longer than ``LONGEST``."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "[key]")
    line = " ".join("".join(each if each.isprintable() else " " for each in _KEYS.sub("[key]", text)).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def mapped(
    problem: Exception, *, address: str, model: str | None, secrets: tuple[str, ...], begun: bool = False
) -> ModelError:
    """The error to raise for one of the client's; ``begun``: the answer had begun already."""
    import httpx2
    import openai

    server = f"the model server at {address}"
    said = _said(problem, secrets)
    match problem:
        case openai.APIStatusError():
            return _refused(problem, server, model, said)
        case openai.APITimeoutError() | httpx2.TimeoutException() | TimeoutError():
            if isinstance(_innermost(problem), httpx2.ConnectTimeout):
                return ModelUnreachable(f"{server} cannot be reached")
            return ModelTooSlow(f"{server} did not answer in time")
        case openai.APIConnectionError() | httpx2.TransportError() | httpx2.InvalidURL() | OSError():
            return _lost(problem, server, begun=begun)
        case openai.APIError():
            return ModelFailed(f"{server} reports an error in its answer{said}")
    hint = None if begun else NO_PATH
    return ModelFailed(f"{server} sent something that is no answer", hint=hint)


def pause(problem: Exception, attempt: int) -> float | None:
    """Seconds to wait before asking again, after ``attempt`` attempts; ``None`` where that would be of no use."""
    import openai

    if attempt >= ATTEMPTS:
        return None
    if isinstance(problem, openai.APITimeoutError) or not isinstance(problem, openai.APIError):
        return None
    if isinstance(problem, openai.APIStatusError):
        if problem.status_code not in {429, 500, 502, 503, 504} or _NO_QUOTA.search(_words(problem)):
            return None
        asked = problem.response.headers.get("retry-after", "")
        if asked.replace(".", "", 1).isdigit():
            return float(asked)
    elif not isinstance(problem, openai.APIConnectionError):
        return None
    return PAUSE * 2.0 ** (attempt - 1)


def misunderstood(problem: Exception) -> bool:
    """Whether a server refuses the form of a request, which may be one that it does not know."""
    import openai

    return isinstance(problem, openai.APIStatusError) and problem.status_code in {400, 422, 501}


def _refused(problem: Exception, server: str, model: str | None, said: str) -> ModelError:
    status = getattr(problem, "status_code", 0)
    words = _words(problem)
    http = f"(HTTP {status})"
    if status in {401, 403}:
        return ModelKeyRefused(f"{server} refuses the key {http}")
    if getattr(problem, "code", None) == "model_not_found" or (status in {400, 404} and _NO_MODEL.search(words)):
        return ModelUnknown(f"{server} has no model {model!r} {http}")
    if status in {404, 405}:
        return ModelUnreachable(f"{server} knows no chat completions {http}", hint=NO_PATH)
    if status == 402 or (status == 429 and _NO_QUOTA.search(words)):
        return ModelBusy(f"{server} has no quota left for this key {http}", hint="check the plan of the key")
    if status in {429, 503}:
        why = "has too many requests" if status == 429 else "is overloaded or still starting"
        return ModelBusy(f"{server} {why} {http}")
    if status in {408, 504}:
        return ModelTooSlow(f"{server} did not answer in time {http}")
    if status in {400, 413, 422} and _TOO_LONG.search(words):
        hint = "set DIALOGUE_CONTEXT_WINDOW to the number of tokens that the model takes in"
        return ModelFailed(f"{server} takes in less than it was sent {http}{said}", hint=hint)
    return ModelFailed(f"{server} answers with an error {http}{said}")


def _lost(problem: Exception, server: str, *, begun: bool) -> ModelError:
    """Nothing listens there, or the connection broke."""
    import httpx2

    cause = _innermost(problem)
    if begun:
        return ModelFailed(f"{server} broke off the connection in the middle of its answer")
    if isinstance(cause, httpx2.UnsupportedProtocol | httpx2.InvalidURL):
        return ModelUnreachable(f"{server} cannot be reached: that is no address", hint=NO_PATH)
    if isinstance(cause, httpx2.NetworkError | httpx2.RemoteProtocolError) and not isinstance(
        cause, httpx2.ConnectError
    ):
        return ModelFailed(f"{server} broke off the connection before it answered")
    return ModelUnreachable(f"{server} cannot be reached")


def _innermost(problem: Exception) -> BaseException:
    """The transport's own error, below those that the client and LangChain wrapped around it."""
    import httpx2

    cause: BaseException | None = problem
    while cause is not None and not isinstance(cause, httpx2.HTTPError | httpx2.InvalidURL):
        cause = cause.__cause__
    return cause or problem


def _words(problem: Exception) -> str:
    """What the server itself says."""
    body = getattr(problem, "body", None)
    if isinstance(body, dict):
        inner = body.get("error", body)
        body = (
            " ".join(str(inner[name]) for name in ("message", "code", "type") if inner.get(name))
            if isinstance(inner, dict)
            else str(inner)
        )
    return str(body) if body else str(getattr(problem, "message", ""))


def _said(problem: Exception, secrets: tuple[str, ...]) -> str:
    body = getattr(problem, "body", None)
    words = body.get("message") if isinstance(body, dict) else getattr(problem, "message", "")
    line = redacted(str(words or ""), secrets)
    return f': "{line}"' if line and "<" not in line else ""
