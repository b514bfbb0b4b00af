"""Paraphrases and their false twins."""

from __future__ import annotations

import os
from collections import Counter
from difflib import SequenceMatcher

import pytest

from assistant.verification.premises import Premise
from evals.errors import BadDataset
from evals.paraphrases import (
    Outcome,
    Paraphrase,
    area_under_curve,
    caught_share,
    interval,
    load_paraphrases,
    located,
    run,
    supported_share,
    told,
)
from evals.premises import Place, source_places, starter_places
from evals.supporting import RulesAlone


def case(**changes: object) -> Paraphrase:
    plain = {
        "id": "x",
        "document": "harbour.md",
        "anchor": "piers were mended",
        "paraphrase": "Somebody mended the piers.",
        "altered": "Nobody mended the piers.",
        "kind": "negation",
        "set": "digest",
        "fold": 0,
    }
    return Paraphrase.model_validate({**plain, **changes})


def outcome(true: float, false: float, **changes: object) -> Outcome:
    return Outcome(case(**changes), Premise(text="", sentences=()), true > 0.5, false <= 0.5, (true, false))


def test_the_cases_are_many_varied_and_short_of_anchor() -> None:
    cases = load_paraphrases()
    assert len(cases) >= 150
    assert sum(one.set == "digest" for one in cases) >= 110
    assert len({one.id for one in cases}) == len(cases)
    assert all(len(one.anchor.split()) <= 8 for one in cases)
    assert len(Counter(one.kind for one in cases)) >= 8
    by_document = {one.document: one.fold for one in cases}
    assert all(one.fold == by_document[one.document] for one in cases)
    assert {one.fold for one in cases} == {0, 1, 2, 3, 4}


def test_every_digest_case_has_its_one_passage() -> None:
    cases = [one for one in load_paraphrases() if one.set == "digest"]
    assert len(located(cases, starter_places())) == len(cases)


@pytest.mark.sources
@pytest.mark.usefixtures("sources")
def test_every_source_case_has_its_one_passage() -> None:
    assert os.environ["DIALOGUE_SOURCES"]
    cases = [one for one in load_paraphrases() if one.set == "source"]
    pairs = located(cases, source_places())
    assert len(pairs) == len(cases) >= 40
    assert all(_longest_copy(one.paraphrase, premise) < 8 for one, premise in pairs)


def test_no_paraphrase_is_a_copy() -> None:
    pairs = located([one for one in load_paraphrases() if one.set == "digest"], starter_places())
    for one, premise in pairs:
        assert _longest_copy(one.paraphrase, premise) < 9, one.id


def _longest_copy(text: str, premise: Premise) -> int:
    """How many words in a row a text shares with a passage."""
    ours, theirs = text.casefold().split(), premise.text.casefold().split()
    return SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match().size


def test_rules_alone_refuse_hardly_a_paraphrase_and_stop_most_twins() -> None:
    pairs = located([one for one in load_paraphrases() if one.set == "digest"], starter_places())
    outcomes = run(RulesAlone(), pairs)
    assert supported_share(outcomes) >= 0.95
    assert caught_share(outcomes) >= 0.6


def test_an_anchor_that_stands_nowhere_or_twice_is_refused() -> None:
    text = "The piers were mended."
    place = Place("harbour.md", Premise(text=text, sentences=((0, len(text)),)))
    assert located([case()], [place]) == [(case(), place.premise)]
    with pytest.raises(BadDataset, match="x: 0 passages"):
        located([case(anchor="boats")], [place])
    with pytest.raises(BadDataset, match="x: 2 passages"):
        located([case()], [place, place])


def test_area_under_the_curve() -> None:
    assert area_under_curve([outcome(0.9, 0.1), outcome(0.8, 0.2)]) == 1.0
    assert area_under_curve([outcome(0.5, 0.5)]) == 0.5
    assert area_under_curve([outcome(0.9, 0.1), outcome(0.2, 0.8)]) == 0.75
    assert area_under_curve([]) == 0.0


def test_the_interval_holds_the_figure_and_is_repeatable() -> None:
    outcomes = [outcome(0.9, 0.1)] * 17 + [outcome(0.2, 0.8)] * 3
    low, high = interval(outcomes, supported_share)
    assert low < supported_share(outcomes) == 0.85 < high
    assert (low, high) == interval(outcomes, supported_share)
    assert interval([outcome(0.9, 0.1)] * 5, caught_share, resamples=50) == (1.0, 1.0)


def test_the_table_tells_sets_and_kinds_apart() -> None:
    text = told([outcome(0.9, 0.1), outcome(0.2, 0.8, set="source", kind="number")])
    assert [line.split()[0] for line in text.splitlines()[1:4]] == ["all", "digest", "source"]
    assert "negation        1 of 1" in text
    assert "number          0 of 1" in text
