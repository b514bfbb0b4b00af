"""Names of a sentence that its passage does not know, or knows in another place."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.facts.evidence import Conflict, Evidence
from assistant.facts.figures import MONTHS
from assistant.facts.named import Name, known, names_of
from assistant.facts.rivals import displaced
from assistant.facts.tellers import name_keys
from corpus.speakers.organisations import is_known, is_organisation
from corpus.speakers.states import folded


def name_conflicts(sentence: str, evidence: Evidence) -> Iterator[Conflict]:
    """Capitalised names, acronyms, States and their people that stand neither in the passage nor around it."""
    passage = known(f"{evidence.premise.text}\n{evidence.around}")
    for name in names_of(sentence):
        if folded(name.text) in MONTHS:
            continue
        missing = passage.misses(name)
        if missing:
            yield Conflict("name", missing, f"“{missing}” does not stand in the passage")
        elif other := _displaced(sentence, name, evidence):
            yield Conflict("name", name.text, f"the passage says this of {other}")


def _sort(name: Name) -> str:
    if name.states:
        return "state"
    return "body" if is_known(name.text) or is_organisation(name.text) else ""


def _displaced(sentence: str, name: Name, evidence: Evidence) -> str | None:
    """Whom the passage has in the place of ``name``."""
    sort, keys = _sort(name), name_keys(name)
    if not sort or any(keys & name_keys(one) for one in names_of(evidence.around)):
        return None
    own = frozenset(key for one in names_of(sentence) for key in name_keys(one))

    def rivals(text: str) -> bool:
        return any(_sort(one) == sort and not name_keys(one) & own for one in names_of(text))

    def holds(text: str) -> bool:
        return any(keys & name_keys(one) for one in names_of(text))

    text = displaced(sentence, name.text, evidence.premise, holds, rivals)
    if text is None:
        return None
    return next(one.text for one in names_of(text) if _sort(one) == sort and not name_keys(one) & own)
