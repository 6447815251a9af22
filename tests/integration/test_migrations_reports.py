"""A printed report of an earlier release comes through the step that lets reports show a result: it keeps its file and takes its year."""

from __future__ import annotations

import pytest
from tests.integration.test_many_at_once import finished, run

pytestmark = pytest.mark.django_db
BEFORE_AND_AFTER = """
import django
django.setup()
from datetime import UTC, date, datetime
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("plans", "0003_answered_gaps"), ("plans", "0004_reports_of_results")

def to(step):
    call_command("migrate", *step, verbosity=0)
    return MigrationExecutor(connection).loader.project_state([step]).apps

def may_change(apps):
    try:
        apps.get_model("plans", "PrintedReport").objects.update(digits="thai")
    except DatabaseError:
        return "guarded"
    return "changed"

call_command("migrate", verbosity=0)
apps, now = to(BEFORE), datetime(2026, 3, 17, tzinfo=UTC)

def make(model, /, **values):
    return apps.get_model(*model.split(".")).objects.create(**values)

agency = make("agencies.Agency", code="suanmali", kind="อบต.", name="สวนมะลิ", short_name="สวนมะลิ", province="ลำพูน", created_at=now)
blob = make("files.Blob", agency=agency, sha256="a" * 64, size_bytes=1, media_type="application/pdf", content="x", stored_at=now)
file = make("files.StoredFile", agency=agency, blob=blob, name="a.pdf", read_permission="plans.view", stored_at=now)
for year in (2568, 2569):
    plan = make("plans.Plan", agency=agency, fiscal_year=year, title="แผน", created_at=now)
    make("plans.PrintedReport", agency=agency, plan=plan, layout="plan", digits="arabic", kind="pdf", as_of=date(2026, 3, 17), paper={},
         state_digest="b" * 64, file=file, sha256="a" * 64, printed_at=now)
apps = to(AFTER)
years = list(apps.get_model("plans", "PrintedReport").objects.order_by("pk").values_list("fiscal_year", "plan__fiscal_year"))
print(years, may_change(apps), may_change(to(BEFORE)), sep="|")
"""


def test_reports_of_an_earlier_release_take_the_year_of_their_plan_and_stay_guarded(surroundings: dict[str, str]) -> None:
    said = finished(run(BEFORE_AND_AFTER, surroundings))
    assert said.strip() == "[(2568, 2568), (2569, 2569)]|guarded|guarded"
