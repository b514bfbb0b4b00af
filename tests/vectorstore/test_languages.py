"""Tests of telling languages apart."""

from __future__ import annotations

import pytest

from corpus.types import Chunk, Metadata
from vectorstore.languages import language, language_of, name
from vectorstore.types import DocumentInfo, Passage

QUESTIONS = {
    "en": """What did Kenya announce?
        Who chaired the second panel?
        Which states joined the platform in 2023?
        How many people were displaced by floods?
        When was the programme launched?
        Climate mobility financing
        Remittance costs
        And for children?
        Diaspora bonds in Ghana
        Name three recommendations on data
        Is there a fund for returnees?
        Does the report mention seasonal workers?
        Why are pathways for care workers hard to open?
        Give me the position of Chad on visas
        Labour agreements between Spain and Senegal
        Migration policies?
        tell me about border management
        Ecuador
        What does "al" mean here?
        Which role do cities play?
        Any evidence on skills partnerships?""",
    "fr": """Combien de personnes ont été déplacées ?
        Qui a présidé la deuxième table ronde ?
        Quels États ont rejoint la plateforme en 2023 ?
        Que propose le Sénégal ?
        Qu'a annoncé le Kenya ?
        Quelles recommandations sur les données ?
        Et pour les enfants ?
        Le rôle des villes
        Financement de la mobilité climatique
        Politiques migratoires
        Y a-t-il un fonds pour les personnes de retour ?
        Pourquoi les voies régulières restent-elles rares ?
        Accords de main-d'œuvre avec l'Espagne
        Coût des transferts
        Où s'est tenue la réunion ?
        À quelle date le programme a-t-il démarré ?
        Citez trois exemples de partenariats
        Travailleurs saisonniers
        Décris la position du Tchad
        Les diasporas investissent-elles davantage ?
        Comment mesurer les progrès ?
        Qui finance ?""",
    "es": """¿Cuántas personas fueron desplazadas?
        ¿Quién presidió el segundo panel?
        ¿Qué Estados se unieron a la plataforma en 2023?
        Qué propone Ecuador
        ¿Y para los niños?
        Financiación de la movilidad climática
        El papel de las ciudades
        Políticas migratorias
        Costo de las remesas
        ¿Hay un fondo para los retornados?
        Acuerdos laborales con España
        ¿Dónde se celebró la reunión?
        ¿Por qué siguen siendo pocas las vías regulares?
        Trabajadores de temporada
        Describe la posición de Chad
        ¿Cómo se miden los avances?
        cuales son las recomendaciones sobre datos
        ¿Cuándo empezó el programa?
        Nombra tres ejemplos de alianzas
        ¿Invierten más las diásporas?
        Cooperación entre municipios""",
    "de": """Wie viele Menschen wurden vertrieben?
        Wer hat die zweite Sitzung geleitet?
        Welche Rolle spielen die Städte?
        Gibt es einen Fonds für Rückkehrer?""",
    "pt": """Quantas pessoas foram deslocadas?
        Qual é o papel das cidades?
        Não há dados sobre crianças?""",
    "it": """Quante persone sono state sfollate?
        Qual è il ruolo delle città?
        Chi ha presieduto la riunione?""",
}
ALL = [(code, line.strip()) for code, text in QUESTIONS.items() for line in text.splitlines()]


def test_languages_of_short_questions() -> None:
    wrong = [(code, language(text), text) for code, text in ALL if language(text) != code]
    assert len(ALL) >= 60
    assert len(wrong) <= 0.03 * len(ALL), wrong


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Ministers met for two days and agreed that data should be shared between agencies before the summer."),
        ("fr", "Les ministres se sont réunis pendant deux jours et ont convenu de partager leurs données avant l'été."),
        ("es", "Los ministros se reunieron durante dos días y acordaron compartir sus datos antes del verano."),
        ("en", ""),
        ("en", "2023"),
        ("en", "Señor García told the meeting that the pilot had worked and that it would be extended."),
    ],
)
def test_language_of_texts(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("fr", "Annex 2", "fr"),
        ("es-MX", "Annex 2", "es"),
        (None, "Les villes accueillent la plupart des nouveaux arrivants.", "fr"),
        ("english", "Les villes accueillent la plupart des arrivants.", "fr"),
        ("", "Las ciudades acogen a la mayoría de los recién llegados.", "es"),
    ],
)
def test_the_document_says_its_language_before_its_words(declared: str | None, text: str, expected: str) -> None:
    chunk = Chunk("c", "d", text, 0, len(text), (), None, 0)
    info = DocumentInfo("d", "d.txt", "D", Metadata(language=declared), 1, len(text))
    assert language_of(Passage(chunk, info, 0.0, 1)) == expected


def test_names_of_languages() -> None:
    assert [name("fr"), name("es", "fr"), name("en", "es"), name("sw")] == ["French", "espagnol", "inglés", "sw"]
