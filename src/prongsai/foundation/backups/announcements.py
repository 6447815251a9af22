"""What backups tell the others through the registry: verbs of the audit trail, and that they hold no personal data of their own."""

from __future__ import annotations

from prongsai.foundation.announcing import announce_personal_data, announce_verbs


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    announce_verbs(
        backups__asked=("สั่งทำสำเนาสำรอง", "asked for a backup"),
        backups__restored=("กู้คืนข้อมูลจากสำเนาสำรอง", "restored a backup"),
    )
    announce_personal_data("prongsai.foundation.backups")
