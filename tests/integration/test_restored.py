"""What a restore ends and tells: no secret address lives again, no mail goes twice, everybody knows what the data lack."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.mails import Recorder
from tests.offices import NOW, Office

from prongsai.foundation.audit.queries import history_of, verify
from prongsai.foundation.backups.actions import keep_restoration
from prongsai.foundation.backups.models import Restoration
from prongsai.foundation.notices.actions import Subject, notify
from prongsai.foundation.notices.feeds import person_of, renew
from prongsai.foundation.notices.models import Mail, Notice
from prongsai.foundation.notices.outbox.gathering import gather
from prongsai.foundation.notices.outbox.sending import claim, send_waiting
from prongsai.foundation.people.actions import give_role
from prongsai.foundation.people.actor import NotFound, system
from prongsai.foundation.people.helping import make_password_link
from prongsai.foundation.people.invitations import invite, open_invitation
from prongsai.foundation.people.tokens import PlaceAwareTokens

pytestmark = pytest.mark.django_db
MADE = NOW + timedelta(days=3)


def restore() -> Restoration:
    """The data come back, from a backup made three days later than they were entered."""
    return keep_restoration(made_at=MADE.isoformat(), file_name="backup.tar", sha256="0" * 64, release="1")


def told(office: Office, role: str) -> list[Notice]:
    return list(Notice.objects.filter(person=office.persons[role], verb="backups.restored"))


def test_secret_addresses_and_open_invitations_end(office: Office) -> None:
    secret = renew(person=office.persons["officer"], at=NOW)
    by = office.actor("agency_administrator")
    invitation, key = invite(by=by, at=MADE + timedelta(days=9000), agency=office.agency, full_name="ผู้มาใหม่", role="officer")
    assert person_of(secret) == office.persons["officer"]
    restore()
    assert person_of(secret) is None
    with pytest.raises(NotFound):
        open_invitation(at=MADE, secret=key)
    assert [event.verb for event in history_of(invitation)] == ["people.invitation_withdrawn", "people.invited"]
    assert [broken for _agency, _seen, broken in verify()] == [None] * 2
    again = renew(person=office.persons["officer"], at=MADE)
    assert person_of(again) == office.persons["officer"]


def test_what_was_used_or_over_before_stays_as_it_was(office: Office) -> None:
    by = office.actor("agency_administrator")
    over, _key = invite(by=by, at=NOW - timedelta(days=30), agency=office.agency, full_name="ผู้มาใหม่", role="officer")
    restore()
    over.refresh_from_db()
    assert over.withdrawn_at is None


def test_a_password_link_that_was_good_at_the_moment_of_the_data_opens_nothing(office: Office) -> None:
    """It may have been used since, and the restore has brought back the state before."""
    person = office.persons["officer"]
    _key, token = make_password_link(by=office.actor("agency_administrator"), at=NOW, person=person, agency=office.agency)
    assert PlaceAwareTokens().check_token(person, token)
    restore()
    assert not PlaceAwareTokens().check_token(person, token)
    again = PlaceAwareTokens().make_token(person)
    assert PlaceAwareTokens().check_token(person, again)
    restore()  # of the same backup: the rows are the same, the moment is not
    assert not PlaceAwareTokens().check_token(person, again)


def test_everybody_is_told_once_and_administrators_what_to_do_again(office: Office) -> None:
    made = restore()
    for role, is_manager in (("officer", False), ("agency_administrator", True)):
        (notice,) = told(office, role)
        assert "ทำเมื่อ 20 มี.ค. 2569 10:00 น." in notice.title
        assert ("ลบข้อมูลส่วนบุคคล" in notice.title) is is_manager
    assert Notice.objects.count() == len(office.persons)
    assert [event.verb for event in history_of(made)] == ["backups.restored"]


def test_who_administers_one_of_several_agencies_is_told_once_as_its_administrator(office: Office, other_office: Office) -> None:
    person = office.persons["officer"]
    give_role(by=system(None), at=NOW, person=person, role="agency_administrator", agency=other_office.agency)
    restore()
    (notice,) = told(office, "officer")
    assert (notice.agency, notice.address) == (other_office.agency, "/a/rimnam/people/")


def test_what_was_told_before_is_never_mailed_again_and_stays_in_the_inbox(office: Office) -> None:
    def tell(role: str, title: str) -> None:
        subject = Subject(title=title, address="/x/", action="ดู", may_be_mailed=True)
        by, people = system(office.agency.pk), [office.persons[role].pk]
        notify(by=by, at=NOW, agency_id=office.agency.pk, people=people, verb="people.invited", about=office.agency, subject=subject)

    tell("officer", "เรื่องที่ 1")
    tell("executive", "เรื่องที่ 2")
    assert gather(at=NOW + timedelta(days=1)) == 2
    assert claim(at=NOW + timedelta(days=1)) is not None  # one is being sent, one waits,
    tell("unit_reporter", "เรื่องที่ 3")  # and one is in no mail yet
    restored = restore()
    assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.DROPPED}
    next_day = restored.restored_at + timedelta(days=1)
    assert gather(at=next_day) == len(office.persons)
    server = Recorder()
    send_waiting(at=next_day, call=lambda: server)
    assert [numbers for _id, numbers in server.accepted] == [frozenset()] * len(office.persons)  # only that the data were restored
    assert Notice.objects.filter(verb="people.invited", read_at=None, withdrawn_at=None).count() == 3
