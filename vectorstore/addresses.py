"""The address of a model server, apart from the user and password that may stand in it: clients write addresses into logs."""

from __future__ import annotations

import os
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

OPENAI_URL = "https://api.openai.com/v1"
PLACEHOLDER = "none"
"""The key where only an address is set: local servers want none, the client insists on one."""


def named_server() -> tuple[str, str] | None:
    """(key, address) of the server that ``OPENAI_API_KEY`` and ``OPENAI_BASE_URL`` name; one of the two is enough."""
    key, url = os.environ.get("OPENAI_API_KEY", "").strip(), os.environ.get("OPENAI_BASE_URL", "").strip()
    return (key or PLACEHOLDER, url or OPENAI_URL) if key or url else None


@dataclass(frozen=True, slots=True)
class Address:
    """``url`` may be shown and logged."""

    url: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def credentials(self) -> tuple[str, str] | None:
        """For HTTP's basic authentication."""
        return (self.user, self.password) if self.user or self.password else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: the password, and what the basic authentication makes of it."""
        if not self.credentials:
            return ()
        return self.password, b64encode(f"{self.user}:{self.password}".encode()).decode()


def address_of(url: str) -> Address:
    """An address taken apart. Raises ``ValueError`` that says in one line what is wrong, without repeating the address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("it has to begin with http:// or https:// and a host")
    if parts.query or parts.fragment:
        raise ValueError("it must not hold a question mark or a hash")
    _ = parts.port  # raises what a wrong one is
    plain = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))
    return Address(plain, unquote(parts.username or ""), unquote(parts.password or ""))
