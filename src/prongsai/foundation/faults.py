"""What an action refuses: every fault at once, each at the field of the form that it concerns."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field and what to do. `field` is as in the form ("title", "steps-2-text"), "" where it is the whole."""

    field: str
    message: str


@dataclass(eq=False)
class Unusable(Exception):
    """Values that cannot be taken, with every fault; nothing was written. Not frozen: Python sets the traceback of what it raises."""

    faults: tuple[Fault, ...] = field(default=())

    def __str__(self) -> str:
        return " · ".join(fault.message for fault in self.faults)
