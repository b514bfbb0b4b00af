"""The prompts, as Markdown files with versions, and the one loader."""

from prompts.errors import BadPrompt, MissingVariable, NoSuchPrompt, PromptError, UnknownVariable
from prompts.loading import Prompt, load, names

NO_ANSWER = "The passages do not answer this question."
"""What a model is told to say, and nothing else, when it finds no answer in the passages."""

__all__ = [
    "NO_ANSWER",
    "BadPrompt",
    "MissingVariable",
    "NoSuchPrompt",
    "Prompt",
    "PromptError",
    "UnknownVariable",
    "load",
    "names",
]
