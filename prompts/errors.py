"""What can go wrong with a prompt.

PromptError
├── NoSuchPrompt       no file of that name is shipped
├── BadPrompt          its file is not of the form that ``loading`` reads
├── MissingVariable    a placeholder was given no value
└── UnknownVariable    a value was given for no placeholder
"""

from __future__ import annotations


class PromptError(Exception):
    """What happened, to which prompt, in one line."""


class NoSuchPrompt(PromptError):
    pass


class BadPrompt(PromptError):
    pass


class MissingVariable(PromptError):
    pass


class UnknownVariable(PromptError):
    pass
