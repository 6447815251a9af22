"""Which item of one fiscal year became which of the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.model import Framework
from prongsai.core.ita.yaml_lines import FaultAt, FrameworkFault, LinedYaml, read_lined

How = Literal["same", "renamed", "merged", "split", "moved", "dropped", "new", "unknown"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Keys of one year that became keys of the next; nothing before: new, nothing after: dropped."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    how: How
    verified: bool


@dataclass(frozen=True, slots=True)
class YearMapping:
    """How items and indicators of `from_year` went on in `to_year`."""

    from_year: int
    to_year: int
    items: tuple[Passage, ...]
    indicators: tuple[Passage, ...]

    def after(self, key: str) -> tuple[str, ...]:
        """What an item code or indicator number became; empty where it was dropped or is not known."""
        return tuple(found for passage in (*self.items, *self.indicators) if key in passage.before for found in passage.after)

    def before(self, key: str) -> tuple[str, ...]:
        """What an item code or indicator number was the year before; empty where it is new or not known."""
        return tuple(found for passage in (*self.items, *self.indicators) if key in passage.after for found in passage.before)


@cache
def mapping_from(fiscal_year: int) -> YearMapping | None:
    """The mapping of a year to the next; None where there is none. Raises `FrameworkFault`."""
    file = files("prongsai.core.ita").joinpath("frameworks", "mapping", f"{fiscal_year}-{fiscal_year + 1}.yaml")
    if not file.is_file():
        return None
    with as_file(file) as path:
        return load_mapping(path)


def load_mapping(path: Path) -> YearMapping:
    """Read a mapping file; every item of both years must be told of once. Raises `FrameworkFault` with every fault."""
    lined = read_lined(path, "mapping.schema.json")
    raw = lined.value
    if faults := _wrong_years(lined):
        raise FrameworkFault(lined.file, faults)
    made = YearMapping(raw["from"], raw["to"], _passages(raw, "items"), _passages(raw, "indicators"))
    for kind, passages in (("items", made.items), ("indicators", made.indicators)):
        before = [key for passage in passages for key in passage.before]
        after = [key for passage in passages for key in passage.after]
        faults += [lined.fault((kind,), words) for words in _unlike(before, _keys(framework(made.from_year), kind), made.from_year)]
        faults += [lined.fault((kind,), words) for words in _unlike(after, _keys(framework(made.to_year), kind), made.to_year)]
    if faults:
        raise FrameworkFault(lined.file, faults)
    return made


def _wrong_years(lined: LinedYaml) -> list[FaultAt]:
    """Years that do not follow each other, that have no framework, or that are others than the name of the file says."""
    first, second = lined.value["from"], lined.value["to"]
    faults = [
        lined.fault((key,), f"there is no framework of {year}")
        for key, year in (("from", first), ("to", second))
        if year not in known_years()
    ]
    if second != first + 1:
        faults.append(lined.fault(("to",), f"to is {second}; it must be the year after from, {first + 1}"))
    named = re.fullmatch(r"(\d{4})-(\d{4})\.yaml", lined.file)
    for key, told, year in zip(("from", "to"), named.groups() if named else (), (first, second), strict=False):
        if int(told) != year:
            faults.append(lined.fault((key,), f"{key} is {year}, but the file is named {lined.file}"))
    return faults


def _passages(raw: dict[str, object], kind: str) -> tuple[Passage, ...]:
    entries = raw[kind]
    if not isinstance(entries, list):
        raise TypeError(f"{kind} is not a list")
    verified = bool(raw.get("verified", False))
    return tuple(
        Passage(tuple(map(str, entry["from"])), tuple(map(str, entry["to"])), entry["how"], bool(entry.get("verified", verified)))
        for entry in entries
    )


def _keys(year: Framework, kind: str) -> set[str]:
    return {item.code for item in year.items} if kind == "items" else {indicator.key for indicator in year.indicators}


def _unlike(told: list[str], known: set[str], year: int) -> Iterator[str]:
    """What is told of wrongly: keys that a year does not have, and keys of a year that are not told of."""
    if unknown := sorted(set(told) - known):
        yield f"{year} does not have {', '.join(unknown)}"
    if missing := sorted(known - set(told)):
        yield f"nothing is said of {', '.join(missing)} of {year}"
