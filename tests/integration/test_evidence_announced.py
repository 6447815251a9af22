"""What others hear of evidence: numbers, days on which it expires, words for the search; and which revisions are due for a look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import Mock

import pytest
import time_machine
from django.conf import LazySettings
from django.utils import timezone
from huey.contrib.djhuey import HUEY
from tests.integration.test_evidence import a_file, a_link, measure, office  # noqa: F401 - fixtures
from tests.offices import NOW, Office

from prongsai.foundation import registry
from prongsai.programme.evidence import tasks
from prongsai.programme.evidence.actions.changing import withdraw
from prongsai.programme.evidence.actions.checking import Found, keep_check
from prongsai.programme.evidence.asking import LONGEST_WAIT, Asked, ask
from prongsai.programme.evidence.links.looking import Looker
from prongsai.programme.evidence.looking import due, look_at_due, look_at_revision
from prongsai.programme.evidence.models import EvidenceCheck, EvidenceRevision
from prongsai.programme.evidence.pacing import Share
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.permissions import units_of_evidence

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 17)
LATER = NOW + timedelta(minutes=10)
NIGHT = NOW + timedelta(hours=16)
"""02:00 in Thailand."""


class Eyes(Looker):
    """A looker that asks nobody and remembers where it was sent."""

    def __init__(self, *, resting: str = "", fault: bool = False) -> None:
        self.seen: list[tuple[str, bool | None]] = []
        self._resting, self._fault = resting, fault

    def is_resting(self, url: str) -> bool:
        return bool(self._resting) and self._resting in url

    def look(self, url: str, *, knows_text: bool | None = None) -> Found:
        self.seen.append((url, knows_text))
        if self._fault:
            raise RuntimeError
        return Found("alive", 200, "text/html")


@pytest.fixture(autouse=True)
def _links_are_looked_at(settings: LazySettings) -> None:
    settings.LINKS_ARE_LOOKED_AT = True


def test_numbers_of_the_year_are_told(office: Office, measure: Measure) -> None:  # noqa: F811
    source = registry.facts.get("evidence.year")
    assert source is not None
    assert list(source.compute(office.agency.pk, 2569, TODAY)) == []
    a_file(office, measure)
    a_link(office, measure)
    told = {fact.key: fact.value for fact in source.compute(office.agency.pk, 2569, TODAY)}
    assert told == {
        "evidence.pieces": 2, "evidence.file": 1, "evidence.link": 1, "evidence.register": 0, "evidence.usable": 1, "evidence.accepted": 0,
    }  # fmt: skip


def test_the_last_day_of_evidence_is_a_dated_object_of_its_units(office: Office, measure: Measure) -> None:  # noqa: F811
    evidence = a_file(office, measure, expires_on=date(2026, 4, 1))
    source = registry.dated_objects.get("evidence.expiring")
    assert source is not None
    (found,) = source.find(office.agency.pk, date(2026, 4, 1), date(2026, 4, 1))
    assert (found.key, found.due_on, found.unit_ids) == (f"evidence-{evidence.pk}", date(2026, 4, 1), (office.unit("กองคลัง").pk,))
    assert list(source.find(office.agency.pk, date(2026, 4, 2), date(2026, 5, 1))) == []
    withdraw(by=office.actor(), at=NOW, evidence=evidence, unit_ids=units_of_evidence(evidence), reason="ผิด")
    assert list(source.find(office.agency.pk, date(2026, 4, 1), date(2026, 4, 1))) == []


def test_evidence_is_found_by_title_file_and_address(office: Office, measure: Measure) -> None:  # noqa: F811
    a_file(office, measure)
    link = a_link(office, measure)
    source = registry.searchable.get("evidence.evidence")
    assert source is not None
    assert [(text.title, text.body) for text in source.texts(office.agency.pk, None)] == [
        ("ประกาศ", "ประกาศ.pdf"),
        ("หน้าเผยแพร่", "https://suanmali.example/plan.pdf"),
    ]
    assert [text.object_id for text in source.texts(office.agency.pk, [link.pk])] == [link.pk]


def test_a_new_address_is_due_at_any_hour_and_every_night_again(office: Office, measure: Measure) -> None:  # noqa: F811
    link = a_link(office, measure)
    revision = link.revisions.get()
    assert not due(NOW).exists()
    assert list(due(LATER)) == [revision]
    keep_check(at=LATER, revision=revision, found=Found("alive", 200))
    assert not due(LATER).exists()
    assert not due(NIGHT).exists()
    assert list(due(NIGHT + timedelta(days=1))) == [revision]
    assert not due(NIGHT + timedelta(days=1, hours=9)).exists()
    withdraw(by=office.actor(), at=NOW, evidence=link, unit_ids=units_of_evidence(link), reason="ผิด")
    assert not due(NIGHT + timedelta(days=1)).exists()


def test_a_demonstration_asks_nobody_unless_a_person_wants_it(office: Office, measure: Measure, settings: LazySettings) -> None:  # noqa: F811
    settings.LINKS_ARE_LOOKED_AT = False
    revision = a_link(office, measure).revisions.get()
    eyes = Eyes()
    assert not due(LATER).exists()
    assert look_at_revision(revision.pk, looker=eyes) is None
    assert look_at_revision(revision.pk, looker=eyes, is_asked=True) is not None
    assert eyes.seen == [("https://suanmali.example/plan.pdf", None)]


def test_what_is_due_is_looked_at_but_for_hosts_that_want_a_rest(office: Office, measure: Measure) -> None:  # noqa: F811
    a_link(office, measure)
    assert look_at_due(now=LATER, looker=Eyes(resting="suanmali")) == 0
    assert not EvidenceCheck.objects.exists()
    assert look_at_due(now=LATER, looker=Eyes()) == 1
    assert EvidenceCheck.objects.get().outcome == "alive"
    assert look_at_due(now=LATER, looker=Eyes()) == 0


def test_an_address_that_was_not_looked_at_for_longest_comes_first(office: Office, measure: Measure) -> None:  # noqa: F811
    first, second, third = (a_link(office, measure).revisions.get() for _piece in range(3))
    for revision, days in ((first, 1), (second, 2)):
        keep_check(at=NIGHT - timedelta(days=days), revision=revision, found=Found("alive", 200))
    assert list(due(NIGHT)) == [third, second, first]


def test_looks_by_the_clock_end_with_their_share_and_go_on_in_the_next_minute(office: Office, measure: Measure) -> None:  # noqa: F811
    for _piece in range(3):
        a_link(office, measure)
    share = Mock(Share, is_spent=Mock(side_effect=[False, False, True, False, False]), taking=Share(60).taking)
    assert look_at_due(now=LATER, looker=Eyes(), share=share) == 2
    assert look_at_due(now=LATER, looker=Eyes(), share=share) == 1


@pytest.fixture
def eyes(monkeypatch: pytest.MonkeyPatch) -> Eyes:
    """What the worker of this process looks with."""
    found = Eyes()
    monkeypatch.setattr("prongsai.programme.evidence.looking.shared_looker", lambda: found)
    return found


@pytest.fixture
def asked_of_the_worker(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The revisions that a worker is to look at, which does not work just now."""
    found: list[int] = []
    monkeypatch.setattr(tasks, "look_at", lambda revision_id, is_asked: found.append(revision_id))
    return found


