"""The secret of the first run: only who sees the terminal of the new installation may set it up."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from prongsai.foundation.people.models import Person

_FILE = "first-run-token"


def is_first_run() -> bool:
    """Whether nobody can sign in yet."""
    return not Person.objects.exists()


def make_token(data: Path) -> str:
    """The token of this installation, made once and kept in the data folder for its owner alone."""
    path = data / _FILE
    try:
        with open(path, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(24))
    except FileExistsError:
        pass
    return path.read_text("ascii")


def is_token(data: Path, written: str) -> bool:
    """Whether this is the token; False where none was made."""
    path = data / _FILE
    return path.is_file() and hmac.compare_digest(path.read_text("ascii").encode(), written.encode())


def forget_token(data: Path) -> None:
    """Remove the token once the installation is set up."""
    (data / _FILE).unlink(missing_ok=True)
