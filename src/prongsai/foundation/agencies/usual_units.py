"""Which units an agency of a kind usually has, from `usual_units.toml`, and which of the vocabulary it lacks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from prongsai.core.thai.units import ALL_UNITS, unit_canonical, vocabulary


@dataclass(frozen=True, slots=True)
class UsualUnits:
    """Names of units: `ticked` from the start, `offered` besides."""

    ticked: tuple[str, ...]
    offered: tuple[str, ...]


@cache
def _read() -> dict[str, UsualUnits]:
    raw = tomllib.loads(files("prongsai.foundation.agencies").joinpath("usual_units.toml").read_text("utf-8"))
    return {kind: UsualUnits(tuple(entry["ticked"]), tuple(entry["offered"])) for kind, entry in raw.items()}


def usual_units(kind: str) -> UsualUnits:
    """The usual units of a kind, given by its abbreviation; those of the commonest kind for an unknown one."""
    return _read().get(kind) or _read()["อบต."]


def missing_units(names: Iterable[str]) -> list[str]:
    """The units of the vocabulary that are not among these names, in its order, to choose from when one is added."""
    known = {unit_canonical(name) for name in names}
    return [unit.name for unit in vocabulary() if unit.name not in known and unit.name != ALL_UNITS]
