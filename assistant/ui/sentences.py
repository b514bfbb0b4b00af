"""The sentences of an answer as HTML: what each rests on, and how far. Every word is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.render import marked
from assistant.types import Answer, AnswerSentence
from assistant.ui.plain import stated

VERDICTS = {"partial": "Partly supported", "unsupported": "Not supported"}


def body(sentences: Sequence[AnswerSentence], at: int, *, written: bool) -> str:
    """The sentences under their headings; of a written answer those that follow one another make a paragraph.

    ``at`` is the place of the answer in the conversation.
    """
    parts: list[str] = []
    group: str | None = None
    opened: str | None = None
    for index, sentence in enumerate(sentences):
        wanted = "ul" if sentence.bullet else "p" if written else None
        if opened and (opened != wanted or sentence.group != group):
            parts.append(f"</{opened}>")
            opened = None
        if sentence.group != group:
            group = sentence.group
            parts.append(f"<h4>{escape(group)}</h4>" if group else "")
        if wanted and not opened:
            parts.append(f"<{wanted}>")
            opened = wanted
        parts.append(_sentence(sentence, marked(sentences, index), f"{at}-{index}", running=wanted == "p"))
    return "".join([*parts, f"</{opened}>" if opened else ""])


def _sentence(sentence: AnswerSentence, numbers: Sequence[int], name: str, *, running: bool) -> str:
    at = name.partition("-")[0]
    markers = "".join(
        f'<button type="button" class="marker" data-card="card-{at}-{number}" aria-label="Show source {number}">'
        f"[{number}]</button>"
        for number in numbers
    )
    before, after = _doubt(sentence, name)
    words = f"{before}{escape(sentence.text)}{'</span>' if before else ''}{'&nbsp;' if markers else ''}{markers}{after}"
    if running:
        return f"<span>{words}</span> "
    tag = "li" if sentence.bullet else "p"
    kind = ' class="context"' if sentence.context else ""
    return f"<{tag}{kind}>{words}</{tag}>"


def _doubt(sentence: AnswerSentence, name: str) -> tuple[str, str]:
    """Around a sentence that is not fully supported: the mark of its words, and the reason, shown when it is asked for."""
    verdict = VERDICTS.get(sentence.support)
    if verdict is None:
        return "", ""
    reason = escape(stated(sentence.reason or "the documents do not say all of it"))
    return (
        f'<span class="{sentence.support}" title="{verdict}: {reason}">',
        f' <button type="button" class="why {sentence.support}" aria-expanded="false" aria-controls="why-{name}">'
        f'{verdict}</button><span class="reason" id="why-{name}" hidden>{reason}</span>',
    )


def struck(answer: Answer) -> str:
    """The sentences that were taken out of a written answer, folded away, each with its reason."""
    if not answer.removed:
        return ""
    items = "".join(
        f"<li><s>{escape(each.text)}</s>{f'<p>{escape(stated(each.reason))}</p>' if each.reason else ''}</li>"
        for each in answer.removed
    )
    return (
        f'<details class="struck"><summary>Not supported by the documents ({len(answer.removed)})</summary>'
        f"<p>The model wrote this; it is no part of the answer.</p><ul>{items}</ul></details>"
    )


def verdict(sentence: AnswerSentence) -> str:
    """A checked sentence for those who listen."""
    if not sentence.citations:
        return f"{VERDICTS.get(sentence.support, '')}: {sentence.text}".lstrip(": ")
    numbers = ", ".join(map(str, sentence.citations))
    return f"{sentence.text} {VERDICTS.get(sentence.support, 'Supported')}, source {numbers}."
