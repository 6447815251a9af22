"""Several processes write to one agency at once, on a database of their own: nothing is lost, nothing stands twice, the chain holds."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.django_db
WRITERS, EACH = 4, 12
OPEN = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.offices import open_office
open_office()
"""
WRITE = """
import sys, django
django.setup()
from tests.offices import NOW
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import actor_in
from prongsai.foundation.agencies.models import Agency
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft
agency = Agency.objects.get()
by = actor_in(Person.objects.get(username="suanmali-officer"), agency.pk)
for index in range(int(sys.argv[2])):
    plan = start_plan(by=by, at=NOW, fiscal_year=2569)
    add_measure(by=by, at=NOW, plan=plan, draft=MeasureDraft(title=f"{sys.argv[1]}-{index}"))
"""
COUNT = """
import django
django.setup()
from prongsai.foundation.audit.queries import verify
from prongsai.programme.plans.models import Measure, Plan
orders = sorted(Measure.objects.values_list("order", flat=True))
print(Plan.objects.count(), len(orders), orders == list(range(1, len(orders) + 1)), [broken for _, _, broken in verify() if broken])
"""


def run(script: str, environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def finished(process: subprocess.Popen[str]) -> str:
    printed, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    return printed


def test_many_writers_at_once_lose_nothing_and_break_no_chain(surroundings: dict[str, str]) -> None:
    finished(run(OPEN, surroundings))
    writers = [run(WRITE, surroundings, str(number), str(EACH)) for number in range(WRITERS)]
    for writer in writers:
        finished(writer)
    assert finished(run(COUNT, surroundings)).split() == ["1", str(WRITERS * EACH), "True", "[]"]


CARRY = """
import django
django.setup()
from tests.offices import NOW
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import actor_in
from prongsai.programme.plans.actions.carrying import carry_forward
from prongsai.programme.plans.models import Measure, Plan
source = Plan.objects.get(fiscal_year=2569)
by = actor_in(Person.objects.get(username="suanmali-officer"), source.agency_id)
chosen = dict.fromkeys(Measure.objects.filter(plan=source).values_list("pk", flat=True), False)
found = carry_forward(by=by, at=NOW, source=source, fiscal_year=2570, chosen=chosen)
print(len(found.added), found.left)
"""


def test_two_who_carry_a_plan_at_once_carry_each_measure_once(surroundings: dict[str, str]) -> None:
    finished(run(OPEN, surroundings))
    finished(run(WRITE, surroundings, "0", str(EACH)))
    both = [run(CARRY, surroundings) for _ in range(2)]
    told = [tuple(map(int, finished(one).split())) for one in both]
    assert sorted(told) == [(0, EACH), (EACH, 0)]
    assert finished(run(COUNT, surroundings)).split()[:2] == ["2", str(2 * EACH)]
