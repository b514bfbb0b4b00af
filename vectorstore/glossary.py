"""A French or Spanish question in English words, without a model: glossaries of our own, and cognates.

What comes out is no translation but what a keyword search and a cross-encoder can use: the topic words in English, in the
order of the question, names as they stand. Words in no glossary are tried as cognates ("intégration" -> "integration"),
of which those count that the documents hold.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from py_rust_stemmers import SnowballStemmer

from vectorstore.cognates import cognates, infinitives
from vectorstore.function_words import FRAMES, FUNCTION_WORDS, LINKS

TRANSLATED = ("fr", "es")
"""Languages that there is a glossary of."""
_SNOWBALL = {"fr": "french", "es": "spanish"}
_LONGEST = 7
"""Words of the longest phrase that is looked up."""
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_WITH_COMMAS = re.compile(rf"{_TOKEN.pattern}|[,;]")
_ELIDED = re.compile(r"^(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quelqu)['’](?=\w)", re.IGNORECASE)

Known = Callable[[str], int]
"""How many passages hold an English word."""


_Piece = tuple[str, tuple[str, ...]]
"""The likeliest English of a word or phrase, and all of its English words: none for a word that only links."""


@dataclass(frozen=True, slots=True)
class Translated:
    """What a question is about, in English."""

    terms: tuple[str, ...]
    """Words worth searching for, all meanings of each, without repeats."""
    sentence: str
    """The likeliest meaning of each word, in order, behind the English question word."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words and phrases of a language with their English words, by form and by stem."""

    forms: Mapping[tuple[str, ...], str]
    stems: Mapping[tuple[str, ...], str]
    plain: Mapping[str, str]
    """Single words without accents."""
    stem: Callable[[str], str]


@lru_cache(maxsize=len(TRANSLATED))
def glossary(language: str) -> Glossary:
    """The glossary of "fr" or "es"."""
    text = files("vectorstore").joinpath(f"glossary_{language}.json").read_text(encoding="utf-8")
    stemmer = SnowballStemmer(_SNOWBALL[language])

    @lru_cache(maxsize=20_000)
    def stem(word: str) -> str:
        return folded(stemmer.stem_word(word))

    forms: dict[tuple[str, ...], str] = {}
    stems: dict[tuple[str, ...], str] = {}
    plain: dict[str, str] = {}
    for key, english in json.loads(text).items():
        parts = tuple(_tokens(key))
        forms.setdefault(parts, english)
        stems.setdefault(tuple(stem(part) for part in parts), english)
        if len(parts) == 1:
            plain.setdefault(folded(parts[0]), english)
    return Glossary(forms, stems, plain, stem)


def folded(word: str) -> str:
    """Case folded, without accents."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character)).replace("œ", "oe")


def translated(question: str, language: str, known: Known) -> Translated:
    """A question in English words. ``language`` is one of ``TRANSLATED``."""
    tokens = [_ELIDED.sub("", match) for match in _WITH_COMMAS.findall(unicodedata.normalize("NFC", question))]
    pieces = list(_pieces(tokens, language, known))
    terms = dict.fromkeys(word.casefold() for _, words in pieces for word in words)
    frame = next((english for start, english in FRAMES[language] if re.search(start, folded(question))), "")
    body = _joined(pieces)
    return Translated(tuple(terms), " ".join(part for part in (frame, body) if part) + ("?" if frame else ""))


def _joined(pieces: Sequence[_Piece]) -> str:
    """The likeliest English of all pieces; links only between others, names that were apart not run together."""
    text, link = "", ""
    for english, words in pieces:
        if not words:
            link = link or english
            continue
        text += _between(link, text, english, words) + english if text else english
        link = ""
    return text


def unelided(text: str) -> str:
    """A text without the articles that are elided before its words: "l'Irlande" gives "Irlande"."""
    return re.sub(r"(?<!\w)" + _ELIDED.pattern.removeprefix("^"), "", text, flags=re.IGNORECASE)


def _between(link: str, text: str, english: str, words: Sequence[str]) -> str:
    """What parts a piece from the text before it: "Cláudia Pereira" stays one name, "European" and "Japan" do not join."""
    if link:
        return ", " if link == "," else f" {link} "
    names = text.rsplit(maxsplit=1)[-1][0].isupper() and english[0].isupper()
    return ", " if names and words[0] == english else " "


def content_words(question: str, language: str) -> tuple[str, ...]:
    """The words of a question that carry its topic, as they stand, case folded; all of them when there is none."""
    found = dict.fromkeys(_tokens(question))
    return tuple(word for word in found if folded(word) not in FUNCTION_WORDS[language]) or tuple(found)


def _tokens(text: str) -> list[str]:
    """The words of a text, case folded, each without the article that is elided before it."""
    return [_ELIDED.sub("", match).casefold() for match in _TOKEN.findall(unicodedata.normalize("NFC", text))]


def _pieces(tokens: Sequence[str], language: str, known: Known) -> Iterator[_Piece]:
    """For each word or phrase that carries a topic: its likeliest English, and all of its English words."""
    at = 0
    while at < len(tokens):
        length, english = _longest(tokens[at : at + _LONGEST], language)
        if length:
            words = tuple(english.split())
            yield _likeliest(words, length, known), words
            at += length
            continue
        yield from _single(tokens[at], language, known, opens=at == 0)
        at += 1


def _likeliest(words: Sequence[str], length: int, known: Known) -> str:
    """A phrase is taken whole; of the meanings of a word the first one that the passages hold."""
    return " ".join(words) if length > 1 else next((word for word in words if known(word)), words[0])


def _longest(tokens: Sequence[str], language: str) -> tuple[int, str]:
    """The longest run of words from the first on that the glossary has: (how many words, English)."""
    book = glossary(language)
    small = [token.casefold() for token in tokens]
    for length in range(len(small), 0, -1):
        run = tuple(small[:length])
        if length == 1 and folded(run[0]) in FUNCTION_WORDS[language]:
            break
        english = book.forms.get(run) or (_of_form(tokens[0], language) if length == 1 else None)
        if not english and not (length == 1 and tokens[0][0].isupper()):
            english = book.stems.get(tuple(book.stem(word) for word in run))
        if english:
            return length, english
    return 0, ""


def _of_form(word: str, language: str) -> str | None:
    """The English of a word in the plural or, unless it is written like a name, of a form of a verb."""
    book, plain = glossary(language), folded(word)
    forms = [re.sub("e?[sx]$", "", plain), re.sub("[sx]$", "", plain)]
    forms += [] if word[0].isupper() else infinitives(plain, language)
    return next((book.plain[each] for each in forms if each in book.plain), None)


def _single(token: str, language: str, known: Known, *, opens: bool) -> Iterator[_Piece]:
    """A word that the glossary lacks: a name, parts joined by hyphens, a cognate, or as it is."""
    small = token.casefold()
    if not small.isalnum() and len(small) == 1:
        yield ",", ()
        return
    if (plain := folded(small)) in FUNCTION_WORDS[language]:
        if plain in LINKS[language]:
            yield LINKS[language][plain], ()
        return
    if "-" in token and not token[0].isupper():
        yield from _pieces(token.split("-"), language, known)
        return
    if (token[0].isupper() and not opens) or any(character.isdigit() for character in token):
        yield token, tuple(dict.fromkeys((small, plain)))
        return
    held = {word: known(word) for word in cognates(plain, language)}
    present = [word for word, count in held.items() if count]
    if present:
        best = present[0]
        yield best, (best,)
    else:
        yield token, (plain,)
