"""The commands that take documents in, show them, correct them and remove them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import NOTHING_DONE, Json, app, emit, opened


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; none: the starter corpus.", show_default=False)
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Try files again that broke their parser.")] = False,
    re_embed: Annotated[
        bool, typer.Option("--re-embed", help="First go over to the embedding model of DIALOGUE_EMBEDDING.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take documents in: new, changed and removed ones; unchanged ones are skipped."""
    from assistant.console import ingest_progress, print_report, report_json

    if re_embed:
        _re_embed(only=not paths, as_json=as_json)
        if not paths:
            return
    with opened() as dialogue, ingest_progress() as progress:
        report = dialogue.ingest(*(paths or ()), progress=progress, retry=retry)
    if as_json:
        emit(report_json(report))
    else:
        print_report(report)
    taken = report.added + report.changed + report.unchanged + report.removed + report.duplicates
    if report.failed and not taken and not any(path.exists() for path in paths or ()):
        raise typer.Exit(NOTHING_DONE)


def _re_embed(*, only: bool, as_json: bool) -> None:
    """Embed what is in the store anew; ``only``: nothing is taken in afterwards."""
    from assistant.app import Assistant
    from assistant.console import counting

    with counting("embedding") as progress:
        count = Assistant.re_embed(progress=progress)
    if as_json and only:
        emit({"re_embedded": count})
    else:
        typer.echo(f"{count:,} passages are embedded with the model of the settings", err=as_json)


@app.command()
def status(as_json: Json = False) -> None:
    """What is in the store."""
    from assistant.console import print_status, status_json

    with opened() as dialogue:
        data = status_json(dialogue)
    if as_json:
        emit(data)
    else:
        print_status(data)


@app.command()
def documents(as_json: Json = False) -> None:
    """List the documents."""
    from assistant.console import document_json, print_documents

    with opened() as dialogue:
        found = dialogue.documents()
    if as_json:
        for info in found:
            emit(document_json(info))
    else:
        print_documents(found)


@app.command()
def show(
    document_id: Annotated[str, typer.Argument(help="An id as `dialogue documents` lists it.")], as_json: Json = False
) -> None:
    """Show a document: its text, its sections, and what cleaning took out."""
    from assistant.console import print_document, whole_document_json

    with opened() as dialogue:
        document = dialogue.document(document_id)
    if as_json:
        emit(whole_document_json(document))
    else:
        print_document(document)


@app.command()
def remove(
    document_id: Annotated[str, typer.Argument(help="An id as `dialogue documents` lists it.")], as_json: Json = False
) -> None:
    """Remove a document for good."""
    with opened() as dialogue:
        dialogue.remove(document_id)
    if as_json:
        emit({"removed": document_id})
    else:
        typer.echo(f"removed {document_id}")


@app.command()
def correct(
    document_id: Annotated[str, typer.Argument(help="An id as `dialogue documents` lists it.")],
    values: Annotated[list[str], typer.Argument(help='FIELD=VALUE, such as date=2020-10-15 or event="Forum 2020".')],
    as_json: Json = False,
) -> None:
    """Correct the title or metadata of a document; an empty value means that it is not known."""
    from assistant.console import document_json, print_documents

    pairs = [each.partition("=") for each in values]
    if not all(equals for _, equals, _ in pairs):
        raise typer.BadParameter("write FIELD=VALUE", param_hint="VALUES")
    with opened() as dialogue:
        dialogue.correct(document_id, {name: value for name, _, value in pairs})
        info = next(each for each in dialogue.documents() if each.id == document_id)
    if as_json:
        emit(document_json(info))
    else:
        print_documents((info,))
