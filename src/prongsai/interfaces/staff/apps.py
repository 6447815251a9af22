"""How Django finds the staff pages."""

from __future__ import annotations

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Staff pages."""

    name = "prongsai.interfaces.staff"
    label = "staff"
