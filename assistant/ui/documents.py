"""The page of the documents: add files, see what becomes of them, choose a document, look into it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.app import Assistant
from assistant.ui import detail, shelf, uploaded, welcome
from assistant.ui.change import Change, change_controls
from assistant.ui.drop import Dropped, discard, drop_zone, limits, refusals, sorted_out
from assistant.ui.plain import FAILED, notice, plainly, sentence
from assistant.uploads import Uploads
from vectorstore.errors import StoreError

Update = dict[Any, Any]
TICK = 0.7
"""Seconds between two looks at the files while some are being taken in."""
CLICKS = """element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) trigger("click", { ...button.dataset });
});"""
FOCUS = "() => setTimeout(() => document.getElementById('{}')?.focus(), 80)"
QUIET: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": None}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the page that change."""

    seen: gr.State
    """Hashes of the lists as this browser has them."""
    chosen: gr.State
    """Id of the document that is shown, or ``None``."""
    timer: gr.Timer
    top: gr.HTML
    drop: gr.File
    refused: gr.HTML
    files: gr.HTML
    find: gr.Textbox
    order: gr.Dropdown
    shelf: gr.HTML
    nothing: gr.HTML
    """In the place of a document as long as none is chosen."""
    detail: gr.Column
    head: gr.HTML
    change: Change
    body: gr.HTML
    passages: gr.HTML

    def state(self) -> list[Any]:
        """What every event is told."""
        return [self.seen, self.chosen, self.find, self.order]

    def lists(self) -> list[Any]:
        return [self.seen, self.timer, self.top, self.files, self.shelf]

    def shown(self) -> list[Any]:
        return [self.chosen, self.nothing, self.detail, self.head, self.body, self.passages, *self.change.outputs()]


def documents_page(dialogue: Assistant, top: gr.HTML) -> Parts:
    """Lay the page out."""
    seen, chosen, timer = (
        gr.State({}, time_to_live=3600),
        gr.State(None, time_to_live=3600),
        gr.Timer(TICK, active=False),
    )
    max_mb = dialogue.settings.max_file_mb
    with gr.Row(elem_id="stacks"):
        with gr.Column(elem_id="add-and-list"):
            gr.HTML(f'<h2>Add documents</h2><p class="quiet">{limits(max_mb)}</p>', js_on_load=None)
            drop = drop_zone(max_mb)
            gr.HTML(f'<div id="refused-here">{refusals((), max_mb=max_mb)}</div>', js_on_load=None)
            refused = gr.HTML(js_on_load=None)
            files = gr.HTML(elem_id="files", js_on_load=CLICKS)
            gr.HTML("<h2>Documents in the store</h2>", elem_id="store-head", js_on_load=None)
            with gr.Row(elem_id="finding"):
                find = gr.Textbox(label="Find by title or event", elem_id="find", scale=3, min_width=160)
                order = gr.Dropdown(list(shelf.ORDERS), value=shelf.TITLE, label="Sort by", scale=2, min_width=140)
            listed = gr.HTML(elem_id="shelf", js_on_load=CLICKS)
        with gr.Column(elem_id="one"):
            nothing = gr.HTML(detail.placeholder(), js_on_load=None)
            with gr.Column(visible=False, elem_id="detail") as column:
                head = gr.HTML(js_on_load=None)
                change = change_controls()
                body = gr.HTML(elem_id="parts", js_on_load=CLICKS)
                passages = gr.HTML(elem_id="passage-list", js_on_load=CLICKS)
    return Parts(
        seen,
        chosen,
        timer,
        top,
        drop,
        refused,
        files,
        find,
        order,
        listed,
        nothing,
        column,
        head,
        change,
        body,
        passages,
    )


