"""What files tell the others through the registry: personal data."""

from __future__ import annotations

from prongsai.foundation.announcing import announce_personal_data


def announce() -> None:
    """Put everything on the shelf; called once at start-up."""
    announce_personal_data("prongsai.foundation.files")
