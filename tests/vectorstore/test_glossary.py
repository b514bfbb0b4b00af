"""Questions in French and Spanish put in English words."""

from __future__ import annotations

import pytest

from vectorstore.cognates import cognates, infinitives
from vectorstore.crossing import is_english_only
from vectorstore.glossary import TRANSLATED, content_words, folded, glossary, translated


def everything(_word: str) -> int:
    return 1


@pytest.mark.parametrize(
    ("language", "question", "sentence"),
    [
        ("fr", "Combien de réfugiés l'Allemagne a-t-elle accueillis ?", "how many refugee Germany host?"),
        ("fr", "Où puis-je demander un titre de séjour ?", "where ask residence permit?"),
        ("fr", "Qu'a proposé Tuvalu ?", "what propose Tuvalu?"),
        ("fr", "le changement climatique", "climate change"),
        ("fr", "Les mineurs non accompagnés", "unaccompanied minor"),
        ("es", "¿Cuántos barcos llegaron a las islas Salomón?", "how many boat arrive to Solomon Islands?"),
        ("es", "¿Quién presidió la mesa redonda?", "who chair round table?"),
        ("es", "trabajadores de temporada", "seasonal worker"),
        ("es", "las niñas de Nepal y Camboya en París", "girl of Nepal and Cambodia in Paris"),
        ("fr", "Le Niger, le Tchad", "Niger, Chad"),
        ("es", "¿Con qué país europeo tiene Filipinas un acuerdo?", "what country European, Philippines agreement?"),
        ("fr", "Que dit Aminata Sissoko, du Mali ?", "what Aminata Sissoko, Mali?"),
        ("es", "¿Qué dijo Tuvalu en 2021?", "what Tuvalu in 2021?"),
        ("es", "", ""),
    ],
)
def test_questions_in_english_words(language: str, question: str, sentence: str) -> None:
    assert translated(question, language, everything).sentence == sentence


def test_all_meanings_are_searched_and_the_one_that_is_there_is_read() -> None:
    held = {"welcome"}
    found = translated("l'accueil", "fr", lambda word: int(word in held))
    assert found.sentence == "welcome"
    assert found.terms == ("reception", "welcome", "host")


@pytest.mark.parametrize(
    ("language", "word", "english"),
    [
        ("fr", "intégration", "integration"),
        ("fr", "modernité", "modernity"),
        ("fr", "historiques", "historical"),
        ("fr", "dictateurs", "dictator"),
        ("es", "estructuras", "structure"),
        ("es", "capacidades", "capacity"),
    ],
)
def test_cognates(language: str, word: str, english: str) -> None:
    assert english in cognates(folded(word), language)


def test_a_cognate_counts_only_where_the_documents_hold_it() -> None:
    assert translated("la chloration", "fr", lambda word: int(word == "chlorination")).sentence == "chloration"
    assert translated("las turbinas", "es", lambda word: int(word == "turbine")).sentence == "turbine"


def test_forms_of_verbs() -> None:
    assert "proteger" in infinitives("protegent", "fr")
    assert "llegar" in infinitives("llegaron", "es")


def test_words_of_a_question_without_its_frame() -> None:
    assert content_words("Quels sont les droits des enfants ?", "fr") == ("droits", "enfants")
    assert content_words("¿Qué es?", "es") == ("qué", "es")


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_glossaries_are_of_a_useful_size(language: str) -> None:
    book = glossary(language)
    assert len(book.forms) > 1500
    assert all(english.strip() for english in book.forms.values())


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("bge-small-en-v1.5-int8", True),
        ("BAAI/bge-base-en-v1.5", True),
        ("sentence-transformers/all-MiniLM-L6-v2", True),
        ("multilingual-e5-small-q4", False),
        ("intfloat/multilingual-e5-large", False),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", False),
        ("endpoint:text-embedding-3-small", False),
    ],
)
def test_models_that_know_english_alone(model: str, expected: bool) -> None:
    assert is_english_only(model) is expected
