"""Names that stand for one another: acronyms with what they stand for, and names in English, French and Spanish."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.speakers.states import folded

_GROUPS = """
UN|United Nations|ONU|Nations Unies|Naciones Unidas
IOM|OIM|International Organization for Migration|Organisation internationale pour les migrations
IOM|Organización Internacional para las Migraciones
WHO|OMS|World Health Organization|World Health Organisation|Organisation mondiale de la Santé
WHO|Organización Mundial de la Salud
ILO|OIT|International Labour Organization|International Labor Organization|International Labour Organisation
ILO|Organisation internationale du Travail|Organización Internacional del Trabajo
UNHCR|HCR|ACNUR|United Nations High Commissioner for Refugees|UN Refugee Agency
UNHCR|Haut-Commissariat des Nations Unies pour les réfugiés
UNDP|PNUD|United Nations Development Programme|Programme des Nations Unies pour le développement
UNODC|ONUDC|United Nations Office on Drugs and Crime
UNICEF|United Nations Children's Fund
UNESCO|United Nations Educational, Scientific and Cultural Organization
OHCHR|Office of the United Nations High Commissioner for Human Rights
FAO|Food and Agriculture Organization
UN-Women|UN Women|ONU-Femmes|ONU Femmes|ONU-Mujeres|ONU Mujeres
EU|European Union|UE|Union européenne|Unión Europea
European Commission|Commission européenne|Comisión Europea
AU|African Union|Union africaine|Unión Africana
IDB|Inter-American Development Bank|BID|Banque interaméricaine de développement|Banco Interamericano de Desarrollo
World Bank|Banque mondiale|Banco Mundial
ICRC|CICR|International Committee of the Red Cross|Comité international de la Croix-Rouge
ICRC|Comité Internacional de la Cruz Roja
IFRC|International Federation of Red Cross and Red Crescent Societies
Red Cross|Croix-Rouge|Cruz Roja
Red Crescent|Croissant-Rouge|Media Luna Roja
IOE|International Organization of Employers|International Organisation of Employers
IOE|Organisation internationale des employeurs
GFMD|FMMD|Global Forum on Migration and Development|Forum mondial sur la migration et le développement
GFMD|Foro Mundial sobre Migración y Desarrollo
IMRF|FEMI|International Migration Review Forum|Forum d'examen des migrations internationales
IMRF|Foro de Examen de la Migración Internacional
IDM|International Dialogue on Migration|Dialogue international sur la migration
IDM|Dialogue international sur les migrations|Diálogo Internacional sobre la Migración
GCM|Global Compact|Global Compact for Migration|Global Compact for Safe, Orderly and Regular Migration
GCM|Pacte mondial|Pacto Mundial|Pacte mondial pour des migrations sûres, ordonnées et régulières
GCM|Pacto Mundial para una Migración Segura, Ordenada y Regular|Compact
SDG|SDGs|Sustainable Development Goals|Sustainable Development Goal|ODD|ODS|Objectifs de développement durable
SDG|Objetivos de Desarrollo Sostenible
COP27|United Nations Climate Change Conference|Climate Change Conference
UAE|United Arab Emirates
UK|United Kingdom|Britain
US|USA|United States|America
NGO|NGOs|ONG|non-governmental organizations|non-governmental organisations
Red Book|Livre rouge|Libro Rojo
General Assembly|Assemblée générale|Asamblea General
Secretary-General|Secretary General|Secrétaire général|Secretario General
Director General|Director-General|Directeur général|Directora General
Member States|États Membres|Estados Miembros
Member State|État Membre|Estado Miembro
States|State|États|État|Estados|Estado
Minister|Ministers|Ministre|Ministro|Ministra
Ministry|Ministère|Ministerio
Government|Governments|Gouvernement|Gouvernements|Gobierno|Gobiernos
Africa|African|Afrique|África|Africain|Africaine
Europe|European|Europa|Européen|Européenne|Europeo|Europea
Asia|Asian|Asie
Latin America|Amérique latine|América Latina
Middle East|Moyen-Orient|Oriente Medio
Mediterranean|Méditerranée|Mediterráneo
Geneva|Genève|Ginebra
Accra|Acra
Johannesburg|Joburg|Johannesbourg|Johannesburgo
Decade of Action|décennie d'action|Décennie d'action|Decenio de Acción|Década de Acción
Agenda|Programme|Agenda 2030
Freedom Fund|Fonds Freedom
Panel|Panels|Mesa|Table
Roundtable|Table ronde|Mesa redonda
COVID-19|COVID|Covid-19|Covid|coronavirus
Internet|internet|Web
Christian|Christians
Muslim|Muslims
Roma|Romani
Pope|Pape|Papa
"""
"""One group a line, or more lines with the same first name."""
_PLAIN = re.compile(r"[\W_]+")
_SHORT = 4


def _index() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        groups.setdefault(line.split("|")[0], set()).update(folded(form) for form in line.split("|"))
    found: dict[str, set[str]] = {}
    for forms in groups.values():
        for form in forms:
            found.setdefault(form, set()).update(forms)
    return {form: frozenset(others) for form, others in found.items()}


_ALIASES = _index()
_LONGEST = max(form.count(" ") + 1 for form in _ALIASES)


def others(name: str) -> frozenset[str]:
    """The folded names that stand for a name, itself included; empty for an unknown one."""
    return _ALIASES.get(folded(name), frozenset())


@lru_cache(maxsize=1024)
def expanded(text: str) -> frozenset[str]:
    """All folded names that stand for a name which a text holds; short ones only in capitals: "WHO" is not "who"."""
    written = _PLAIN.sub(" ", text).split()
    words = [folded(word) for word in written]
    found: set[str] = set()
    for at, word in enumerate(words):
        if len(word) > _SHORT or written[at].isupper():
            found |= _ALIASES.get(word, frozenset())
        for count in range(2, min(_LONGEST, len(words) - at) + 1):
            found |= _ALIASES.get(" ".join(words[at : at + count]), frozenset())
    return frozenset(found)
