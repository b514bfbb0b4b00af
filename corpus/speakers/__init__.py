"""Who is speaking in a span of a report, and with what force."""

from corpus.speakers.statements import FLOOR, FORCES, PANEL, SUMMARY, label, statements

__all__ = ["FLOOR", "FORCES", "PANEL", "SUMMARY", "label", "statements"]
