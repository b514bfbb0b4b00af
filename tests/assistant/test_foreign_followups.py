"""Follow-up questions in French and Spanish."""

from __future__ import annotations

import pytest

from assistant.conversation.followups import condense
from assistant.types import Turn

FRENCH = "Combien de ferries le Kenya a-t-il achetés ?"
SPANISH = "¿Cuántos ferris compró Kenia?"


@pytest.mark.parametrize(
    ("before", "question", "query"),
    [
        (FRENCH, "Et l'Ouganda ?", "Combien de ferries le Ouganda a-t-il achetés ?"),
        (FRENCH, "Et pour les îles du nord ?", "Combien de ferries le Kenya a-t-il achetés, les îles du nord ?"),
        (FRENCH, "Pourquoi cela ?", "Combien de ferries le Kenya a-t-il achetés? Pourquoi cela ?"),
        (FRENCH, "Qui finance les écoles de la région ?", "Qui finance les écoles de la région ?"),
        (FRENCH, "Que dit la Tunisie des ports ?", "Que dit la Tunisie des ports ?"),
        (SPANISH, "¿Y Uganda?", "¿Cuántos ferris compró Uganda?"),
        (SPANISH, "¿Y para los niños?", "¿Cuántos ferris compró Kenia, los niños ?"),
        (SPANISH, "¿Por qué eso?", "¿Cuántos ferris compró Kenia? ¿Por qué eso?"),
        (SPANISH, "¿Quién financia las escuelas del norte?", "¿Quién financia las escuelas del norte?"),
        (SPANISH, "¿Y quién pagó las escuelas nuevas?", "¿Y quién pagó las escuelas nuevas?"),
    ],
)
def test_the_topic_is_carried_where_a_question_does_not_stand_alone(before: str, question: str, query: str) -> None:
    assert condense(question, [Turn("user", before)]) == query
