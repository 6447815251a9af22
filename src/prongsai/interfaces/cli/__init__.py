"""The `prongsai` command. Only the door is here; what reads and writes papers is loaded when a command needs it."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code.

    0 done, 1 refused with a message, 2 wrong use, 130 stopped by Ctrl-C, 141 the reader of our output has left. `argv` is what follows the
    command's name; None takes it from the process. All output is UTF-8, whatever the locale says.
    """
    from prongsai.interfaces.cli.program import run

    return run(argv)
