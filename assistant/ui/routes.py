"""Our own routes beside Gradio's: a quotation on its page, and the images of pages."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from assistant.app import Assistant
from assistant.ui.plain import plainly
from assistant.ui.viewer import fragment, trouble
from vectorstore.errors import NoPageView, NoSuchDocument

LONGEST_SPAN = 20_000
"""Characters of a quotation that are looked for on pages."""
_UNKEPT = {"Cache-Control": "no-store"}
"""No browser keeps the words or pages of a document that may be removed for good."""


def page_routes(dialogue: Assistant) -> APIRouter:
    """The routes over an assistant."""
    router = APIRouter()

    @router.get("/view/{document_id}")
    def view(document_id: str, start: int, end: int) -> HTMLResponse:
        """HTML for a span of a document: its pages with the span lit up, or the section around it."""
        try:
            document = dialogue.document(document_id)
        except NoSuchDocument:
            return _html(trouble("The document is not in the store any more"), 404)
        if not 0 <= start < end <= len(document.text) or end - start > LONGEST_SPAN:
            return _html(trouble("There is no such place in the document"), 404)
        try:
            images, note = dialogue.page_images(document, start, end), ""
        except (NoPageView, NoSuchDocument) as problem:
            images, note = (), plainly(problem)
        return _html(fragment(document, start, end, images, note=note))

    @router.get("/pages/{document_id}/{page}.png")
    def page_image(document_id: str, page: int) -> Response:
        """The image of a page."""
        try:
            return Response(dialogue.page_png(document_id, page), media_type="image/png", headers=_UNKEPT)
        except (NoPageView, NoSuchDocument) as problem:
            return Response(plainly(problem), 404, media_type="text/plain", headers=_UNKEPT)

    return router


def _html(text: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(text, status, headers=_UNKEPT)
