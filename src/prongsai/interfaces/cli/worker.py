"""The worker: jobs, work by the clock, and a sign of life. `python -m prongsai.interfaces.cli.worker`, started by `prongsai serve`."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from prongsai.foundation.jobs.running import Runner

_BEAT_SECONDS = 10.0
_GRACE_SECONDS = 10.0
"""For what a job in hand may still take when the worker is told to end: less than the supervisor waits."""

log = logging.getLogger(__name__)


def main() -> None:
    """Work until told to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    django.setup()
    from django.conf import settings
    from django.utils.module_loading import autodiscover_modules
    from huey.contrib.djhuey import HUEY

    from prongsai.foundation.jobs.presence import Presence
    from prongsai.foundation.jobs.running import Runner
    from prongsai.interfaces.cli.orphans import end_with_parent

    end_with_parent()
    autodiscover_modules("tasks")
    presence = Presence(settings.WORKERS_FOLDER)
    runner = Runner(presence)
    is_over = threading.Event()
    threading.Thread(target=_beat, args=(is_over, runner), name="heartbeat", daemon=True).start()
    runner.start()
    logging.getLogger("huey").setLevel(logging.WARNING)
    try:
        HUEY.create_consumer(workers=1, initial_delay=0.1, backoff=1.1, max_delay=0.5, graceful_signal="TERM", flush_locks=True).run()
    finally:
        is_over.set()
        runner.stop(_GRACE_SECONDS)
        presence.end()


def _beat(is_over: threading.Event, runner: Runner) -> None:
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from prongsai.foundation.jobs.actions import WORKER, beat

    while not is_over.is_set():
        try:
            close_old_connections()
            beat(name=WORKER, at=timezone.now())
            runner.hold()
        except DatabaseError as error:
            log.warning("no sign of life could be written: %s", error)
        is_over.wait(_BEAT_SECONDS)


if __name__ == "__main__":
    main()
