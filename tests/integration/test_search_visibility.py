"""Nobody finds what they may not see: not as an answer, not in a count, not as a proposed spelling, not through filters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.offices import Office
from tests.searching import KIND, Shelf, found, shelf

from prongsai.foundation import registry
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.people.roles import AGENCY_ROLES
from prongsai.foundation.search.actions import rebuild
from prongsai.foundation.search.queries import kinds_open_to, search

pytestmark = pytest.mark.django_db
SECRET, OWN, OPEN = "test.secret", "test.own", KIND


@pytest.fixture
def shelves(office: Office) -> Iterator[dict[str, Shelf]]:
    """An open kind, one for the administrator only, and one that reporters may see of their own unit."""
    with shelf() as open_one:
        secret, own = Shelf(), Shelf()
        registry.searchable.announce(
            registry.SearchSource(SECRET, "ลับ", "lock", "people.manage", secret.give),
            registry.SearchSource(OWN, "ของหน่วย", "file-text", "plans.report", own.give),
        )
        agency = office.agency.pk
        open_one.put(agency, 1, "ทรัพย์สินส่วนกลาง", year=2569)
        secret.put(agency, 1, "ทรัพย์สินลับสุดยอด", year=2570)
        own.put(agency, 1, "ทรัพย์สินกองคลัง", year=2568, unit_ids=(office.unit("กองคลัง").pk, office.unit("กองช่าง").pk))
        own.put(agency, 2, "ทรัพย์สินกองช่าง", year=2567, unit_ids=(office.unit("กองช่าง").pk,))
        own.put(agency, 3, "ทรัพย์สินทุกหน่วย", year=2566)
        rebuild(agency_id=agency)
        try:
            yield {"open": open_one, "secret": secret, "own": own}
        finally:
            registry.searchable.withdraw(SECRET, OWN)


def seen(by: Actor, typed: str = "ทรัพย์สิน") -> tuple[set[str], dict[str, int], tuple[int, ...]]:
    """Titles, counts by kind, and years."""
    answer = search(by=by, typed=typed)
    titles = {title.replace("[", "").replace("]", "") for title in found(by, typed)}
    return titles, {source.key: count for source, count in answer.kinds}, answer.years


EXPECTED = {
    "officer": ({"ทรัพย์สินส่วนกลาง", "ทรัพย์สินกองคลัง", "ทรัพย์สินกองช่าง", "ทรัพย์สินทุกหน่วย"}, {OPEN: 1, OWN: 3}, (2569, 2568, 2567, 2566)),
    "unit_reporter": ({"ทรัพย์สินส่วนกลาง", "ทรัพย์สินกองคลัง"}, {OPEN: 1, OWN: 1}, (2569, 2568)),
    "agency_administrator": ({"ทรัพย์สินส่วนกลาง", "ทรัพย์สินลับสุดยอด"}, {OPEN: 1, SECRET: 1}, (2570, 2569)),
}
EXPECTED |= {role: ({"ทรัพย์สินส่วนกลาง"}, {OPEN: 1}, (2569,)) for role in AGENCY_ROLES if role not in EXPECTED}


@pytest.mark.parametrize("role", AGENCY_ROLES)
def test_each_role_finds_what_its_permissions_allow(office: Office, shelves: dict[str, Shelf], role: str) -> None:
    assert seen(office.actor(role)) == EXPECTED[role]


@pytest.mark.parametrize("role", AGENCY_ROLES)
def test_nobody_finds_anything_of_another_agency(office: Office, other_office: Office, shelves: dict[str, Shelf], role: str) -> None:
    shelves["open"].put(other_office.agency.pk, 9, "ทรัพย์สินของเทศบาล")
    rebuild(agency_id=other_office.agency.pk)
    assert seen(office.actor(role)) == EXPECTED[role]
    assert seen(other_office.actor(role))[0] == {"ทรัพย์สินของเทศบาล"}


def test_hidden_texts_propose_no_spelling_and_leave_no_trace(office: Office, shelves: dict[str, Shelf]) -> None:
    for typed in ("ลับสุดยอด", "ลับสุดยอต", "ทรัพย์สินลับสุดยอต"):
        answer = search(by=office.actor(), typed=typed)
        nothing = search(by=office.actor(), typed="ฮฮฮฮฮฮฮฮฮ")
        assert (answer.answers, answer.kinds, answer.years, answer.has_more, answer.spelling) == (
            nothing.answers, nothing.kinds, nothing.years, nothing.has_more, nothing.spelling,
        )  # fmt: skip
    assert search(by=office.actor("agency_administrator"), typed="ลับสุดยอต").spelling == "ลับสุดยอด"


def test_a_hidden_kind_answers_as_one_that_does_not_exist(office: Office, shelves: dict[str, Shelf]) -> None:
    hidden, unknown = (search(by=office.actor(), typed="ทรัพย์สิน", kind=kind) for kind in (SECRET, "no.such"))
    assert (hidden.answers, hidden.kinds, hidden.years) == (unknown.answers, unknown.kinds, unknown.years)
    assert [source.key for source in kinds_open_to(office.actor())] == [OPEN, OWN]


def test_whoever_may_see_nothing_finds_nothing(office: Office, shelves: dict[str, Shelf]) -> None:
    nobody = Actor(person_id=None, name="", agency_id=office.agency.pk)
    assert seen(nobody) == (set(), {}, ())


def test_hidden_texts_do_not_crowd_out_open_ones(office: Office, shelves: dict[str, Shelf], monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound on candidates is applied after permissions, or an answer would be missing where others have many."""
    monkeypatch.setattr("prongsai.foundation.search.queries.MOST_FOUND", 4)
    for number in range(10, 40):
        shelves["secret"].put(office.agency.pk, number, f"ทรัพย์สิน {number}")
    rebuild(agency_id=office.agency.pk)
    assert seen(office.actor("executive")) == EXPECTED["executive"]
    assert not search(by=office.actor("executive"), typed="ทรัพย์สิน").has_more
