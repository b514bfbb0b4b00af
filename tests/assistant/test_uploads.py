"""Files that were dropped: names made safe, taken in one after another, their states told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.app import Assistant
from assistant.filenames import free_path, refusal, safe_name
from assistant.settings import Settings
from assistant.uploads import DONE, DUPLICATE, FAILED, WAITING, FileState, Uploads
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.errors import NoSuchDocument, StoreLocked
from vectorstore.rerank import ScriptedReranker

FERRY = "# Ferries\n\nThe ferry line of Vellmar reopened in June.\n"
KITES = "# Kites\n\nThe kite makers of Orlen sold 905 kites.\n"


def opened(home: Path) -> Assistant:
    return Assistant.open(settings=Settings(home=home), embedder=ScriptedEmbedder(), reranker=ScriptedReranker())


@pytest.fixture
def dialogue(tmp_path: Path) -> Iterator[Assistant]:
    with opened(tmp_path / "home") as dialogue:
        yield dialogue


@pytest.fixture
def uploads(dialogue: Assistant) -> Iterator[Uploads]:
    uploads = Uploads(dialogue, patience=0.0)
    yield uploads
    uploads.close()


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file outside of the data folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / "given" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def rested(uploads: Uploads, *, seconds: float = 30.0) -> dict[str, FileState]:
    """The states by name, as soon as nothing goes on."""
    until = time.monotonic() + seconds
    while uploads.is_busy:
        assert time.monotonic() < until, uploads.states()
        time.sleep(0.02)
    return {each.name: each for each in uploads.states()}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\temp\\notes.txt", "C temp notes.txt"),
        ("a\nb\x00c.md", "a b c.md"),
        ("gnp.\u202etxt.md", "gnp. txt.md"),
        (".hidden.md", "hidden.md"),
        ("-rf.md", "rf.md"),
        ("<script>.html", "script.html"),
        ("résumé 🎉.docx", "résumé 🎉.docx"),
        ("", "file"),
        ("...", "file"),
        ("\ud800.txt", "file.txt"),
        (".pdf", "file.pdf"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe == safe_name(safe)


@pytest.mark.parametrize("name", ["x" * 400 + ".pdf", "é" * 400 + ".pdf", "🎉" * 90 + ".markdown"])
def test_long_names_keep_their_ending(name: str) -> None:
    short = safe_name(name)
    assert len(short.encode()) <= 200
    assert short.endswith(name[name.index(".") :])


def test_the_same_name_twice_gets_a_number(tmp_path: Path) -> None:
    assert [free_path(tmp_path, "a.md").name for _ in range(3)] == ["a.md", "a (2).md", "a (3).md"]


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [
        ("report.PDF", 100, None),
        ("notes.markdown", 2 * 2**20, None),
        ("film.mp4", 100, "files of this kind cannot be read"),
        ("pdf", 100, "files of this kind cannot be read"),
        ("big.pdf", 3 * 2**20, "it has 3.0 MB; the limit is 2 MB"),
    ],
)
def test_what_is_not_even_kept(name: str, size: int, why: str | None) -> None:
    assert refusal(name, size, max_mb=2.0) == why


def test_files_are_taken_in_a_broken_one_beside_good_ones(uploads: Uploads, written: Callable[..., Path]) -> None:
    ferry, kites = written("1", FERRY), written("2", KITES)
    uploads.add([("ferry.md", ferry), ("torn.docx", written("3", "no zip")), ("kites.md", kites), ("twin.md", ferry)])
    states = rested(uploads)
    assert (states["ferry.md"].state, states["kites.md"].state) == (DONE, DONE)
    assert states["torn.docx"].state == FAILED
    assert states["torn.docx"].error
    assert states["torn.docx"].hint
    assert states["twin.md"].state == DUPLICATE
    assert states["twin.md"].document_id == states["ferry.md"].document_id


def test_the_same_name_twice_keeps_both(uploads: Uploads, dialogue: Assistant, written: Callable[..., Path]) -> None:
    uploads.add([("notes.md", written("1", FERRY)), ("notes.md", written("2", KITES))])
    assert sorted(rested(uploads)) == ["notes (2).md", "notes.md"]
    assert [info.title for info in dialogue.documents()] == ["Ferries", "Kites"]


def test_a_failed_file_is_tried_again_and_dismissed_with_its_copy(
    uploads: Uploads, dialogue: Assistant, written: Callable[..., Path]
) -> None:
    uploads.add([("torn.docx", written("1", "no zip"))])
    failed = rested(uploads)["torn.docx"]
    uploads.retry(failed.number)
    again = rested(uploads)["torn.docx"]
    assert (again.state, again.tries) == (FAILED, 2)
    failed.path.write_text(FERRY)
    assert [each.path for each in dialogue.failures()] == ["torn.docx"]
    uploads.dismiss(failed.number)
    assert uploads.states() == ()
    assert dialogue.failures() == ()
    assert not failed.path.exists()


def test_finished_files_are_cleared_and_failed_ones_stay(uploads: Uploads, written: Callable[..., Path]) -> None:
    uploads.add([("ferry.md", written("1", FERRY)), ("torn.docx", written("2", "no zip"))])
    rested(uploads)
    uploads.clear()
    assert [each.name for each in uploads.states()] == ["torn.docx"]


def test_another_process_that_writes_is_told_and_waited_for(
    dialogue: Assistant, tmp_path: Path, written: Callable[..., Path]
) -> None:
    uploads = Uploads(dialogue, patience=0.0)
    with FileLock(tmp_path / "home" / "lock"):
        uploads.add([("ferry.md", written("1", FERRY))])
        failed = rested(uploads)["ferry.md"]
    assert failed.state == FAILED
    assert "writing" in failed.error
    assert failed.hint
    uploads.retry(failed.number)
    assert rested(uploads)["ferry.md"].state == DONE
    uploads.close()


def test_patience_outlasts_a_short_write(dialogue: Assistant, tmp_path: Path, written: Callable[..., Path]) -> None:
    uploads = Uploads(dialogue, patience=20.0)
    with FileLock(tmp_path / "home" / "lock"):
        uploads.add([("ferry.md", written("1", FERRY))])
        time.sleep(1.5)
        assert uploads.states()[0].state == WAITING
    assert rested(uploads)["ferry.md"].state == DONE
    uploads.close()


def test_failures_of_earlier_runs_are_listed_and_mended(tmp_path: Path) -> None:
    reports = tmp_path / "reports" / "2031"
    reports.mkdir(parents=True)
    (reports / "torn.md").write_bytes(b"\x00\x01\x02\xff" * 40)
    with opened(tmp_path / "home") as dialogue:
        dialogue.ingest(tmp_path / "reports")
        uploads = Uploads(dialogue)
        (known,) = uploads.states()
        assert (known.state, known.path) == (FAILED, reports / "torn.md")
        (reports / "torn.md").write_text(FERRY)
        uploads.retry(known.number)
        assert [each.state for each in rested(uploads).values()] == [DONE]
        assert dialogue.failures() == ()
        uploads.close()


def test_a_dismissed_file_of_a_folder_is_not_deleted(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "torn.docx").write_text("no zip")
    with opened(tmp_path / "home") as dialogue:
        dialogue.ingest(tmp_path / "reports")
        uploads = Uploads(dialogue)
        uploads.dismiss(uploads.states()[0].number)
        assert (uploads.states(), dialogue.failures()) == ((), ())
        uploads.close()
    assert (tmp_path / "reports" / "torn.docx").exists()


def test_a_file_that_is_gone_is_told(uploads: Uploads, written: Callable[..., Path]) -> None:
    uploads.add([("torn.docx", written("1", "no zip"))])
    failed = rested(uploads)["torn.docx"]
    failed.path.unlink()
    uploads.retry(failed.number)
    assert "not there any more" in rested(uploads)["torn.docx"].error


def test_what_was_not_finished_goes_on_at_the_next_start(tmp_path: Path, written: Callable[..., Path]) -> None:
    with opened(tmp_path / "home") as dialogue:
        uploads = Uploads(dialogue)
        uploads.close()
        uploads.add([("ferry.md", written("1", FERRY))])
        assert uploads.is_busy
    with opened(tmp_path / "home") as dialogue:
        uploads = Uploads(dialogue)
        assert rested(uploads)["ferry.md"].state == DONE
        assert [info.title for info in dialogue.documents()] == ["Ferries"]
        uploads.close()
        assert Uploads(dialogue).states() == ()


def test_a_removed_document_takes_its_files_along(
    uploads: Uploads, dialogue: Assistant, written: Callable[..., Path]
) -> None:
    uploads.add([("ferry.md", written("1", FERRY)), ("kites.md", written("2", KITES))])
    gone = rested(uploads)["ferry.md"]
    uploads.remove(gone.document_id or "")
    assert [each.name for each in uploads.states()] == ["kites.md"]
    assert not gone.path.exists()
    assert [info.title for info in dialogue.documents()] == ["Kites"]
    with pytest.raises(NoSuchDocument):
        uploads.remove(gone.document_id or "")


def test_nothing_is_corrected_while_files_are_taken_in(
    uploads: Uploads, dialogue: Assistant, written: Callable[..., Path], tmp_path: Path
) -> None:
    uploads.add([("ferry.md", written("1", FERRY))])
    known = rested(uploads)["ferry.md"].document_id or ""
    uploads.correct(known, {"event": "Lagoon Forum"})
    assert dialogue.documents()[0].metadata.event == "Lagoon Forum"
    patient = Uploads(dialogue, patience=20.0)
    with FileLock(tmp_path / "home" / "lock"):
        patient.add([("kites.md", written("2", KITES))])
        time.sleep(0.2)
        with pytest.raises(StoreLocked, match="files are being taken in"):
            patient.correct(known, {"event": "Another"})
    assert rested(patient)["kites.md"].state == DONE
    patient.close()


def test_a_full_disk_is_told_and_leaves_no_half_a_file(
    uploads: Uploads, dialogue: Assistant, written: Callable[..., Path]
) -> None:
    with pytest.raises(OSError, match="No such file"):
        uploads.add([("ferry.md", written("1", FERRY)), ("gone.md", Path("/nowhere/gone.md"))])
    assert list(rested(uploads)) == ["ferry.md"]
    assert [path.name for path in dialogue.file_of(("uploads", "")).iterdir()] == ["ferry.md"]
