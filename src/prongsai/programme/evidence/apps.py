"""How Django finds evidence, and what it announces to the others."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Evidence."""

    name = "prongsai.programme.evidence"
    label = "evidence"

    def ready(self) -> None:
        from prongsai.programme.evidence.announcements import announce

        announce()
