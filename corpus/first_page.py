"""Title, event and date as the first page shows them: the least trusted source of metadata, of words of the page only.

What is not sure is left out: a date counts when it stands on a line of its own among the titles, or in a sentence that
says when the event was held; not when it stands in a sentence about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import Dated, dates
from corpus.headings import is_part
from corpus.writer import Span

_LENGTH = 2_000
"""Characters of a first page."""
_TITLE_WORDS, _TITLE_LINES = 30, 15
"""Words of a line of the titles at most; the first longer one is text. Lines of the titles at most."""
_TITLE_LENGTH, _PARAGRAPHS = 60, 3
"""Characters of a paragraph of text, at least; paragraphs in which the event is looked for."""
_FEW_WORDS = 4
_NEAR = 3
"""Lines between the name of an event and its date, at most."""
_NOUN = (
    "dialogue|dialogues|forum|conference|summit|session|round[ -]?table|workshop|consultations?|seminar|symposium|meeting"
    "|congress|colloquium|conférence|sommet|table ronde|atelier|séminaire|symposium|colloque|réunion|assises"
    "|diálogos?|foro|conferencia|cumbre|sesión|mesa redonda|taller|consultas?|seminario|simposio|coloquio|reunión|congreso"
)
_EVENT = re.compile(rf"\b(?:{_NOUN})\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORDINAL = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th|e|er|ère|ème|º|ª)|[IVX]{1,6}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|eleventh|twelfth|twentieth|premi(?:er|ère)|deuxième|troisième|quatrième|cinquième|sixième|septième|huitième"
    r"|neuvième|dixième|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|séptim[oa]|octav[oa]|noven[oa]"
    r"|décim[oa])\b",
    re.I,
)
_LEAD = re.compile(
    r"^(?:(?:final|summary|draft|annual|opening|closing|chair['’]s)\s)?(?:report|summary|proceedings|minutes|outcomes?|conclusions|agenda"
    r"|programme|program|statement|contribution|input|(?:concept|background|information|guidance) note"
    r"|(?:background|discussion|working|position|issue) paper|summary of conclusions)\s(?:of|on|for|from|to|at)\s(?:the\s)?"
    r"|^(?:rapport|compte rendu|synthèse|actes|conclusions|ordre du jour|programme|note de cadrage|document de travail)"
    r"\s(?:final\s|de synthèse\s)?(?:du\s|de la\s|de l['’]|des\s|de\s)"
    r"|^(?:informe|resumen|actas|conclusiones|programa|orden del día|nota conceptual|documento de trabajo)"
    r"\s(?:final\s)?(?:del\s|de la\s|de los\s|de las\s|de\s)",
    re.I,
)
_CUT = re.compile(r"[,;:(\[|]|\s[–—-]\s|\.\s|\.$")
_HELD = re.compile(
    r"\b(?:held|took place|takes place|take place|convened|met|hosted|tenue?s?|tient|tiendra|a(?:ura|vait)? (?:eu )?lieu|eu lieu"
    r"|celebr(?:ó|ado|ada|aron|ará)|tuvo lugar|tendrá lugar|se reuni(?:ó|eron))\b",
    re.I,
)
_WAS_HELD = re.compile(
    r"\b(?:(?:was|were|will be) (?:held|convened|hosted)|took place|takes place|will take place|met|s['’]est tenue?"
    r"|se sont tenue?s|se tiendra|a eu lieu|aura lieu|se celebr(?:ó|aron|ará)|tuvo lugar|tendrá lugar|se reunió)\b",
    re.I,
)
_THIS_TEXT = re.compile(
    r"^(?:this|the present|le présent|la présente|ce|cette|el presente|la presente|este|esta)\s"
    r"(?:report|summary|document|note|paper|digest|text|publication|rapport|synthèse|texte|informe|resumen|documento|texto)\s"
    r"(?:summar\w+|sums? up|presents?|reflects?|records?|covers?|captures?|reports? on|is (?:a|the) (?:summary|record) of|résume"
    r"|présente|rend compte|reprend|synthétise|recoge|resume|presenta|sintetiza)\b",
    re.I,
)
_THIS_EVENT = re.compile(
    rf"^(?:[Tt]his(?: year['’]s)?|The|L[ae]s?|L['’]|El|Los|Cet?|Cette|Est[ae])\s?(?:[^\W\d_A-ZÀ-Þ]+\s){{0,2}}(?:{_NOUN})\b"
    r"(?!\s(?:of|de|du|des|on|sur|sobre)\b)"
)
_NAMED_EVENT = re.compile(rf"^(?:(?:The|L[ae]|L['’]|El)\s?)?[A-ZÀ-Þ][^.;:!?]{{0,100}}?\b(?P<noun>{_NOUN})\b", re.I)
_SHARED = re.compile(r"\b(?:échanges|rencontres?|encuentros?|jornadas?)\b", re.I)
_OTHER_EVENT = re.compile(
    r"\b(?:previous|last|earlier|preceding|prior|next|following|anniversary|since|after|before|ago|unlike|précédent\w*"
    r"|derni\w+|prochain\w*|depuis|anniversaire|après|avant|anterior\w*|últim\w+|pasad\w+|próxim\w+|desde|aniversario"
    r"|después|antes)\b",
    re.I,
)
_OTHER_DATE = re.compile(
    r"\b(?:published|publication|printed|version|draft|revised|updated|issued|submitted|deadline|accessed|retrieved|as of"
    r"|adopted|signed|born|resolution|copyright|publiée?|publication|mise à jour|consultée?|adoptée?|résolution"
    r"|publicad[oa]|publicación|actualizad[oa]|consultad[oa]|aprobad[oa]|resolución)\b|©",
    re.I,
)
_GENERIC = re.compile(
    r"(?:table of )?contents?|introduction|foreword|preface|acknowledge?ments?|abstract|disclaimer|agenda|background|notes?"
    r"|table des matières|sommaire|avant-propos|préface|remerciements|índice|contenido|introducción|prólogo|presentación",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the titles."""

    text: str
    level: int
    """Of a heading, or 0."""

    @property
    def is_sentence(self) -> bool:
        return not self.level and self.text.endswith((".", "!", "?")) and len(self.text.split()) > 8


