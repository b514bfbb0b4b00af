"""Is a name that of an organisation, and under which name does a document know it?"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.speakers.states import folded, state

_KNOWN = {
    "IOM": "International Organization for Migration",
    "OIM": "Organisation internationale pour les migrations",
    "WHO": "World Health Organization",
    "UNHCR": "Office of the United Nations High Commissioner for Refugees",
    "UNDP": "United Nations Development Programme",
    "UNICEF": "United Nations Children's Fund",
    "ILO": "International Labour Organization",
    "FAO": "Food and Agriculture Organization of the United Nations",
    "UNODC": "United Nations Office on Drugs and Crime",
    "UNESCO": "United Nations Educational, Scientific and Cultural Organization",
    "OHCHR": "Office of the United Nations High Commissioner for Human Rights",
    "EU": "European Union",
    "UN": "United Nations",
    "AU": "African Union",
    "IFRC": "International Federation of Red Cross and Red Crescent Societies",
    "ICRC": "International Committee of the Red Cross",
    "ICMPD": "International Centre for Migration Policy Development",
}
"""Acronyms that reports of the field use, often without spelling them out."""
_WHOLE = frozenset(
    folded(name)
    for name in (
        *_KNOWN.values(),
        "UN-Women|INTERPOL|Oxfam|Save the Children|Caritas|Amnesty International|Human Rights Watch|World Bank",
        "Union européenne|Nations Unies|Unión Europea|Naciones Unidas|Union africaine|Unión Africana|ONU|Banque mondiale",
    )
    for name in name.split("|")
)
_HEADS = frozenset(
    "organization organisation organizations organisations agency fund bank commission union federation committee "
    "alliance network association associations institute institution foundation council society societies centre "
    "center assembly office group coalition secretariat university church ngo ngos trust forum movement confederation "
    "league programme mechanism organizacion agencia fondo banco comision federacion comite alianza red asociacion "
    "instituto fundacion consejo sociedad centro oficina grupo coalicion secretaria universidad liga banque "
    "fonds agence federation comite reseau institut fondation conseil societe bureau groupe secretariat "
    "universite ligue insights insight".split()
)
"""Words that tell an organisation."""
_THINGS = frozenset(
    "compact agenda declaration report pact dialogue convention resolution charter framework strategy plan policy "
    "survey study agreement protocol goal goals covenant summit conference initiative campaign review summary "
    "message panel session day part table figure index tracker accelerator project programmes pandemic covid sdg sdgs "
    "idm imrf gcm book pacte rapport pacto informe marco resolucion declaracion convencion".split()
)
"""Words that tell something that cannot speak."""
_NO_ACRONYMS = frozenset(
    "COVID COVID-19 SDG SDGs GCM IDM IMRF NGO NGOs LGBTQ LGBTQI AIDS HIV SMS CEO I II III IV V VI".split()
)
_ACRONYM = re.compile(r"^(?=.{2,12}$)[A-ZÀ-Þ][A-Z0-9À-Þ]*[A-ZÀ-Þ][A-Za-z0-9]{0,2}(?:-[A-Z][A-Za-z0-9]*)?$")
_DEFINED = re.compile(r"\(([A-Z][A-Za-z-]{1,11})\)")
_ARTICLE = re.compile(r"^(?:[Tt]he |[Ll]a |[Ll]e |[Ll]['’]|[Ll]es |[Ee]l |[Ll]os |[Ll]as )(?=[A-ZÀ-Þ])")
_SMALL = frozenset("of the for and on in to de des du la le les et pour y para del los las d l".split())


@lru_cache(maxsize=16_384)
def is_organisation(name: str) -> bool:
    """Whether a name is that of an organisation, by its words or its shape; States are none."""
    key = folded(_bare(name))
    words = [word for word in key.split() if word not in _SMALL]
    if not words or state(name) or is_thing(name):
        return False
    if key in _WHOLE or any(word in _HEADS for word in words):
        return True
    if key.startswith(("united nations ", "un ", "european ", "inter american ", "international ")):
        return True
    return _is_acronym(_bare(name))


@lru_cache(maxsize=16_384)
def is_thing(name: str) -> bool:
    """Whether a name is that of something that cannot speak: "Global Compact for Migration", "Panel 4"."""
    head = re.split(r" (?:of|for|on|in|pour|sur|para|sobre|de|del|des|du) ", f" {name} ")[0]
    words = [word for word in folded(head).split() if not word.isdigit()]
    return not words or words[-1] in _THINGS


@lru_cache(maxsize=16_384)
def is_known(name: str) -> bool:
    """Whether a name is a well-known organisation or an acronym."""
    bare = _bare(name)
    return folded(bare) in _WHOLE or bare in _KNOWN or _is_acronym(bare)


def _bare(name: str) -> str:
    """A name without its article."""
    return _ARTICLE.sub("", name.strip())


def _is_acronym(name: str) -> bool:
    return bool(_ACRONYM.match(name)) and name not in _NO_ACRONYMS


class Organisations:
    """The organisations of one document: one name for each, full where the document gives it in full."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names: dict[str, str] = {}
        for found in _DEFINED.finditer(text):
            acronym = found[1]
            full = _spelled(text[max(0, found.start() - 120) : found.start()].rstrip(), acronym)
            if full:
                self._names.setdefault(acronym, full)

    def name(self, given: str) -> str:
        """The name under which the document knows ``given``."""
        bare = re.sub(r"\s*\([A-Z][A-Za-z-]{1,11}\)$", "", _bare(given))
        if bare not in self._names:
            wider = f"United Nations {bare}"
            full = _KNOWN.get(bare) or (wider if bare.startswith("General") else None)
            self._names[bare] = full if full and full in self._text else bare
        return self._names[bare]


def _spelled(before: str, acronym: str) -> str | None:
    """The capitalized words just before an acronym that it abbreviates."""
    words = before.split()
    for count in range(2, min(12, len(words)) + 1):
        taken = words[-count:]
        initials = "".join(word[0] for word in taken if word.lower() not in _SMALL)
        if not taken[0][0].isupper() or taken[0].lower() in _SMALL:
            continue
        if initials.casefold() == acronym.replace("-", "").casefold():
            return " ".join(taken).lstrip("(“\"'")
    return None
