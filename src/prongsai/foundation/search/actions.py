"""Keeping the index in step with the objects, by following the audit trail: whatever was done since is read again from its source.

Nothing tells the index that something changed; it looks. So no change can be missed through a crash: rows and the number of the last
event that was followed are written in one transaction. Everything here may be done twice.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from prongsai import __version__
from prongsai.foundation import registry
from prongsai.foundation.audit.models import Chain, Event, Mention
from prongsai.foundation.search.folding import fold, readable
from prongsai.foundation.search.models import PLACES_PER_AGENCY, EntryUnit, SearchCursor, SearchEntry

if TYPE_CHECKING:
    from django.db.models import QuerySet

EVENTS_AT_ONCE = 200
_OBJECTS_AT_ONCE = 500
_FORM = 1
"""Grows where the same texts must be indexed in another way."""


def current_form() -> str:
    """Digest of what an index is made of: this release and the announced kinds. An index of another form is built anew."""
    made_of = [__version__, str(_FORM), *(source.key for source in registry.searchable)]
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()


def catch_up(*, agency_id: int, limit: int = EVENTS_AT_ONCE) -> bool:
    """Follow at most `limit` events of the agency and as many of the installation; True where nothing is left to follow.

    An index that was never built, or by another release, is built first.
    """
    with transaction.atomic():
        cursor = _locked(agency_id)
        if cursor.form == current_form():
            own, is_done = _follow(cursor, agency_id, "event_number", limit)
            everywhere, is_done_too = _follow(cursor, None, "installation_number", limit)
            touched = _together(own, everywhere)
            for source in registry.searchable:
                _read_again(agency_id, source, touched[source.key] | _following(agency_id, source, touched))
            cursor.save(update_fields=["event_number", "installation_number"])
            return is_done and is_done_too
    rebuild(agency_id=agency_id)
    return False


def rebuild(*, agency_id: int) -> None:
    """Read every object of the agency again and drop the entries of those that are gone.

    Long indexes are written in several transactions. Only the last one says that the index is of the current form and up to which event:
    the one before the first text was read, so that what changed meanwhile is followed afterwards.
    """
    own, everywhere = last_number(agency_id), last_number(None)
    for source in registry.searchable:
        seen: set[int] = set()
        texts = iter(source.texts(agency_id, None))
        while batch := list(islice(texts, _OBJECTS_AT_ONCE)):
            with transaction.atomic():
                _locked(agency_id)
                _write(agency_id, source.key, batch)
            seen.update(text.object_id for text in batch)
        _drop_others(agency_id, source.key, seen)
    with transaction.atomic():
        cursor = _locked(agency_id)
        known = [source.key for source in registry.searchable]
        SearchEntry.objects.filter(agency_id=agency_id).exclude(source__in=known).delete()
        cursor.event_number, cursor.installation_number, cursor.form = own, everywhere, current_form()
        cursor.save()


def _locked(agency_id: int) -> SearchCursor:
    """The cursor of an agency, so that one at a time writes its index."""
    SearchCursor.objects.get_or_create(agency_id=agency_id)
    return SearchCursor.objects.select_for_update().get(agency_id=agency_id)


def last_number(agency_id: int | None) -> int:
    """How many events a chain has."""
    return chain_of(agency_id).values_list("last_number", flat=True).first() or 0


def chain_of(agency_id: int | None) -> QuerySet[Chain]:
    """The chain of an agency, of the installation for None; empty before its first event."""
    return Chain.objects.filter(agency=None) if agency_id is None else Chain.objects.filter(agency_id=agency_id)


def _follow(cursor: SearchCursor, agency_id: int | None, field: str, limit: int) -> tuple[dict[str, set[int]], bool]:
    """The objects of the next events of a chain, by kind, and whether these were all; moves the cursor behind them."""
    chain = chain_of(agency_id).first()
    touched: dict[str, set[int]] = defaultdict(set)
    if chain is None or chain.last_number <= getattr(cursor, field):
        return touched, True
    events = list(Event.objects.filter(chain=chain, number__gt=getattr(cursor, field)).order_by("number")[:limit])
    named = [(event.object_type, event.object_id) for event in events]
    named += Mention.objects.filter(event__in=[event.pk for event in events]).values_list("object_type", "object_id")
    for key, object_id in named:
        if object_id.isdecimal():
            touched[key].add(int(object_id))
    if events:
        setattr(cursor, field, events[-1].number)
    return touched, len(events) < limit


def _together(*touched: dict[str, set[int]]) -> dict[str, set[int]]:
    together: dict[str, set[int]] = defaultdict(set)
    for some in touched:
        for key, ids in some.items():
            together[key] |= ids
    return together


def _following(agency_id: int, source: registry.SearchSource, touched: dict[str, set[int]]) -> set[int]:
    """The objects of a kind whose texts change with others that were touched."""
    follows = source.follows
    if follows is None:
        return set()
    others = [(kind, ids) for kind, ids in touched.items() if kind != source.key and ids]
    return {object_id for kind, ids in others for object_id in follows(agency_id, kind, sorted(ids))}


def _read_again(agency_id: int, source: registry.SearchSource, ids: set[int]) -> None:
    if not ids:
        return
    texts = list(source.texts(agency_id, sorted(ids)))
    _write(agency_id, source.key, texts)
    gone = ids - {text.object_id for text in texts}
    SearchEntry.objects.filter(agency_id=agency_id, source=source.key, object_id__in=gone).delete()


def _drop_others(agency_id: int, key: str, seen: set[int]) -> None:
    """Drop the entries of a kind whose objects were not seen."""
    entries = SearchEntry.objects.filter(agency_id=agency_id, source=key)
    gone = [pk for pk, object_id in entries.values_list("pk", "object_id").iterator() if object_id not in seen]
    for some in _batches(gone):
        with transaction.atomic():
            _locked(agency_id)
            SearchEntry.objects.filter(pk__in=some).delete()


def _write(agency_id: int, key: str, texts: Sequence[registry.SearchText]) -> None:
    """Add or change the entries of these texts; those that say the same already stay untouched."""
    last = {text.object_id: text for text in texts}
    found = SearchEntry.objects.filter(agency_id=agency_id, source=key, object_id__in=list(last)).prefetch_related("unit_links")
    known = {entry.object_id: entry for entry in found}
    following = _next_place(agency_id)
    added: list[SearchEntry] = []
    links: list[EntryUnit] = []
    for object_id, text in last.items():
        fields, units = _fields(text), set(text.unit_ids)
        entry = known.get(object_id)
        if entry is None:
            entry = SearchEntry(id=following + len(added), agency_id=agency_id, source=key, object_id=object_id, **fields)
            added.append(entry)
            links += [EntryUnit(entry_id=entry.pk, unit_id=unit) for unit in sorted(units)]
            continue
        if any(getattr(entry, name) != value for name, value in fields.items()):
            SearchEntry.objects.filter(pk=entry.pk).update(**fields)
        if units != {link.unit_id for link in entry.unit_links.all()}:
            entry.unit_links.all().delete()
            links += [EntryUnit(entry_id=entry.pk, unit_id=unit) for unit in sorted(units)]
    SearchEntry.objects.bulk_create(added, batch_size=_OBJECTS_AT_ONCE)
    EntryUnit.objects.bulk_create(links, batch_size=_OBJECTS_AT_ONCE)


def _next_place(agency_id: int) -> int:
    """The first key in the agency's range that is higher than all in use."""
    first = agency_id * PLACES_PER_AGENCY
    used = SearchEntry.objects.filter(pk__range=(first, first + PLACES_PER_AGENCY - 1)).aggregate(last=Max("pk"))["last"]
    return first if used is None else used + 1


def _fields(text: registry.SearchText) -> dict[str, object]:
    title, body = readable(text.title).replace("\n", " "), readable(text.body)
    return {
        "title": title,
        "body": body,
        "folded_title": fold(title),
        "folded_body": fold(body),
        "address": text.address,
        "fiscal_year": text.fiscal_year,
    }


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(keys)
    while some := list(islice(remaining, _OBJECTS_AT_ONCE)):
        yield some
