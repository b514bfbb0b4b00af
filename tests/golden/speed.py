"""``python -m tests.golden.speed [PAGES]``: pages a second of an ordinary text PDF, in one process and in two.

The file has headings, paragraphs, lists, a header and a footer, and about 2,800 characters on a page.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random

from pypdf import PdfReader, PdfWriter

from corpus.loaders import load
from tests.golden.makers.sheets import Sheet, draw
from tests.golden.original import Block, Original, cut
from tests.golden.reading import STARTER, original
from tests.golden.report import say

_PAGES, _SIZE = 300, 12.9
_BLOCKS_A_PAGE = 10
_SHEET = Sheet(header=("Dialogue papers", "Summaries of the sessions"), footer="{page}", size=_SIZE, bold=True)


def long_text(pages: int) -> Original:
    """More than enough text for so many pages: the sentences of the starter corpus, shuffled."""
    pool = [block for path in sorted(STARTER.glob("*.md")) for block in original(path.stem).blocks]
    sentences = [piece for block in pool if block.kind == "paragraph" for piece in cut(block.text)]
    items = [block.text for block in pool if block.kind == "item"]
    titles = [block.text for block in pool if block.kind == "heading" and block.level > 1]
    blocks = islice(_shuffled(sentences, items, titles), pages * _BLOCKS_A_PAGE)
    return Original("Summaries", "en", tuple(blocks))


def _shuffled(sentences: list[str], items: list[str], titles: list[str]) -> Iterator[Block]:
    """A heading, four paragraphs, a list of three, and so on without end."""
    random = Random(7)
    for number in range(1, 10_000):
        yield Block("heading", f"{number}. {random.choice(titles)}", level=2)
        for _ in range(4):
            yield Block("paragraph", " ".join(random.sample(sentences, 4)))
        for item in random.sample(items, 3):
            yield Block("item", item, level=1)


def ordinary_pdf(path: Path, pages: int) -> int:
    """Write the file; how many characters a page holds."""
    draw(long_text(pages), _SHEET, path)
    reader = PdfReader(path)
    writer = PdfWriter()
    for page in reader.pages[:pages]:
        writer.add_page(page)
    writer.write(path)
    return sum(len(page.extract_text()) for page in reader.pages[:5]) // 5


def seconds(path: Path) -> tuple[float, float]:
    """How long it takes to load a file: by the clock, and of the processor alone, for a machine that others use too."""
    clock, processor = time.perf_counter(), time.process_time()
    load(path, document_id="speed")
    return time.perf_counter() - clock, time.process_time() - processor


def main(pages: int = _PAGES) -> None:
    """Print pages a second."""
    with tempfile.TemporaryDirectory(prefix="golden-speed-") as name:
        files = [Path(name) / f"{number}.pdf" for number in (1, 2)]
        for path in files:
            characters = ordinary_pdf(path, pages)
        say(f"{pages} pages of about {characters} characters")
        clock, processor = seconds(files[0])
        say(f"one process: {pages / clock:.0f} pages/s; {pages / processor:.0f} pages in a second of processor time")
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            list(pool.map(time.sleep, (0.3, 0.3)))
            start = time.perf_counter()
            both = list(pool.map(seconds, files))
            spent = time.perf_counter() - start
        alone = sum(processor for _, processor in both)
        say(
            f"two files in two processes: {2 * pages / spent:.0f} pages/s together; "
            f"{2 * pages / alone:.0f} pages in a second of processor time"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
