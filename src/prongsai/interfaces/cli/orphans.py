"""A process that ends when the supervisor is gone, so that nothing is left behind by a kill."""

from __future__ import annotations

import os
import signal
import threading
import time


def end_with_parent(every_seconds: float = 1.0) -> None:
    """Send this process SIGTERM once its parent is another than now."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every_seconds)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
