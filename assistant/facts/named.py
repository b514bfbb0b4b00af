"""Names in a written sentence, and whether a passage knows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.facts.aliases import expanded, others
from assistant.facts.demonyms import states_of
from assistant.facts.wordings import stem
from corpus.speakers.states import folded, state
from corpus.speakers.verbs import verb_at
from vectorstore.terms import STOPWORDS

_TOKEN = re.compile(r"#?[^\W_]+(?:[-'’./+&][^\W_]+)*")
_CAPITAL = re.compile(r"#?(?:[A-ZÀ-ÖØ-Þ]|[a-z]{1,2}[A-Z])")
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])|\d+/\d+")
_ELIDED = re.compile(r"^(?:[dlDLsSnNjJ]|[Qq]u)['’](?=\w)")
_JOINERS = frozenset("of the for and on in to de la le du des del los las da do von van el al y et".split())
_OPENERS = frozenset(
    """according accordingly additionally afterwards all also although among another any around as asked at because
    before besides beyond both but by citing despite during each either even every few finally first for four
    from furthermore given here her his however if in including indeed instead it its just last lastly later
    less like many meanwhile more moreover most much nearly neither nevertheless no nobody none nonetheless nor
    not nothing of on once one only or other others our out over overall part participants people rather second
    several she similarly since six so some speakers speaking still such than that the their then there these
    they this those three through throughout thus to today together two under unless until upon we what when
    where whereas whether which while who whoever whose why with within without yet you your he five seven eight
    nine ten au aux avec cela ces cet cette chaque comme d'après dans de depuis des dont du elle elles en enfin
    ensuite et il ils la le les leur lors mais nous où par parmi pendant pour plusieurs puis que qui quand sa
    sans selon ses si son sous sur tous toutes un une vers al algunos además asimismo como con cuando del desde
    durante el ella ellas ellos entre es esta este estos hay las los más mientras muchos otro otros para pero
    por porque según ser sin sobre su sus también todos tras una uno varios y ya""".split()
)
_TITLES = frozenset("mr ms mrs miss dr prof mme mlle sr sra dra sir dame i".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text."""

    text: str
    start: int
    end: int
    states: frozenset[str] = frozenset()
    """Common names of the States that it names, or whose people it names."""


@lru_cache(maxsize=2048)
def names_of(text: str) -> tuple[Name, ...]:
    """Capitalised names, acronyms, codes ("COVID-19", "73/195") and States of a text in order; a word that has its
    capital only because it opens a sentence is none."""
    tokens = list(_TOKEN.finditer(text))
    found: list[Name] = []
    at = 0
    while at < len(tokens):
        known = _state_at(text, tokens, at)
        if known:
            name, at = known
            found.append(name)
        elif _is_name(text, tokens, at):
            stop = _phrase_end(text, tokens, at)
            found.append(_name(text, tokens[at].start(), tokens[stop - 1].end()))
            at = stop
        else:
            at += 1
    return tuple(found)


def _name(text: str, start: int, end: int, states: frozenset[str] = frozenset()) -> Name:
    elided = _ELIDED.match(text[start:end])
    start += elided.end() if elided else 0
    return Name(re.sub(r"['’]s?$", "", text[start:end]), start, end, states)


def _state_at(text: str, tokens: list[re.Match[str]], at: int) -> tuple[Name, int] | None:
    first = _ELIDED.sub("", tokens[at].group())
    if not _CAPITAL.match(first):
        return None
    for count in range(min(6, len(tokens) - at), 0, -1):
        start, end = tokens[at].end() - len(first), tokens[at + count - 1].end()
        part = re.sub(r"['’]s?$", "", text[start:end])
        if count > 1 and re.search(r"[.;:()]", part):
            continue
        named = state(part, bare=True) if folded(part).split()[-1] not in _JOINERS else None
        if named:
            return Name(part, start, end, frozenset({named})), at + count
    people = states_of(re.sub(r"['’]s?$", "", first))
    if people and not (_opens(text, tokens, at) and first.casefold() in {"pole", "finn", "dane", "turkey"}):
        return _name(text, tokens[at].start(), tokens[at].end(), people), at + 1
    return None


