"""Sending what waits. A mail is claimed, committed, handed over, settled; what was cut off in between is never sent again (ADR 0016)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from prongsai.foundation.notices.models import Mail, Notice, PersonNoticeSettings
from prongsai.foundation.notices.outbox.composing import compose
from prongsai.foundation.notices.outbox.postman import Outcome, Postman, Result
from prongsai.foundation.notices.recipients import next_morning
from prongsai.foundation.people.models import Membership, Person

log = logging.getLogger(__name__)

MOST_AT_ONCE = 30
"""Mails in one go, so that the worker comes to other work too."""
LONGEST_SENDING = timedelta(minutes=15)
"""Whoever began to send a mail so long ago is gone: every step of a delivery has a time limit of seconds."""
_LONGEST_PAUSE_MINUTES = 60
_TOO_FAR = timedelta(days=1)
_CUT_OFF = "the process ended while the mail was handed over"
_OVER = (Mail.State.SENDING, Mail.State.UNCERTAIN)


def send_waiting(*, at: datetime, call: Callable[[], Postman]) -> int:
    """Send what is due until the server cannot be reached; returns how many it took. `call` fetches the postman once there is work."""
    give_up_cut_off(at=at)
    postman, taken, begun = None, 0, time.monotonic()
    try:
        for _turn in range(MOST_AT_ONCE):
            now = at + timedelta(seconds=time.monotonic() - begun)  # a slow server must not make the last mail look as old as the first
            claimed = claim(at=now)
            if claimed is None:
                break
            mail, notices = claimed
            if not notices:
                continue
            postman = postman or call()
            outcome = _deliver(postman, mail, notices, now)
            settle(mail_id=mail.pk, at=at + timedelta(seconds=time.monotonic() - begun), outcome=outcome)
            taken += outcome.result is Result.TAKEN
            if outcome.result is Result.UNREACHABLE:
                break
    finally:
        if postman is not None:
            postman.close()
    return taken


@transaction.atomic
def claim(*, at: datetime) -> tuple[Mail, list[Notice]] | None:
    """The next mail that is due, marked as being sent, with what it tells; None where none is due.

    A mail that has nothing to tell any more, or to nobody, is dropped: then there are no notices.
    """
    due = Q(next_try_at__lte=at) | Q(next_try_at__gt=at + _TOO_FAR)  # a clock that was wrong must not hold a mail for ever
    waiting = Mail.objects.select_for_update(skip_locked=True, of=("self",)).filter(due, state=Mail.State.WAITING)
    mail = waiting.select_related("person").order_by("next_try_at", "pk").first()
    if mail is None:
        return None
    notices = _to_tell(mail)
    if not notices:
        _end(mail, Mail.State.DROPPED, at, "")
        _release(mail, at)
        return mail, []
    mail.state, mail.attempts, mail.claimed_at, mail.address = Mail.State.SENDING, mail.attempts + 1, at, mail.person.email
    mail.save(update_fields=["state", "attempts", "claimed_at", "address"])
    left_out = Notice.objects.filter(links__mail=mail).exclude(pk__in=[notice.pk for notice in notices])
    Notice.objects.filter(pk__in=left_out.values("pk")).update(mail_from=at)  # should one be open again, it is still untold
    return mail, notices


def _deliver(postman: Postman, mail: Mail, notices: list[Notice], at: datetime) -> Outcome:
    try:
        message = compose(mail=mail, notices=notices, at=at)
    except Exception as error:  # a fault of the program in one mail must not hold up the others
        log.exception("a mail could not be written")
        return Outcome(Result.LATER, type(error).__name__)
    return postman.deliver(message)


def _to_tell(mail: Mail) -> list[Notice]:
    """What of the mail is still open and may be told to this person by mail."""
    person: Person = mail.person
    wants_none = PersonNoticeSettings.objects.filter(person=person, mail=PersonNoticeSettings.When.NONE).exists()
    if wants_none or not person.is_active or not person.email:
        return []
    places = Membership.objects.filter(person=person, ended_at=None, agency__isnull=False).values_list("agency_id", flat=True)
    found = Notice.objects.filter(links__mail=mail, read_at=None, withdrawn_at=None, agency_id__in=set(places))
    return list(found.select_related("agency").order_by("agency_id", "due_on", "pk"))


@transaction.atomic
def settle(*, mail_id: int, at: datetime, outcome: Outcome) -> None:
    """Write down what became of a mail that was handed over."""
    mail = Mail.objects.select_for_update().get(pk=mail_id)
    if mail.state not in _OVER:
        return
    if outcome.result is Result.TAKEN:
        _end(mail, Mail.State.SENT, at, "")
        told = Notice.objects.filter(links__mail=mail).values("pk")
        Notice.objects.filter(pk__in=told, mail_from__gt=at).update(mail_from=None)  # it had been given up, and arrived after all
    elif outcome.result is Result.UNKNOWN:
        _end(mail, Mail.State.UNCERTAIN, at, outcome.reason)
        _release(mail, next_morning(at))
    elif outcome.result is Result.REFUSED:
        _end(mail, Mail.State.FAILED, at, outcome.reason)
        _release(mail, next_morning(at))
        log.warning("a mail was refused for good: %s", outcome.reason.partition(" ")[0])
    elif mail.state == Mail.State.SENDING:
        _put_off(mail, at, outcome)


def give_up_cut_off(*, at: datetime) -> int:
    """Mark mails whose sender is gone as uncertain and let the next mail of the person tell what they told; returns how many."""
    count = 0
    long_ago = Q(claimed_at__lte=at - LONGEST_SENDING) | Q(claimed_at__gt=at + LONGEST_SENDING)
    for pk in Mail.objects.filter(long_ago, state=Mail.State.SENDING).values_list("pk", flat=True):
        with transaction.atomic():
            mail = Mail.objects.select_for_update().get(pk=pk)
            if mail.state == Mail.State.SENDING:
                _end(mail, Mail.State.UNCERTAIN, at, _CUT_OFF)
                _release(mail, next_morning(at))
                count += 1
    return count


def drop_all_open(*, at: datetime, reason: str) -> None:
    """Drop what waits to be mailed: for data in which nobody knows what was mailed since. It stays in the inboxes."""
    waiting = Mail.objects.filter(state__in=[Mail.State.WAITING, Mail.State.SENDING])
    waiting.update(state=Mail.State.DROPPED, ended_at=at, fault=reason)
    Notice.objects.exclude(mail_from=None).update(mail_from=None)


def _put_off(mail: Mail, at: datetime, outcome: Outcome) -> None:
    """Back to waiting; where the server cannot be reached, everything that is due waits with it."""
    next_try = at + timedelta(minutes=min(2 ** (mail.attempts - 1), _LONGEST_PAUSE_MINUTES))
    other = Mail.objects.select_for_update().filter(person_id=mail.person_id, state=Mail.State.WAITING).first()
    if other is None:
        mail.state, mail.next_try_at, mail.fault = Mail.State.WAITING, next_try, outcome.reason
        mail.save(update_fields=["state", "next_try_at", "fault"])
    else:  # something new came while this one was on its way: the newer mail tells both
        _end(mail, Mail.State.DROPPED, at, outcome.reason)
        _release(mail, at)
    if outcome.result is Result.UNREACHABLE:
        Mail.objects.filter(state=Mail.State.WAITING, next_try_at__lt=next_try).update(next_try_at=next_try, fault=outcome.reason)


def _end(mail: Mail, state: Mail.State, at: datetime, fault: str) -> None:
    mail.state, mail.ended_at, mail.fault = state, at, fault
    mail.save(update_fields=["state", "ended_at", "fault"])


def _release(mail: Mail, mail_from: datetime) -> None:
    """Let another mail tell what this one did not."""
    told_elsewhere = Notice.objects.filter(
        links__mail__state__in=[Mail.State.WAITING, Mail.State.SENDING, Mail.State.SENT], links__mail__person_id=mail.person_id
    )
    Notice.objects.filter(links__mail=mail).exclude(pk__in=told_elsewhere.values("pk")).update(mail_from=mail_from)