def first_page(text: str, blocks: Sequence[Span]) -> dict[str, str]:
    """What the first page of a clean text says of the document: "title", "event", "date", each where it is sure.

    ``blocks`` are those of the text. A date is ISO 8601: a day, an interval, a month, or the year in the event's name.
    """
    page = [block for block in blocks if block.start < _LENGTH]
    lines = list(_titles(text, page))
    at, event = _event(lines)
    found = {"title": _title(lines) or (lines[at].text if at is not None else None), "event": event}
    year = _YEAR.search(event) if event else None
    held = _date_of_titles(lines, at) or _date_of_text(text, page, lines)
    if held and (year is None or held.startswith(year.group())):
        found["date"] = held
    elif year:
        found["date"] = year.group()
    return {name: value for name, value in found.items() if value}


def _titles(text: str, page: Sequence[Span]) -> Iterator[_Line]:
    """The lines before the text begins."""
    for block in page[:_TITLE_LINES]:
        line = " ".join(text[block.start : block.end].split())
        if block.kind not in {"heading", "paragraph"} or len(line.split()) > _TITLE_WORDS:
            return
        found = _Line(line, block.level if block.kind == "heading" else 0)
        if found.is_sentence:
            return
        yield found


def _title(lines: Sequence[_Line]) -> str | None:
    """The outermost heading, the first of those that say something."""
    headings = [line for line in lines if line.level and not _GENERIC.fullmatch(line.text) and not is_part(line.text)]
    named = [line for line in headings if not _is_date(line.text)]
    return min(named, key=lambda line: line.level).text if named else None


def _is_date(text: str) -> bool:
    found = dates(text, months=True)
    return bool(found) and (found[0].start < 4 or len(text) - (found[0].end - found[0].start) < 15)


def _event(lines: Sequence[_Line]) -> tuple[int | None, str | None]:
    """(index of its line, name) of the first line that names an event with its year, else with its number."""
    for numbered in (False, True):
        for at, line in enumerate(lines):
            name = _name(line.text, numbered=numbered)
            if name:
                return at, name
    return None, None


def _name(line: str, *, numbered: bool) -> str | None:
    """The name of an event in a line: from its start, or after "Report of the", to its year or the next stop."""
    body = line[found.end() :] if (found := _LEAD.match(line)) else line
    days = [each.start for each in dates(body)]
    noun = next((each for each in _EVENT.finditer(body) if each.group()[0].isupper()), None)
    if noun is None:
        return None
    begin = max((cut.end() for cut in _CUT.finditer(body, 0, noun.start())), default=0)
    cut = _CUT.search(body, noun.end())
    stop = min([cut.start() if cut else len(body), *(day for day in days if day >= noun.end())])
    name = body[begin:stop].strip()
    year = _YEAR.search(name)
    if numbered:
        return name if _ORDINAL.search(name) and _is_named(name) else None
    if year is None or not _is_named(name):
        return None
    return name[: year.end()] if year.start() + begin > noun.start() else name


def _is_named(name: str) -> bool:
    """Whether more is said than "Session 4 of 2020"."""
    rest = _EVENT.sub(" ", _ORDINAL.sub(" ", _YEAR.sub(" ", name)))
    return any(len(word) > 3 for word in re.findall(r"[^\W\d_]+", rest)) and len(name.split()) <= 20


def _date_of_titles(lines: Sequence[_Line], event: int | None) -> str | None:
    """The date among the titles: the one there is, or the one next to the event."""
    found = [(at, each) for at, line in enumerate(lines) for each in _dates_of(line)]
    if event is not None:
        near = [(at, each) for at, each in found if abs(at - event) <= _NEAR]
        found = near or found
    days = {each.iso for _, each in found if len(each.iso) > 7} or {each.iso for _, each in found}
    return days.pop() if len(days) == 1 else None


def _dates_of(line: _Line) -> list[Dated]:
    if _OTHER_DATE.search(line.text):
        return []
    return dates(line.text, months=len(line.text.split()) <= _FEW_WORDS or bool(_EVENT.search(line.text)))


def _date_of_text(text: str, page: Sequence[Span], lines: Sequence[_Line]) -> str | None:
    """The one date on which, as the first sentences say, the event of the document was held."""
    titles = " ".join(line.text for line in lines).casefold()
    body = [block for block in page if block.kind == "paragraph" and block.end - block.start > _TITLE_LENGTH]
    held: set[str] = set()
    for block in body[:_PARAGRAPHS]:
        for sentence in _SENTENCE_END.split(text[block.start : block.end]):
            found = dates(sentence)
            if len(found) == 1 and _is_held(sentence, titles):
                held.add(found[0].iso)
    return held.pop() if len(held) == 1 else None


def _is_held(sentence: str, titles: str) -> bool:
    """Whether a sentence says when the event that the document is about was held."""
    if not _HELD.search(sentence) or _OTHER_EVENT.search(sentence) or _OTHER_DATE.search(sentence):
        return False
    if _THIS_TEXT.match(sentence):
        return bool(_EVENT.search(sentence) or _SHARED.search(sentence))
    if _THIS_EVENT.match(sentence):
        return True
    named = _NAMED_EVENT.match(sentence)
    return bool(named and named["noun"].casefold() in titles and _WAS_HELD.search(sentence))
