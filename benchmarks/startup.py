"""CPU seconds until `prongsai --help` has answered, and of imports, beside a bare Python: the command must feel immediate on an old PC."""

from __future__ import annotations

import resource
import subprocess
import sys
import time

LIMIT = 0.3
REPEATS = 7
COMMANDS = (
    ("python -c pass", ("-c", "pass")),
    ("import prongsai", ("-c", "import prongsai")),
    ("import the paper model", ("-c", "import prongsai.core.papers.model, prongsai.core.papers.serial")),
    ("import reading and writing", ("-c", "import prongsai.core.papers.readers.opening, prongsai.core.papers.writers.writing")),
    ("prongsai --help", ("-c", "import sys; sys.argv = ['prongsai', '--help']; from prongsai.interfaces.cli import main; main()")),
)


def cpu_seconds(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Least CPU time and least wall time of a Python process over several starts."""
    measured = []
    for _ in range(REPEATS):
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begin
        measured.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall))
    return min(cpu for cpu, _ in measured), min(wall for _, wall in measured)


def main() -> None:
    """Print one line for each command, with its ratio to a bare Python."""
    print(f"{'':<28}{'CPU s':>8}{'wall s':>8}{'/ python':>10}")
    bare = last = 0.0
    for name, arguments in COMMANDS:
        last, wall = cpu_seconds(arguments)
        bare = bare or last
        print(f"{name:<28}{last:>8.3f}{wall:>8.3f}{last / bare:>8.1f} ×")
    print(f"limit for prongsai --help: {LIMIT} s of CPU, {'kept' if last < LIMIT else 'BROKEN'} ({last / LIMIT:.2f} of it)")


if __name__ == "__main__":
    main()
