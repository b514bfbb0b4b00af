"""The States that speak at meetings of the United Nations, under the names that reports give them.

Members and observers of the United Nations, with their common, short and formal names in English, French and Spanish.
Accents, case, articles and words such as "Republic of" need no form of their own: ``state`` takes them off.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TABLE = """
Afghanistan|Afganistan
Albania|Albanie
Algeria|Algerie|Argelia|Republique algerienne democratique et populaire
Andorra|Andorre
Angola
Antigua and Barbuda|Antigua et Barbuda|Antigua y Barbuda
Argentina|Argentine|Argentine Republic|Republique argentine|Republica Argentina
Armenia|Armenie
Australia|Australie
Austria|Autriche
Azerbaijan|Azerbaidjan|Azerbaiyan
Bahamas
Bahrain|Bahrein|Barein
Bangladesh|Banglades
Barbados|Barbade
Belarus|Bielorussie|Bielorrusia
Belgium|Belgique|Belgica
Belize|Belice
Benin
Bhutan|Bhoutan|Butan
Bolivia|Bolivie|Plurinational State of Bolivia|Etat plurinational de Bolivie|Estado Plurinacional de Bolivia
Bosnia and Herzegovina|Bosnie Herzegovine|Bosnia y Herzegovina
Botswana|Botsuana
Brazil|Bresil|Brasil
Brunei|Brunei Darussalam
Bulgaria|Bulgarie
Burkina Faso
Burundi
Cabo Verde|Cape Verde|Cap Vert
Cambodia|Cambodge|Camboya
Cameroon|Cameroun|Camerun
Canada
Central African Republic|Republique centrafricaine|Centrafrique|Republica Centroafricana
Chad|Tchad
Chile|Chili
China|Chine
Colombia|Colombie
Comoros|Comores|Comoras
Congo
Costa Rica
Côte d'Ivoire|Ivory Coast|Costa de Marfil
Croatia|Croatie|Croacia
Cuba
Cyprus|Chypre|Chipre
Czechia|Czech Republic|Tchequie|Republique tcheque|Chequia|Republica Checa
Democratic People's Republic of Korea|North Korea|DPRK|Coree du Nord|Republique populaire democratique de Coree
Democratic People's Republic of Korea|Corea del Norte|Republica Popular Democratica de Corea
Democratic Republic of the Congo|DRC|DR Congo|Republique democratique du Congo|RDC|Republica Democratica del Congo
Denmark|Danemark|Dinamarca
Djibouti|Yibuti
Dominica|Dominique
Dominican Republic|Republique dominicaine|Republica Dominicana
Ecuador|Equateur
Egypt|Egypte|Egipto
El Salvador|Salvador
Equatorial Guinea|Guinee equatoriale|Guinea Ecuatorial
Eritrea|Erythree
Estonia|Estonie
Eswatini|Swaziland|Esuatini|Suazilandia
Ethiopia|Ethiopie|Etiopia
Fiji|Fidji|Fiyi
Finland|Finlande|Finlandia
France|Francia|French Republic|Republique francaise|Republica Francesa
Gabon|Gabonese Republic|Republique gabonaise
Gambia|Gambie
Georgia|Georgie
Germany|Allemagne|Alemania
Ghana
Greece|Grece|Grecia|Hellenic Republic|Republique hellenique
Grenada|Grenade|Granada
Guatemala
Guinea|Guinee
Guinea-Bissau|Guinee Bissau|Guinea Bissau|Guinea Bisau
Guyana
Haiti
Holy See|Saint Siege|Santa Sede|Vatican|Vatican City
Honduras
Hungary|Hongrie|Hungria
Iceland|Islande|Islandia
India|Inde
Indonesia|Indonesie
Iran|Republique islamique d Iran
Iraq|Irak
Ireland|Irlande|Irlanda
Israel
Italy|Italie|Italia|Italian Republic|Republique italienne
Jamaica|Jamaique
Japan|Japon
Jordan|Jordanie|Jordania
Kazakhstan|Kazajstan
Kenya|Kenia
Kiribati
Kuwait|Koweit
Kyrgyzstan|Kirghizistan|Kirghizstan|Kirguistan|Kyrgyz Republic|Republique kirghize
Laos|Lao People’s Democratic Republic|Lao PDR|Republique democratique populaire lao|Republica Democratica Popular Lao
Latvia|Lettonie|Letonia
Lebanon|Liban|Libano|Lebanese Republic
Lesotho|Lesoto
Liberia
Libya|Libye|Libia
Liechtenstein
Lithuania|Lituanie|Lituania
Luxembourg|Luxemburgo
Madagascar
Malawi|Malaui
Malaysia|Malaisie|Malasia
Maldives|Maldivas
Mali
Malta|Malte
Marshall Islands|Iles Marshall|Islas Marshall
Mauritania|Mauritanie
Mauritius|Maurice|Ile Maurice|Mauricio
Mexico|Mexique|United Mexican States|Etats Unis du Mexique|Estados Unidos Mexicanos
Micronesia|Micronesie|Federated States of Micronesia|Etats federes de Micronesie|Estados Federados de Micronesia
Moldova|Moldavie|Moldavia
Monaco
Mongolia|Mongolie
Montenegro
Morocco|Maroc|Marruecos
Mozambique
Myanmar|Burma|Birmanie|Birmania
Namibia|Namibie
Nauru
Nepal
Netherlands|Pays Bas|Paises Bajos|Kingdom of the Netherlands
New Zealand|Nouvelle Zelande|Nueva Zelanda|Nueva Zelandia|Aotearoa New Zealand
Nicaragua
Niger
Nigeria
North Macedonia|Macedoine du Nord|Macedonia del Norte
Norway|Norvege|Noruega
Oman
Pakistan
Palau|Palaos
Palestine|Palestina|State of Palestine|Etat de Palestine|Estado de Palestina
Panama
Papua New Guinea|Papouasie Nouvelle Guinee|Papua Nueva Guinea
Paraguay
Peru|Perou
Philippines|Filipinas
Poland|Pologne|Polonia
Portugal|Portuguese Republic|Republique portugaise
Qatar|Catar
Republic of Korea|South Korea|ROK|Coree du Sud|Republique de Coree|Corea del Sur|Republica de Corea
Romania|Roumanie|Rumania
Russia|Russian Federation|Russie|Federation de Russie|Rusia|Federacion de Rusia
Rwanda|Ruanda
Saint Kitts and Nevis|St Kitts and Nevis|Saint Kitts et Nevis|San Cristobal y Nieves
Saint Lucia|St Lucia|Sainte Lucie|Santa Lucia
Saint Vincent and the Grenadines|St Vincent and the Grenadines|Saint Vincent et les Grenadines
Saint Vincent and the Grenadines|San Vicente y las Granadinas
Samoa
San Marino|Saint Marin
Sao Tome and Principe|Sao Tome et Principe|Santo Tome y Principe
Saudi Arabia|Arabie saoudite|Arabia Saudita|Arabia Saudi
Senegal
Serbia|Serbie
Seychelles
Sierra Leone|Sierra Leona
Singapore|Singapour|Singapur
Slovakia|Slovaquie|Eslovaquia|Slovak Republic|Republique slovaque
Slovenia|Slovenie|Eslovenia
Solomon Islands|Iles Salomon|Islas Salomon
Somalia|Somalie
South Africa|Afrique du Sud|Sudafrica
South Sudan|Soudan du Sud|Sudan del Sur
Spain|Espagne|Espana
Sri Lanka
Sudan|Soudan
Suriname|Surinam
Sweden|Suede|Suecia
Switzerland|Suisse|Suiza|Swiss Confederation|Confederation suisse
Syria|Syrie|Siria|Syrian Arab Republic|Republique arabe syrienne|Republica Arabe Siria
Tajikistan|Tadjikistan|Tayikistan
Tanzania|Tanzanie
Thailand|Thailande|Tailandia
Timor-Leste|Timor Leste|East Timor|Timor oriental
Togo|Togolese Republic|Republique togolaise
Tonga
Trinidad and Tobago|Trinite et Tobago|Trinidad y Tobago
Tunisia|Tunisie|Tunez
Türkiye|Turkiye|Turkey|Turquie|Turquia
Turkmenistan|Turkmenistan
Tuvalu
Uganda|Ouganda
Ukraine|Ucrania
United Arab Emirates|UAE|Emirats arabes unis|Emiratos Arabes Unidos
United Kingdom|UK|Great Britain|Royaume Uni|Reino Unido|United Kingdom of Great Britain and Northern Ireland
United Kingdom|Royaume Uni de Grande Bretagne et d Irlande du Nord|Reino Unido de Gran Bretana e Irlanda del Norte
United States|USA|US|United States of America|Etats Unis|Etats Unis d Amerique|Estados Unidos
United States|Estados Unidos de America
Uruguay
Uzbekistan|Ouzbekistan
Vanuatu
Venezuela
Viet Nam|Vietnam
Yemen
Zambia|Zambie
Zimbabwe|Zimbabue
"""
"""One State a line (two where it is long): its common short name, then other names, without their accents."""

_FORMAL = frozenset(
    "republic|kingdom|state|federal republic|islamic republic|hashemite kingdom|plurinational state|"
    "bolivarian republic|arab republic|united republic|democratic socialist republic|socialist republic|"
    "cooperative republic|co operative republic|commonwealth|union|grand duchy|sultanate|principality|"
    "independent state|federative republic|oriental republic|eastern republic|federal democratic republic|"
    "peoples republic|people s republic|peoples democratic republic|people s democratic republic|democratic republic|"
    "government|republique|royaume|etat|republique federale|republique islamique|royaume hachemite|"
    "republique bolivarienne|republique unie|republique arabe|republique populaire|republique federative|"
    "grand duche|principaute|gouvernement|union|republica|reino|estado|republica islamica|republica bolivariana|"
    "republica unida|republica arabe|republica popular|republica federal|gran ducado|principado|gobierno".split("|")
)
_OF = frozenset({"of", "de", "du", "del", "d", "des"})
_ARTICLES = frozenset({"the", "la", "le", "les", "l", "el", "los", "las"})
_OTHERS = frozenset({"republic of china", "union of the congo", "state of the union"})
"""Look like a formal name of a State and are none."""
_AMBIGUOUS = frozenset({"maurice", "mauricio", "dominique", "salvador", "granada", "grenade", "us", "union"})
"""Name a State only after words such as "the representative of": first names, towns and the like."""


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """Lower case without accents and punctuation, single spaces."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        names = line.split("|")
        for name in names:
            forms.setdefault(folded(name), names[0])
    return forms


