"""A language model as the judge: the claims of a sentence, and for each whether the passages support it, with the words quoted.

It is set apart from the model that answers, by name. Its answers are JSON, checked; a verdict of support counts only with a
quotation that stands in the passages. What cannot be read is asked once more, and is then "could not be judged". Where the
temperature is not 0 each claim is judged three times, and the mean decides.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from typing import Literal, TypeVar

from pydantic import BaseModel, ValidationError

import prompts
from assistant.errors import ModelError
from assistant.models.llm import ChatModel, configured
from assistant.models.streaming import Deadline
from assistant.settings import load_settings
from assistant.verification.premises import Premise
from evals.errors import BadDataset
from evals.judges import Verdict

RUNS = 3
"""Verdicts of a claim where the model samples."""
TRIES = 2
PATIENCE = 120.0
"""Seconds for an answer of the judge."""
LONGEST = 700
"""Tokens of it."""
SUPPORTED = 0.5
"""Mean of the verdicts above which a claim counts as supported; a partial one counts half."""
_POINTS = {"supported": 1.0, "partial": 0.5, "unsupported": 0.0}


Read = TypeVar("Read", bound=BaseModel)


class Claims(BaseModel):
    """What a sentence claims."""

    claims: list[str]


class Quoted(BaseModel):
    """Words of a passage."""

    passage: int
    quote: str


class Judged(BaseModel):
    """A verdict as the prompt asks for it."""

    verdict: Literal["supported", "partial", "unsupported"]
    evidence: list[Quoted] = []
    problem: str = ""


class ModelJudge:
    """Judges with a model behind OpenAI's protocol."""

    def __init__(self, model: ChatModel, *, runs: int = 1) -> None:
        self._model = model
        self._runs = runs
        self.name = model.name

    @classmethod
    def named(cls, name: str) -> ModelJudge:
        """The model of this name at ``OPENAI_BASE_URL``. Raises ``BadDataset`` where no server is configured."""
        settings = load_settings(model=name)
        model = configured(settings)
        if model is None:
            raise BadDataset("no server of a judging model is configured", hint="set OPENAI_BASE_URL or OPENAI_API_KEY")
        return cls(model, runs=RUNS if settings.temperature else 1)

    def judge(self, claim: str, premises: Sequence[Premise]) -> Verdict:
        """The least supported claim of a sentence decides."""
        try:
            return asyncio.run(self._judged(claim, premises))
        except ModelError as problem:
            return Verdict(None, f"the judge failed: {problem}")

    async def _judged(self, sentence: str, premises: Sequence[Premise]) -> Verdict:
        claims = await self._claims(sentence)
        if not claims:
            return Verdict(None, "the judge did not say what the sentence claims")
        verdicts = [await self._verdict(claim, premises) for claim in claims]
        if any(each.supported is None for each in verdicts):
            return next(each for each in verdicts if each.supported is None)
        return min(verdicts, key=lambda each: each.score or 0.0)

    async def _claims(self, sentence: str) -> list[str]:
        found = await self._read("claims", Claims, sentence=sentence)
        return [each.strip() for each in found.claims if each.strip()] if found else []

    async def _verdict(self, claim: str, premises: Sequence[Premise]) -> Verdict:
        numbered = "\n\n".join(f"[{at}] {each.header}\n{each.text}" for at, each in enumerate(premises, start=1))
        points, problems, quotes = list[float](), list[str](), list[str]()
        for _ in range(self._runs):
            found = await self._read("judge", Judged, claim=claim, passages=numbered)
            if found is None:
                continue
            real = [each.quote for each in found.evidence if _stands(each, premises)]
            points.append(_POINTS[found.verdict] if real or found.verdict == "unsupported" else 0.0)
            problems.append(found.problem or ("" if real else "no words of the passages were quoted for it"))
            quotes += real
        if not points:
            return Verdict(None, "the judge's answer could not be read")
        mean = sum(points) / len(points)
        return Verdict(mean > SUPPORTED, next(filter(None, problems), None), quotes[0] if quotes else None, mean)

    async def _read(self, prompt: str, kind: type[Read], **values: str) -> Read | None:
        mark = f"-----{secrets.token_hex(8)}-----"
        messages = prompts.load(prompt).messages(delimiter=mark, **values)
        for _ in range(TRIES):
            deadline = Deadline(PATIENCE)
            text = await self._model.complete(messages, deadline=deadline, max_tokens=LONGEST, schema=kind)
            try:
                return kind.model_validate_json(text[text.index("{") : text.rindex("}") + 1])
            except (ValueError, ValidationError):
                continue
        return None


def _stands(quoted: Quoted, premises: Sequence[Premise]) -> bool:
    if not quoted.quote.strip() or not 1 <= quoted.passage <= len(premises):
        return False
    return " ".join(quoted.quote.split()) in " ".join(premises[quoted.passage - 1].text.split())
