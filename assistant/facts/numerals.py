"""Numbers as they are written, in digits and in words, in English, French and Spanish."""

from __future__ import annotations

import re

from corpus.speakers.states import folded

_UNITS = {
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen": 1,
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize": 1,
    "uno dos tres cuatro cinco seis siete ocho nueve diez - doce trece catorce quince dieciseis": 1,
}
_TENS = {
    "twenty thirty forty fifty sixty seventy eighty ninety": 20,
    "vingt trente quarante cinquante soixante": 20,
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa": 20,
}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
    "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme",
    "premiere seconde",
    "primer segundo tercero cuarto quinto sexto septimo octavo noveno decimo",
    "primera segunda tercera cuarta quinta sexta septima octava novena decima",
)


def _counted(table: dict[str, int], step: int) -> dict[str, int]:
    return {word: first + step * at for words, first in table.items() for at, word in enumerate(words.split())}


CARDINALS = _counted(_UNITS, 1) | _counted(_TENS, 10)
"""Folded words below a hundred. Not the Spanish "once", which is no number in English."""
ORDINALS = {word: at for words in _ORDINALS for at, word in enumerate(words.split(), start=1)}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "billion": 1e9,
    "billions": 1e9,
    "trillion": 1e12,
    "cent": 1e2,
    "cents": 1e2,
    "mille": 1e3,
    "milliard": 1e9,
    "milliards": 1e9,
    "cien": 1e2,
    "ciento": 1e2,
    "mil": 1e3,
    "millon": 1e6,
    "millones": 1e6,
    "dozen": 12.0,
}
FRACTIONS = {
    "half": 0.5,
    "moitie": 0.5,
    "mitad": 0.5,
    "quarter": 0.25,
    "quarters": 0.25,
    "third": 1 / 3,
    "thirds": 1 / 3,
}
FRACTIONS |= {"tiers": 1 / 3, "quart": 0.25, "fifth": 0.2, "fifths": 0.2, "tercio": 1 / 3, "tercios": 1 / 3}
VAGUE = frozenset("dozens hundreds thousands tens scores dizaines centaines milliers decenas cientos miles".split())
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?")


def digits(written: str) -> float:
    """The value of a number in digits: "70,000", "70 000" and "70.000" are 70000, "8.5" and "8,5" are 8.5."""
    if _GROUPED.fullmatch(written):
        whole, _, decimals = _split_decimals(written)
        return float(re.sub(r"\D", "", whole) + ("." + decimals if decimals else ""))
    return float(written.replace(",", "."))


def _split_decimals(written: str) -> tuple[str, str, str]:
    found = re.search(r"[.,](\d{1,2})$", written)
    return (written[: found.start()], ".", found[1]) if found else (written, "", "")


def cardinal(word: str) -> int | None:
    """The value of a number word below a hundred: "seven", "twenty-five", "veinte"."""
    plain = folded(word)
    if plain in CARDINALS:
        return CARDINALS[plain]
    parts = plain.split(" ")
    if len(parts) == 2 and all(part in CARDINALS for part in parts) and CARDINALS[parts[0]] >= 20:
        return CARDINALS[parts[0]] + CARDINALS[parts[1]]
    return None


def ordinal(word: str) -> int | None:
    """The value of an ordinal: "sixth", "25th", "75ème", "seventy-sixth"."""
    numeric = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th|er|re|e|ème|eme|ère|º|ª|\.º)", word, re.I)
    if numeric:
        return int(numeric[1])
    plain = folded(word)
    if plain in ORDINALS:
        return ORDINALS[plain]
    tens, _, last = plain.partition(" ")
    if last in ORDINALS and CARDINALS.get(tens, 0) >= 20:
        return CARDINALS[tens] + ORDINALS[last]
    if plain.endswith("ieth"):
        return CARDINALS.get(plain[:-4] + "y")
    return None
