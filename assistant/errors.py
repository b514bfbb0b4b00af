"""What can go wrong in the application.

AssistantError
├── BadQuestion     empty, too long, or without a word in it
├── BadSetting      a setting that is unknown or of the wrong kind
├── NoModel         written answers were asked for and no language model is configured
├── PortInUse       something else listens on the port
└── UnsafeBind      listening beyond this machine was not allowed
"""

from __future__ import annotations


class AssistantError(Exception):
    """What happened, to what; ``hint`` says what to do next. Both are one line."""

    hint: str = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class BadQuestion(AssistantError):
    hint = "ask a question in words"


class BadSetting(AssistantError):
    hint = "see the README for the settings"


class NoModel(AssistantError):
    hint = "leave out --engine written: quote mode answers with exact quotations and needs no model"


class PortInUse(AssistantError):
    hint = "choose another one with --port"


class UnsafeBind(AssistantError):
    hint = "use --host 127.0.0.1"
