"""How follow-up questions are put, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wordings:
    """Questions with ``{name}``, ``{topic}``, ``{part}``, and ``{at}`` or ``{of}`` an event, to be put in."""

    said: str
    then: str
    recommended: str
    part: str
    who_in: str
    about: str
    at: str
    """At an event, by ``{year}`` and ``{noun}``."""
    of: str
    year: str
    """In a year, where the kind of event is not known."""
    nouns: Mapping[str, str]
    """A word in the name of an event -> what it is called here."""

    def at_event(self, event: str | None, year: int) -> str:
        """ "at the 2020 dialogue", "in 2020"."""
        return self._placed(self.at, event, year)

    def of_event(self, event: str | None, year: int) -> str:
        """ "of the 2020 dialogue", "in 2020"."""
        return self._placed(self.of, event, year)

    def _placed(self, form: str, event: str | None, year: int) -> str:
        noun = next((noun for word, noun in self.nouns.items() if word in (event or "").casefold()), None)
        return form.format(noun=noun, year=year) if noun else self.year.format(year=year)


WORDINGS = {
    "en": Wordings(
        said="What points did {name} make?",
        then="What was said about {topic} {at}?",
        recommended="What recommendations did participants make on {topic}?",
        part="What was discussed {part} {of}?",
        who_in="Who spoke {part} {of}?",
        about="What was said about {topic}?",
        at="at the {year} {noun}",
        of="of the {year} {noun}",
        year="in {year}",
        nouns={"dialogue": "dialogue", "forum": "forum", "conference": "conference", "summit": "summit"},
    ),
    "fr": Wordings(
        said="Qu’a dit {name} ?",
        then="Qu’a-t-on dit {at} sur {topic} ?",
        recommended="Quelles recommandations ont été faites sur {topic} ?",
        part="De quoi a-t-il été question lors du {part} {of} ?",
        who_in="Qui a pris la parole lors du {part} {of} ?",
        about="Qu’a-t-on dit sur {topic} ?",
        at="lors du {noun} de {year}",
        of="du {noun} de {year}",
        year="en {year}",
        nouns={"dialogue": "dialogue", "forum": "forum", "summit": "sommet"},
    ),
    "es": Wordings(
        said="¿Qué dijo {name}?",
        then="¿Qué se dijo {at} sobre {topic}?",
        recommended="¿Qué recomendaciones se hicieron sobre {topic}?",
        part="¿De qué se habló en el {part} {of}?",
        who_in="¿Quién intervino en el {part} {of}?",
        about="¿Qué se dijo sobre {topic}?",
        at="en el {noun} de {year}",
        of="del {noun} de {year}",
        year="en {year}",
        nouns={"dialogue": "diálogo", "forum": "foro"},
    ),
}
SAID_ON = "What did {name} say about {topic}?"
REPORTED = "What was said about {name}?"
"""Of States, in English alone: in French they would need their articles."""
_WITH_THE = re.compile(
    r"^(?:United|Republic|Democratic|Central African|Holy See|Congo$|Gambia|Bahamas|Comoros|Maldives|Netherlands|Philippines|"
    r"Seychelles)|(?:Republic|Islands)$"
)


def with_article(state: str) -> str:
    """A State as it stands in an English sentence: "the Philippines", "Egypt"."""
    return f"the {state}" if _WITH_THE.search(state) else state


def placed(part: str, language: str) -> str | None:
    """A numbered part as it stands in a question: "in Panel 4", "on day 1"; in French and Spanish, panels alone."""
    kind, number = part.rsplit(" ", 1)
    if language == "en":
        return f"on {kind.casefold()} {number}" if kind.casefold() == "day" else f"in {part}"
    return part.casefold() if kind.casefold() == "panel" else None