_STATES = _forms()
_BRACKET = re.compile(r"^([^()]+)\(([^()]*)\)$")


@lru_cache(maxsize=4096)
def state(name: str, *, bare: bool = False) -> str | None:
    """The common short English name of the State that ``name`` names in full, or ``None``.

    >>> state("the Bolivarian Republic of Venezuela"), state("Pays-Bas"), state("Kenyan")
    ('Venezuela', 'Netherlands', None)

    ``bare`` leaves out names that need a context: "Maurice" is Mauritius only after "the representative of".
    """
    bracketed = _BRACKET.match(name.strip())
    if bracketed and folded(bracketed[2]).removesuffix(" of").removesuffix(" de") in _FORMAL:
        name = bracketed[1]  # "Bolivia (Plurinational State of)"
    key = folded(name)
    if bare and key in _AMBIGUOUS:
        return None
    return _known(_without_articles(key.split()))


def _without_articles(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in _ARTICLES and " ".join(words) not in _STATES:
        words = words[1:]
    return words


def _known(words: list[str]) -> str | None:
    key = " ".join(words)
    if key in _STATES:
        return _STATES[key]
    if key in _OTHERS:
        return None
    for count in range(1, min(5, len(words))):
        if " ".join(words[:count]) in _FORMAL:
            rest = words[count + 1 :] if words[count] in _OF else words[count:]
            found = _known(_without_articles(rest)) if rest else None
            if found:
                return found
    return None
