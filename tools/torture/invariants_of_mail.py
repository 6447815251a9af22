"""What must hold of notices and mails (ADR 0016): everybody is told once, no mail comes twice, every mail that came is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Count
from django.utils import timezone
from tools.torture.journal import Write

from prongsai.foundation.notices.models import Mail, MailNotice, Notice
from prongsai.programme.plans.models import MoreRequest

_GONE = (Mail.State.SENT, Mail.State.SENDING, Mail.State.UNCERTAIN)


def of_mails(taken: Counter[str]) -> Iterator[str]:
    """What is wrong between the mails that the mail server took and those that the product knows."""
    states = dict(Mail.objects.values_list("message_id", "state"))
    for name, count in taken.items():
        if count > 1:
            yield f"mail {name} came {count} times"
        if states.get(name) not in _GONE:
            yield f"mail {name} came and is {states.get(name, 'unknown')}"
    for name, state in states.items():
        if state == Mail.State.SENT and taken[name] != 1:
            yield f"mail {name} is told as sent and came {taken[name]} times"
    surely = MailNotice.objects.filter(mail__state=Mail.State.SENT)
    twice = surely.values("notice_id").annotate(count=Count("pk")).filter(count__gt=1)
    for row in twice:
        yield f"notice {row['notice_id']} was told in {row['count']} mails that are told as sent"


def of_asks(writes: Iterable[Write]) -> Iterator[str]:
    """Requests that are acknowledged and not there, or of which those concerned are not told exactly once."""
    for write in writes:
        if write.kind != "ask":
            continue
        asked = list(MoreRequest.objects.filter(text__endswith=write.mark))
        if len(asked) > 1 or (write.is_acknowledged and not asked):
            yield f"ask {write.mark}: there {len(asked)} times"
        for request in asked:
            told = Notice.objects.filter(verb="plans.more_asked", key__endswith=f"-{request.pk}").count()
            if told != 1:
                yield f"ask {write.mark}: told {told} times"


def untold() -> int:
    """How many notices still have to go into a mail, or wait in one."""
    due = Notice.objects.filter(mail_from__lte=timezone.now(), read_at=None, withdrawn_at=None).exclude(person__email="").count()
    return due + Mail.objects.filter(state=Mail.State.WAITING).count()
