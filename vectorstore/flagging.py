"""Which chunks of a document hold instructions to a program that reads them: those are kept, and never searched.

An instruction taints the whole line that it stands in (a paragraph, a list item), however many chunks that line was cut
into: what an instruction says to do stands beside it. In a heading it taints the section, in the title or the metadata the
document. Other chunks of the document stay: what they say is no instruction, and they are quoted as what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple

from corpus.instructions import instructions
from corpus.types import Chunk, Metadata
from vectorstore.embeddings import Vectors

_SEAM = 300
"""Characters on either side of a cut between two chunks that are read together."""


def flags_of(title: str, metadata: Metadata, chunks: Sequence[Chunk]) -> list[str | None]:
    """For each chunk of a document the words that make it an instruction, or ``None``."""
    known = [value for value in astuple(metadata) if value]
    if words := instructions(" | ".join([title, *known])):
        return [words] * len(chunks)
    paths = {path: instructions(" | ".join(path)) for path in {chunk.section for chunk in chunks}}
    flags = [paths[chunk.section] or instructions(chunk.text) for chunk in chunks]
    _across_cuts(chunks, flags)
    _along_lines(chunks, flags)
    return flags


def unflagged(chunks: Sequence[Chunk], vectors: Vectors, flags: Sequence[str | None]) -> tuple[list[Chunk], Vectors]:
    """The chunks that are searched, with their vectors of shape (chunks, dimensions)."""
    kept = [at for at, flag in enumerate(flags) if flag is None]
    return [chunks[at] for at in kept], vectors[kept]


def slices(flags: Sequence[str | None], size: int) -> Iterator[tuple[int, list[int]]]:
    """Positions in slices of at most ``size``, each with the number of those before; flagged ones in slices of their own.

    The vectors of a batch depend a little on all that is in it, and on what is flagged nothing shall depend.
    """
    done = 0
    for wanted in (False, True):
        part = [at for at, flag in enumerate(flags) if (flag is not None) is wanted]
        for at in range(0, len(part), size):
            yield done, part[at : at + size]
            done += len(part[at : at + size])


def _across_cuts(chunks: Sequence[Chunk], flags: list[str | None]) -> None:
    """Flag both sides of a cut that an instruction goes across."""
    for at in range(len(chunks) - 1):
        if flags[at] is None and flags[at + 1] is None:
            seam = f"{chunks[at].text[-_SEAM:]}\n{chunks[at + 1].text[:_SEAM]}"
            flags[at] = flags[at + 1] = instructions(seam)


def _along_lines(chunks: Sequence[Chunk], flags: list[str | None]) -> None:
    """Flag all chunks of a line in which an instruction stands."""
    for line in _cut_lines(chunks):
        if any(flags[at] for at in line):
            inside = [_part(chunks, at, line) for at in line]
            words = next((found for part in inside if (found := instructions(part))), None)
            for at in line:
                flags[at] = flags[at] or words


def _cut_lines(chunks: Sequence[Chunk]) -> list[list[int]]:
    """The lines that stand in more than one chunk: positions of their chunks."""
    lines: list[list[int]] = []
    for at in range(1, len(chunks)):
        if not chunks[at].opening:
            continue
        if lines and lines[-1][-1] == at - 1 and "\n" not in chunks[at - 1].text:
            lines[-1].append(at)
        else:
            lines.append([at - 1, at])
    return lines


def _part(chunks: Sequence[Chunk], at: int, line: Sequence[int]) -> str:
    """What a chunk holds of a line that it shares with others."""
    text = chunks[at].text
    if at == line[0]:
        return text.rpartition("\n")[2]
    return text.partition("\n")[0] if at == line[-1] else text
