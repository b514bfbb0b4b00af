"""Words of force: agreement, recommendation, duty, intention, extent; and the words of evidence that bear each one out."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grade:
    """Words of one force."""

    name: str
    claims: re.Pattern[str]
    """What a sentence claims it with."""
    bears: re.Pattern[str]
    """What evidence of the same or a greater force says."""


def _words(stems: str) -> re.Pattern[str]:
    """A pattern of any of the words, which are parted by white space; "_" stands for a space inside one."""
    return re.compile(
        "|".join(rf"\b{word}" for word in stems.replace("_", r"\s").split()).replace(r"\b(?<", "(?<"), re.I
    )


_AGREE = (
    r"agree(?:d|s|ment|ments|ing)?\b consensus\b concur unanim decid(?:e|ed|es|ing)\b decision resolv(?:e|"
    r"ed)\b endorse "
    r"adopt(?:ed|s|ion|ing)?\b approv(?:ed|al|"
    r"es)\b convenu acord[óa] accord\b convin[oi] décid[ée] adopté aproba decidi"
)
_DIRECT = (
    r"recommend recommand recomend urg(?:e|ed|es|ing)\b call(?:ed|s|ing)?\b demand request ask(?:ed|s|"
    r"ing)?\b appeal(?:ed|s)?\b "
    r"insist should\b must\b ought\b shall\b need(?:s|ed|"
    r"ing)?\b requir necess essential crucial vital imperative important "
    r"ha[dsve]+_to\b encourag invit(?:e|ed|es)\b exhort appel pid(?:ió|ieron) inst[óa] devr doi(?:t|"
    r"vent) advis propos suggest "
    r"deb(?:e|en|ería|erían)\b priorit better\b emphasi advocat want(?:ed|"
    r"s)?\b plead push(?:ed)?\b seek matter favour counsel "
    r"(?:are|is|were|was)_to\b"
)
GRADES = (
    Grade(
        "agreed",
        _words(
            r"agree(?:d|s)\b consensus\b decided\b resolved_(?:to|"
            r"that)\b concurred\b unanimous convenu acordaron décidé"
        ),
        _words(_AGREE),
    ),
    Grade(
        "adopted",
        _words(r"adopted\b approved\b enacted\b ratified\b"),
        _words(
            rf"{_AGREE} pass(?:ed|es)?\b laws?\b decree set_up\b launch enact ratif introduc implement issued\b establish "
            r"created\b took\b taken\b put\b"
        ),
    ),
    Grade(
        "committed to",
        _words(r"committed\b commits\b pledge[sd]?\b promised\b vowed\b undertook\b engagée?s?_à comprometi"),
        _words(r"commit pledg promis vow undert determin engag compromet will\b plan(?:ned|s)?\b dedicat stay"),
    ),
    Grade("recommended", _words(r"recommended\b recommends\b recommandé recomend[óa]"), _words(_DIRECT)),
    Grade(
        "called for",
        _words(r"demanded\b demands_that\b insisted\b urge[sd]\b called_(?:for|on|upon)\b exhort"),
        _words(_DIRECT),
    ),
    Grade(
        "rejected",
        _words(
            r"rejected\b rejects\b opposed\b opposes\b refused\b denied\b disagreed\b critici[sz]ed\b "
            r"objected\b condemned\b deplored\b "
            r"doubted\b rejeté refusé rechaz"
        ),
        _words(
            r"reject oppos refus den(?:y|"
            r"ied) disagree critic object condemn deplor doubt against\b contra not\b never\b "
            r"ban(?:ned|s)?\b unaccept regret contest rejet rechaz"
        ),
    ),
    Grade(
        "welcomed",
        _words(r"welcomed\b applauded\b praised\b commended\b endorsed\b salué celebró"),
        _words(
            r"welcom applau prais commend endors support back(?:ed|s|"
            r"ing)\b appreciat favou?r agree\w* salu celebr thank valu "
            r"acknowledg embrac"
        ),
    ),
)
MODALS = {
    **dict.fromkeys("must shall obliged required mandatory doit doivent debe deben".split(), 4),
    **dict.fromkeys("should ought devrait devraient deberia deberian".split(), 3),
    **dict.fromkeys(
        "will would planned plans plan intends intended aims aimed hopes hoped expects expected wants wanted".split(), 2
    ),
    **dict.fromkeys("could may might can possibly perhaps pourrait podria".split(), 1),
}
"""Strength of duty: 4 must, 3 should, 1 could; 2 marks what is only planned or foreseen."""
MUST = _words(r"must\b shall\b obliged\b obligat mandatory\b required_to\b doi(?:t|vent)\b deben?\b")
BEARS_MUST = _words(
    r"must\b shall\b need(?:s|ed)?\b ha(?:d|ve|"
    r"s)_to\b requir oblig mandat necess essential crucial imperative vital insist doi deb "
    r"ought_to\b urg demand indispens unavoid only_if cannot (?:are|is|were)_to\b"
)
SHOULD = _words(r"should\b ought\b devrai deber[ií]a")
BEARS_SHOULD = _words(rf"{_DIRECT} hope expect aim target goal objective meant supposed intend plan depend")
FORESEES = _words(
    r"(?<!the_)(?<!good_)(?<!political_)(?<!own_)(?<!['’]s_)will\b(?=_[a-z]) plan(?:s|"
    r"ned)_to\b intends?\b intended\b going_to\b hopes?_to\b promises?\b"
)
UNREAL = _words(
    r"will\b would\b plan aim intend intention hope expect soon\b future\b going_to\b (?:are|is|were|"
    r"was)_to\b may\b might\b could\b "
    r"should\b must\b propos want seek foresee to_be\b promis pledg commit announc next\b until\b by_20\d\d "
    r"target set_out\b ha[ds]_to\b "
    r"put_forward raised_the_idea advice recommend urge[sd]?\b ask(?:s|ed)?\b call(?:s|ed)?_(?:for|"
    r"on)\b suggest encourag insist advis advocat ought\b demand invit necess "
    r"need wish desir ambition upcoming forthcoming allocat estimat can\b fear predict project(?:ed|"
    r"ion) likely risk eventual going\b 2030\b"
)
ASKS = re.compile(
    r"\b(?:should|must|recommend(?:ed|s)?|call(?:ed|s) for|urged?s?|ask(?:ed|s) for|propos(?:ed|es)|"
    r"suggest(?:ed|s)|planned to|aim(?:ed|s) to|"
    r"plans to|wanted|(?:is|are|was|were) to (?!be\b)|will)\b"
)
DONE = re.compile(r"\b(?:already|now|has|have|had|was|were|did)\b")
"""Words by which a sentence tells of what has happened."""
UNIVERSAL = re.compile(
    r"\b(?:whatever|regardless|irrespective|without exception|everyone|everybody|nobody|no one)\b", re.I
)
RANKS = {
    **dict.fromkeys("few hardly".split(), 1),
    **dict.fromkeys("some several various certain".split(), 2),
    **dict.fromkeys("many numerous".split(), 3),
    **dict.fromkeys("most".split(), 4),
    **dict.fromkeys("all every each".split(), 5),
}
"""How much of a thing a word speaks of."""
_UNIVERSAL = (
    r"all\b every\b each\b everyone\b everybody\b everything\b any\b anyone\b anybody\b nobody\b no_one\b "
    r"none\b no\b whole\b entire "
    r"universal total\b full both\b without_exception whatever\b regardless\b irrespective\b always\b never\b "
    r"only\b tous\b toutes\b "
    r"todos\b todas\b same\b across\b alike\b equal"
)
SCALES = (
    (
        re.compile(
            r"\b(?<!above )(?<!after )(?<!at )(?<!first of )(?<!\bof )(?<!\bin )all\b(?! the same| sorts|"
            r" kinds)|\ball of\b|\bevery\b(?! other)|\beveryone\b|\beverybody\b",
            re.I,
        ),
        _words(_UNIVERSAL),
    ),
    (
        re.compile(r"\bmost (?:of|[a-z]+s)\b|\bmajority\b", re.I),
        _words(
            r"most\b majority\b mainly\b mostly\b predomina more_than_half largely\b bulk\b chiefly\b primar "
            r"all\b every "
            r"[6-9]\d_per_cent [6-9]\d_?%"
        ),
    ),
    (
        re.compile(r"\bmany\b(?! as)|\bnumerous\b", re.I),
        _words(
            r"many\b numerous\b most\b majority\b several\b all\b wide \d multiple\b thousand million hundred "
            r"dozen lots?\b various mass "
            r"every often\b a_number_of participants\b"
        ),
    ),
    (
        re.compile(r"\b(?<!a )few\b|\bhardly\b|\bscarcely\b", re.I),
        _words(
            r"few\b little\b hardly\b scarc only\b small rare lack limited minority\b seldom not\b nobody no\b "
            r"fewer less"
        ),
    ),
)
