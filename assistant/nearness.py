"""How near a question's own words come to what was found, and whether what was found speaks against its premise.

Word overlap fails in both directions: a question in other words than the documents' looks unanswered, and one about the same
things with a twist ("what does it cost?") looks answered. Contextual vectors see both better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from assistant.verification.premises import Premise
from assistant.verification.word_vectors import Matrix, Words, ground_of, words_of
from vectorstore.contradiction import ContradictionModel, PolicyNli, is_installed
from vectorstore.tokens import BundledTokens, TokenModel

FAR = 0.72
"""Cosine of contextual word vectors below which a word is not in a text in any wording."""
ASIDE = frozenset(
    """say said tell told what which who whom whose when where why how many much name named speak spoke talk mention mentioned
    report reported share number kind part did does do was were is are has have had will would should could can may called call
    give gave given made make people person persons country countries organization panel dialogue session speaker speakers
    representative year date day time compare according during another other others each both big large long far old
    often""".split()
)
"""Words that say what is asked for, or where: a text that answers need not hold them."""
_WHICH = frozenset({"which", "what"})
_VERB = frozenset("did does do is are was were has have had can could will would should".split())
_PREMISE = re.compile(
    r"^\s*(?:and\s+|so\s+)?why\s+(?:did|does|do|has|have|had|was|were|is|are)\s+(?P<said>.+?)[\s?!.]*$", re.I
)
"""What a question for a reason takes as given: "Why did Malta close its port?" takes it that Malta did."""


class Nearness(Protocol):
    """Measures a question against what was found."""

    def signals(self, question: str, premises: Sequence[Premise], shown: str) -> dict[str, float]:
        """The signals; ``premises`` are the passages (at least one), ``shown`` the best sentences."""
        ...


class Near:
    """Measures with the models that come with the package."""

    def __init__(self, tokens: TokenModel | None = None, contradictions: ContradictionModel | None = None) -> None:
        self._tokens = tokens or BundledTokens()
        self._contradictions = contradictions or (PolicyNli() if is_installed() else None)

    def signals(self, question: str, premises: Sequence[Premise], shown: str) -> dict[str, float]:
        """The signals.

        "topic_words": how many topic words the question has; "far_words": share of them that no passage holds in any
        wording; "asked_far": the thing asked for ("what penalties") is one of these; "premise_denied": the logit that the
        best sentences deny what a question for a reason takes as given, 0 where nothing does.
        """
        asked = question.rstrip(" ?!.")
        own = words_of(asked, self._tokens.states([asked])[0])
        cosines: Matrix = (own.vectors @ ground_of(premises, self._tokens).vectors.T).max(axis=1, initial=-1.0)
        topic, thing = _topic(own), _thing(own)
        near = cosines[topic]
        return {
            "far_words": float((near < FAR).mean()) if topic else 0.0,
            "topic_words": float(len(topic)),
            "asked_far": float(thing is not None and cosines[thing] < FAR),
            "premise_denied": self._denied(question, shown),
        }

    def _denied(self, question: str, shown: str) -> float:
        taken = _PREMISE.match(question)
        if taken is None or self._contradictions is None or not shown:
            return 0.0
        return max(0.0, self._contradictions.contradiction(shown, taken["said"]))


def _topic(own: Words) -> list[int]:
    """The words that say what a question is about: plain ones where there are any, else its names. No figures."""
    about = [
        at
        for at, word in enumerate(own.texts)
        if own.content[at] and word.casefold() not in ASIDE and not word.isdigit()
    ]
    return [at for at in about if not own.texts[at][0].isupper()] or about


def _thing(own: Words) -> int | None:
    """The noun behind the first "which" or "what", before the verb; ``None`` where there is none that says anything."""
    folded = [word.casefold() for word in own.texts]
    start = next((at for at, word in enumerate(folded) if word in _WHICH), None)
    if start is None:
        return None
    end = next((at for at in range(start + 1, len(folded)) if folded[at] in _VERB), start)
    nouns = [at for at in range(start + 1, end) if own.content[at] and folded[at] not in ASIDE]
    return nouns[-1] if nouns else None
