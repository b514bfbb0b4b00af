"""Names in running text: people with their titles, capitalized phrases, and whom a person speaks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.speakers.organisations import Organisations, is_known, is_organisation, is_thing
from corpus.speakers.states import folded, state
from corpus.types import Speaker

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĪİŁŃŇŐŘŚŞŠŤŪŮŰŹŻŽ"
_TOKEN = rf"(?:[{_UPPER}][\w’'-]*[^\W\d_]|(?:[{_UPPER}]\.-?){{1,3}})"
_PARTICLE = r"(?:de la|de los|de|da|do|dos|del|della|di|van der|van|von|den|bin|bint|ibn|al|el|la|le|ben|y)"
PERSON = rf"{_TOKEN}(?: (?:{_PARTICLE} )?{_TOKEN}){{1,5}}"
NAME = re.compile(rf"(?<!\w){PERSON}")
SURNAME = re.compile(rf"{_TOKEN}(?: (?:{_PARTICLE} )?{_TOKEN}){{0,5}}")
TITLE = re.compile(
    r"(?:(?:The|Le|La|El) )?(?:(?:Mr|Ms|Mrs|Miss|Dr|Prof|Sr|Sra|Dra|Mme|Mlle|M|H\.\s?E|S\.\s?E)\.?|Professor|Ambassador|"
    r"Minister|Madame|Monsieur|Señora|Señor|Embajadora?|Honou?rable|Her Excellency|His Excellency|Sir|Dame|Judge|"
    r"ambassadeur|ambassadrice|ministre|embajador|embajadora|ministra|ministro) "
)
PHRASE = re.compile(
    rf"(?:(?:the|The|la|La|le|Le|les|Les|el|El|los|Los|las|Las) |[lL]['’])?[{_UPPER}][\w’'.&/+-]*"
    rf"(?: (?:(?:of the|of|the|for the|for|and the|and|on the|on|in|to the|to|de la|de las|de los|de|des|du|del|la|les|et|"
    rf"pour les|pour|y|para la|para las|para|&|–|/)? ?(?:d['’]|l['’])?[{_UPPER}][\w’'.&/+-]*)){{0,14}}"
)
"""A capitalized phrase with its small words: "the United Nations Office on Drugs and Crime"."""
_GOVERNMENT = re.compile(
    r"\b(?:minist\w+|secretary of state|state secretary|under-?secretary|secretary|ambassador|"
    r"permanent (?:representative|observer)|"
    r"mayor|government\w*|embassy|consul\w*|senator|parliament\w*|attorney|prime|deputy minister|chargé|state|national|"
    r"ambassad\w+|embajad\w+|ministr\w+|secrétaire d['’]état|représentante? permanente?|representante permanente)\b",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:director|minister|ambassador|president|chair\w*|secretary|under-?secretary|representative|head|chief|manager|"
    r"coordinator|officer|advis[eo]r|commissioner|mayor|founder|co-?founder|ceo|professor|spokesperson|delegate|deputy|"
    r"senior|vice|rapporteur|moderator|adviser|observer|writer|lead|specialist|expert|fellow|researcher|lecturer|dean|"
    r"ministre|directeur|directrice|ambassadeur|ambassadrice|président\w*|ministr[ao]|director[a]?|embajador[a]?|"
    r"president[ea]|secretari[oa]|jef[ea]|chef|cheffe|coordinad\w+|représentant\w*|representante|fundador[a]?)\b",
    re.I,
)
_OF = re.compile(
    r"\b(?:permanent representative|permanent observer|ambassador|representative|minister|secretary|director|"
    r"director[- ]general|secretary[- ]general|president|founder|manager|head|chief executive|chief of staff|ceo|chair\w*|"
    r"mayor)"
    r"(?: [\w-]+){0,6}? (?:of|de|du) (?=(?:the |la |l['’])?[A-ZÀ-Þ])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Whom somebody speaks for, and as what."""

    state: str | None = None
    organisation: str | None = None
    role: str | None = None

    def speaker(self, person: str | None) -> Speaker:
        return Speaker(person=person, state=self.state, organisation=self.organisation, role=self.role)

    def __bool__(self) -> bool:
        return bool(self.state or self.organisation or self.role)


def is_role(text: str) -> bool:
    """Whether a phrase names a post."""
    return bool(_ROLE.search(text))


def in_brackets(inside: str, known: Organisations) -> Affiliation | None:
    """The affiliation in "Name (...)": a State, or an organisation with its place; ``None`` for a remark or a date."""
    inside = inside.strip()
    if not inside or len(inside) > 120 or not re.match(rf"(?:the |l['’]|la |le )?[{_UPPER}]", inside):
        return None
    named = state(inside)
    if named:
        return Affiliation(state=named)
    first, _, place = (part.strip() for part in inside.partition(","))
    if place and state(first) and is_role(place):
        return Affiliation(state=state(first), role=place)
    if place and is_role(first):
        return affiliation([part.strip() for part in inside.split(",")], known)
    first = first.split("/")[0].strip()
    plain = _without_place(first)
    if ";" in inside or any(character.isdigit() for character in first):
        return None
    if not is_organisation(plain) and (is_role(first) or PHRASE.fullmatch(first) is None or is_thing(plain)):
        return None
    return Affiliation(organisation=known.name(plain))


