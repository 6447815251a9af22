"""Adding to the audit trail. Called by the actions of other parts inside their transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.digests import State, digest_of, event_digest, plain
from prongsai.foundation.audit.models import Chain, Detail, Event, Mention
from prongsai.foundation.people.actor import Actor

if TYPE_CHECKING:
    from django.db.models import Model


class OutsideTransaction(Exception):
    """An event was to be written outside the transaction of its change; that is a fault of the program."""


def record(
    *,
    by: Actor,
    at: datetime,
    verb: str,
    subject: Model,
    agency_id: int | None,
    before: State | None = None,
    after: State | None = None,
    mentions: Iterable[Model] = (),
    note: str = "",
) -> Event:
    """Add what was done to the agency's chain and return the event.

    `before` and `after` are states (`digests.state_of`); None for an object that begins or that the event does not change. The detail
    keeps only the fields that differ. `mentions` are further objects whose history shows the event; `note` is a reason given by the person.
    Raises `OutsideTransaction` where no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(verb)
    agency = Agency(pk=agency_id) if agency_id is not None else None
    chain = Chain.objects.select_for_update().filter(agency=agency).first()
    if chain is None:
        Chain.objects.get_or_create(agency=agency)
        chain = Chain.objects.select_for_update().get(agency=agency)
    content = {"object": str(subject), "changes": _changes(before, after), "note": note}
    event = Event(
        chain=chain,
        number=chain.last_number + 1,
        at=at,
        by_id=by.person_id,
        verb=verb,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        before_digest="" if before is None else digest_of(before),
        after_digest="" if after is None else digest_of(after),
        detail_digest=digest_of(content),
        previous_digest=chain.last_digest,
    )
    event.digest = event_digest(event)
    event.save(force_insert=True)
    Detail.objects.create(event=event, content=content)
    others = dict.fromkeys((other._meta.label_lower, str(other.pk)) for other in mentions)
    others.pop((event.object_type, event.object_id), None)
    Mention.objects.bulk_create(Mention(event=event, object_type=name, object_id=pk) for name, pk in others)
    chain.last_number, chain.last_digest = event.number, event.digest
    chain.save(update_fields=["last_number", "last_digest"])
    return event


def _changes(before: State | None, after: State | None) -> dict[str, list[object]]:
    old, new = before or {}, after or {}
    return {
        name: [plain(old.get(name)), plain(new.get(name))]
        for name in sorted({*old, *new})
        if plain(old.get(name)) != plain(new.get(name)) and not (before is None and new.get(name) in (None, "", [], {}))
    }
