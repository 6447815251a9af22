"""The audit trail: one chain per agency, written with the change, and no way to alter it unseen."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from tests.offices import NOW, Office

from prongsai.foundation.audit import queries
from prongsai.foundation.audit.models import Chain, Detail, Event
from prongsai.foundation.audit.queries import BrokenLink, history_of, verify
from prongsai.programme.plans.actions.measures import add_measure, change_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure

pytestmark = pytest.mark.django_db


def add_one(office: Office, title: str = "จัดทำคู่มือ") -> Measure:
    by = office.actor()
    plan = start_plan(by=by, at=NOW, fiscal_year=2569)
    return add_measure(by=by, at=NOW, plan=plan, draft=MeasureDraft(title=title, steps=(StepDraft(text="สำรวจคู่มือเดิม"),)))


def broken_links() -> list[str]:
    return [f"{broken.agency}:{broken.number}" for _, _, broken in verify() if broken]


def alter(*statements: str) -> None:
    """Change rows as somebody with the database in hand would: past the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            for table in ("event", "detail", "mention"):
                cursor.execute(f"DROP TRIGGER audit_{table}_no_update")
                cursor.execute(f"DROP TRIGGER audit_{table}_no_delete")
        for statement in statements:
            cursor.execute(statement)


def test_every_agency_has_a_whole_chain_of_its_own(office: Office, other_office: Office) -> None:
    add_one(office)
    seen = {code: count for code, count, _ in verify()}
    assert broken_links() == []
    assert seen[office.agency.code] > seen[other_office.agency.code] > 0


def test_an_altered_event_is_named(office: Office) -> None:
    measure = add_one(office)
    event = history_of(measure)[0]
    alter(f"UPDATE audit_event SET verb = 'plans.measure_withdrawn' WHERE id = {event.pk}")
    assert broken_links() == [f"suanmali:{event.number}"]


def test_an_altered_detail_is_named(office: Office) -> None:
    event = history_of(add_one(office))[0]
    Detail.objects.filter(pk=event.pk).update(content={"object": "อื่น"})
    assert broken_links() == [f"suanmali:{event.number}"]


def test_events_cut_off_at_the_end_are_noticed(office: Office) -> None:
    event = history_of(add_one(office))[0]
    alter(
        *(f"DELETE FROM audit_{table} WHERE event_id = {event.pk}" for table in ("detail", "mention")),
        f"DELETE FROM audit_event WHERE id = {event.pk}",
    )
    assert broken_links() == [f"suanmali:{event.number}"]


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event", "DELETE FROM audit_detail"])
def test_the_database_itself_refuses_to_change_the_trail(office: Office, statement: str) -> None:
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_is_recorded_when_the_change_fails(office: Office) -> None:
    events = Event.objects.count()

    def fails() -> None:
        with transaction.atomic():
            add_one(office)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert Event.objects.count() == events
    assert Chain.objects.get(agency=office.agency).last_number == Event.objects.filter(chain__agency=office.agency).count()


def test_history_tells_what_changed_from_what_to_what(office: Office) -> None:
    measure = add_one(office)
    change_measure(by=office.actor(), at=NOW, measure=measure, draft=MeasureDraft(title="จัดทำคู่มือใหม่"), version=1)
    newest = history_of(measure)[0]
    assert newest.verb == "plans.measure_changed"
    assert newest.detail.content["changes"]["title"] == ["จัดทำคู่มือ", "จัดทำคู่มือใหม่"]


def test_what_is_recorded_while_somebody_verifies_is_no_fault(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    really, titles = queries._verify_chain, ["ทำป้าย", "ออกประกาศ", "อบรม"]

    def verify_chain(chain: Chain, code: str | None) -> tuple[int, BrokenLink | None]:
        if chain.agency_id == office.agency.pk and titles:
            add_one(office, titles.pop())
        return really(chain, code)

    monkeypatch.setattr(queries, "_verify_chain", verify_chain)
    assert broken_links() == []
    assert len(titles) == 2