def affiliation(parts: list[str], known: Organisations, *, speaks_for: Affiliation | None = None) -> Affiliation:
    """Whom a person speaks for by what stands after the name: "CEO", "Freedom Fund", "United Kingdom".

    ``speaks_for`` is what the document says elsewhere, in brackets behind the same name; it decides, if it stands here
    too. A State at the end is the speaker's only beside a post of government: otherwise it may be where the
    organisation sits.
    """
    parts = [re.sub(r"^(?:a|an|the|le|la|el) ", "", part) for part in parts]
    told = _told(parts, speaks_for) if speaks_for else None
    if told is not None:
        return told
    named = state(parts[-1]) if parts else None
    before = parts[:-1] if named else parts
    if not named and len(parts) > 1 and state(parts[0]):
        named, before = state(parts[0]), parts[1:]
    role = ", ".join(parts) or None
    of = _of(parts, known)
    if of and of.state:
        return replace(of, role=role)
    if named and before and any(_GOVERNMENT.search(part) for part in before):
        return Affiliation(state=named, role=", ".join(before))
    for at in range(len(before) - 1, -1, -1):
        if _speaks(before[at]):
            rest = [*before[:at], *before[at + 1 :]]
            return Affiliation(organisation=known.name(_without_place(before[at])), role=", ".join(rest) or None)
    if of:
        return replace(of, role=role)
    if named and (not before or any(is_role(part) for part in before)) and len(before) < 2:
        return Affiliation(state=named, role=", ".join(before) or None)
    return Affiliation(role=role)


def _told(parts: list[str], speaks_for: Affiliation) -> Affiliation | None:
    if speaks_for.state:
        rest = [part for part in parts if state(part) != speaks_for.state]
        here = len(rest) < len(parts) or any(_names(part, speaks_for.state) for part in parts)
        return replace(speaks_for, role=", ".join(rest) or None) if here else None
    if speaks_for.organisation:
        key = folded(speaks_for.organisation)
        rest = [part for part in parts if folded(part) != key]
        if len(rest) < len(parts):
            rest = [part for part in rest if not state(part)]  # where it sits
        here = any(key in folded(part) or folded(part).replace("un ", "united nations ", 1) == key for part in parts)
        return replace(speaks_for, role=", ".join(rest) or None) if here else None
    return None


def _names(part: str, wanted: str) -> bool:
    return any(state(found[0]) == wanted for found in PHRASE.finditer(part)) or folded(wanted) in folded(part)


def _speaks(part: str) -> bool:
    """Whether a part of an apposition is an organisation by itself."""
    bare = part.removeprefix("of ").removeprefix("from ")
    return (is_organisation(bare) or is_known(_without_place(bare))) and not is_role(bare) and bool(PHRASE.match(bare))


def _without_place(name: str) -> str:
    """ "IOM Djibouti" is IOM; "of IOM" too."""
    name = name.removeprefix("of ").removeprefix("from ").split(" in ")[0].strip()
    head, _, tail = name.partition(" ")
    return head if tail and is_known(head) and state(tail) else name


def _of(parts: list[str], known: Organisations) -> Affiliation | None:
    """The State or organisation in "Permanent Representative of Mexico", "Director General of IOM"."""
    for part in parts:
        for found in _OF.finditer(part):
            phrase = PHRASE.match(part, found.end())
            if phrase is None:
                continue
            named = state(re.split(r" (?:to the|in|to) ", phrase[0])[0])
            if named:
                return Affiliation(state=named)
            name = re.split(r" (?:in|to) ", phrase[0])[0]
            if is_organisation(name) or re.match(r"(?:co-?)?founder|manager|ceo|chief executive", found[0], re.I):
                return Affiliation(organisation=known.name(name))
        tail = re.search(r".* (?:of the|of|du|de la|des|del|de|d['’]|de l['’]) ?([A-ZÀ-Þ][^,]*)$", part)
        named = state(tail[1]) if tail and _GOVERNMENT.match(part) else None
        if named:
            return Affiliation(state=named)
        if part.startswith(("United Nations ", "UN ")):
            return Affiliation(organisation=known.name("United Nations" if part[2] != " " else "UN"))
        own = re.match(rf"((?:[{_UPPER}][\w-]+ ?){{1,4}})['’]s? ", part) or re.match(
            r"([A-Z][A-Za-z-]+) (?=[A-Z])", part
        )
        if own and is_known(own[1]):
            return Affiliation(organisation=known.name(own[1]))
    return None
