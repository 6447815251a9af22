"""Erasing details of events. The chain keeps their digests, so it still holds (ADR 0010)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from prongsai.foundation.audit.models import Detail, Mention


def details_about(objects: Iterable[tuple[str, Collection[str]]]) -> set[int]:
    """The events whose details tell of these objects (kind, keys) and are not erased yet, by their keys."""
    found: set[int] = set()
    standing = Detail.objects.filter(erased_at=None)
    for kind, keys in objects:
        found |= set(standing.filter(event__object_type=kind, event__object_id__in=keys).values_list("pk", flat=True))
    return found


def details_mentioning(kind: str, keys: Collection[str], *, verbs: str) -> set[int]:
    """The events that mention one of these objects and whose verb begins so, by their keys; details erased before are left out."""
    mentioned = Mention.objects.filter(object_type=kind, object_id__in=keys, event__verb__startswith=verbs)
    return set(mentioned.filter(event__detail__erased_at=None).values_list("event_id", flat=True))


def details_saying(words: Collection[str], agency_ids: Collection[int]) -> set[int]:
    """The events of these agencies and of the installation in whose details one of these words stands, by their keys."""
    if not words:
        return set()
    wanted = Q()
    for word in words:
        # SQLite keeps letters beyond ASCII as \\uXXXX, PostgreSQL as they are.
        wanted |= Q(text__icontains=word) | Q(text__icontains=json.dumps(word)[1:-1])
    chains = Q(event__chain__agency_id__in=agency_ids) | Q(event__chain__agency=None)
    likely = Detail.objects.filter(chains, erased_at=None).annotate(text=Cast("content", TextField())).filter(wanted)
    return {detail.pk for detail in likely.iterator(chunk_size=500) if _says(detail.content, words)}


def _says(content: object, words: Collection[str]) -> bool:
    folded = [word.casefold() for word in words]
    return any(word in text.casefold() for text in _texts(content) for word in folded)


def values_named(content: object, names: Collection[str]) -> Iterator[str]:
    """The texts that stand under one of these names anywhere in details: as values, or as what a value was and became."""
    if isinstance(content, dict):
        for name, item in content.items():
            yield from _texts(item) if name in names else values_named(item, names)
    elif isinstance(content, list):
        for item in content:
            yield from values_named(item, names)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def erase_details(*, event_ids: Collection[int], at: datetime) -> int:
    """Empty the details of these events and say how many were erased now. Call it inside the transaction of what makes it necessary."""
    return Detail.objects.filter(pk__in=event_ids, erased_at=None).update(content={}, erased_at=at)
