"""What evidence is worth follows from its days, reviews and looks, and the gravest is said first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from prongsai.programme.evidence.verdicts import CODES, LABELS, CheckSeen, EvidenceSeen, verdict_of

TODAY = date(2026, 3, 17)
NOW = datetime(2026, 3, 17, tzinfo=UTC)
FILE = EvidenceSeen(kind="file", fiscal_year=2569, evidence_on=date(2026, 1, 12))
LINK = EvidenceSeen(kind="link", fiscal_year=2569, check=CheckSeen(NOW, "alive"))


def code(seen: EvidenceSeen, today: date = TODAY) -> str:
    return verdict_of(seen, today).code


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 9, 30), "outside_year"),
        (date(2025, 10, 1), "ok"),
        (date(2026, 9, 30), "ok"),
        (date(2026, 10, 1), "outside_year"),
        (None, "undated"),
    ],
)
def test_the_day_of_a_file_has_to_lie_in_the_fiscal_year(day: date | None, expected: str) -> None:
    assert code(replace(FILE, evidence_on=day)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 4, 1), date(2025, 9, 30), "outside_year"),
        (date(2025, 9, 1), date(2025, 10, 1), "ok"),
        (date(2026, 10, 1), date(2026, 12, 1), "outside_year"),
    ],
)
def test_a_period_decides_before_the_day_and_has_to_touch_the_year(first: date, last: date, expected: str) -> None:
    assert code(replace(FILE, evidence_on=date(2027, 1, 5), period_from=first, period_to=last)) == expected


@pytest.mark.parametrize("kind", ["link", "register"])
def test_addresses_and_frozen_numbers_need_no_day(kind: str) -> None:
    assert code(replace(LINK, kind=kind)) == "ok"


@pytest.mark.parametrize(("days", "expected"), [(-1, "expired"), (0, "expiring"), (30, "expiring"), (31, "ok")])
def test_the_last_day_still_counts_and_is_told_thirty_days_before(days: int, expected: str) -> None:
    assert code(replace(FILE, expires_on=TODAY + timedelta(days=days))) == expected


@pytest.mark.parametrize("outcome", ["gone", "sign_in", "not_public", "certificate", "redirects", "broken"])
def test_what_will_not_pass_by_itself_makes_a_link_dead_at_once(outcome: str) -> None:
    verdict = verdict_of(replace(LINK, check=CheckSeen(NOW, outcome)), TODAY)
    assert (verdict.code, bool(verdict.detail)) == ("dead_link", True)


@pytest.mark.parametrize(("hours", "expected"), [(0, "checking"), (19, "checking"), (20, "dead_link")])
def test_what_may_pass_by_itself_makes_a_link_dead_on_the_second_night(hours: int, expected: str) -> None:
    check = CheckSeen(NOW, "temporary", failing_since=NOW - timedelta(hours=hours))
    assert code(replace(LINK, check=check)) == expected


@pytest.mark.parametrize("check", [None, CheckSeen(NOW, "unknown")])
def test_a_link_that_nobody_could_look_at_yet_is_neither_alive_nor_dead(check: CheckSeen | None) -> None:
    assert code(replace(LINK, check=check)) == "checking"


def test_a_pdf_of_pictures_and_one_that_cannot_be_read_are_told_apart() -> None:
    pictures = verdict_of(replace(FILE, check=CheckSeen(NOW, "read", has_text=False)), TODAY)
    broken = verdict_of(replace(FILE, check=CheckSeen(NOW, "unreadable")), TODAY)
    assert (pictures.code, broken.code) == ("no_text", "unreadable")


def test_a_file_that_cannot_be_read_is_told_before_the_day_that_it_lacks() -> None:
    assert code(replace(FILE, evidence_on=None, check=CheckSeen(NOW, "unreadable"))) == "unreadable"


def test_the_gravest_is_said_first() -> None:
    seen = replace(
        LINK,
        review="returned",
        review_reason="ลงนามก่อน",
        check=CheckSeen(NOW, "gone", has_text=False),
        evidence_on=date(2025, 1, 1),
        expires_on=date(2026, 1, 1),
    )
    said = [code(seen)]
    seen = replace(seen, review="accepted")
    said.append(code(seen))
    seen = replace(seen, check=CheckSeen(NOW, "alive", has_text=False))
    said.append(code(seen))
    seen = replace(seen, expires_on=None)
    said.append(code(seen))
    seen = replace(seen, evidence_on=None)
    said.append(code(seen))
    assert said == ["returned", "dead_link", "expired", "outside_year", "no_text"]
    assert [CODES.index(entry) for entry in said] == sorted(CODES.index(entry) for entry in said)


def test_every_code_has_a_word() -> None:
    assert set(LABELS) == set(CODES)
