"""Which language a text is in, questions of a few words included.

Told by the commonest words of each language, by letters and by endings: no model, the same result on every run. A word
that two languages share counts half for each. English wins where nothing tells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from vectorstore.types import Passage

ENGLISH = "en"

_WORDS: Mapping[str, str] = {
    "en": """the and of to in that is for was with are this by be on from as have it not which their has were what who
        when where why how did does do can could will would should about than these those there they he she at an or if
        many much any all some into between after before during since under over its our your his her been had more most
        whose whom may must said says such other i am me my we you us no yes if but so does""",
    "fr": """le la les un une des du de et est dans pour que qui sur par au aux avec ce cet cette ces ont sont pas être ou
        leur leurs quel quelle quels quelles quoi comment combien quand où pourquoi lequel laquelle est-ce a-t-il y-a-t-il
        il elle ils elles on nous vous je tu se sa son ses mon ma mes notre votre ne plus mais donc si comme entre chez sans
        sous vers avoir fait faire dit peut peuvent doit doivent été étaient était avait selon depuis pendant après avant
        contre lors ainsi afin tout tous toute toutes même aussi très peu beaucoup en à y ai avez sommes quelqu'un""",
    "es": """el la los las un una unos unas de del y en es son que qué quién quiénes cuál cuáles cómo cuándo dónde adónde
        cuánto cuánta cuántos cuántas por para con sin sobre se su sus al lo le les como más pero fue fueron era eran ha
        han hay está están ser estar entre desde hasta este esta estos estas ese esa eso esos esas o si no muy también
        hace hizo hacen dijo dice puede pueden debe deben tiene tienen según durante después antes contra donde cuando
        cada todo todos toda todas otro otra otros otras me mi mis tu tus nos nuestro nuestra yo ya a e porque sido""",
    "de": """der die das und ist in den von zu mit dem des nicht ein eine einer eines einem einen auf für im sind wie was
        wer wann wo warum welche welcher welches wurde wurden werden wird haben hat bei nach aus auch als an es ich sie wir
        ihr über zur zum vom oder aber wenn kann können muss man gibt viele viel durch um so nur noch""",
    "pt": """o a os as um uma uns umas de do da dos das e em no na nos nas é são que quem qual quais como quando onde
        quanto quanta quantos quantas por para com sem sobre se seu sua seus suas ao aos à às mais mas foi foram era ser
        está estão não há entre desde até este esta isso pelo pela pelos pelas ou também tem têm pode podem deve ele ela
        eles você eu nós foi-lhe porque""",
    "it": """il lo la i gli le un uno una di del della dei delle dello degli e è in nel nella nei nelle sono che chi cosa
        quale quali come quando dove perché quanto quanta quanti quante per con senza su sul sulla si suo sua suoi al
        alla ai alle da dal dalla più ma fu era stato stata ha hanno non tra fra questo questa questi queste o anche può
        possono deve essere c'è ci sia""",
}
_LETTERS: Mapping[str, str] = {"¿": "es", "¡": "es", "ñ": "es", "ã": "pt", "õ": "pt", "ß": "de", "œ": "fr", "ë": "fr"}
_SHARED_LETTERS: Mapping[str, tuple[str, ...]] = {
    "á": ("es", "pt"),
    "í": ("es", "pt"),
    "ó": ("es", "pt"),
    "ú": ("es", "pt"),
    "é": ("fr", "es", "pt", "it"),
    "è": ("fr", "it"),
    "ê": ("fr", "pt"),
    "â": ("fr", "pt"),
    "ô": ("fr", "pt"),
    "î": ("fr",),
    "û": ("fr",),
    "ç": ("fr", "pt"),
    "à": ("fr", "it", "pt"),
    "ù": ("fr", "it"),
    "ì": ("it",),
    "ò": ("it",),
    "ä": ("de",),
    "ö": ("de",),
    "ü": ("de",),
}
_ENDINGS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\w(?:{ending})$"), languages)
    for ending, languages in (
        ("ción|ciones|idad|idades|amiento|amientos|ería|adores|ados|idos|iendo", ("es",)),
        ("ção|ções|dade|dades|amento|agem|agens|inho", ("pt",)),
        ("zione|zioni|ità|mento|menti|aggio|etti|zza", ("it",)),
        ("ung|ungen|keit|heit|schaft|lich|isch|ische", ("de",)),
        ("eur|eurs|eux|euse|aux|ique|iques|elle|elles|ée|ées|és|ité|ités|ière|ières|iers|ère|ères|iste|istes", ("fr",)),
        ("ing|ly|ness|ship|ers|ees|ies|ity|ed|th|wn|ck|gh|ght|ry", ("en",)),
        ("ados?|adas?|idos?|idas?|ores|os", ("es", "pt")),
        ("tion|tions", ("en", "fr")),
        ("age|ages", ("en", "fr")),
        ("ment|ments", ("en", "fr")),
    )
)
_ELISION = re.compile(r"(?<!\w)(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu)['’](?=[aeiouyhéèêàâîôœ])", re.IGNORECASE)
_ITALIAN = re.compile(r"(?<!\w)(?:dell|nell|sull|all|dall|quest|un|cos)['’](?=[aeiouhèà])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_DECLARED = re.compile(r"([a-z]{2})(?![a-z])")
_SAMPLE = 4_000
"""Characters that are looked at."""
_LETTER, _ENDING, _MARK = 0.35, 0.4, 1.5
"""Weights beside that of a common word, 1."""

_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _listed in _WORDS.items():
    for _word in _listed.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)

NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "en": "English",
        "fr": "French",
        "es": "Spanish",
        "de": "German",
        "pt": "Portuguese",
        "it": "Italian",
        "ar": "Arabic",
        "ru": "Russian",
        "zh": "Chinese",
        "nl": "Dutch",
    },
    "fr": {
        "en": "anglais",
        "fr": "français",
        "es": "espagnol",
        "de": "allemand",
        "pt": "portugais",
        "it": "italien",
        "ar": "arabe",
        "ru": "russe",
        "zh": "chinois",
        "nl": "néerlandais",
    },
    "es": {
        "en": "inglés",
        "fr": "francés",
        "es": "español",
        "de": "alemán",
        "pt": "portugués",
        "it": "italiano",
        "ar": "árabe",
        "ru": "ruso",
        "zh": "chino",
        "nl": "neerlandés",
    },
}
"""Language of the interface -> code -> name of the language."""


@lru_cache(maxsize=4096)
def language(text: str) -> str:
    """The ISO 639-1 code of a text: "en", "fr", "es", more roughly "de", "pt", "it"; "en" where nothing tells."""
    found = evidence(text)
    best = max(found, key=lambda code: (found[code], code == ENGLISH))
    return best if found[best] > 0 else ENGLISH


def evidence(text: str) -> dict[str, float]:
    """How much speaks for each language, comparable within one text."""
    sample = unicodedata.normalize("NFC", text[:_SAMPLE]).casefold()
    totals = dict.fromkeys(_WORDS, 0.0)
    _add(totals, ("fr",), _MARK * len(_ELISION.findall(sample)))
    _add(totals, ("it",), _MARK * len(_ITALIAN.findall(sample)))
    for letter, code in _LETTERS.items():
        _add(totals, (code,), _MARK * (letter in sample))
    for word in _WORD.findall(sample):
        known = _LANGUAGES_OF.get(word) or _LANGUAGES_OF.get(re.split("[-'’]", word)[-1], ())
        _add(totals, known, 1.0)
        if known:
            continue
        for letter in set(word) & _SHARED_LETTERS.keys():
            _add(totals, _SHARED_LETTERS[letter], _LETTER * len(_SHARED_LETTERS[letter]))
        for pattern, codes in _ENDINGS:
            if pattern.search(word):
                _add(totals, codes, _ENDING)
                break
    return totals


def _add(totals: dict[str, float], codes: tuple[str, ...], weight: float) -> None:
    for code in codes:
        totals[code] += weight / len(codes)


def language_of(passage: Passage) -> str:
    """The language of a passage: what its document says, else what its words say."""
    declared = _DECLARED.match((passage.document.metadata.language or "").casefold())
    return declared[1] if declared else language(passage.chunk.text)


def name(code: str, in_: str = "en") -> str:
    """The name of a language in another one ("French"); the code itself where it is not known."""
    return NAMES.get(in_, NAMES["en"]).get(code, code)
