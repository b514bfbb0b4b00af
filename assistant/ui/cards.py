"""The sources as HTML: numbered cards with the passage and the quotation lit up. Every word of a document is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from assistant.types import Answer, Citation
from assistant.ui.dates import spoken
from assistant.ui.exchange import Exchange
from assistant.ui.growing import Growing
from assistant.ui.viewer import opener
from corpus.speakers import label
from corpus.types import DIGEST
from vectorstore.languages import language_of, name
from vectorstore.types import Passage, Place

SAID = "said"
"""A force that says nothing more than "said by"."""
FLAGGED = "This passage contains instructions to the program. It was not used."
AROUND = 260
"""Characters of the passage shown at once on each side of a quotation; the rest unfolds."""


def panels(exchanges: Sequence[Exchange]) -> str:
    """The sources of every answer, those of the last one in front."""
    last = len(exchanges) - 1
    return "".join(_panel(each.answer, at, front=at == last) for at, each in enumerate(exchanges))


def arriving(growing: Growing, passages: Iterable[Passage], at: int) -> str:
    """The sources of an answer that is still being made; ``passages`` are those of its citations."""
    return _section(growing.question, "Sources", _cards(growing.citations, passages, at, None), at, front=True)


def _panel(answer: Answer, at: int, *, front: bool) -> str:
    if answer.status == "not_found":
        none = "No passage was used" if answer.flagged else "No passage was found"
        title = "Nearest passages; they do not answer the question" if answer.passages else none
        cards = "".join(_passage_card(passage, answer.language) for passage in answer.passages)
    else:
        title = "Sources" if answer.citations else "No sources"
        cards = _cards(answer.citations, answer.passages, at, answer.language)
    flagged = "".join(map(flagged_card, answer.flagged))
    return _section(answer.question, title, f"{cards}{flagged}", at, front=front)


def _section(question: str, title: str, cards: str, at: int, *, front: bool) -> str:
    return (
        f'<section class="panel{" front" if front else ""}" id="panel-{at}" tabindex="-1"><h2>{title}</h2>'
        f'<p class="for">{escape(question)}</p>{cards}</section>'
    )


def _cards(citations: Iterable[Citation], passages: Iterable[Passage], at: int, language: str | None) -> str:
    by_chunk = {passage.chunk.id: passage for passage in passages}
    return "".join(_card(each, by_chunk.get(each.chunk_id), at, language) for each in citations)


def _card(citation: Citation, passage: Passage | None, at: int, language: str | None) -> str:
    number = citation.number
    return (
        f'<article class="card" id="card-{at}-{number}" tabindex="-1" aria-label="Source {number}"><header>'
        f'<button type="button" class="number" data-back="card-{at}-{number}" '
        f'aria-label="Source {number}: back to the answer">{number}</button><div>'
        f"{_title(citation.title, digest_of=citation.label if citation.is_digest else None)}"
        f"{_where(citation.event, citation.date, citation.section, citation.page)}"
        f"{_said_by(citation)}{_foreign(passage, language)}</div></header>"
        f"{_passage(citation, passage)}{_also(citation.also_in)}</article>"
    )


def _passage_card(passage: Passage, language: str) -> str:
    chunk = passage.chunk
    return (
        f'<article class="card near"><header><div>{_head(passage)}{_foreign(passage, language)}</div></header>'
        f'<div class="passage">{escape(chunk.text)}</div>'
        f'<p class="foot">{opener(chunk.document_id, chunk.start, chunk.end, chunk.page)}</p>'
        f"{_also(passage.also_in)}</article>"
    )


def flagged_card(passage: Passage) -> str:
    """A passage that was found and kept out, with what told so; its words are folded away."""
    chunk = passage.chunk
    sign = f'<p class="where">It says: “{escape(passage.flag)}”</p>' if passage.flag else ""
    return (
        f'<article class="card flagged"><header><div>{_head(passage)}</div></header><p class="warning">{FLAGGED}</p>{sign}'
        f'<details><summary>Show its words</summary><div class="passage">{escape(chunk.text)}</div></details>'
        f'<p class="foot">{opener(chunk.document_id, chunk.start, chunk.end, chunk.page)}</p></article>'
    )


def _head(passage: Passage) -> str:
    meta, chunk = passage.document.metadata, passage.chunk
    label = f"digest by Dialogue of {meta.source_title or passage.document.title}" if meta.kind == DIGEST else None
    return _title(passage.document.title, digest_of=label) + _where(meta.event, meta.date, chunk.section, chunk.page)


def _foreign(passage: Passage | None, language: str | None) -> str:
    """Says which language a passage is in, where the question was asked in another."""
    if passage is None or language is None or (found := language_of(passage)) == language:
        return ""
    return f'<p class="foreign">in {escape(name(found))}</p>'


def _title(title: str, *, digest_of: str | None) -> str:
    badge = f'<p class="digest">{escape(digest_of)}</p>' if digest_of else ""
    return f'<h3 class="title">{escape(title)}</h3>{badge}'


def _where(event: str | None, date: str | None, section: Sequence[str], page: str | None) -> str:
    first = " · ".join(part for part in (event, spoken(date), page and _page(page)) if part)
    return "".join(f'<p class="where">{escape(line)}</p>' for line in (first, " › ".join(section)) if line)


def _page(label: str) -> str:
    return f"page{'s' if '–' in label else ''} {label}"


def _said_by(citation: Citation) -> str:
    """Who says it and with what force; all of them where several speak in one quotation."""
    if citation.said_by:
        force = f" ({citation.force})" if citation.force and citation.force != SAID else ""
        told = f"Said by {citation.said_by}{force}"
    else:
        names = dict.fromkeys(label(each.speaker) for each in citation.statements if each.speaker)
        told = f"Speakers in it: {'; '.join(names)}" if names else ""
    return f'<p class="where said">{escape(told)}</p>' if told else ""


def _passage(citation: Citation, passage: Passage | None) -> str:
    """The passage with the quotation lit up; the quotation alone where the passage is not at hand."""
    before, after = _around(citation, passage)
    far, near = _split(before, max(0, len(before) - AROUND))
    beside, beyond = _split(after, AROUND)
    text = f"{_rest(far)}{escape(near)}<mark>{escape(citation.quote)}</mark>{escape(beside)}{_rest(beyond)}"
    unfold = '<button type="button" class="link unfold" aria-expanded="false">Whole passage</button>'
    show = opener(citation.document_id, citation.start, citation.end, citation.page)
    return f'<div class="passage">{text}</div><p class="foot">{unfold if far or beyond else ""}{show}</p>'


def _around(citation: Citation, passage: Passage | None) -> tuple[str, str]:
    """The words of the passage before and after the quotation, which may reach beyond it."""
    if passage is None or not passage.chunk.start <= citation.start < passage.chunk.end:
        return "", ""
    chunk = passage.chunk
    after = chunk.text[max(0, citation.end - chunk.start) :]
    return chunk.text[: max(0, citation.start - chunk.start)], after if citation.end < chunk.end else ""


def _split(text: str, at: int) -> tuple[str, str]:
    """The text cut in two at the first space from ``at`` on; whole on one side where that would leave a crumb."""
    if at == 0:
        return "", text
    cut = text.find(" ", at)
    return (text, "") if cut < 0 else (text[:cut], text[cut:])


def _rest(text: str) -> str:
    """Words that are folded away at first."""
    return f'<span class="fold">{escape(text)}</span><span class="gap" aria-hidden="true"> … </span>' if text else ""


def _also(places: Iterable[Place]) -> str:
    lines = dict.fromkeys(" › ".join((place.title, *place.section)) for place in places)
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div class="also"><p>Also in</p><ul>{items}</ul></div>' if items else ""
