"""The web process: `python -m prongsai.interfaces.cli.web HOST PORT WORKERS`, started by `prongsai serve`."""

from __future__ import annotations

import os
import sys

from granian import Granian
from granian.constants import Interfaces

from prongsai.interfaces.cli.orphans import end_with_parent


def main(host: str, port: int, workers: int) -> None:
    """Serve until told to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    end_with_parent()
    os.register_at_fork(after_in_child=end_with_parent)  # a killed web process leaves none of its own behind at the port
    Granian(
        "prongsai.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        respawn_failed_workers=True,
        log_enabled=True,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
