"""Answers and sources as HTML. Every word that comes from a document, a question or a file name is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.render import NOT_FOUND, SECTION_SEPARATOR, with_references
from assistant.types import Answer, AnswerSentence, Citation
from vectorstore.types import Passage

WELCOME = (
    '<div class="welcome"><b>Ask the documents.</b> Every answer is made of exact quotations, each shown beside the '
    "passage it stands in. What the documents do not say is refused.</div>"
)
NO_SOURCES = (
    '<h2 class="sources-title">Sources</h2><p class="sources-note">The passages behind an answer appear here.</p>'
)


def header(*, documents: int) -> str:
    """The head of the page, with the line that says which mode this is."""
    return (
        '<div id="top"><h1>Dialogue</h1>'
        f'<span class="tagline">answers from {documents} document{"" if documents == 1 else "s"}, word for word</span>'
        '<span class="mode" title="This version quotes; writing with a language model is planned.">'
        "Quote mode: exact quotations, no language model. Writing with a model is planned.</span></div>"
    )


def notice(text: str) -> str:
    """A plain message in the place of an answer."""
    return f'<div class="notice" role="alert">{escape(text)}</div>'


def turn(answer: Answer, at: int) -> str:
    """One question with its answer; ``at`` is its position in the conversation, from 0."""
    searched = (
        f'<p class="searched">Searched for: {escape(answer.query)}</p>' if answer.query != answer.question else ""
    )
    body = _refusal(answer) if answer.status == "not_found" else _sentences(answer, at) + _tools(answer)
    return (
        f'<section class="turn" id="turn-{at}"><div class="question">{escape(answer.question)}</div>{searched}'
        f'<div class="answer">{body}</div></section>'
    )


def _sentences(answer: Answer, at: int) -> str:
    parts: list[str] = []
    group: str | None = None
    listed = False
    for index, sentence in enumerate(answer.sentences):
        if sentence.group != group or sentence.bullet != listed:
            parts.append("</ul>" if listed else "")
            listed = False
        if sentence.group != group:
            group = sentence.group
            parts.append(f"<h3>{escape(group)}</h3>" if group else "")
        if sentence.bullet and not listed:
            parts.append("<ul>")
            listed = True
        parts.append(_sentence(sentence, _marked(answer.sentences, index), at))
    return "".join([*parts, "</ul>" if listed else ""])


def _marked(sentences: Sequence[AnswerSentence], index: int) -> tuple[int, ...]:
    """The numbers after a sentence; of neighbours that rest on one quotation only the last has them."""
    following = sentences[index + 1] if index + 1 < len(sentences) else None
    own = sentences[index].citations
    return () if following is not None and following.citations == own else own


def _sentence(sentence: AnswerSentence, numbers: Sequence[int], at: int) -> str:
    markers = "".join(
        f'<button class="marker" id="marker-{at}-{number}" data-target="card-{at}-{number}" '
        f'aria-label="Show source {number}">{number}</button>'
        for number in numbers
    )
    tag = "li" if sentence.bullet else "p"
    kind = ' class="context"' if sentence.context else ""
    return f"<{tag}{kind}>{escape(sentence.text)}{markers}</{tag}>"


def _tools(answer: Answer) -> str:
    return (
        '<div class="tools"><button class="copy">Copy with references</button>'
        f'<span class="copied" role="status"></span><template>{escape(with_references(answer))}</template></div>'
    )


def _refusal(answer: Answer) -> str:
    reason = f"<p>{escape(answer.reason)}</p>" if answer.reason else ""
    nearest = "<p>The nearest passages are shown as sources; they do not answer it.</p>" if answer.passages else ""
    searched = f"<p>Searched for: {escape(answer.query)}</p>"
    return f'<div class="refusal"><p><strong>{NOT_FOUND}</strong></p>{reason}{searched}{nearest}</div>'


def sources(answer: Answer | None, at: int) -> str:
    """The cards of an answer: its citations, or the nearest passages of a refusal."""
    if answer is None:
        return NO_SOURCES
    if answer.status == "not_found":
        cards = "".join(_passage_card(passage) for passage in answer.passages)
        note = "They do not answer the question." if answer.passages else "Nothing was found."
        return f'<h2 class="sources-title">Nearest passages</h2><p class="sources-note">{note}</p>{cards}'
    passages = {passage.chunk.id: passage for passage in answer.passages}
    cards = "".join(_card(citation, passages.get(citation.chunk_id), at) for citation in answer.citations)
    return f'<h2 class="sources-title">Sources</h2>{cards}'


def _card(citation: Citation, passage: Passage | None, at: int) -> str:
    number = citation.number
    also = "; ".join(dict.fromkeys(place.title for place in citation.also_in))
    return (
        f'<article class="card" id="card-{at}-{number}" tabindex="-1" aria-label="Source {number}"><header>'
        f'<button class="number" data-target="marker-{at}-{number}" aria-label="Back to the answer">{number}</button>'
        f"<div>{_title(citation.title, is_digest=citation.is_digest, label=citation.label)}"
        f"{_where(citation.event, citation.date, citation.section, citation.page)}</div></header>"
        f'<div class="passage">{lit(citation, passage)}</div>'
        f"{f'<p class=also>Also in: {escape(also)}</p>' if also else ''}</article>"
    )


def _passage_card(passage: Passage) -> str:
    meta = passage.document.metadata
    label = f"digest by Dialogue of {meta.source_title or passage.document.title}"
    return (
        f'<article class="card"><header><div>{_title(passage.document.title, is_digest=meta.kind == "digest", label=label)}'
        f"{_where(meta.event, meta.date, passage.chunk.section, passage.chunk.page)}</div></header>"
        f'<div class="passage">{escape(passage.chunk.text)}</div></article>'
    )


def _title(title: str, *, is_digest: bool, label: str) -> str:
    return f'<div class="title">{escape(title)}</div>' + (
        f'<span class="digest">{escape(label)}</span>' if is_digest else ""
    )


def _where(event: str | None, date: str | None, section: tuple[str, ...], page: str | None) -> str:
    first = " · ".join(part for part in (event, date and date.replace("/", " to "), page and f"page {page}") if part)
    path = SECTION_SEPARATOR.join(section)
    return "".join(f'<div class="where">{escape(line)}</div>' for line in (first, path) if line)


def lit(citation: Citation, passage: Passage | None) -> str:
    """The passage with the quotation lit up; the quotation alone where the passage is not at hand."""
    if passage is None:
        return f"<mark>{escape(citation.quote)}</mark>"
    chunk = passage.chunk
    before = chunk.text[: max(0, citation.start - chunk.start)]
    after = chunk.text[max(0, citation.end - chunk.start) :] if citation.end < chunk.end else ""
    return f"{escape(before)}<mark>{escape(citation.quote)}</mark>{escape(after)}"
