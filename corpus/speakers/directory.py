"""The people of one document: found where they are introduced, known again by surname, title or post."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.speakers.names import NAME, PHRASE, TITLE, Affiliation, affiliation, in_brackets, is_role
from corpus.speakers.organisations import Organisations, is_known, is_organisation
from corpus.speakers.states import folded, state
from corpus.speakers.verbs import verb_at

_BRACKETED = re.compile(NAME.pattern + r"(?= \(([^()]{2,120})\)(?!\w))")
_FOLLOWED = re.compile(NAME.pattern + r"(?=, )")
_SPOKE_FOR = re.compile(NAME.pattern + r"(?=,? spoke for (?=the |[A-Z]))")
POST = re.compile(
    r"(?:Deputy |Assistant |Vice[- ]|Under[- ]|Former )?(?:Director[- ]General|Secretary[- ]General|High Commissioner|"
    r"Executive (?:Director|Secretary)|Special (?:Representative|Rapporteur|Envoy)|Permanent (?:Representative|Observer)|"
    r"Prime Minister|Chief of Staff|Chairperson|Chairman|Chairwoman|Chair|President|Minister|Ambassador|Commissioner|"
    r"Rapporteur|Moderator|Mayor|Director|Secretary of State|Under-?[Ss]ecretary|Directeur général|Directrice générale|"
    r"directeur général|directrice générale|Secrétaire général|Directora? General)\b"
)
"""A post that stands for its holder: "the Director General", "the Chairperson of the IOM Council"."""
POST_TAIL = re.compile(
    r"(?: (?:for|of|to|at|de|du|des) (?:the |la |l['’])?[A-Z][\w’'-]*"
    r"(?: (?:(?:of|for|to|at|and|de|du|des|la)(?: the)? )?[A-Z][\w’'-]*){0,16})?"
)
"""What may stand behind it: " of the IOM Council", " for Management and Reform"."""
_POST_THEN_NAME = re.compile(
    r"(?<!\w)(?:[Tt]he )?((?:[A-Z][\w-]*['’]?s? ){0,3}?)(" + POST.pattern + POST_TAIL.pattern + r"), (?=[A-Z])"
)
_PART = re.compile(r", ((?:[^,;:()“”\".]|\.(?=\w))+)")
_LINKS = re.compile(r"^(?:who|where|which|and|as|with|on|in|at the|said|et|y|qui|que|quien|dont)\b")


def parts_after(text: str, at: int, end: int) -> tuple[list[str], int]:
    """What stands in apposition after a name, and where it ends: ", Head, Migration Unit, Johannesburg"."""
    parts: list[str] = []
    while len(parts) < 8:
        found = _PART.match(text, at, end)
        if found is None:
            break
        part, whole = _trimmed(found[1])
        if _LINKS.match(part) or not _may_be_part(part) or _next_person(text, part, parts, found.end(), end):
            break
        parts.append(part.strip())
        at = found.end() if whole else found.start(1) + len(part.rstrip())
        if not whole:
            break
    return parts, at


def _next_person(text: str, part: str, parts: list[str], after: int, end: int) -> bool:
    """Whether a part is the next name of a list: ", Rabab Fatima, Ambassador"."""
    if not parts or not NAME.fullmatch(part) or person_name(part) is None:
        return False
    following = _PART.match(text, after, end)
    return following is not None and is_role(" ".join(following[1].split()[:3]))


def _may_be_part(part: str) -> bool:
    head = " ".join(part.split()[:4])
    if part[:1].isupper() or part.startswith(("the ", "of ", "from ", "la ", "le ", "l'", "l’")):
        return not verb_at(part, 0, len(part))
    return is_role(head) and not verb_at(part, 0, len(part))


def _trimmed(part: str) -> tuple[str, bool]:
    """A part up to a verb or to the next person, and whether that is all of it."""
    for found in re.finditer(r" (?=[a-zà-ÿ])", part):
        word = re.match(r"[\w’'-]+", part[found.end() :])
        left = part[: found.start()]
        if word and word[0] in {"and", "et", "y"} and (state(left) or is_known(left) or left.startswith("of ")):
            return left, False
        if word and word[0] in _ACTS:
            return left, False
        if (
            word
            and word[0][-2:] in {"ed", "te", "ke", "ut", "os", "ts", "ió", "ot"}
            and verb_at(part, found.end(), len(part))
        ):
            return left, False
    return part, True


_ACTS = frozenset(
    "offered spoke opened closed participated delivered joined was is were will moderated chaired attended gave who "
    "where provided coordinated said noted made took sent submitted had has described".split()
)


class People:
    """Who is who in one document."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]], organisations: Organisations) -> None:
        self._text = text
        self._known = organisations
        self._bracketed: dict[str, Counter[Affiliation]] = defaultdict(Counter)
        self._described: dict[str, Affiliation] = {}
        spans = tuple(spans)
        for start, end in spans:
            self._read_brackets(start, end)
        for start, end in spans:
            self._read_appositions(start, end)
        self._read_posts(spans)
        self._aliases = self._short_forms()

    def _read_brackets(self, start: int, end: int) -> None:
        if self._text.find("(", start, end) < 0:
            return
        for found in _BRACKETED.finditer(self._text, start, end):
            name = person_name(found[0])
            told = in_brackets(found[1], self._known)
            if name and told:
                self._bracketed[name][told] += 1

    def _read_appositions(self, start: int, end: int) -> None:
        text = self._text
        for found in _SPOKE_FOR.finditer(text, start, end):
            phrase = PHRASE.match(text, found.end() + len(" spoke for "))
            name = person_name(found[0])
            if name and phrase:
                told = in_brackets(phrase[0], self._known)
                if told:
                    self._bracketed[name][told] += 1
        for found in _FOLLOWED.finditer(text, start, end):
            name = person_name(found[0])
            parts, after = parts_after(text, found.end(), end) if name else ([], 0)
            if not name or not parts or not any(is_role(" ".join(part.split()[:6])) for part in parts[:3]):
                continue
            told = affiliation(parts, self._known, speaks_for=self.speaks_for(name))
            spoken = re.compile(r",? spoke for (?=the |[A-Z])").match(text, after, end)
            phrase = PHRASE.match(text, spoken.end(), end) if spoken else None
            other = in_brackets(phrase[0], self._known) if phrase else None
            if other:
                self._bracketed[name][other] += 1
            self._described.setdefault(name, told)

    def _read_posts(self, spans: Sequence[tuple[int, int]]) -> None:
        text = self._text
        for start, end in spans:
            if not POST.search(text, start, end):
                continue
            for found in _POST_THEN_NAME.finditer(text, start, end):
                person = NAME.match(text, found.end(), end)
                name = person_name(person[0]) if person else None
                if name and person and re.match(r",| [a-zà-ÿ]|$", text[person.end() : end]):
                    self._add_post(name, found[1], found[2])
            signed = re.match(rf"({NAME.pattern}?),? ({POST.pattern}{POST_TAIL.pattern})$", text[start:end])
            name = person_name(signed[1]) if signed and end - start < 90 else None
            if signed and name:
                self._add_post(name, "", signed[2])

    def _add_post(self, name: str, before: str, post: str) -> None:
        owner = re.sub(r"['’]s?$", "", before.strip())
        told = affiliation([post], self._known)
        if not told.organisation and not told.state and owner:
            named = state(owner)
            told = replace(told, state=named) if named else replace(told, organisation=self._known.name(owner))
        role = post if not told.organisation else re.split(r" (?:of|de|du) (?:the |l['’]|la )?(?=[A-Z])", post)[0]
        earlier = self._described.get(name)
        if earlier is None or not (earlier.organisation or earlier.state):
            self._described[name] = replace(told, role=role if told.organisation else post)

    def _short_forms(self) -> dict[str, str]:
        """Surnames and misprints to full names, each only where it can be one person."""
        names = sorted({*self._bracketed, *self._described}, key=lambda name: -len(name.split()))
        owners: dict[str, set[str]] = defaultdict(set)
        full = [name for name in names if len(name.split()) > 1]
        for name in full:
            words = name.split()
            for at in range(1, len(words)):
                owners[" ".join(words[at:])].add(name)
        found = {short: next(iter(whole)) for short, whole in owners.items() if len(whole) == 1}
        found.update({name: name for name in full})
        found.update({name: whole for name, whole in self._misprints(full).items() if name not in self._described})
        return found

    def _misprints(self, names: Sequence[str]) -> dict[str, str]:
        groups: dict[tuple[str, str, int], list[str]] = defaultdict(list)
        for name in names:
            words = name.split()
            groups[(words[0], words[-1], len(words))].append(name)
        found: dict[str, str] = {}
        for group in groups.values():
            for name in group:
                for other in group:
                    if name != other and _one_letter_apart(name, other) and self._weight(other) > self._weight(name):
                        found[name] = other
        return found

    def _weight(self, name: str) -> int:
        return sum(self._bracketed.get(name, Counter()).values()) + 2 * (name in self._described)

    def full_name(self, name: str) -> str | None:
        """The full name of a person of the document who is named so; ``None`` when it may be nobody or two."""
        return self._aliases.get(name)

    def speaks_for(self, name: str) -> Affiliation | None:
        """What stands in brackets behind a name most often."""
        told = self._bracketed.get(name)
        return told.most_common(1)[0][0] if told else None

    def described(self, name: str) -> Affiliation:
        """Whom a person speaks for and as what, from brackets and appositions."""
        spoken, told = self.speaks_for(name), self._described.get(name)
        if spoken and told:
            return replace(spoken, role=self._role(spoken, told))
        return spoken or self._with_office(told) if told else spoken or Affiliation()

    def _role(self, spoken: Affiliation, told: Affiliation) -> str | None:
        return spoken.role or told.role

    def _with_office(self, told: Affiliation | None) -> Affiliation:
        """A deputy whose organisation is not said is that of the one person the document has in the post above."""
        if told is None:
            return Affiliation()
        post = (told.role or "").removeprefix("Deputy ")
        if told.organisation or told.state or post == told.role:
            return told
        head = POST.match(post)
        above = [self._described[name] for name in self._holders(head[0])] if head else []
        return replace(told, organisation=above[0].organisation) if len(above) == 1 else told

    def _holders(self, post: str) -> list[str]:
        key = folded(post)
        return [
            name
            for name, told in self._described.items()
            if any(folded(part).startswith(key) for part in re.split(r", | and (?=[A-Z])", told.role or ""))
        ]

    def holder(self, post: str, owner: str | None) -> str | None:
        """The one person of the document who holds a post, of ``owner`` where that is said."""
        head = POST.search(post)
        names = self._holders(head[0]) if head else []
        wanted = set(folded(f"{post} {owner or ''}").split()) - _SMALL
        fitting = [name for name in names if wanted <= self._words(name)]
        if owner is None and head and folded(post) == folded(head[0]):
            fitting = [name for name in names if self._bare_role(name) == folded(post)]
        return fitting[0] if len(fitting) == 1 else None

    def _bare_role(self, name: str) -> str:
        """A role without its organisation: "IOM's Chief of Staff" is that of the Chief of Staff."""
        told = self._described[name]
        role, owner = folded(told.role or ""), folded(told.organisation or "-")
        return role.removeprefix(f"{owner} ").removeprefix("s ").removesuffix(f" of {owner}")

    def _words(self, name: str) -> set[str]:
        told = self._described[name]
        words = folded(f"{told.role or ''} {told.organisation or ''} {told.state or ''}")
        return {*words.split(), *("un" for _ in [0] if "united nations" in words)}


_SMALL = frozenset("the of for and to at de du des la".split())


def _one_letter_apart(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def person_name(found: str) -> str | None:
    """A name without its titles; ``None`` when it cannot be a person's."""
    name = found
    while (title := TITLE.match(name)) is not None:
        name = name[title.end() :]
    name = name.strip()
    if not name or is_known(name.split()[0]) or is_role(name) or is_organisation(name) or state(name):
        return None
    return None if any(folded(word) in _NO_NAMES for word in name.split()) else name


_NO_NAMES = frozenset(
    "the in on at during for while although as when after before migration development general member states "
    "government governments global compact united nations international sustainable goals affairs division unit "
    "department cooperation panel session day many several participants speakers labour human mobility social "
    "protection women youth children policy covid january february march april may june july august september october "
    "africa asia europe america north south east west middle heroes progress declaration compact agenda report "
    "november december speaking referring recalling noting also further his her their our this that these those".split()
)
