"""What no form of ours would send is answered, never broken."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.offices import NOW, Office

from prongsai.interfaces.staff.forms.seen import sealed
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure, Step

pytestmark = pytest.mark.django_db
ODD = ["²", "9" * 5000, "-1", "1e9", "๑", "", "0x10", "99999999999999999999"]


@pytest.fixture
def measure(office: Office, client: Client) -> Measure:
    by = office.actor()
    client.force_login(office.persons["officer"])
    plan = start_plan(by=by, at=NOW, fiscal_year=2569)
    return add_measure(by=by, at=NOW, plan=plan, draft=MeasureDraft(title="จัดทำคู่มือ", steps=(StepDraft(text="สำรวจ"),)))


@pytest.mark.parametrize("odd", ODD, ids=[str(index) for index in range(len(ODD))])
def test_odd_numbers_break_no_page(client: Client, measure: Measure, odd: str) -> None:
    home = "/a/suanmali"
    answers = [
        client.get(f"{home}/2569/measures/", {"unit": odd, "indicator": odd, "page": odd, "status": odd, "sort": odd}),
        client.get(f"{home}/2569/report/", {"m": odd, "measure": odd}),
        client.post(f"{home}/2569/measures/order/", {"row": str(measure.pk), "to": odd, "seen": sealed({"order": [measure.pk]})}),
        client.post(f"{home}/2569/measures/order/", {"row": odd, "to": "1", "seen": odd}),
        client.post(
            f"{home}/measures/{measure.pk}/edit/", {"steps-TOTAL_FORMS": odd, "steps-0-step_id": odd, "version": odd, "act": "add"}
        ),
        client.post(
            f"{home}/measures/{measure.pk}/edit/", {"steps-TOTAL_FORMS": "1", "steps-0-step_id": odd, "steps-0-text": "ก", "version": odd}
        ),
        client.post(f"{home}/measures/{measure.pk}/report/", {"count-rows": odd, "step": odd, "unit": odd}),
        client.get(f"{home}/measures/{measure.pk}/report/", {"step": odd, "answers": odd}),
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


@pytest.mark.parametrize("year", [2540, 2541, 2599])
def test_the_first_and_last_years_have_their_pages(client: Client, measure: Measure, year: int) -> None:
    for page in ("", "tasks/", "measures/", "catalogue/", "imports/", "reports/", "measures/add/"):
        assert client.get(f"/a/suanmali/{year}/{page}").status_code < 500, page


def test_a_step_that_is_not_of_the_measure_is_refused_and_nothing_is_lost(client: Client, measure: Measure) -> None:
    step = Step.objects.get(measure=measure)
    form = {"title": measure.title, "version": "1", "steps-TOTAL_FORMS": "1", "steps-0-step_id": "424242", "steps-0-text": "อื่น"}
    answer = client.post(f"/a/suanmali/measures/{measure.pk}/edit/", form)
    assert answer.status_code in {409, 422}
    assert list(Step.objects.filter(measure=measure, withdrawn_at=None)) == [step]
