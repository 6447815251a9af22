"""Property tests without a time limit per example: the first one loads the dictionary, and busy machines are slow."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
