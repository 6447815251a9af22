"""Digests of states and events: SHA-256 over canonical JSON. Source of the form: sorted keys, no spaces, UTF-8, ISO dates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model

    from prongsai.foundation.audit.models import Event

State = dict[str, object]
"""Field values of an object, as they go into JSON."""


def state_of(instance: Model, **more: object) -> State:
    """The stored values of a row by field, and what else belongs to its state (units, dates) under names of its own."""
    values = {field.attname: plain(field.value_from_object(instance)) for field in instance._meta.concrete_fields if not field.primary_key}
    return values | {name: plain(value) for name, value in more.items()}


def plain(value: object) -> object:
    """A value as JSON takes it: dates ISO (moments in UTC), decimals and unknown objects as text, sets sorted."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int, bool, float)) else str(value)


def digest_of(value: object) -> str:
    """SHA-256 of a value's canonical JSON, in hexadecimal."""
    return hashlib.sha256(json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def event_digest(event: Event) -> str:
    """What `Event.digest` must be."""
    return digest_of(
        [
            event.chain_id,
            event.number,
            event.at,
            event.by_id,
            event.verb,
            event.object_type,
            event.object_id,
            event.before_digest,
            event.after_digest,
            event.detail_digest,
            event.previous_digest,
        ]
    )
