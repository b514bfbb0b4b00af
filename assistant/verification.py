"""Is a written sentence supported by the passages it points at? See ``docs/verification.md``."""
