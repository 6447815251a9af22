"""The steps of the database: complete, reversible, and the tables that only grow stay so."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from tests.integration.test_many_at_once import finished, run

pytestmark = pytest.mark.django_db
GROWING = (
    "audit_event",
    "audit_mention",
    "audit_detail",
    "plans_progressreport",
    "plans_reportfile",
    "plans_printedreport",
    "plans_answeredgap",
    "scorecards_scorecard",
    "evidence_evidencerevision",
    "evidence_evidencereview",
    "evidence_evidencecheck",
)
BACK_AND_FORTH = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
tables = set(connection.introspection.table_names())
call_command("migrate", "agencies", "zero", verbosity=0)
left = {name for name in connection.introspection.table_names() if name.startswith(("agencies_", "people_", "audit_", "files_", "jobs_", "plans_", "evidence_", "scorecards_"))}
call_command("migrate", verbosity=0)
print(left or "nothing", set(connection.introspection.table_names()) == tables)
"""


def test_no_change_of_a_model_lacks_its_step() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_step_can_be_undone_and_done_again(surroundings: dict[str, str]) -> None:
    assert finished(run(BACK_AND_FORTH, surroundings)).split() == ["nothing", "True"]


@pytest.mark.parametrize("table", GROWING)
def test_a_table_that_only_grows_has_its_guards(table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        assert {row[0] for row in cursor.fetchall()} == {f"{table}_no_update", f"{table}_no_delete"}


def test_a_monitoring_day_of_a_whole_measure_stands_once() -> None:
    from django.utils import timezone
    from tests.offices import NOW, open_office

    from prongsai.programme.plans.actions.measures import add_measure, start_plan
    from prongsai.programme.plans.drafts import MeasureDraft
    from prongsai.programme.plans.models import MonitoringDate

    by = open_office().actor()
    measure = add_measure(by=by, at=NOW, plan=start_plan(by=by, at=NOW, fiscal_year=2569), draft=MeasureDraft(title="ก"))
    same = {"agency_id": measure.agency_id, "measure": measure, "due_on": timezone.localdate(NOW)}
    MonitoringDate.objects.create(**same)
    with pytest.raises(DatabaseError), transaction.atomic():
        MonitoringDate.objects.create(**same)
