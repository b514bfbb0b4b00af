"""The one place where objects are wired together."""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.answering import Answering
from assistant.conversation.followups import condense
from assistant.errors import BadQuestion, NoModel
from assistant.events import Checked, Done, Event, told
from assistant.feedback import FeedbackBook
from assistant.models.configured import Models
from assistant.models.llm import ChatModel
from assistant.settings import Settings, load_settings
from assistant.traces import Trace
from assistant.types import Answer, AnswerSentence, Engine, Turn
from assistant.waiting import waited
from corpus.types import Chunk, Document
from vectorstore.embedding_choice import embedder_of
from vectorstore.embeddings import Embedder
from vectorstore.failures import Failure
from vectorstore.pages import PageImage, Pages
from vectorstore.reporting import Progress
from vectorstore.rerank import Reranker
from vectorstore.search import EVERYWHERE, Search
from vectorstore.store import Store
from vectorstore.terms import words
from vectorstore.types import DocumentInfo, IngestReport, Scope, SearchResult

if TYPE_CHECKING:
    from assistant.chain import Chain
    from assistant.verification.verifier import Verifier


class Assistant:
    """A store of documents that can be asked. Safe to use from several threads."""

    def __init__(self, store: Store, *, settings: Settings, model: ChatModel | None = None) -> None:
        self.settings = settings
        self._store = store
        self._search = Search(store)
        self._pages = Pages(store)
        self._answering = Answering(self._search)
        self._models = Models(settings, given=model)
        self._verifies = threading.Lock()
        self._made_verifier: Verifier | None = None

    @classmethod
    def open(
        cls,
        home: str | Path | None = None,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        reranker: Reranker | None = None,
        model: ChatModel | None = None,
    ) -> Self:
        """Open a data folder, making it where it is missing; by default the one of the settings.

        ``model`` writes answers in place of the one that the settings name.

        Raises:
            StoreError: the folder cannot be used, or was made with another embedding model.
            BadSetting: a setting is wrong.
        """
        settings = settings or load_settings(home=home)
        embedder = embedder or embedder_of(settings.embedding)
        store = Store.open(Path(home or settings.home), embedder=embedder, reranker=reranker)
        return cls(store, settings=settings, model=model)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the store, and end a model that runs in this process."""
        self._models.close()
        self._store.close()
        self.__dict__.pop("_chain", None)  # it refers back here; without it the models are freed at once
        self._made_verifier = None

    def ingest(
        self, *paths: str | Path, progress: Callable[[Progress], None] | None = None, retry: bool = False
    ) -> IngestReport:
        """Take files and folders in; without a path the starter corpus.

        A file that broke its parser is not tried again until it changes, unless with ``retry``. ``progress`` may be
        called from several threads.

        Raises:
            StoreLocked: another process is writing.
            StoreUnavailable: the data folder cannot be written.
        """
        limit = int(self.settings.max_file_mb * 2**20)
        return self._store.sync([Path(path) for path in paths], progress=progress, retry=retry, max_bytes=limit)

    @staticmethod
    def re_embed(*, settings: Settings | None = None, progress: Callable[[int, int], None] | None = None) -> int:
        """Go over to the embedding model of the settings, without reading a file again; how many passages were embedded.

        ``progress`` is told (passages embedded, of how many). Nothing else may use the data folder meanwhile.
        Raises ``StoreLocked``, ``StoreUnavailable``, ``ModelMissing``, ``EmbeddingFailed``.
        """
        settings = settings or load_settings()
        return Store.re_embed(settings.home, embedder=embedder_of(settings.embedding), progress=progress)

    @property
    def embedding_model(self) -> str:
        """Name of the embedding model."""
        return self._store.embedder.name

    @property
    def reranker(self) -> str:
        """Name of the reranker."""
        return self._store.reranker.name

    @property
    def fingerprint(self) -> str:
        """Of what is searched: another one after any change of documents or models."""
        return self._store.ledger.fingerprint()

    def documents(self) -> tuple[DocumentInfo, ...]:
        """The documents in the store, by title."""
        return self._store.ledger.documents()

    def document(self, document_id: str) -> Document:
        """One document, whole. Raises ``NoSuchDocument``."""
        return self._store.ledger.document(document_id)

    def chunks(self, document_id: str) -> tuple[Chunk, ...]:
        """The passages of a document, in order; none without the document."""
        ids = self._store.ledger.chunk_ids(document_id)
        found = self._store.ledger.chunks(ids)
        return tuple(found[each] for each in ids if each in found)

    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be taken in, and why."""
        return self._store.ledger.failures()

    def file_of(self, key: tuple[str, str]) -> Path:
        """Where a file of the store is on this machine; ``key`` is (root, path)."""
        return self._store.roots.file(key)

    def forget_failure(self, path: Path) -> None:
        """Report a file that failed no more."""
        ledger, roots = self._store.ledger, self._store.roots
        ledger.forget_failures([each.key for each in ledger.failures() if roots.file(each.key) == path])

    def page_images(self, document: Document, start: int, end: int) -> tuple[PageImage, ...]:
        """The pages of a PDF on which a span of its text stands, with the boxes of its characters.

        None for formats without pages. Raises ``NoPageView``.
        """
        return self._pages.view(document, start, end)

    def page_png(self, document_id: str, page: int) -> bytes:
        """The image of a page, index from 0. Raises ``NoPageView``, ``NoSuchDocument``."""
        return self._pages.png(document_id, page)

    def correct(self, document_id: str, values: Mapping[str, str]) -> None:
        """Correct the title or metadata of a document: field -> value, empty for none.

        Raises ``BadCorrection``, ``NoSuchDocument``, ``StoreLocked``.
        """
        self._store.correct(document_id, values)

    def remove(self, document_id: str) -> None:
        """Remove a document for good. Raises ``NoSuchDocument``, ``StoreLocked``."""
        self._store.remove(document_id)

    def search(
        self, question: str, *, k: int = 10, scope: Scope = EVERYWHERE, history: Sequence[Turn] = ()
    ) -> SearchResult:
        """The ``k`` best passages for a question. Raises ``BadQuestion``, ``StoreError``."""
        return self._search.search(condense(self._checked(question), history), k=k, scope=scope)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYWHERE,
        engine: Engine | None = None,
        on_status: Callable[[str], None] | None = None,
        on_sentence: Callable[[AnswerSentence], None] | None = None,
    ) -> Answer:
        """Answer a question from the documents, or refuse. Written when a model is configured, unless ``engine`` says quote.

        ``on_sentence`` is called with each written sentence that was checked, as it is checked.

        Raises:
            BadQuestion: nothing to search for, or too long.
            NoModel: ``engine="written"`` without a language model.
            StoreError: the store cannot be read.
        """
        question = self._checked(question)
        if self._engine(engine) == "quote":
            return self._answering.answer(question, history=history, scope=scope, on_status=on_status)

        async def collected() -> list[Answer]:
            answers = []
            async for event in self.stream(question, history=history, scope=scope, engine=engine):
                if on_status and (line := told(event)):
                    on_status(line)
                if on_sentence and isinstance(event, Checked):
                    on_sentence(event.sentence)
                if isinstance(event, Done):
                    answers.append(event.answer)
            return answers

        return waited(collected())[-1]

    async def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYWHERE,
        engine: Engine | None = None,
        suggestions: bool = False,
    ) -> AsyncGenerator[Event, None]:
        """The same, told while it happens; the last event is ``Done``. Closing it ends the connection to the model.

        With ``suggestions`` the answer is told a second time, when follow-up questions were found.

        Raises as ``ask``.
        """
        question, turns = self._checked(question), tuple(history)
        model = self._models.chat() if self._engine(engine) == "written" else None
        async with aclosing(self._chain.stream(question, history=turns, scope=scope, model=model)) as events:
            async for event in events:
                yield event
                if suggestions and isinstance(event, Done):
                    offered = await self._chain.suggestions(event.answer, turns, scope, model)
                    if offered:
                        yield Done(replace(event.answer, suggestions=offered))

    def engines(self) -> tuple[Engine, ...]:
        """What answers can be made of, the default first."""
        return ("written", "quote") if self._models.configured else ("quote",)

    def model_name(self) -> str | None:
        """Name of the language model; ``None`` where none is configured.

        Raises ``ModelError`` where its server does not tell, ``BadSetting``.
        """
        return self._models.chat().name if self._models.configured else None

    def _engine(self, asked: Engine | None) -> Engine:
        if asked == "written" and not self._models.configured:
            raise NoModel("no language model is configured, so there are no written answers")
        return asked or self.engines()[0]

    @cached_property
    def _chain(self) -> Chain:
        """The chain, made at the first use: LangChain takes a while to import."""
        from assistant.chain import Chain

        return Chain(self._answering, self._verifier, self.settings)

    def _verifier(self) -> Verifier:
        """What judges written sentences, made at the first use."""
        from assistant.verification.verifier import Verifier

        with self._verifies:
            if self._made_verifier is None:
                self._made_verifier = Verifier.bundled()
            return self._made_verifier

    @property
    def feedback(self) -> FeedbackBook:
        """What people said of answers."""
        return FeedbackBook(self._store.home)

    def trace(self, question: str, *, history: Sequence[Turn] = (), scope: Scope = EVERYWHERE) -> Trace:
        """How an answer would come about, refused or not: for measuring."""
        return self._answering.trace(condense(self._checked(question), history), scope=scope)

    def _checked(self, question: str) -> str:
        question = question.strip()
        if not question:
            raise BadQuestion("the question is empty")
        if len(question) > self.settings.max_question:
            raise BadQuestion(
                f"the question has {len(question):,} characters; the limit is {self.settings.max_question:,}",
                hint="ask one thing at a time, or raise DIALOGUE_MAX_QUESTION",
            )
        if not words(question):
            raise BadQuestion("there is no word in the question")
        return question
