"""Scorecards: recorded whole or not at all, superseded and never changed, read back as they were computed."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries
from tests.offices import NOW, Office, open_office
from tests.scores import TEN, YEAR, recorded, ten

from prongsai.assessments.scorecards import queries
from prongsai.assessments.scorecards.actions import OutdatedScores, record_scorecard, withdraw_scorecard
from prongsai.assessments.scorecards.facts import FACTS_KEY
from prongsai.assessments.scorecards.models import Scorecard
from prongsai.assessments.scorecards.permissions import access_scorecard
from prongsai.assessments.scorecards.stored import stored_card, stored_points, stored_tallies
from prongsai.core.ita.loading import framework
from prongsai.core.ita.scoring import Response, score, tally
from prongsai.foundation import registry
from prongsai.foundation.audit.models import Event
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import Forbidden, NotFound

pytestmark = pytest.mark.django_db


def faults_of(office: Office, **given: object) -> dict[str, str]:
    values: dict[str, object] = {"fiscal_year": YEAR, "kind": "official", "points": {}, "made_from": "typed", **given}
    with pytest.raises(Unusable) as caught:
        record_scorecard(by=office.actor(), at=NOW, **values)  # type: ignore[arg-type]
    return {fault.field: fault.message for fault in caught.value.faults}


def test_ten_typed_indicators_give_a_card_with_total_level_and_digests(office: Office) -> None:
    card = recorded(office, printed_total=Decimal("59.46"), printed_level="D", note="  หนังสือแจ้งผล  ")
    assert (card.total, card.level, card.number, card.supersedes) == (Decimal("59.45"), "D", 1, None)
    assert (card.printed_total, card.printed_level, card.note) == (Decimal("59.46"), "D", "หนังสือแจ้งผล")
    assert card.framework_digest == framework(YEAR).digest
    assert len(card.facts_digest) == 64
    assert stored_points(card) == ten()


def test_a_stored_card_is_the_computed_one_exact_to_the_last_fraction(office: Office) -> None:
    row = Scorecard.objects.get(pk=recorded(office).pk)
    computed = score(framework(YEAR), ten())
    assert stored_card(row) == computed
    assert stored_card(row).total.value == computed.total.value  # type: ignore[union-attr]
    assert isinstance(computed.total.value, Fraction)


def test_a_stored_card_needs_no_framework_to_be_shown(office: Office) -> None:
    row = Scorecard.objects.get(pk=recorded(office).pk)
    row.framework_digest = "0" * 64
    row.fiscal_year = 2599
    card = stored_card(row)
    assert card is not None
    assert (card.points("total"), card.points("OIT"), card.level.rule.key) == (Decimal("59.45"), Decimal("34.03"), "D")  # type: ignore[union-attr]


def test_partial_scores_are_kept_with_what_they_leave_open(office: Office) -> None:
    card = recorded(office, ten(*map(str, TEN[:5])))
    assert (card.total, card.level) == (None, "")
    computed = stored_card(card)
    assert computed is not None
    assert computed.points("IIT") == Decimal("72.42")
    assert computed.points("EIT") is None
    assert "10" in computed.unknown


def test_a_total_that_stands_alone_on_the_paper_is_the_total(office: Office) -> None:
    card = recorded(office, {}, printed_total=Decimal("87.50"))
    assert (card.total, card.level) == (Decimal("87.50"), "A")
    assert stored_points(card) == {}


def test_counted_answers_are_kept_and_give_points(office: Office) -> None:
    rows = [row for instrument in framework(YEAR).instruments if instrument.code == "IIT" for row in instrument.rows]
    responses = [Response("IIT", {row.key: 1 for row in rows}), Response("IIT", {row.key: len(row.scale.options) for row in rows})]
    counted = tally(framework(YEAR), responses)
    card = Scorecard.objects.get(pk=recorded(office, {}, kind="own", tallies=counted, made_from="computed").pk)
    assert stored_tallies(card) == counted
    assert stored_card(card).points("IIT") == Decimal("50.00")  # type: ignore[union-attr]


def test_the_same_content_again_makes_no_second_card(office: Office) -> None:
    first = recorded(office, printed_total=Decimal("59.5"))
    again = record_scorecard(
        by=office.actor(), at=NOW, fiscal_year=YEAR, kind="official", points=ten(), made_from="typed", printed_total=Decimal("59.50")
    )
    assert (again.card.pk, again.is_new) == (first.pk, False)
    assert Event.objects.filter(verb="scores.recorded").count() == 1


def test_a_later_card_supersedes_the_one_before_and_both_stay(office: Office) -> None:
    first = recorded(office)
    second = recorded(office, ten() | {"10": Decimal("25.00")})
    assert (second.supersedes_id, second.number) == (first.pk, 2)
    assert queries.current_card(office.agency.pk, YEAR, "official") == second
    assert [card.number for card in queries.history(office.agency.pk, YEAR, "official")] == [2, 1]
    assert stored_card(Scorecard.objects.get(pk=first.pk)).points("10") == Decimal("12.50")  # type: ignore[union-attr]


def test_official_and_own_cards_of_a_year_stand_side_by_side(office: Office) -> None:
    official, own = recorded(office), recorded(office, ten() | {"9": Decimal("80.00")}, kind="own")
    assert [card.pk for card in queries.current_cards(office.agency.pk, YEAR)] == [official.pk, own.pk]
    ninth = queries.official_and_own(office.agency.pk, YEAR)["9"]
    assert (ninth.first, ninth.second, ninth.change) == (Decimal("80.00"), Decimal("55.56"), Decimal("-24.44"))
    assert queries.best_known(office.agency.pk, YEAR) == official


def test_every_fault_is_told_by_field_and_nothing_is_kept(office: Office) -> None:
    points = {"1": Decimal("100.01"), "11": Decimal(50), "2": Decimal("-1"), "3": Decimal("NaN")}
    found = faults_of(office, points=points, kind="else", printed_total=Decimal("60.123"), note="ก" * 2001, printed_level="ข" * 61)
    assert set(found) == {"kind", "note", "printed_level", "printed_total", "points-1", "points-11", "points-2", "points-3"}
    assert Scorecard.objects.count() == 0
    assert Event.objects.filter(verb__startswith="scores").count() == 0


def test_a_card_needs_at_least_one_number(office: Office) -> None:
    assert list(faults_of(office)) == [""]


def test_a_year_without_framework_is_refused_with_the_years_that_have_one(office: Office) -> None:
    message = faults_of(office, fiscal_year=2599, points=ten())["fiscal_year"]
    assert "2562" in message
    assert "2569" in message


def test_an_imported_card_needs_its_file(office: Office) -> None:
    assert list(faults_of(office, points=ten(), made_from="imported")) == ["file"]


def test_only_who_may_enter_records_and_only_who_may_import_imports(office: Office) -> None:
    for role in ("unit_reporter", "executive", "publisher", "overseer", "complaint_officer", "agency_administrator"):
        for made_from in ("typed", "computed", "imported"):
            with pytest.raises(Forbidden):
                record_scorecard(by=office.actor(role), at=NOW, fiscal_year=YEAR, kind="official", points=ten(), made_from=made_from)
        with pytest.raises(Forbidden):
            withdraw_scorecard(by=office.actor(role), at=NOW, card=recorded(office), reason="ผิด")


def test_a_card_of_another_agency_is_absent(office: Office, other_office: Office) -> None:
    card = recorded(office)
    assert access_scorecard(by=office.actor("executive"), card_id=card.pk) == card
    with pytest.raises(NotFound):
        access_scorecard(by=other_office.actor(), card_id=card.pk)
    with pytest.raises(NotFound):
        access_scorecard(by=office.actor("executive"), card_id=card.pk, permission="scores.enter")


def test_who_looked_at_an_older_card_is_told_before_superseding_a_newer_one(office: Office) -> None:
    recorded(office, seen_number=0)
    with pytest.raises(OutdatedScores) as caught:
        recorded(office, ten("1"), seen_number=0)
    assert caught.value.current == queries.current_card(office.agency.pk, YEAR, "official")
    assert recorded(office, ten("1"), seen_number=1).number == 2


def test_a_withdrawn_result_is_no_longer_current_and_stays_in_the_history(office: Office) -> None:
    card = recorded(office)
    end = withdraw_scorecard(by=office.actor(), at=NOW, card=card, reason="กรอกผิดปี")
    assert (end.is_withdrawn, end.supersedes_id, end.note) == (True, card.pk, "กรอกผิดปี")
    assert stored_card(end) is None
    assert queries.current_card(office.agency.pk, YEAR, "official") is None
    assert list(queries.current_cards(office.agency.pk)) == []
    assert [one.count for one in queries.years_of(office.agency.pk)] == [2]
    again = recorded(office, seen_number=0)
    assert (again.number, again.supersedes_id) == (3, end.pk)


def test_withdrawing_asks_for_a_reason_and_for_the_current_card(office: Office) -> None:
    first = recorded(office)
    with pytest.raises(Unusable):
        withdraw_scorecard(by=office.actor(), at=NOW, card=first, reason=" ")
    recorded(office, ten("1"))
    with pytest.raises(OutdatedScores):
        withdraw_scorecard(by=office.actor(), at=NOW, card=first, reason="ผิด")


def test_rows_cannot_be_changed_or_deleted_not_even_past_the_actions(office: Office) -> None:
    card = recorded(office)
    for change in (
        lambda: Scorecard.objects.filter(pk=card.pk).update(total=Decimal(99)),
        lambda: Scorecard.objects.filter(pk=card.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE scorecards_scorecard SET note = 'x'")


def test_the_database_refuses_a_second_current_card_and_a_second_successor(office: Office) -> None:
    first = recorded(office)
    second = recorded(office, ten("1"))
    for number, before in ((1, None), (2, first), (3, first)):
        double = Scorecard.objects.get(pk=second.pk)
        double.pk, double.number, double.supersedes = None, number, before
        with pytest.raises(IntegrityError), transaction.atomic():
            double.save(force_insert=True)


def test_the_trail_tells_who_recorded_which_points(office: Office) -> None:
    recorded(office)
    recorded(office, ten() | {"10": Decimal(25)})
    event = Event.objects.filter(verb="scores.recorded").select_related("detail", "by").last()
    assert event is not None
    assert event.by == office.persons["officer"]
    changes = event.detail.content["changes"]
    assert changes["points"][0]["10"] == "12.5"
    assert changes["points"][1]["10"] == "25"
    assert changes["total"] == ["59.45", "61.95"]


def test_years_come_newest_first_in_one_query(office: Office, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for year in (2562, 2563, YEAR):
        recorded(office, year=year)
        recorded(office, ten("50"), year=year, kind="own")
    with django_assert_num_queries(1):
        years = queries.years_of(office.agency.pk)
    assert [(one.fiscal_year, one.count) for one in years] == [(YEAR, 2), (2563, 2), (2562, 2)]
    assert years[0].official is not None
    assert years[0].own is not None


def test_peers_are_told_only_from_three_agencies_on_and_only_as_numbers(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    offices = [open_office(f"office-{place}", f"องค์การบริหารส่วนตำบลที่ {place}") for place in range(3)]
    for place, office in enumerate(offices[:2]):
        recorded(office, ten() | {"1": Decimal(70 + place)})
    agency = offices[0].agency
    assert queries.peers(agency, YEAR) == {}
    recorded(offices[2], {"1": Decimal(90)})
    with django_assert_num_queries(1):
        found = queries.peers(agency, YEAR)
    assert list(found) == ["1"]
    assert (found["1"].best, found["1"].mean, found["1"].count) == (Decimal("90.00"), Decimal("77.00"), 3)


def test_peers_leave_out_other_kinds_other_provinces_own_results_and_superseded_cards() -> None:
    offices = [open_office(f"office-{place}", f"องค์การบริหารส่วนตำบลที่ {place}") for place in range(3)]
    for office in offices:
        recorded(office, {"1": Decimal(10)})
        recorded(office, {"1": Decimal(60)})
        recorded(office, {"1": Decimal(99)}, kind="own")
    town = open_office("town", "เทศบาลตำบลริมน้ำ")
    recorded(town, {"1": Decimal(100)})
    far = open_office("far", "องค์การบริหารส่วนตำบลไกล")
    far.agency.province = "ตาก"
    far.agency.save()
    recorded(far, {"1": Decimal(100)})
    assert queries.peers(offices[0].agency, YEAR)["1"].best == Decimal("60.00")


def test_facts_of_a_year_are_total_and_instruments_in_hundredths(office: Office) -> None:
    recorded(office)
    source = registry.facts.get(FACTS_KEY)
    assert source is not None
    found = {fact.key: fact.value for fact in source.compute(office.agency.pk, YEAR, date(2026, 3, 17))}
    assert found == {"scores.official.total": 5945, "scores.official.IIT": 7242, "scores.official.EIT": 8037, "scores.official.OIT": 3403}
    assert list(source.compute(office.agency.pk, 2563, date(2026, 3, 17))) == []


def test_what_is_stored_is_plain_json(office: Office) -> None:
    row = Scorecard.objects.get(pk=recorded(office).pk)
    assert json.loads(json.dumps(row.result)) == row.result
    assert row.result["scores"]["total"]["published"] == "59.45"
