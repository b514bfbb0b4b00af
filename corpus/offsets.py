"""Offsets of the clean text and of the decoded text, one told from the other by the removals between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from corpus.types import Removal


class Offsets:
    """Translates between a clean text and the decoded text it was made of."""

    def __init__(self, removals: Sequence[Removal]) -> None:
        self._removals = removals
        self._clean = [each.at for each in removals]
        self._raw = [each.start for each in removals]

    def to_clean(self, raw: int) -> int:
        """Where a character of the decoded text stands in the clean one; for one that was taken out, where it stood."""
        at = bisect_right(self._raw, raw) - 1
        if at < 0:
            return raw
        removal = self._removals[at]
        after = raw - removal.start - len(removal.text)
        return removal.at if after < 0 else removal.at + len(removal.replacement) + after

    def raw_spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the decoded text, in order, that stand in the clean text between two offsets of it.

        A ligature that was written out counts whole; what was taken out does not count.
        """
        spans: list[tuple[int, int]] = []
        at = max(0, bisect_right(self._clean, start) - 1)
        while at > 0 and self._clean[at - 1] == self._clean[at]:
            at -= 1
        clean, raw = self._after(at - 1)
        for removal in self._removals[at:]:
            _add(spans, clean, raw, removal.start, start, end)
            stop = removal.at + len(removal.replacement)
            if removal.replacement and removal.text.strip() and removal.at < end and stop > start:
                spans.append((removal.start, removal.start + len(removal.text)))
            clean, raw = stop, removal.start + len(removal.text)
            if clean >= end:
                return spans
        _add(spans, clean, raw, raw + end - clean, start, end)
        return spans

    def _after(self, at: int) -> tuple[int, int]:
        """(clean, raw) offsets right after a removal; of the start before the first."""
        if at < 0:
            return 0, 0
        removal = self._removals[at]
        return removal.at + len(removal.replacement), removal.start + len(removal.text)


def _add(spans: list[tuple[int, int]], clean: int, raw: int, raw_end: int, start: int, end: int) -> None:
    """Add what lies between two clean offsets of a kept stretch that starts at (clean, raw)."""
    first = raw + max(0, start - clean)
    last = min(raw_end, raw + end - clean)
    if first < last:
        spans.append((first, last))
