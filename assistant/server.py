"""The app behind its guards: known hosts only, no foreign origin, nothing loaded from elsewhere."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.app import Assistant
from assistant.errors import PortInUse, UnsafeBind
from assistant.uploads import Uploads

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' "
    "rx='7' fill='%231f5675'/%3E%3Ctext x='16' y='31' font-family='Georgia,serif' font-size='34' fill='white' "
    "text-anchor='middle'%3E%E2%80%9D%3C/text%3E%3C/svg%3E"
)


def create_app(dialogue: Assistant, *, hosts: Sequence[str] = ()) -> FastAPI:
    """The whole web application over an assistant; ``hosts`` are names under which it answers besides this machine's."""
    _settle_gradio()
    import gradio as gr

    from assistant.ui.gate import Gate
    from assistant.ui.guard import Guard, Head
    from assistant.ui.page import build
    from assistant.ui.routes import page_routes
    from assistant.ui.theme import DialogueTheme

    uploads = Uploads(dialogue)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_closing(uploads))

    @app.get("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    app.include_router(page_routes(dialogue))
    app.add_middleware(Gate, uploads=Path(os.environ["GRADIO_TEMP_DIR"]))
    app.add_middleware(Head, title="Dialogue", icon=ICON)
    app.add_middleware(Guard, hosts=hosts)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, *hosts], www_redirect=False)
    demo = build(dialogue, uploads)
    demo.max_threads = 128
    demo.queue(max_size=64, api_open=False)
    style, script = _joined("style.css", "documents.css", "viewer.css"), _joined("page.js", "documents.js", "viewer.js")
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        demo,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        allowed_paths=[],
        blocked_paths=[str(Path(dialogue.settings.home).resolve())],
        max_file_size=int(dialogue.settings.max_file_mb * 2**20),
        show_error=False,
        mcp_server=False,
        pwa=False,
        theme=DialogueTheme(),
        css=style,
        head=f"<script>{script}</script>",
    )
    return mounted


def _closing(uploads: Uploads) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """What runs beside the app: the queue of files, closed when the server stops."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        yield
        await asyncio.to_thread(uploads.close)

    return running


def _joined(*names: str) -> str:
    """Files of the user interface, one after another."""
    folder = files("assistant.ui")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def _settle_gradio() -> None:
    """Settings that Gradio reads when it is imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    if "GRADIO_TEMP_DIR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="dialogue-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["GRADIO_TEMP_DIR"] = folder


def serve(
    dialogue: Assistant,
    *,
    host: str,
    port: int,
    on_ready: Callable[[str], None],
    hosts: Sequence[str] = (),
    allow_network: bool = False,
) -> None:
    """Serve until interrupted; ``on_ready`` is told the address.

    ``hosts`` are the names under which it answers besides this machine's own; ``allow_network`` lets it listen beyond
    this machine.

    Raises:
        UnsafeBind: ``host`` is not of this machine alone, and that was not allowed.
        PortInUse: something else listens on the port.
    """
    if host not in LOOPBACK and not allow_network:
        raise UnsafeBind(f"listening on {host} would open your documents to the network, without a login")
    host = host.strip("[]")
    _check_free(host, port)
    app = create_app(dialogue, hosts=hosts if host in LOOPBACK else (*hosts, host))
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")

    Server(uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False)).run()


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise PortInUse(f"port {port} on {host} is in use") from problem
