"""Files that were handed in with reports before there was evidence become evidence of what they were reported for, once."""

from __future__ import annotations

import pytest
from tests.integration.test_many_at_once import finished, run

pytestmark = pytest.mark.django_db
BEFORE_AND_AFTER = """
import django
django.setup()
from datetime import UTC, date, datetime, timedelta
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("plans", "0005_carried_from"), ("plans", "0006_evidence_of_measures")

def to(step):
    call_command("migrate", *step, verbosity=0)
    return MigrationExecutor(connection).loader.project_state([step]).apps

call_command("migrate", verbosity=0)
apps, now = to(BEFORE), datetime(2026, 3, 17, tzinfo=UTC)

def make(model, /, **values):
    return apps.get_model(*model.split(".")).objects.create(**values)

agency = make("agencies.Agency", code="suanmali", kind="อบต.", name="สวนมะลิ", short_name="สวนมะลิ", province="ลำพูน", created_at=now)
plan = make("plans.Plan", agency=agency, fiscal_year=2569, title="แผน", created_at=now)
first, second = (make("plans.Measure", agency=agency, plan=plan, title=title, order=order, created_at=now) for order, title in enumerate("กข", 1))
step = make("plans.Step", agency=agency, measure=second, text="ติดป้าย", order=1, created_at=now)

def file(name):
    blob = make("files.Blob", agency=agency, sha256=name * 64, size_bytes=1, media_type="application/pdf", content=name, stored_at=now)
    return make("files.StoredFile", agency=agency, blob=blob, name=f"{name}.pdf", read_permission="plans.view", stored_at=now)

def report(day, files, **values):
    made = make("plans.ProgressReport", agency=agency, happened_on=day, done_text="ทำแล้ว", reported_at=now + timedelta(days=day.day), **values)
    for held in files:
        make("plans.ReportFile", report=made, file=held)
    return made

a, b, c = file("a"), file("b"), file("c")
wrong = report(date(2026, 3, 1), [a, b], measure=first)
report(date(2026, 3, 2), [a], measure=first, corrects=wrong)
report(date(2026, 3, 3), [c], measure=first, step=step)  # the step has moved to the other measure since

def told(apps):
    found = apps.get_model("plans", "MeasureEvidence").objects.order_by("evidence__title")
    return [
        (tied.evidence.title, tied.evidence.evidence_on.day, tied.measure.title, tied.step_id is not None, tied.evidence.withdrawn_at is None,
         tied.evidence.fiscal_year) for tied in found.select_related("evidence", "measure")
    ]

apps = to(AFTER)
before = told(apps)
hashes = sorted(apps.get_model("evidence", "EvidenceRevision").objects.values_list("sha256", flat=True))
apps = to(BEFORE)
apps = to(AFTER)
count = apps.get_model("evidence", "Evidence").objects.count()
print(before, [value[0] for value in hashes], count, sep="|")
"""


def test_files_of_reports_become_evidence_and_those_that_a_correction_dropped_are_withdrawn(surroundings: dict[str, str]) -> None:
    told, hashes, count = finished(run(BEFORE_AND_AFTER, surroundings)).strip().split("|")
    assert told == ("[('a.pdf', 2, 'ก', False, True, 2569), ('b.pdf', 1, 'ก', False, False, 2569), ('c.pdf', 3, 'ข', True, True, 2569)]")
    assert hashes == "['a', 'b', 'c']"
    assert count == "3"
