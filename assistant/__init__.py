"""Dialogue: a chat assistant over policy documents."""
