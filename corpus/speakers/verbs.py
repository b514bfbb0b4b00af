"""Verbs of saying in minutes of meetings, in English, French and Spanish, and the force each one gives a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORCES = ("agreed", "recommended", "called for", "committed to", "supported", "stressed", "noted", "recalled", "said")
"""With what force something is said, all that a statement can have."""

_VERBS = {
    "agreed": "agreed agrees concurred convenu accordé acordó acordaron convino convinieron coincidió coincidieron",
    "recommended": "recommended recommends recommend suggested suggests proposed proposes advised advocated recommandé "
    "recommande recommandent suggéré proposé préconisé recomendó recomendaron sugirió sugirieron propuso "
    "propusieron",
    "called for": "urged urges asked asks requested encouraged encourages appealed invited demandé exhorté appelé "
    "encouragé invité demande pidió pidieron instó instaron exhortó exhortaron solicitó solicitaron "
    "invitó abogó",
    "committed to": "pledged engagé engagée engagés engagées comprometió comprometieron",
    "supported": "supported welcomed applauded endorsed commended praised appuyé soutenu salué félicité remercié apoyó "
    "apoyaron celebró acogió agradeció",
    "stressed": "stressed stresses emphasized emphasised emphasizes emphasises underlined underlines underscored "
    "underscores highlighted highlights insisted affirmed reaffirmed reiterated asserted argued warned "
    "cautioned souligné insisté affirmé réaffirmé réitéré averti souligne soulignent subrayó subrayaron "
    "destacó destacaron insistió insistieron recalcó recalcaron afirmó reafirmó reiteró enfatizó hizo "
    "advirtió resaltó",
    "noted": "noted notes observed observes remarked remarks mentioned mentions acknowledged recognized recognised "
    "noté relevé observé constaté mentionné reconnu remarqué note relève señaló señalaron observó "
    "observaron notó mencionó mencionaron reconoció reconocieron constató",
    "recalled": "recalled recalls reminded rappelé rappelle recordó recordaron",
    "said": "considered believed felt hoped said says stated states added adds explained explains reported "
    "reports described describes spoke speaks discussed outlined presented shared talked detailed "
    "recounted informed announced affirms declared concluded commented indicated told raised expressed "
    "echoed elaborated replied responded answered clarified thanked referred voiced touched summarized "
    "summarised cited writes wrote named dit déclaré indiqué ajouté expliqué précisé décrit présenté "
    "évoqué annoncé exprimé informé partagé estimé indique ajoute explique précise déclare dijo dijeron "
    "declaró declararon indicó indicaron añadió añadieron agregó agregaron explicó explicaron informó "
    "informaron expresó expresaron describió manifestó manifestaron presentó compartió anunció precisó "
    "expuso",
}
_FORCE = {verb: force for force, verbs in _VERBS.items() for verb in verbs.split()}
_NEEDS = {
    "called": (r"(?:for|on|upon|attention|it|the|this|that)\b", "called for"),
    "calls": (r"(?:for|on|upon)\b", "called for"),
    "saw": (r"(?!to\b)", "said"),
    "found": (r"(?!out\b)", "said"),
    "wanted": (r"(?!by\b)", "called for"),
    "pointed": (r"(?:out|to)\b", "noted"),
    "drew": (r"(?:\w+ ){0,2}attention\b", "stressed"),
    "made": (r"(?:\w+ ){0,4}recommendations?\b", "recommended"),
    "gave": (r"(?:\w+ ){0,3}(?:examples?|overview|account|update|presentation)\b", "said"),
    "put": (r"it\b", "said"),
    "summed": (r"up\b", "said"),
    "committed": (r"(?:\w+ ){0,2}to\b", "committed to"),
    "hizo": (r"hincapié\b", "stressed"),
    "spoke": (r"(?!for\b)", "said"),
    "presented": (r"(?!by\b)", "said"),
    "asked": (r"(?!by\b)", "called for"),
    "mis": (r"en avant|l'accent|l’accent", "stressed"),
    "was": (r"of the (?:view|opinion)\b", "said"),
    "were": (r"of the (?:view|opinion)\b", "said"),
    "attiré": (r"l['’]attention\b", "stressed"),
    "puso": (r"de relieve\b", "stressed"),
    "pusieron": (r"de relieve\b", "stressed"),
}
_NEEDED = {verb: (re.compile(rest), force) for verb, (rest, force) in _NEEDS.items()}
_PLAIN = {
    "called": re.compile(r"(?:it|the|this|that)\b"),
    "asked": re.compile(r"(?:whether|if|how|what|why|who|when|where|about)\b"),
}
"""Where these verbs demand nothing: "called it crucial", "asked whether"."""
_SOFTENED = (
    (re.compile(r"(?:\w+ ){0,4}(?:support|appreciation|solidarity|soutien|appui|apoyo)\b"), "supported"),
    (re.compile(r"(?:\w+ ){0,2}(?:commitment|engagement|compromiso)\b"), "committed to"),
)
"""What "expressed" and "voiced" give their object's force."""
_OWN = re.compile(
    r"that (?:[\w’'-]+ ){1,6}(?:was|were|is|are|remained|remains) (?:fully |strongly |firmly )?committed to\b"
)
_WORD = re.compile(r"\s*([^\W\d_][\w’'-]*)")
_OPENING = re.compile(r"[A-ZÁÉÍÓÚ][a-zñáéíóú]+(?:ó|aron|ieron)\b")
_HAD = frozenset({"had", "avait", "avaient", "había", "habían"})
_PERFECT = frozenset({"has", "have", "a", "ont", "ha", "han"})
_BETWEEN = frozenset(
    "also further furthermore additionally then again both all similarly likewise rightly aptly too jointly en outre "
    "aussi également ensuite notamment tous deux encore además también asimismo ambos por su parte to turn then se s "
    "thus even he himself herself".split()
)
_SOURCES = frozenset({"estimated", "estimates", "found", "finds", "estime", "estima", "projected", "estimate"})
_DEEDS = frozenset(
    "described presented discussed shared announced supported endorsed raised outlined detailed informed agreed "
    "invited answered recognized recognised proposed committed named touched requested asked referred "
    "called saw found wanted considered felt celebró acogió presentó compartió anunció convenu engagé présenté annoncé".split()
)
"""Things that a State or an organisation also does outside the room."""
_QUICK = re.compile(
    r"\b(?:"
    + "|".join(sorted({*_FORCE, *(_NEEDS.keys() - {"was", "were"}), *_SOURCES}, key=len, reverse=True))
    + r"|(?:emphasi[sz]|stress|highlight|underlin|underscor|recommend|urg|call)ing|according to|selon|según)\b"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb of saying."""

    force: str
    end: int
    """Offset just after the verb."""
    earlier: bool = False
    """Pluperfect: said before what is being reported."""
    deed: bool = False
    """A verb that also tells what States and organisations do outside the room."""


def may_speak(sentence: str) -> bool:
    """Whether a verb of saying occurs at all: a cheap first look."""
    return _QUICK.search(sentence[:1].lower() + sentence[1:]) is not None


def verb_at(text: str, at: int, end: int) -> Verb | None:
    """The verb of saying that starts at ``at``, after adverbs and auxiliaries at most."""
    earlier = perfect = False
    for _ in range(5):
        found = _WORD.match(text, at, end)
        if found is None:
            return None
        word = found[1].removeprefix("l'").removeprefix("l’").removeprefix("s’est").removeprefix("s'est")
        force = _force(text, word, found.end(), end)
        if force is not None:
            return Verb(
                force, found.end(), earlier=earlier, deed=word in _DEEDS and not perfect and force != "called for"
            )
        if word in _HAD:
            earlier = True
        elif word in _PERFECT:
            perfect = True
        elif word not in _BETWEEN and not word.endswith(("ly", "ment", "mente")):
            return None
        at = found.end()
    return None


def opening_verb(text: str, at: int, end: int) -> Verb | None:
    """The Spanish verb that opens a sentence without a subject: "Añadió que"."""
    found = _OPENING.match(text, at, end)
    force = _force(text, found[0].lower(), found.end(), end) if found else None
    return Verb(force, found.end()) if found and force else None


def source_verb_at(text: str, at: int, end: int) -> bool:
    """Whether a verb that cites a source, such as "estimates", starts at ``at``."""
    found = _WORD.match(text, at, end)
    return found is not None and found[1] in _SOURCES


def _force(text: str, word: str, after: int, end: int) -> str | None:
    rest = text[after : min(end, after + 90)].lstrip(' ,“"')
    if word in _PLAIN and _PLAIN[word].match(rest):
        return "said"
    if word in _NEEDED:
        pattern, force = _NEEDED[word]
        return force if pattern.match(rest) else None
    found = _FORCE.get(word)
    if word in {"expressed", "voiced", "exprimé", "expresó", "expresaron"}:
        return next((force for pattern, force in _SOFTENED if pattern.match(rest)), "said")
    if found == "said" and _OWN.match(rest):
        return "committed to"
    return found


def force_of(text: str) -> str | None:
    """The force that a sentence without a speaker has by its own words: "was underlined", "There was consensus"."""
    for pattern, force in _IMPERSONAL:
        if pattern.search(text):
            return force
    for found in _PASSIVE.finditer(text):
        passive = _FORCE.get(found[1])
        if passive and passive != "said":
            return passive
    return None


_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|is|are|fue|fueron|été)(?: \w+ly| also| further)* (\w+(?:ed|é|ée|és|ées|ado|ada))\b"
)
_IMPERSONAL = (
    (re.compile(r"\b(?:consensus|general agreement|broad agreement|il a été convenu|se acordó)\b"), "agreed"),
    (re.compile(r"^(?:The need (?:to|for)|There is (?:also )?a need|.{0,160}\bare urged to)\b"), "called for"),
    (re.compile(r"\bexpressed (?:their )?commitment\b"), "committed to"),
    (re.compile(r"\bexpressed (?:\w+ )?support\b"), "supported"),
)