class Events:
    """What happens on the page. What is one user's own is in the parts; this only knows where things are."""

    def __init__(self, parts: Parts, dialogue: Assistant, uploads: Uploads) -> None:
        self._parts, self._dialogue, self._uploads = parts, dialogue, uploads

    def connect(self, *, entered: Any) -> None:
        """Say what happens when; ``entered`` listens for the page coming into view."""
        parts = self._parts
        gr.on(
            [parts.timer.tick, parts.find.input, parts.order.change], self.looked, parts.state(), parts.lists(), **QUIET
        )
        entered(self.entered, parts.state(), [*parts.lists(), *parts.shown()], **QUIET)
        parts.drop.upload(
            self.dropped, [parts.drop, *parts.state()], [parts.drop, parts.refused, *parts.lists()], **QUIET
        )
        for listed in (parts.files, parts.shelf):
            chosen = listed.click(self.clicked, parts.state(), [*parts.lists(), *parts.shown()], **QUIET)
            chosen.then(None, js=FOCUS.format("detail-title"))
        for told in (parts.body, parts.passages):
            turned = told.click(self.turned, parts.chosen, parts.passages, **QUIET)
            turned.then(None, js=FOCUS.format("passages"))
        self._connect_changes()

    def _connect_changes(self) -> None:
        parts, change = self._parts, self._parts.change
        outputs = [*parts.lists(), *parts.shown()]
        saved = [change.save.click, *(field.submit for field in change.fields)]
        gr.on(saved, self.saved, [*parts.state(), *change.fields], outputs, trigger_mode="once", **QUIET)
        asked = change.remove.click(change.asking, None, change.outputs(), **QUIET)
        asked.then(None, js=FOCUS.format("keep"))
        change.keep.click(change.kept, None, change.outputs(), **QUIET).then(None, js=FOCUS.format("remove"))
        removed = change.really.click(self.removed, parts.state(), outputs, trigger_mode="once", **QUIET)
        removed.then(None, js=FOCUS.format("detail-title"))

    def looked(self, seen: dict[str, int], chosen: str | None, find: str, order: str) -> Update:
        """Bring the lists up to date, with as little as possible; stop looking when nothing goes on."""
        parts, documents, states = self._parts, self._dialogue.documents(), self._uploads.states()
        busy = any(not each.is_settled for each in states)
        titles = {info.id: info.title for info in documents}
        lists = {
            parts.top: welcome.header(documents),
            parts.files: uploaded.files(states, titles),
            parts.shelf: shelf.shelf(documents, find=find or "", order=order or shelf.TITLE, chosen=chosen),
        }
        hashes = {str(part.elem_id): hash(html) for part, html in lists.items()}
        news = {part: html for part, html in lists.items() if seen.get(str(part.elem_id)) != hashes[str(part.elem_id)]}
        idle = 0 if busy else seen.get("idle", 0) + 1
        timer = {parts.timer: gr.Timer(active=idle < 3)} if idle in {0, 3} and idle != seen.get("idle") else {}
        return {**news, **timer, parts.seen: {**hashes, "idle": idle}}

    def entered(self, seen: dict[str, int], chosen: str | None, find: str, order: str) -> Update:
        """The page comes into view: another browser may have changed the store."""
        gone = chosen is not None and all(info.id != chosen for info in self._dialogue.documents())
        shown = self._closed() if gone else {}
        return {**self.looked(_awake(seen), None if gone else chosen, find, order), **shown}

    def dropped(self, files: list[Dropped], seen: dict[str, int], chosen: str | None, find: str, order: str) -> Update:
        """Keep the files that were given, and say which are refused."""
        taken, refused = sorted_out(files, max_mb=self._dialogue.settings.max_file_mb)
        try:
            self._uploads.add([(each.name, each.path) for each in taken])
        except OSError as problem:
            log.exception("files could not be kept")
            refused += [("Not all files could be kept", f"{problem.strerror}; check the free space and try again")]
        finally:
            discard(files)
        told = refusals(refused, max_mb=self._dialogue.settings.max_file_mb)
        return {
            self._parts.drop: None,
            self._parts.refused: told if refused else "",
            **self.looked(_awake(seen), chosen, find, order),
        }

    def clicked(self, seen: dict[str, int], chosen: str | None, find: str, order: str, event: gr.EventData) -> Update:
        """A document was chosen, or a button of a file was pressed."""
        asked = event._data or {}
        shown: Update = {}
        number = str(asked.get("number", ""))
        if asked.get("act") == "choose":
            chosen = str(asked.get("id", ""))
            shown = self._shown(chosen)
        elif asked.get("act") == "clear":
            self._uploads.clear()
        elif number.isdecimal() and asked.get("act") == "retry":
            self._uploads.retry(int(number))
        elif number.isdecimal() and asked.get("act") == "dismiss":
            self._uploads.dismiss(int(number))
        return {**self.looked(_awake(seen), chosen, find, order), **shown}

    def turned(self, chosen: str | None, event: gr.EventData) -> Update:
        """Other passages of the document are asked for."""
        first = str((event._data or {}).get("first", ""))
        try:
            document = self._dialogue.document(chosen or "")
        except StoreError as problem:
            return {self._parts.passages: notice(plainly(problem))}
        at = int(first) if first.isdecimal() else 0
        return {self._parts.passages: detail.passages(document, self._dialogue.chunks(document.id), at)}

    def saved(self, seen: dict[str, int], chosen: str | None, find: str, order: str, *values: str) -> Any:
        """Correct the metadata: its passages are indexed anew, which takes a while."""
        change = self._parts.change
        yield change.saving()
        try:
            self._uploads.correct(chosen or "", change.values(*values))
            yield {**self._shown(chosen or ""), **self.looked(seen, chosen, find, order), **change.saved()}
        except StoreError as problem:
            yield change.saved(plainly(problem))
        except Exception:
            log.exception("a document could not be corrected")
            yield change.saved(FAILED)

    def removed(self, seen: dict[str, int], chosen: str | None, find: str, order: str) -> Any:
        """Remove the document for good."""
        change = self._parts.change
        title = next((info.title for info in self._dialogue.documents() if info.id == chosen), "The document")
        yield change.removing()
        try:
            self._uploads.remove(chosen or "")
            closed = self._closed(told=f"{title} was removed for good")
            yield {**change.kept(), **closed, **self.looked(seen, None, find, order)}
        except StoreError as problem:
            yield change.kept(plainly(problem))
        except Exception:
            log.exception("a document could not be removed")
            yield change.kept(FAILED)

    def _shown(self, document_id: str) -> Update:
        """A document in the place for it."""
        parts = self._parts
        info = next((each for each in self._dialogue.documents() if each.id == document_id), None)
        if info is None:
            return self._closed(told="That document is not in the store any more")
        document, chunks = self._dialogue.document(document_id), self._dialogue.chunks(document_id)
        return {
            parts.chosen: document_id,
            parts.nothing: "",
            parts.detail: gr.Column(visible=True),
            parts.head: detail.head(info),
            parts.body: detail.body(document, chunks),
            parts.passages: detail.passages(document, chunks, 0),
            **parts.change.filled(info),
        }

    def _closed(self, *, told: str = "") -> Update:
        parts = self._parts
        return {
            parts.chosen: None,
            parts.nothing: detail.placeholder(sentence(told)),
            parts.detail: gr.Column(visible=False),
        }


def _awake(seen: dict[str, int]) -> dict[str, int]:
    """Look again soon, whatever was seen."""
    return {**seen, "idle": -1}
