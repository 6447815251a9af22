"""Measures and the gaps that they answer: kept when they are taken, never changed, and seen again in next year's result."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries
from tests.offices import NOW, Office
from tests.results import BETTER, POOR, record

from prongsai.assessments.analysis.model import Analysis
from prongsai.assessments.analysis.queries import analysis_of
from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.people.actor import Forbidden
from prongsai.programme.plans import catalogue
from prongsai.programme.plans.actions.answering import Taken, answer_gaps, take_suggestions
from prongsai.programme.plans.actions.measures import withdraw_measure
from prongsai.programme.plans.actions.order import merge_measures
from prongsai.programme.plans.catalogue.drafts import draft_from
from prongsai.programme.plans.models import AnsweredGap, Measure, Plan
from prongsai.programme.plans.queries.answered import answered_gaps, answered_in_year, gaps_of_plan
from prongsai.programme.plans.queries.measures import units_offered
from prongsai.programme.plans.suggestions import gap_drafts

pytestmark = pytest.mark.django_db


def analysis(office: Office, year: int = 2567) -> Analysis:
    found = analysis_of(office.agency, year)
    assert found is not None
    return found


def take(office: Office, keys: list[str], *, result_year: int = 2567, plan_year: int = 2568, role: str = "officer") -> Taken:
    """Take entries of the catalogue into a plan as the page does."""
    seen, units = analysis(office, result_year), units_offered(office.agency.pk)
    entries = [entry for key in keys if (entry := catalogue.find(key))]
    drafts = [draft_from(entry, fiscal_year=plan_year, units=units, answers=gap_drafts(seen, entry)) for entry in entries]
    return take_suggestions(by=office.actor(role), at=NOW, fiscal_year=plan_year, drafts=drafts)


def test_a_suggested_measure_comes_into_the_plan_with_its_gaps_in_one_step(office: Office) -> None:
    card = record(office, 2567)
    (measure,) = take(office, ["asset-count"]).added
    assert (measure.plan.fiscal_year, measure.starts_on.year if measure.starts_on else 0) == (2568, 2024)
    rows = list(AnsweredGap.objects.values_list("key", "points", "gap", "worth", "fiscal_year", "kind", "scorecard_id"))
    assert rows == [
        ("4", Decimal("65.07"), Decimal("19.93"), Decimal("1.20"), 2567, "official", card.pk),
        ("5", Decimal("65.17"), Decimal("19.83"), Decimal("1.19"), 2567, "official", card.pk),
    ]
    assert "answers" in str(history_of(measure).get().detail.content)


def test_taking_the_same_twice_changes_nothing(office: Office) -> None:
    record(office, 2567)
    take(office, ["asset-count", "asset-rules"])
    again = take(office, ["asset-count", "asset-rules"])
    assert (again.added, again.tied) == ((), ())
    assert (Measure.objects.count(), AnsweredGap.objects.count()) == (2, 3)


def test_a_measure_that_stands_already_is_tied_instead_of_added_again(office: Office) -> None:
    units = units_offered(office.agency.pk)
    entry = catalogue.find("asset-rules")
    assert entry is not None
    take_suggestions(by=office.actor(), at=NOW, fiscal_year=2568, drafts=[draft_from(entry, fiscal_year=2568, units=units)])
    record(office, 2567)
    taken = take(office, ["asset-rules"])
    assert (taken.added, [measure.catalogue_key for measure in taken.tied]) == ((), ["asset-rules"])
    assert {event.verb for event in history_of(taken.tied[0])} == {"plans.measure_added", "plans.gaps_answered"}


def test_a_withdrawn_measure_does_not_stand_in_the_way(office: Office) -> None:
    record(office, 2567)
    (measure,) = take(office, ["asset-rules"]).added
    withdraw_measure(by=office.actor(), at=NOW, measure=measure, reason="ซ้ำ")
    assert len(take(office, ["asset-rules"]).added) == 1


def test_who_may_not_change_the_plan_takes_nothing(office: Office) -> None:
    record(office, 2567)
    with pytest.raises(Forbidden):
        take(office, ["asset-rules"], role="executive")
    assert not Plan.objects.exists()


def test_answered_gaps_are_only_ever_added(office: Office) -> None:
    record(office, 2567)
    take(office, ["asset-rules"])
    with pytest.raises(DatabaseError), transaction.atomic():
        AnsweredGap.objects.update(points=Decimal(99))
    with pytest.raises(DatabaseError), transaction.atomic():
        AnsweredGap.objects.all().delete()


def test_a_gap_is_kept_as_it_was_when_the_result_is_superseded(office: Office) -> None:
    record(office, 2567)
    (measure,) = take(office, ["asset-rules"]).added
    record(office, 2567, (*POOR[:3], "70", *POOR[4:]))
    (seen,) = answered_gaps(measure)
    assert seen.gap.points == Decimal("65.07")
    entry = catalogue.find("asset-rules")
    assert entry is not None
    assert answer_gaps(by=office.actor(), at=NOW, measure=measure, gaps=gap_drafts(analysis(office), entry)) == 0


def test_next_years_result_shows_what_became_of_the_gap(office: Office) -> None:
    record(office, 2567)
    (measure,) = take(office, ["asset-rules"]).added
    (before,) = answered_gaps(measure)
    assert (before.after_year, before.has_card, before.after) == (2568, False, None)
    record(office, 2568, BETTER)
    (seen,) = answered_gaps(measure)
    assert (seen.name, seen.after, seen.change, seen.after_kind) == ("การใช้ทรัพย์สินของราชการ", Decimal("79.25"), Decimal("14.18"), "official")


def test_the_same_kind_of_result_is_compared_where_there_is_one(office: Office) -> None:
    record(office, 2567)
    (measure,) = take(office, ["asset-rules"]).added
    record(office, 2568, BETTER, kind="own")
    assert answered_gaps(measure)[0].after_kind == "own"
    record(office, 2568, POOR)
    assert (answered_gaps(measure)[0].after_kind, answered_gaps(measure)[0].change) == ("official", Decimal(0))


def test_a_plan_of_a_later_year_is_seen_in_the_result_of_that_year(office: Office) -> None:
    record(office, 2567)
    (measure,) = take(office, ["asset-rules"], plan_year=2569).added
    assert answered_gaps(measure)[0].after_year == 2569


def test_an_item_is_followed_to_its_code_of_the_later_year(office: Office) -> None:
    record(office, 2567, O17="0")
    named = next(entry.key for entry in catalogue.catalogue() if "O13" in entry.disclosure)
    (measure,) = take(office, [named]).added
    item = next(seen for seen in answered_gaps(measure) if seen.is_item)
    assert (item.gap.key, item.gap.gap, item.after) == ("O17", Decimal(100), None)
    record(office, 2568, BETTER, O13="100")
    item = next(seen for seen in answered_gaps(measure) if seen.is_item)
    assert (item.after, item.change) == (Decimal(100), Decimal(100))


def test_a_merged_measure_answers_the_gaps_of_both(office: Office) -> None:
    record(office, 2567)
    one, other = take(office, ["asset-rules", "ita-owners"]).added
    merge_measures(by=office.actor(), at=NOW, target=one, others=[other])
    assert {seen.gap.key for seen in answered_gaps(one)} == {"4", "9", "10"}


def test_the_gaps_of_a_plan_are_read_in_few_queries(office: Office, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    record(office, 2567)
    record(office, 2568, BETTER)
    measures = take(office, ["asset-rules", "ita-owners", "asset-count"]).added
    with django_assert_max_num_queries(2):
        found = answered_in_year(office.agency.pk, 2568)
    assert set(found) == {measure.pk for measure in measures}
    assert set(gaps_of_plan(measures[0].plan_id, 2567)) == set(found)
    assert gaps_of_plan(measures[0].plan_id, 2566) == {}


def test_another_agency_sees_nothing_of_it(office: Office, other_office: Office) -> None:
    record(office, 2567)
    take(office, ["asset-rules"])
    assert analysis_of(other_office.agency, 2567) is None
    assert answered_in_year(other_office.agency.pk, 2568) == {}
