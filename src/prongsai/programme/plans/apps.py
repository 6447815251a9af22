"""How Django finds plans, and what plans announce to the others."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans of measures."""

    name = "prongsai.programme.plans"
    label = "plans"

    def ready(self) -> None:
        from prongsai.programme.plans.announcements import announce

        announce()
