"""The other process of `inspection`: `python -m prongsai.foundation.backups.inspection_process`, in the environment of the copy.

Prints one line of JSON. What goes wrong ends with another code than 0 and a trace on standard error.
"""

from __future__ import annotations

import json
import sys

import django


def main(arguments: list[str]) -> None:
    """Examine the installation of this environment."""
    django.setup()
    from django.core.management import call_command

    from prongsai.foundation.backups.actions import keep_restoration
    from prongsai.foundation.doctor.database import damages
    from prongsai.foundation.doctor.trail import broken_chains
    from prongsai.foundation.files.models import Blob

    if arguments[:1] == ["--restored"]:
        call_command("migrate", verbosity=0, interactive=False)
        keep_restoration(**json.loads(arguments[1]))
    events, broken = broken_chains()
    files = list(Blob.objects.order_by("pk").values_list("content", "sha256", "size_bytes"))
    print(json.dumps({"faults": [*damages(), *broken], "events": events, "files": files}))


if __name__ == "__main__":
    main(sys.argv[1:])