def test_a_look_that_waits_is_not_asked_again_until_its_worker_must_be_gone(
    office: Office,  # noqa: F811
    measure: Measure,  # noqa: F811
    asked_of_the_worker: list[int],
) -> None:
    revision, other = (a_link(office, measure).revisions.get() for _piece in range(2))
    with time_machine.travel(LATER, tick=False) as clock:
        told = {ask(at=timezone.now(), revision=revision) for _press in range(120)}
        assert (told, ask(at=timezone.now(), revision=other)) == ({Asked.GRANTED, Asked.WAITS}, Asked.GRANTED)
        assert asked_of_the_worker == [revision.pk, other.pk]
        clock.shift(LONGEST_WAIT + timedelta(seconds=1))
        assert ask(at=timezone.now(), revision=revision) is Asked.GRANTED


def test_an_address_is_not_looked_at_twice_within_a_minute(office: Office, measure: Measure, eyes: Eyes) -> None:  # noqa: F811
    revision = a_link(office, measure).revisions.get()
    with time_machine.travel(LATER, tick=False) as clock:
        assert [ask(at=timezone.now(), revision=revision) for _press in range(3)] == [Asked.GRANTED, Asked.JUST_LOOKED, Asked.JUST_LOOKED]
        tasks.look_at(revision.pk, is_asked=True)
        assert len(eyes.seen) == 1
        clock.shift(61)
        assert ask(at=timezone.now(), revision=revision) is Asked.GRANTED
    assert len(eyes.seen) == 2


