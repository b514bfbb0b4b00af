"""One fact of a true sentence changed by script: its twin is false, and reads almost the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from assistant.facts.figures import MONTHS, Figure, figures_of
from assistant.facts.named import Name, names_of
from corpus.speakers.organisations import is_known, is_organisation
from corpus.speakers.states import folded
from evals.alterations import ANTONYMS, DENIALS, FORCES, PEOPLE, QUANTITIES
from evals.premises import Place

KINDS = ("number", "date", "state", "person", "organisation", "negation", "force", "event", "quantity", "antonym")
_OTHER_STATES = ("Brazil", "Kenya", "Germany", "Ghana", "Nepal", "Peru", "Norway", "Jordan", "Japan", "Chile")
_OTHER_ORGANISATIONS = ("UNHCR", "the World Bank", "UNICEF", "the African Union", "Oxfam", "INTERPOL", "the ILO", "FAO")
_OTHER_PEOPLE = ("Maya Morsy", "Glen Linder", "Nick Grono", "Amy Pope", "Rui Macieira", "Sarah Arriola", "Jean Ayoub")
_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_MONTH_NAMES = [name.capitalize() for name in list(MONTHS)[:12]]
_AUXILIARY = re.compile(
    r"\b(should|must|could|can|may|might|will|would|is|are|was|were|has|have|had)\b(?! not\b| to\b)(?= [a-z])"
)
_SIMPLE_PAST = re.compile(
    r"\b(recommended|called for|agreed|supported|provided|included|reported|treated|created|started|launched|stressed|noted|"
    r"emphasized|highlighted|described|offered|helped|opened|gave|said)\b"
)
_BASE = {
    "gave": "give",
    "said": "say",
    "noted": "note",
    "agreed": "agree",
    "recommended": "recommend",
    "called for": "call for",
}
_BASE |= {
    "included": "include",
    "provided": "provide",
    "created": "create",
    "described": "describe",
    "emphasized": "emphasize",
}


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence with one fact changed."""

    kind: str
    text: str
    was: str
    now: str


def altered(sentence: str, place: Place, kind: str, random: Random) -> Altered | None:
    """A twin of a true sentence with one fact of a kind changed, or ``None`` where it has none to change."""
    change = _MAKERS[kind](sentence, place, random)
    if change is None:
        return None
    start, end, now = change
    text = sentence[:start] + now + sentence[end:]
    text = text[:1].upper() + text[1:] if sentence[:1].isupper() else text
    same = folded(text) == folded(sentence) or folded(text) in folded(place.premise.text)
    return None if same else Altered(kind, text, sentence[start:end], now)


Change = tuple[int, int, str] | None


def _number(sentence: str, place: Place, random: Random) -> Change:
    figures = [
        one for one in figures_of(sentence) if one.kind in {"number", "share"} and not one.unit and one.value != 50
    ]
    if not figures:
        return None
    figure = random.choice(figures)
    written = re.match(r"[\d.,]+|[A-Za-z]+", sentence[figure.start : figure.end])
    if written is None:
        return None
    rivals = [
        _digits(place.premise.text, one)
        for one in figures_of(place.premise.text)
        if one.kind == figure.kind and one.value != figure.value
    ]
    rivals = [one for one in rivals if one and one[0].isdigit() == written[0][0].isdigit()]
    now = random.choice(rivals) if rivals and random.random() < 0.5 else _other_number(written[0], random)
    return (figure.start, figure.start + written.end(), now) if now and now != written[0] else None


def _digits(text: str, figure: Figure) -> str:
    found = re.match(r"\d[\d.,]*(?<!,)|[a-z]+", text[figure.start : figure.end])
    return found[0] if found and (found[0][0].isdigit() or found[0] in _NUMBER_WORDS) else ""


def _other_number(written: str, random: Random) -> str | None:
    if not written[0].isdigit():
        return random.choice([word for word in _NUMBER_WORDS if word != written]) if written in _NUMBER_WORDS else None
    places = [at for at, letter in enumerate(written) if letter.isdigit() and (at > 0 or len(written) == 1)] or [0]
    at = random.choice(places[:2])
    digit = random.choice([one for one in "123456789" if one != written[at]])
    return written[:at] + digit + written[at + 1 :]


def _date(sentence: str, _place: Place, random: Random) -> Change:
    figures = [one for one in figures_of(sentence) if one.kind in {"year", "month", "day", "time"}]
    if not figures:
        return None
    figure = random.choice(figures)
    if figure.kind == "month":
        now = random.choice([name for name in _MONTH_NAMES if MONTHS[name.lower()] != figure.value])
    elif figure.kind == "year":
        now = str(int(figure.value) + random.choice([-4, -3, -2, -1, 1, 2, 3]))
    elif figure.kind == "day":
        now = str((int(figure.value) + random.randint(2, 9)) % 28 + 1)
    else:
        hours, minutes = divmod(int(figure.value), 60)
        now = f"{(hours + random.randint(1, 5)) % 24:02d}:{minutes:02d}"
    return figure.start, figure.end, now


