"""Title, event and date of first pages, and what is no date of the event."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.cleaning import clean
from corpus.dates import dates
from corpus.first_page import first_page
from corpus.loaders import load


def guessed(text: str) -> dict[str, str]:
    cleaned = clean(text, markdown=True)
    return first_page(cleaned.text, cleaned.blocks)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("15-16 October 2020", "2020-10-15/2020-10-16"),
        ("Geneva, 15 and 16 October 2020", "2020-10-15/2020-10-16"),
        ("15, 16 and 17 October 2020", "2020-10-15/2020-10-17"),
        ("October 15–16, 2020", "2020-10-15/2020-10-16"),
        ("February 28 - March 2, 2022", "2022-02-28/2022-03-02"),
        ("28 February to 2 March 2022", "2022-02-28/2022-03-02"),
        ("from Monday 28 February to Wednesday 2 March 2022", "2022-02-28/2022-03-02"),
        ("30 December 2019 - 2 January 2020", "2019-12-30/2020-01-02"),
        ("les 15 et 16 octobre 2020", "2020-10-15/2020-10-16"),
        ("du 28 février au 2 mars 2022", "2022-02-28/2022-03-02"),
        ("le 1er août 2022", "2022-08-01"),
        ("15 y 16 de octubre de 2020", "2020-10-15/2020-10-16"),
        ("del 28 de febrero al 2 de marzo de 2022", "2022-02-28/2022-03-02"),
        ("3 May 2023", "2023-05-03"),
        ("3rd May, 2023", "2023-05-03"),
        ("2020-10-15", "2020-10-15"),
        ("octubre de 2020", "2020-10"),
        ("31 February 2020", None),
        ("16-15 October 2020", None),
        ("5.15 October 2020", None),
        ("call 1234 May 20203", None),
        ("10/11/2020", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    assert [each.iso for each in dates(text, months=True)] == ([iso] if iso else [])


@pytest.mark.parametrize(
    ("text", "event", "date"),
    [
        ("# Harbour Forum 2020\n\nOrsk, 15 and 16 October 2020\n\nText.", "Harbour Forum 2020", "2020-10-15/2020-10-16"),
        ("# Rapport du Forum mondial des ports 2021\n\nLisbonne, du 28 février au 2 mars 2021", "Forum mondial des ports 2021",
         "2021-02-28/2021-03-02"),
        ("# XIII Cumbre Mundial de Puertos\n\nQuito, 15 y 16 de octubre de 2020", "XIII Cumbre Mundial de Puertos",
         "2020-10-15/2020-10-16"),
        ("# Summary\n\nThird Regional Consultation on Ferries: Keeping Afloat\n\n3 May 2023",
         "Third Regional Consultation on Ferries", "2023-05-03"),
        ("# Dialogue on Harbours 2019 Piers in Practice: Costs and Gains\n\nText.", "Dialogue on Harbours 2019", "2019"),
        ("# Session 4 of 2020\n\nText.", None, None),
        ("# Roundtable 4\n\nText.", None, None),
        ("# Notes on a dialogue of 2020\n\nText.", None, None),
    ],
)  # fmt: skip
def test_events(text: str, event: str | None, date: str | None) -> None:
    found = guessed(text)
    assert (found.get("event"), found.get("date")) == (event, date)


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("This report summarizes a workshop held at Orsk on 3 and 4 May 2023, with many guests.", "2023-05-03/2023-05-04"),
        ("The workshop was held in Orsk on 3 May 2019, and all the ports of the coast took part.", "2019-05-03"),
        ("Le présent rapport résume les échanges tenus à Valmont les 14 et 15 novembre 2023 entre nous.",
         "2023-11-14/2023-11-15"),
        ("Este informe recoge el seminario celebrado en Quito los días 15 y 16 de octubre de 2020.", "2020-10-15/2020-10-16"),
        ("The Ministerial Conference was held on 3 May 2019 in Tarn, far away from all the harbours.", None),
        ("The Ministerial Conference held on 3 May 2019 asked for a study of the ports of the coast.", None),
        ("The previous workshop was held in Orsk on 3 May 2019, and all the ports took part in it.", None),
        ("This report follows the decision of the conference held on 3 May 2019, which asked for it.", None),
        ("The council adopted the plan on 3 May 2019, and has held on to it through every workshop.", None),
        ("The pier was built on 3 May 2019, which everybody on the coast and the islands remembers.", None),
        ("The workshop was held on 3 May 2019 in Orsk. The forum was held on 4 May 2019 in the town.", None),
    ],
)  # fmt: skip
def test_dates_in_sentences(sentence: str, date: str | None) -> None:
    assert guessed(f"# On piers\n\n{sentence}").get("date") == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("# Harbour Forum 2020\n\n3 March 2021\n\nText.", "2020"),
        ("# Piers\n\nPublished on 3 March 2021\n\nText.", None),
        ("# Piers\n\n3 March 2021\n\n4 March 2021\n\nText.", None),
        ("# Piers\n\nMarch 2021\n\nText.", "2021-03"),
    ],
)
def test_dates_among_titles(text: str, date: str | None) -> None:
    assert guessed(text).get("date") == date


def test_titles() -> None:
    assert guessed("## Contents\n\n## 3 May 2020\n\n# On piers\n\nText.")["title"] == "On piers"
    assert "title" not in guessed("Only text, which is long enough to be a sentence of its own.")


def test_every_guess_is_words_of_the_page() -> None:
    text = "# Report of the Third Regional Consultation on Ferries, Orsk\n\n3 May 2023\n\nText."
    found = guessed(text)
    assert all(found[name] in text for name in ("title", "event"))


def test_it_is_the_least_trusted_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("HARBOUR FORUM 2020\n\n3 May 2020\n\nThe text is here.\n", encoding="utf-8")
    assert load(tmp_path / "a.txt", document_id="d").metadata.date == "2020-05-03"
    (tmp_path / "manifest.yaml").write_text("- file: a.txt\n  date: 2020-05-04\n", encoding="utf-8")
    found = load(tmp_path / "a.txt", document_id="d").metadata
    assert (found.date, found.event) == ("2020-05-04", "HARBOUR FORUM 2020")


@pytest.mark.sources
def test_the_source_documents(sources: Path) -> None:
    """With the manifest ignored: what is found agrees with it."""
    found = {}
    for path in sources.glob("*.txt"):
        cleaned = clean(path.read_text(encoding="utf-8"))
        found[path.stem] = first_page(cleaned.text, cleaned.blocks)
    assert found["idm-2020-concept-note"]["date"] == "2020-10-15/2020-10-16"
    assert found["idm-2022-summary-of-conclusions"]["date"] == "2022-02-28/2022-03-02"
    assert found["idm-2022-summary-of-conclusions"]["event"] == "International Dialogue on Migration 2022"
    assert not {"date", "event"} & set(found["idm-2020-red-book-30"])
    assert "date" not in found["gfmd-2021-roundtable-4-summary"]
