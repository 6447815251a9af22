"""`python -m tools.torture.teller`: does again and again what the worker does every minute for notices, so that kills fall into it."""

from __future__ import annotations

import contextlib
import time

import django


def main() -> None:
    """Tell people until killed."""
    django.setup()
    from django.db import DatabaseError, connections
    from django.utils import timezone

    from prongsai.foundation.notices.tasks import tell_people

    while True:
        with contextlib.suppress(DatabaseError):
            tell_people(at=timezone.now())
        connections.close_all()
        time.sleep(0.5)


if __name__ == "__main__":
    main()
