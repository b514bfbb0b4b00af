"""What can go wrong in the application.

AssistantError
├── BadQuestion     empty, too long, or without a word in it
├── BadSetting      a setting that is unknown or of the wrong kind
├── NoModel         written answers were asked for and no language model is configured
├── ModelError      the language model could not be used; what it wrote before is kept
│   ├── ModelUnreachable   nothing answers at its address
│   ├── ModelKeyRefused    it refuses the key
│   ├── ModelUnknown       the address serves no model of that name
│   ├── ModelBusy          it has too many requests, or no quota is left
│   ├── ModelFailed        it answers with an error, or with something that is no answer
│   ├── ModelTooSlow       a deadline passed
│   └── ModelCutShort      its stream ended in the middle of the answer
├── FeedbackLost    what a person said of an answer could not be kept
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


class FeedbackLost(AssistantError):
    hint = "check the data folder"


class PortInUse(AssistantError):
    hint = "choose another one with --port"


class UnsafeBind(AssistantError):
    hint = "use --host 127.0.0.1"


class ModelError(AssistantError):
    hint = "ask again; quote mode works without the model"


class ModelUnreachable(ModelError):
    hint = "check that the model server runs and that OPENAI_BASE_URL is its address"


class ModelKeyRefused(ModelError):
    hint = "check OPENAI_API_KEY"


class ModelUnknown(ModelError):
    hint = "set DIALOGUE_MODEL to a model that the server has"


class ModelBusy(ModelError):
    hint = "wait a minute and ask again"


class ModelFailed(ModelError):
    pass


class ModelTooSlow(ModelError):
    hint = "ask again, or raise DIALOGUE_DEADLINE"


class ModelCutShort(ModelError):
    pass
