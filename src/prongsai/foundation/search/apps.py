"""How Django finds search, what it announces, and what it checks."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The index of texts and its questions."""

    name = "prongsai.foundation.search"
    label = "search"

    def ready(self) -> None:
        from prongsai.foundation.search import announcements, checks

        announcements.announce()
        checks.register_checks()
