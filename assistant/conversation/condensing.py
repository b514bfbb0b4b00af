"""Follow-up questions with a language model: one English question that stands alone.

The model is asked only where the question does not stand alone or is not in English, and it is not trusted: what it writes
has to be one question or noun phrase that keeps what was asked and names nothing that nobody named. Otherwise the query
is made by rules (``assistant.conversation.followups``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.asking import Streaming, lines_of
from assistant.conversation.followups import condense, points_back, stands_alone
from assistant.facts.named import known, names_of
from assistant.models.llm import Deadline
from assistant.types import Turn
from prompts import load
from vectorstore.languages import ENGLISH, language
from vectorstore.terms import STOPWORDS, normalised, search_terms, stems, words

TURNS = 3
"""Questions before the last one that the model is shown."""
QUESTION_CHARS, ANSWER_CHARS = 300, 240
"""What it is shown of each question, and of the last answer."""
MAX_TOKENS = 60
LONGEST = 240
"""Characters of a query; a question that is longer itself may stay so."""
KEPT = 0.5
"""Share of the question's own words that a query has to keep."""

_LABEL = re.compile(r"^(?:[-*#>\s]*(?:standalone|search|rewritten|last)?\s?(?:question|query|search)\s*:)+\s*", re.I)
_QUOTES = "\"'`“”‘’«»*#>- "
_TALK = re.compile(
    r"^(?:i\b|i['’]m\b|sorry|unfortunately|as an ai|yes\b|no,|sure\b|here (?:is|are)\b|based on\b|to answer\b|"
    r"the (?:answer|passages?|conversation|documents?)\b|it (?:is|was|has)\b|they (?:are|were|have)\b|this (?:is|was)\b)",
    re.I,
)
_ASKS = re.compile(
    r"^(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|"
    r"in|on|at|for|of|to|by|from|with|under|according|compare|list|name|describe|explain|summari[sz]e|give|tell|show)\b",
    re.I,
)
_PHRASE = 12
"""Words of the longest query that is no question."""
_NUMBER = re.compile(r"\d[\d.,]*")


async def condense_with(model: Streaming, question: str, history: Sequence[Turn] = (), *, deadline: Deadline) -> str:
    """The question to search for, in English. Raises ``ModelError``."""
    ruled = condense(question, history)
    if not needs_model(question, history):
        return ruled
    prompt = load("condense").messages(conversation=told(history), question=_cut(question, QUESTION_CHARS))
    lines = await lines_of(model, prompt, deadline=deadline, max_tokens=MAX_TOKENS, most=1)
    return (accepted(lines[0], question, history) if lines else None) or ruled


def needs_model(question: str, history: Sequence[Turn]) -> bool:
    """Whether a question hangs on the conversation before it, or is in another language than English."""
    asked_before = any(turn.role == "user" for turn in history)
    return language(question) != ENGLISH or (asked_before and not stands_alone(question))


def told(history: Sequence[Turn]) -> str:
    """The end of a conversation in a few lines: the last questions, and how the last answer begins."""
    asked = [turn for turn in history if turn.role == "user"][-TURNS:]
    lines = [f"- {_cut(turn.text, QUESTION_CHARS)}" for turn in asked]
    if asked and history[-1].role == "assistant":
        lines.append(f"  Answer: {_cut(history[-1].text, ANSWER_CHARS)}")
    return "\n".join(lines) or "(none)"


def accepted(written: str, question: str, history: Sequence[Turn]) -> str | None:
    """What a model wrote, as a query; ``None`` for what is no query, drops what was asked, or invents."""
    text = _plain(written)
    if not _is_query(text, question) or invents(text, [question, *(turn.text for turn in history)]):
        return None
    return text if _keeps(text, question, history) else None


def invents(text: str, said: Sequence[str]) -> bool:
    """Whether a text holds a name or a number that none of the texts before it hold."""
    before = "\n".join(said)
    held = {_digits(number) for number in _NUMBER.findall(before)}
    if any(_digits(number) not in held for number in _NUMBER.findall(text)):
        return True
    names = known(before)
    return any(names.misses(name) for name in names_of(text))


def _plain(written: str) -> str:
    return _LABEL.sub("", normalised(written).strip(_QUOTES)).strip(_QUOTES)


def _is_query(text: str, question: str) -> bool:
    """One question, or a short phrase; no talk, no refusal, no answer."""
    if not words(text) or len(text) > max(LONGEST, len(question)) or _TALK.match(text):
        return False
    return text.endswith("?") or bool(_ASKS.match(text)) or len(words(text)) <= _PHRASE


def _keeps(text: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether the query asks what was asked, with its names and most of its words, and what it hangs on put in."""
    asked_before = {tuple(words(turn.text)) for turn in history if turn.role == "user"}
    if points_back(text) or (tuple(words(text)) in asked_before and tuple(words(question)) not in asked_before):
        return False
    names = known(text)
    if any(names.misses(name) for name in names_of(normalised(question).lstrip("¿¡ "))):
        return False
    if language(question) != ENGLISH:
        return True
    topical = [term for term in search_terms(question) if term not in STOPWORDS]
    kept = stems(text)
    return sum(stems(term) <= kept for term in topical) >= KEPT * len(topical)


def _digits(number: str) -> str:
    return number.strip(".,").replace(",", "")


def _cut(text: str, limit: int) -> str:
    text = normalised(text)
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"