def _opens(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a token opens a sentence, a list item or a quotation."""
    before = text[: tokens[at].start()].rstrip(" \t\"“«'‘(*_")
    return not before or (
        before[-1] in ".!?:;•\n-–"
        and (before[-1] not in "-–:" or before[-2:-1] in {"", "\n", " "} or before[-1] == ":")
    )


def _is_name(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    token = _ELIDED.sub("", tokens[at].group())
    if _CODE.search(token) and not re.fullmatch(r"\d+(?:st|nd|rd|th|s|e|er|bn|m|k|%)|\d+(?:[.-]\d+)*", token):
        return not re.fullmatch(r"\d+-[a-z-]+", token)
    if not _CAPITAL.match(token) or token.casefold() in _TITLES:
        return False
    if not _opens(text, tokens, at):
        return True
    plain = token.casefold()
    if plain in _OPENERS or plain in STOPWORDS:
        return token.isupper() and len(token) > 2
    if re.search(r"[A-Z].*[A-Z]", token):
        return True
    return _opening_name(text, tokens, at)


def _opening_name(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """A word that opens a sentence is a name when another capital or a verb of saying follows it directly."""
    end = tokens[at].end()
    if text[end : end + 2] in {"'s", "’s"} or text[end - 2 : end] in {"'s", "’s"}:
        return True
    follower = tokens[at + 1].group() if at + 1 < len(tokens) else ""
    if text[end : end + 1] == " " and _CAPITAL.match(follower) and not states_of(follower):
        return not (follower.isupper() or state(follower, bare=True))
    verb = verb_at(text, end, min(len(text), end + 40))
    return verb is not None and not tokens[at].group().endswith("s") and text[end : end + 1] == " "


def _phrase_end(text: str, tokens: list[re.Match[str]], at: int) -> int:
    stop = at + 1
    while stop < len(tokens):
        gap = text[tokens[stop - 1].end() : tokens[stop].start()]
        token = tokens[stop].group()
        if gap not in {" ", ". "} or (gap == ". " and len(tokens[stop - 1].group()) > 1):
            break
        if _CAPITAL.match(token):
            stop += 1
        elif token in _JOINERS - {"and", "y", "et", "in", "to", "on"} and _joins(text, tokens, stop):
            stop += 2
        else:
            break
    return stop


def _joins(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a small word goes on with the name; a State after it is a name of its own."""
    if at + 1 >= len(tokens) or not _CAPITAL.match(tokens[at + 1].group()) or text[tokens[at].end()] != " ":
        return False
    return _state_at(text, tokens, at + 1) is None


@dataclass(frozen=True, slots=True)
class Known:
    """What a text knows of names."""

    stems: frozenset[str]
    states: frozenset[str]
    aliases: frozenset[str]
    capitals: frozenset[str]
    """Words that it writes in capitals: "WHO" is not "who"."""
    initials: frozenset[str]
    """Acronyms that its capitalised phrases could have."""

    def misses(self, name: Name) -> str | None:
        """The first part of a name that the text does not know."""
        if name.states:
            return None if name.states & self.states else name.text
        if folded(name.text) in self.aliases or others(name.text) & self.aliases:
            return None
        for token in _TOKEN.findall(name.text):
            if token.casefold() in _JOINERS or token.casefold() in _TITLES or self._knows(token):
                continue
            return token if len(name.text) > 60 else name.text
        return None

    def _knows(self, token: str) -> bool:
        if token.isupper() and token.casefold() in STOPWORDS:
            return token in self.capitals or token in self.initials
        if stem(token) in self.stems or folded(token) in self.aliases:
            return True
        if others(token) & self.aliases or (token.isupper() and token in self.initials):
            return True
        people = states_of(token) or frozenset(filter(None, (state(token),)))
        if people & self.states:
            return True
        parts = re.split(r"[-/+&.]", token)
        return len(parts) > 1 and all(stem(part) in self.stems for part in parts if part)


@lru_cache(maxsize=1024)
def known(text: str) -> Known:
    """What a text knows of names: its words, its States and their people, names that stand for its names."""
    stems = {stem(token) for token in _TOKEN.findall(text)}
    stems |= {stem(part) for token in _TOKEN.findall(text) for part in re.split(r"[-/+&.'’]", token) if part}
    names = names_of(text)
    states = frozenset(named for name in names for named in name.states)
    states |= {
        named
        for token in _TOKEN.findall(text)
        if token[0].islower() and token[-2:] != "er"
        for named in states_of(token)
    }
    capitals = frozenset(token for token in _TOKEN.findall(text) if token.isupper())
    return Known(frozenset(stems), states, expanded(text), capitals, frozenset(_initials(names)))


def _initials(names: tuple[Name, ...]) -> set[str]:
    found = set()
    for name in names:
        words = [word for word in re.findall(r"[^\W\d_]+", name.text) if word.casefold() not in _JOINERS]
        if 2 <= len(words) <= 8:
            found.add("".join(word[0] for word in words).upper())
    return found
