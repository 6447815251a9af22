"""How Django finds scorecards, and what they announce to the others."""

from __future__ import annotations

from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    """Scorecards."""

    name = "prongsai.assessments.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        from prongsai.assessments.scorecards.announcements import announce

        announce()
