"""Words that say the opposite of each other, by their stems."""

from __future__ import annotations

from assistant.facts.wordings import stem

_TURNS = """
increase increased increasing increases rise rose risen rises|decrease decreased decreasing decreases fall fell falling fallen
increase increased increasing increases rise rose risen rises|shrink shrank decline declined declining drop dropped
increase increased increasing increases rise rose risen rises|reduce reduced lower lowered cut down
grow grew growing growth up expand expanded|decrease decreased decreasing decreases fall fell falling fallen
grow grew growing growth up expand expanded|shrink shrank decline declined declining drop dropped
grow grew growing growth up expand expanded|reduce reduced lower lowered cut down
raise raised higher surge surged|decrease decreased decreasing decreases fall fell falling fallen
raise raised higher surge surged|shrink shrank decline declined declining drop dropped
raise raised higher surge surged|reduce reduced lower lowered cut down
more greater|less fewer
before prior|after afterwards
open opened opening reopen reopened|close closed closing shut
start started begin began begun starting launch launched open opened|end ended stop stopped finish finished close closed
support supported supports back backed favour favoured|oppose opposed opposes reject rejected
allow allowed allows permit permitted let|ban banned prohibit prohibited forbid forbade forbidden prevent prevented
include included including includes inclusion inclusive|exclude excluded excluding excludes exclusion exclusive
accept accepted|reject rejected refuse refused
agree agreed|disagree disagreed
strong stronger strengthen strengthened strength|weak weaker weaken weakened weakness
improve improved better improvement|worsen worsened worse deteriorate deteriorated
succeed succeeded success successful|fail failed failure unsuccessful
win won gain gained|lose lost loss
high|low
safe|unsafe dangerous
possible|impossible
easy easier ease eased easily|difficult harder hard hinder hindered
simple simpler simplify|complicated complicate complex
cheap cheaper|expensive dearer
overrepresented|underrepresented missing
fast faster quick quicker quickly speed|slow slower slowly delay delayed
arrive arrived arrival|leave left departure depart
employ employed employment|unemployed unemployment dismiss dismissed
positive|negative
present|absent
majority|minority
broad wide wider|narrow narrower
equal equality equally|unequal inequality
stable stability|unstable instability
secure security|insecure insecurity
certain|uncertain
known|unknown
accurate|inaccurate false
adequate|inadequate insufficient
sufficient enough|insufficient
visible|invisible
recognized recognised acknowledge acknowledged|ignored ignore overlooked denied
protect protected protects protection|endanger endangered expose exposed
encourage encouraged|discourage discouraged
attract attracted|deter deterred
trust|mistrust distrust
respect|disrespect violate violated
help helped helps|harm harmed hurt hindered hinder
benefit benefited benefits|harm harmed suffer suffered
create created build built establish established|abolish abolished destroy destroyed dismantle dismantled
extend extended lengthen lengthened prolong prolonged|shorten shortened curtail curtailed
renew renewed|revoke revoked cancel cancelled
keep kept maintain maintained|abandon abandoned drop dropped
join joined|leave left quit
praise praised applaud applauded welcome welcomed|criticize criticized criticise criticised condemn condemned deplore deplored
optional voluntary|mandatory compulsory
essential vital indispensable|dispensable superfluous
immediate immediately prompt|delayed late
centralize centralized|decentralize decentralized
rarely seldom|often frequently
always|never
consensus agree agreed|divided disagreement
lost lose disappeared|created gained
"""
"""Direction and value: to say one for the other turns a statement round."""
_CONTRASTS = """
most|least
long longer|short shorter
early earlier|late later
first|last
men man male boys boy|women woman female girls girl
origin|destination
rich wealthy|poor
legal lawful|illegal unlawful
regular|irregular
voluntary|involuntary forced
temporary|permanent lasting
public|private
national|international
internal domestic|external foreign
local|global worldwide
urban|rural
formal|informal
enter entry|exit
free|paid
paid pay|unpaid
optimistic|pessimistic
maximum|minimum
major|minor
direct directly|indirect indirectly
direct|indirect
unite united|divide divided
import|export
north northern|south southern
east eastern|west western
young youth younger|old older elderly
central|marginal peripheral
online virtual virtually|in-person
morning|afternoon evening
day|night
above over|below under
inside within|outside
sender sending|receiving receiver
emigration emigrants emigrant|immigration immigrants immigrant
give gave given|take took
buy bought|sell sold
documented|undocumented
skilled high-skilled|unskilled low-skilled
low-income|high-income
short-term|long-term
bottom|top
former|latter
past|future
lead led|follow followed
unite|split
identical same|different
sooner|later
remember|forget forgotten
alive survive survived|dead die died
healthy|sick ill
automatic automatically|manually
separate separated|together joint jointly
"""
"""Sorts of people, places and things that are named side by side."""


def _index(pairs: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in pairs.strip().splitlines():
        left, right = ({stem(word) for word in side.split()} for side in line.split("|"))
        for one, other in ((left, right), (right, left)):
            for word in one - other:
                found.setdefault(word, set()).update(other - one)
    return {word: frozenset(others) for word, others in found.items()}


_TURNED = _index(_TURNS)
_OPPOSITES = _index(_TURNS.rstrip() + _CONTRASTS)


def opposites(word: str) -> frozenset[str]:
    """The stems that say the opposite of a stem."""
    return _OPPOSITES.get(word, frozenset())


def turns(word: str) -> frozenset[str]:
    """Those of its opposites that turn a statement round wherever they stand: "rose" and "fell", not "men" and "women"."""
    return _TURNED.get(word, frozenset())
