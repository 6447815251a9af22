"""What search tells the others through the registry: its permission, and which personal data the index repeats."""

from __future__ import annotations

from prongsai.foundation.announcing import announce_permissions, announce_personal_data


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    announce_permissions("prongsai.foundation.search")
    announce_personal_data("prongsai.foundation.search")
