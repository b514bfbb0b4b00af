"""People and adjectives of States, by State: "Portuguese" is of Portugal."""

from __future__ import annotations

from corpus.speakers.states import folded, state

_TABLE = """
Afghanistan: afghan; Albania: albanian; Algeria: algerian; Andorra: andorran; Angola: angolan; Argentina: argentine
argentinian argentinean; Armenia: armenian; Australia: australian; Austria: austrian; Azerbaijan: azerbaijani azeri;
Bahamas: bahamian; Bahrain: bahraini; Bangladesh: bangladeshi; Barbados: barbadian; Belarus: belarusian; Belgium: belgian;
Belize: belizean; Benin: beninese; Bhutan: bhutanese; Bolivia: bolivian; Bosnia and Herzegovina: bosnian; Brazil: brazilian;
Brunei: bruneian; Bulgaria: bulgarian; Burkina Faso: burkinabe; Burundi: burundian; Cabo Verde: cabo-verdean; Cambodia:
cambodian; Cameroon: cameroonian; Canada: canadian; Chad: chadian; Chile: chilean; China: chinese; Colombia: colombian;
Comoros: comorian; Congo: congolese; Costa Rica: costa-rican; Côte d'Ivoire: ivorian; Croatia: croatian; Cuba: cuban;
Cyprus: cypriot; Czechia: czech; Democratic Republic of the Congo: congolese; Denmark: danish dane; Djibouti: djiboutian;
Dominican Republic: dominican; Ecuador: ecuadorian ecuadorean; Egypt: egyptian; El Salvador: salvadoran salvadorean;
Eritrea: eritrean; Estonia: estonian; Eswatini: swazi; Ethiopia: ethiopian; Fiji: fijian; Finland: finnish finn; France:
french; Gabon: gabonese; Gambia: gambian; Georgia: georgian; Germany: german; Ghana: ghanaian; Greece: greek; Grenada:
grenadian; Guatemala: guatemalan; Guinea: guinean; Guyana: guyanese; Haiti: haitian; Holy See: vatican; Honduras: honduran;
Hungary: hungarian; Iceland: icelandic icelander; India: indian; Indonesia: indonesian; Iran: iranian; Iraq: iraqi; Ireland:
irish; Israel: israeli; Italy: italian; Jamaica: jamaican; Japan: japanese; Jordan: jordanian; Kazakhstan: kazakh
kazakhstani; Kenya: kenyan; Kuwait: kuwaiti; Kyrgyzstan: kyrgyz; Laos: lao laotian; Latvia: latvian; Lebanon: lebanese;
Lesotho: basotho; Liberia: liberian; Libya: libyan; Lithuania: lithuanian; Luxembourg: luxembourgish luxembourger;
Madagascar: malagasy; Malawi: malawian; Malaysia: malaysian; Maldives: maldivian; Mali: malian; Malta: maltese; Mauritania:
mauritanian; Mauritius: mauritian; Mexico: mexican; Micronesia: micronesian; Moldova: moldovan; Mongolia: mongolian;
Montenegro: montenegrin; Morocco: moroccan; Mozambique: mozambican; Myanmar: burmese; Namibia: namibian; Nepal: nepali
nepalese; Netherlands: dutch; Nicaragua: nicaraguan; Niger: nigerien; Nigeria: nigerian; North Macedonia: macedonian; Norway:
norwegian; Oman: omani; Pakistan: pakistani; Palestine: palestinian; Panama: panamanian; Paraguay: paraguayan; Peru:
peruvian; Philippines: filipino filipina philippine; Poland: polish pole; Portugal: portuguese; Qatar: qatari; Republic of
Korea: korean south-korean; Democratic People's Republic of Korea: north-korean; Romania: romanian; Russia: russian; Rwanda:
rwandan; Saint Lucia: saint-lucian; Samoa: samoan; Saudi Arabia: saudi; Senegal: senegalese; Serbia: serbian; Seychelles:
seychellois; Sierra Leone: sierra-leonean; Singapore: singaporean; Slovakia: slovak; Slovenia: slovenian slovene; Somalia:
somali; South Africa: south-african; South Sudan: south-sudanese; Spain: spanish spaniard; Sri Lanka: sri-lankan; Sudan:
sudanese; Suriname: surinamese; Sweden: swedish swede; Switzerland: swiss; Syria: syrian; Tajikistan: tajik; Tanzania:
tanzanian; Thailand: thai; Timor-Leste: timorese; Togo: togolese; Tonga: tongan; Trinidad and Tobago: trinidadian; Tunisia:
tunisian; Türkiye: turkish turk; Turkmenistan: turkmen; Uganda: ugandan; Ukraine: ukrainian; United Arab Emirates: emirati;
United Kingdom: british briton english scottish welsh; United States: american; Uruguay: uruguayan; Uzbekistan: uzbek;
Vanuatu: ni-vanuatu; Venezuela: venezuelan; Viet Nam: vietnamese; Yemen: yemeni; Zambia: zambian; Zimbabwe: zimbabwean
"""
_ROMANCE = """
Algeria: algerien argelino; Argentina: argentin argentino; Bangladesh: bangladais bangladeshi; Belgium: belge belga; Brazil:
bresilien brasileno; Cambodia: cambodgien camboyano; Cameroon: camerounais camerunes; Canada: canadien canadiense; Chile:
chilien chileno; China: chinois chino; Colombia: colombien colombiano; Congo: congolais congoleno; Costa Rica: costaricien
costarricense; Ecuador: equatorien ecuatoriano; Egypt: egyptien egipcio; Ethiopia: ethiopien etiope; France: francais
frances; Germany: allemand aleman; Ghana: ghaneen ghanes; Greece: grec griego; Guatemala: guatemalteque guatemalteco;
India: indien indio; Iran: iranien irani; Ireland: irlandais irlandes; Italy: italien italiano; Japan: japonais japones;
Kenya: kenyan keniano; Lebanon: libanais libanes; Libya: libyen libio; Mali: malien maliense; Mauritania: mauritanien
mauritano; Mexico: mexicain mexicano; Moldova: moldave moldavo; Morocco: marocain marroqui; Nepal: nepalais nepali;
Netherlands: neerlandais neerlandes; Niger: nigerien nigerino; Nigeria: nigerian nigeriano; Norway: norvegien noruego;
Philippines: philippin filipino; Portugal: portugais portugues; Qatar: qatari catari; Senegal: senegalais senegales;
South Africa: sud-africain sudafricano; South Sudan: sud-soudanais sursudanes; Spain: espagnol espanol; Sri Lanka:
sri-lankais ceilanes; Sudan: soudanais sudanes; Sweden: suedois sueco; Switzerland: suisse suizo; Syria: syrien sirio;
Thailand: thailandais tailandes; Tunisia: tunisien tunecino; Türkiye: turc turco; Uganda: ougandais ugandes; United Kingdom:
britannique britanico; United States: americain estadounidense; Venezuela: venezuelien venezolano; Viet Nam: vietnamien
vietnamita
"""
_ENDINGS = ("", "s", "e", "es", "ne", "nes", "a", "as", "os", "n", "ns")


def _forms() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for line in f"{_TABLE};{_ROMANCE}".replace("\n", " ").split(";"):
        name, _, demonyms = line.partition(":")
        known = state(name.strip())
        if known is None:
            raise ValueError(f"no State is called {name.strip()!r}")
        for demonym in demonyms.split():
            forms.setdefault(folded(demonym), set()).add(known)
    return {form: frozenset(states) for form, states in forms.items()}


_DEMONYMS = _forms()


def states_of(demonym: str) -> frozenset[str]:
    """The States whose people or adjective a word is: "Filipinos" gives Philippines, "Congolese" gives two."""
    plain = folded(demonym)
    if plain in _DEMONYMS:
        return _DEMONYMS[plain]
    for ending in _ENDINGS[1:]:
        stem = plain.removesuffix(ending)
        if stem != plain and stem in _DEMONYMS:
            return _DEMONYMS[stem]
    for ending, masculine in (("a", "o"), ("as", "o"), ("ienne", "ien"), ("iennes", "ien"), ("woman", ""), ("men", "")):
        stem = plain.removesuffix(ending) + masculine
        if plain.endswith(ending) and stem in _DEMONYMS:
            return _DEMONYMS[stem]
    return frozenset()
