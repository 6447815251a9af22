"""The worker: background work and scheduled work, with a sign of life. `python -m prongsai.interfaces.cli.worker`, by `prongsai serve`."""

from __future__ import annotations

import logging
import os
import threading

import django

_BEAT_SECONDS = 10.0

log = logging.getLogger(__name__)


def main() -> None:
    """Work until told to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    django.setup()
    from django.utils.module_loading import autodiscover_modules
    from huey.contrib.djhuey import HUEY

    from prongsai.interfaces.cli.orphans import end_with_parent

    end_with_parent()
    autodiscover_modules("tasks")
    _give_up_orphans()
    is_over = threading.Event()
    threading.Thread(target=_beat, args=(is_over,), name="heartbeat", daemon=True).start()
    logging.getLogger("huey").setLevel(logging.WARNING)
    try:
        HUEY.create_consumer(workers=1, initial_delay=0.1, backoff=1.1, max_delay=0.5, graceful_signal="TERM").run()
    finally:
        is_over.set()


def _give_up_orphans() -> None:
    """An installation has one worker: what is still marked as running when it starts was cut off with the one before."""
    from django.utils import timezone
    from django.utils.translation import gettext_noop

    from prongsai.foundation.jobs.actions import give_up_orphans

    count = give_up_orphans(at=timezone.now(), fault=gettext_noop("งานหยุดกลางคันเพราะระบบปิดไป ทำอีกครั้ง"))
    if count:
        log.warning("%s jobs were cut off by the end of the worker before", count)


def _beat(is_over: threading.Event) -> None:
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from prongsai.foundation.jobs.actions import WORKER, beat

    while not is_over.is_set():
        try:
            close_old_connections()
            beat(name=WORKER, at=timezone.now())
        except DatabaseError as error:
            log.warning("no sign of life could be written: %s", error)
        is_over.wait(_BEAT_SECONDS)


if __name__ == "__main__":
    main()
