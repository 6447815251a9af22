"""Which kinds of background work there are: each announced in the `tasks.py` of the part that does it, found by the kind of a job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules

from prongsai.foundation.registry import Shelf

if TYPE_CHECKING:
    from prongsai.foundation.jobs.models import Job

MOST_ATTEMPTS = 5


class Why(Enum):
    """Why a job is given up: its work broke down with a fault of the program, or whoever ran it was cut off every time."""

    BROKE_DOWN = "broke down"
    CUT_OFF = "cut off"


@dataclass(frozen=True, slots=True)
class JobKind:
    """How the jobs of a kind are done.

    `work(job)` is called again when it was cut off, and twice must give what once gives: it keeps its result and ends the job
    (`actions.finish`, `actions.fail`) in one transaction, or finds its result kept already. A job that it leaves open is finished. It lets
    faults of the database through; then the job is done again. `give_up(job, at, why)` tells who waits, and fails the job, in one
    transaction; it is called after `most_attempts` attempts that were cut off, or when the work broke down.
    """

    key: str
    work: Callable[[Job], None]
    give_up: Callable[[Job, datetime, Why], None]
    most_attempts: int = MOST_ATTEMPTS


kinds: Shelf[JobKind] = Shelf("kinds of jobs")


def kind_of(job: Job) -> JobKind | None:
    """How a job is done; None where no part of this release knows its kind. The parts are loaded the first time."""
    autodiscover_modules("tasks")
    return kinds.get(job.kind)
