"""The model of contradictions: what it tells apart, and that no other file is taken for it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from vectorstore import contradiction
from vectorstore.contradiction import PolicyNli
from vectorstore.errors import ModelMissing

PASSAGE = "The harbour office hired forty pilots, and most of them had trained at the old lighthouse."


@pytest.fixture(scope="module")
def model() -> PolicyNli:
    return PolicyNli()


@pytest.mark.model
@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Forty pilots were taken on by the harbour office.", "Forty pilots were dismissed by the harbour office."),
        ("Most pilots learnt their trade at the old lighthouse.", "Few pilots learnt their trade at the lighthouse."),
        ("The office recruited pilots.", "The office refused to recruit pilots."),
    ],
)
def test_what_says_otherwise_is_told_from_what_says_the_same(model: PolicyNli, true: str, false: str) -> None:
    assert model.contradiction(PASSAGE, false) > model.contradiction(PASSAGE, true) + 2


@pytest.mark.model
def test_long_texts_are_cut_and_short_ones_read(model: PolicyNli) -> None:
    assert abs(model.contradiction(PASSAGE * 200, "Pilots.")) < 20
    assert abs(model.contradiction("", "")) < 20


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contradiction, "find_spec", lambda name: None)
    assert not contradiction.is_installed()
    with pytest.raises(ModelMissing) as error:
        PolicyNli().contradiction(PASSAGE, "Pilots.")
    assert "nli" in error.value.hint


def test_another_file_is_not_taken_for_the_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "policy_nli_int8.onnx").write_bytes(b"another")
    monkeypatch.setattr(contradiction, "find_spec", lambda name: SimpleNamespace(origin=str(tmp_path / "__init__.py")))
    with pytest.raises(ModelMissing, match="not the one"):
        PolicyNli().contradiction(PASSAGE, "Pilots.")
