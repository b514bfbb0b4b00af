"""LangChain's view of the search: a retriever whose documents carry everything a citation needs."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.render import passage_json
from vectorstore.search import Search
from vectorstore.types import Passage, Scope


class PassageRetriever(BaseRetriever):
    """Retrieves passages as LangChain documents; the passage itself is under ``metadata["passage"]``."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    search: Search
    k: int = 10
    scope: Scope = Scope()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        return [as_document(passage) for passage in self.search.search(query, k=self.k, scope=self.scope).passages]


def as_document(passage: Passage) -> Document:
    """A passage as a LangChain document: its text, its id, and where it stands."""
    where = {name: value for name, value in passage_json(passage).items() if name not in {"text", "also_in"}}
    return Document(id=passage.chunk.id, page_content=passage.chunk.text, metadata={**where, "passage": passage})
