"""Two people at one form: whoever saves second is told, because the action compares what was seen with what stands, under its lock."""

from __future__ import annotations

from collections.abc import Mapping

from prongsai.foundation.audit.digests import plain


class OutdatedValues(Exception):
    """The values changed since the person saw them; `now` is what stands."""

    def __init__(self, now: Mapping[str, object]) -> None:
        super().__init__("values changed since they were seen")
        self.now = dict(now)


def must_be_as_seen(now: Mapping[str, object], seen: Mapping[str, object] | None) -> None:
    """Raise `OutdatedValues` where one of the seen values is no longer so; None asks for nothing (an import, a command)."""
    if seen is not None and any(plain(now.get(name)) != plain(value) for name, value in seen.items()):
        raise OutdatedValues(now)
