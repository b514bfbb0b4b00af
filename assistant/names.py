"""Names and figures in a question: what an answer's passage must hold."""

from __future__ import annotations

import re

from assistant.facts.aliases import others
from assistant.facts.demonyms import states_of
from vectorstore.terms import STOPWORDS, words

_TOKEN = re.compile(r"[^\W\d_][\w'’.-]*|\d[\d.,]*\d|\d")
_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_JOINERS = frozenset({"of", "the", "for", "de", "la", "du", "da", "do", "von", "van", "el", "al"})
_OPENERS = frozenset(
    """what which who whom whose somebody someone anybody anyone everybody everyone nobody
    when where why how is are was were did does do has have had can could will would
    should into within until since than then there this that these those if whether not no all any some many much
    more most please name list give tell show explain describe summarise summarize compare according in on at by for
    from during and or but so the a an if as after before under between about with
    quel quelle quels quelles qui que quoi comment combien quand où pourquoi est-ce
    qué cuál cuáles quién quiénes cómo cuánto cuántos cuánta cuántas cuándo dónde""".split()
)
_COMMON = frozenset(
    """panel panels day days session report document documents recommendation recommendations government governments
    state states conference summit meeting roundtable table dialogue question figure
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)

ALIASES: dict[str, tuple[str, ...]] = {
    "gcm": ("global compact",),
    "global compact": ("gcm",),
    "idm": ("international dialogue on migration", "dialogue"),
    "eu": ("european union", "european"),
    "un": ("united nations",),
    "uk": ("united kingdom", "british"),
    "usa": ("united states",),
    "us": ("united states",),
    "uae": ("united arab emirates",),
    "sdg": ("sustainable development", "sdgs"),
    "sdgs": ("sustainable development", "sdg"),
    "gfmd": ("global forum on migration and development",),
    "imrf": ("international migration review forum",),
    "cop27": ("climate change conference",),
    "filipino": ("philippines",),
    "filipinos": ("philippines",),
    "philippine": ("philippines",),
    "swiss": ("switzerland",),
    "dutch": ("netherlands",),
    "vietnam": ("viet nam",),
    "vietnamese": ("viet nam", "vietnam"),
    "viet nam": ("vietnam",),
    "covid": ("covid-19", "pandemic"),
    "turkey": ("türkiye",),
}
"""Other ways in which documents write a name, case folded."""


def names(question: str) -> list[str]:
    """Proper names and acronyms of a question in order: "Portugal", "Global Compact", "ILO"; without repeats.

    A capitalised word that opens the question counts only when it is no question word.
    """
    found: list[str] = []
    current: list[str] = []
    pending: list[str] = []
    previous_end = 0
    for match in _TOKEN.finditer(question):
        token = match.group()
        if not (len(token) == 2 and token[1] == "."):
            token = token.rstrip(".")
        apart = question[previous_end : match.start()].strip(" ") != ""
        previous_end = match.end()
        if apart:
            _close(current, pending, found)
        initial = bool(current) and token[0].isupper() and len(token.rstrip(".")) == 1
        if initial or _is_name(token, first=match.start() == 0):
            current += [*pending, token] if current else [token]
            pending.clear()
        elif current and token in _JOINERS and len(pending) < 2:
            pending.append(token)
        else:
            _close(current, pending, found)
    _close(current, pending, found)
    return list(dict.fromkeys(found))


def _close(current: list[str], pending: list[str], found: list[str]) -> None:
    if current:
        name = re.sub(r"['’]s?$", "", " ".join(current))
        found.append(name)
    current.clear()
    pending.clear()


def _is_name(token: str, *, first: bool) -> bool:
    folded = token.casefold()
    if not token[0].isupper() or (len(token) < 2 and not first):
        return False
    if folded.partition("-")[0] in _COMMON and not token.isupper():
        return False
    return not (folded in _OPENERS or folded in STOPWORDS) or (token.isupper() and len(token) > 1 and not first)


def figures(text: str) -> list[str]:
    """Numbers of a text, without separators of thousands: "70,000" gives "70000"."""
    return [re.sub(r"[,.](?=\d{3}\b)", "", found).strip(".,") for found in re.findall(r"\d[\d.,]*", text)]


CONFUSABLE = (
    (frozenset({"niger"}), frozenset({"nigeria", "nigerian", "nigerians"})),
    (frozenset({"mauritania", "mauritanian", "mauritanians"}), frozenset({"mauritius", "mauritian", "mauritians"})),
    (frozenset({"dominica"}), frozenset({"dominican", "dominicans"})),
    (frozenset({"guinea"}), frozenset({"guinea-bissau"})),
)
"""Countries that are not of one family although they begin alike."""


def mentions(text: str, name: str) -> bool:
    """Whether a text holds a name, another way of writing it, or a word of its family ("Portuguese" for "Portugal")."""
    folded = text.casefold()
    if any(_holds(text, folded, spelling) for spelling in spellings(name)):
        return True
    parts = [part for part in _PART.findall(name) if part.casefold() not in STOPWORDS or part.isupper()]
    if len(parts) < 2:
        return bool(parts) and _akin(text, parts[0])
    return all(_akin(text, part) or any(_holds(text, folded, each) for each in spellings(part)) for part in parts)


def _akin(text: str, part: str) -> bool:
    """Whether a text holds a word of the family of a word; none is of that of a common word in capitals ("WHO")."""
    folded = part.casefold()
    return folded not in STOPWORDS and any(_kin(folded, word) for word in words(text))


def spellings(name: str) -> frozenset[str]:
    """The ways in which documents write a name, in small letters: with those of the State, for a people."""
    folded = name.casefold()
    states = {state.casefold() for state in states_of(name)}
    return frozenset({folded, *ALIASES.get(folded, ()), *others(name), *states})


def _holds(text: str, folded: str, spelling: str) -> bool:
    """Whether a text holds a name; one that is also a common word ("WHO", "US") only in capitals."""
    where, form = (text, spelling.upper()) if spelling in STOPWORDS else (folded, spelling)
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", where) is not None


def _kin(first: str, second: str) -> bool:
    """Whether two words share their beginning as a country and its people do: "moldova" and "moldovan"."""
    if first == second or first + "s" == second or second + "s" == first:
        return True
    shared = min(len(first), len(second), 6)
    if shared < 5 or first[:shared] != second[:shared]:
        return False
    return not any({first, second} & one and {first, second} & other for one, other in CONFUSABLE)
