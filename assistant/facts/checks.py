"""Facts of a written sentence that do not stand in the passage it rests on, or stand there otherwise.

Conflicts are decided by rule, offline: what is learnt elsewhere says how likely a sentence is supported, a conflict says
that it cannot be. Names and numbers must stand in the passage, its header, its opening or its speakers; who says a thing,
with what force, and whether it is denied must be as in the sentences that are the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.facts.evidence import Conflict, ConflictKind, evidence_of
from assistant.facts.figure_checks import figure_conflicts
from assistant.facts.force import force_conflicts
from assistant.facts.name_checks import name_conflicts
from assistant.facts.negation import negation_conflicts
from assistant.facts.slots import slot_conflicts
from assistant.facts.speaker_checks import speaker_conflicts
from assistant.facts.wordings import is_romance
from assistant.verification.premises import Premise

__all__ = ["Conflict", "ConflictKind", "conflicts"]

_IN_ANY_LANGUAGE = (figure_conflicts, name_conflicts, speaker_conflicts)
_CHECKS = (figure_conflicts, name_conflicts, speaker_conflicts, force_conflicts, negation_conflicts, slot_conflicts)


def conflicts(sentence: str, premise: Premise, spans: Sequence[tuple[int, int]]) -> tuple[Conflict, ...]:
    """What in ``sentence`` contradicts, or is missing from, the passage it is to rest on; empty when nothing is found.

    ``spans`` are the evidence: half-open offsets into ``premise.text`` of the sentences that the written one rests on.
    Without spans the whole passage is the evidence. Deterministic, and about a millisecond a call. A sentence in French or
    Spanish is checked for figures, names and speakers; force, denial and opposites are read in English only.
    """
    evidence = evidence_of(premise, spans)
    checks = _IN_ANY_LANGUAGE if is_romance(sentence) else _CHECKS
    return tuple(dict.fromkeys(found for check in checks for found in check(sentence, evidence)))