def test_a_look_that_finds_the_share_spent_waits_for_the_next_round(
    office: Office,  # noqa: F811
    measure: Measure,  # noqa: F811
    eyes: Eyes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    revision = a_link(office, measure).revisions.get()
    monkeypatch.setattr(tasks, "shared_share", lambda: Mock(Share, is_spent=Mock(return_value=True)))
    HUEY.storage.flush_schedule()
    tasks.look_at(revision.pk)
    assert (eyes.seen, HUEY.scheduled_count()) == ([], 0)
    assert ask(at=timezone.now(), revision=revision) is Asked.GRANTED
    assert (eyes.seen, HUEY.scheduled_count()) == ([], 1)
    assert ask(at=timezone.now(), revision=revision) is Asked.WAITS
    HUEY.storage.flush_schedule()


def test_a_look_that_breaks_down_is_told_as_one_that_could_not_be_made(office: Office, measure: Measure) -> None:  # noqa: F811
    revision = a_link(office, measure).revisions.get()
    check = look_at_revision(revision.pk, looker=Eyes(fault=True))
    assert check is not None
    assert (check.outcome, check.detail) == ("unknown", "RuntimeError")


@pytest.mark.parametrize(("days", "is_known"), [(1, True), (8, None)])
def test_a_pdf_behind_an_address_is_known_for_a_week(office: Office, measure: Measure, days: int, is_known: bool | None) -> None:  # noqa: F811
    revision = a_link(office, measure).revisions.get()
    searched = Found("alive", 200, "application/pdf", has_text=True, content_sha256="7f" * 32)
    keep_check(at=timezone.now() - timedelta(days=days), revision=revision, found=searched)
    keep_check(at=timezone.now() - timedelta(hours=20), revision=revision, found=replace(searched, content_sha256=""))
    eyes = Eyes()
    look_at_revision(revision.pk, looker=eyes)
    assert eyes.seen == [("https://suanmali.example/plan.pdf", is_known)]


def test_a_pdf_that_cannot_be_read_is_told_as_such(office: Office, measure: Measure) -> None:  # noqa: F811
    revision = EvidenceRevision.objects.get(evidence=a_file(office, measure))
    check = look_at_revision(revision.pk)
    assert check is not None
    assert (check.outcome, check.has_text) == ("unreadable", None)


def test_a_pdf_with_text_is_told_as_searchable(office: Office, measure: Measure) -> None:  # noqa: F811
    from prongsai.interfaces.cli.demonstration_evidence import _paper

    revision = EvidenceRevision.objects.get(evidence=a_file(office, measure, data=_paper("Announcement of the steps")))
    check = look_at_revision(revision.pk)
    assert check is not None
    assert (check.outcome, check.has_text, timezone.is_aware(check.checked_at)) == ("read", True, True)
