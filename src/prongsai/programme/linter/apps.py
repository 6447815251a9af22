"""How Django finds the linter, and what it announces to the others."""

from __future__ import annotations

from django.apps import AppConfig


class LinterConfig(AppConfig):
    """The linter."""

    name = "prongsai.programme.linter"
    label = "linter"

    def ready(self) -> None:
        from prongsai.programme.linter.announcements import announce

        announce()