def _named(
    sentence: str, place: Place, random: Random, wanted: Callable[[Name], bool], others: tuple[str, ...]
) -> Change:
    names = [name for name in names_of(sentence) if wanted(name)]
    if not names:
        return None
    name = random.choice(names)
    near = [
        one
        for one in names_of(place.premise.text)
        if wanted(one) and not _alike(one, name) and one.text not in sentence
    ]
    far = [one for one in others if not _alike_text(one, name.text)]
    now = random.choice(near).text if near and random.random() < 0.6 else random.choice(far)
    bare = re.sub(r"^(?:The|the) ", "", now)
    return (
        name.end - len(name.text) - (2 if sentence[: name.end].endswith(("'s", "’s")) else 0),
        _end(sentence, name),
        bare,
    )


def _end(sentence: str, name: Name) -> int:
    return name.end - 2 if sentence[: name.end].endswith(("'s", "’s")) else name.end


def _alike(one: Name, other: Name) -> bool:
    return bool(one.states & other.states) or _alike_text(one.text, other.text)


def _alike_text(one: str, other: str) -> bool:
    return bool(set(folded(one).split()) & set(folded(other).split()))


def _state(sentence: str, place: Place, random: Random) -> Change:
    return _named(sentence, place, random, lambda name: bool(name.states) and not _is_people(name), _OTHER_STATES)


def _is_people(name: Name) -> bool:
    return not any(folded(name.text).endswith(folded(one).split()[-1]) for one in name.states)


def _organisation(sentence: str, place: Place, random: Random) -> Change:
    return _named(sentence, place, random, _is_body, _OTHER_ORGANISATIONS)


def _is_body(name: Name) -> bool:
    text = name.text
    return (
        not name.states
        and text not in {"COVID-19", "SDGs", "NGOs", "SDG"}
        and (is_known(text) or (" " in text and is_organisation(text)))
    )


def _person(sentence: str, place: Place, random: Random) -> Change:
    return _named(sentence, place, random, _is_person, _OTHER_PEOPLE)


def _is_person(name: Name) -> bool:
    return folded(name.text) in PEOPLE


def _negation(sentence: str, _place: Place, _random: Random) -> Change:
    for pattern, now in DENIALS:
        found = re.search(pattern, sentence)
        if found and not sentence[found.start() :].startswith(("not only", "no one", "No. ")):
            return found.start(), found.end(), now
    found = _AUXILIARY.search(sentence)
    if found:
        return found.start(), found.end(), f"{found[0]} not"
    past = _SIMPLE_PAST.search(sentence)
    if past is None:
        return None
    return past.start(), past.end(), f"did not {_BASE.get(past[0], past[0].removesuffix('ed'))}"


def _table(sentence: str, table: tuple[tuple[str, str], ...], random: Random) -> Change:
    found = [(match, now) for pattern, now in table for match in re.finditer(pattern, sentence)]
    if not found:
        return None
    match, now = random.choice(found)
    return match.start(), match.end(), now


def _force(sentence: str, _place: Place, random: Random) -> Change:
    return _table(sentence, FORCES, random)


def _quantity(sentence: str, _place: Place, random: Random) -> Change:
    return _table(sentence, QUANTITIES, random)


def _antonym(sentence: str, _place: Place, random: Random) -> Change:
    pairs = [pair.split("|") for pair in ANTONYMS]
    table = [(rf"\b{one}\b", other) for one, other in pairs] + [(rf"\b{other}\b", one) for one, other in pairs]
    return _table(sentence, tuple(table), random)


def _event(sentence: str, place: Place, random: Random) -> Change:
    parts = [one for one in figures_of(sentence) if one.kind == "part" and one.unit in {"panel", "day", "message"}]
    if parts and random.random() < 0.6:
        part = random.choice(parts)
        if sentence[part.start].isdigit():
            return part.start, part.end, str(int(part.value) % 6 + random.choice([1, 2, 3]))
    year = "2022" if "2020" in place.premise.header or "2021" in place.premise.header else "2020"
    return 0, 0, random.choice([f"At the {year} dialogue, ", "During Panel 9, ", f"At the {year} session, "])


_MAKERS: dict[str, Callable[[str, Place, Random], Change]] = {
    "number": _number,
    "date": _date,
    "state": _state,
    "person": _person,
    "organisation": _organisation,
    "negation": _negation,
    "force": _force,
    "event": _event,
    "quantity": _quantity,
    "antonym": _antonym,
}
