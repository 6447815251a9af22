"""A part of the product that announces due days, as its tests set them: for tests of reminders, mails and calendars."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from tests.offices import Office

from prongsai.foundation import registry


@dataclass
class DueDays:
    """A source of due days: by agency, what is open, by key."""

    key: str = "toy.loans"
    may_be_mailed: bool = True
    permission: str = "plans.report"
    found: dict[int, dict[str, registry.DatedObject]] = field(default_factory=dict)

    def put(self, office: Office, key: str, due_on: date, *, title: str = "", units: tuple[int, ...] = (), **more: object) -> None:
        """Let something be due in an office."""
        subject = more.get("subject")
        assert subject is None or isinstance(subject, tuple)
        dated = registry.DatedObject(key, title or f"คืน {key}", due_on, f"/toy/{key}/", "รับคืน", units, subject)
        self.found.setdefault(office.agency.pk, {})[key] = dated

    def done(self, office: Office, key: str) -> None:
        """Let it be done."""
        del self.found[office.agency.pk][key]

    def find(self, agency_id: int, first: date, last: date) -> Iterator[registry.DatedObject]:
        yield from (dated for dated in self.found.get(agency_id, {}).values() if first <= dated.due_on <= last)


@contextmanager
def announced(days: DueDays) -> Iterator[DueDays]:
    """The source stands on the shelf, alone of its key."""
    registry.dated_objects.announce(registry.DatedSource(days.key, "ทะเบียนของเล่น", days.find, days.permission, days.may_be_mailed))
    try:
        yield days
    finally:
        registry.dated_objects.withdraw(days.key)
