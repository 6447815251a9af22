"""Reading the data files of the advice. All faults of all files are told at once; data with a fault is refused whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import combinations
from typing import Any

FILES = ("iit.toml", "eit.toml", "oit.toml", "topics.toml")
MOST_ACTIONS = 3
FROM_THEN_ON = 9999
"""The last year of advice that holds until somebody writes other advice."""
LONGEST_TEXT = 300
_FIELDS = {"key", "years", "cause", "cause_en", "actions", "actions_en"}
_KEY = re.compile(r"[1-9]\d*(\.[1-9])?|[a-z]+(_[a-z]+)*")
_ENDING = re.compile(r"[.!?]$|ครับ|ค่ะ")


class AdviceError(ValueError):
    """The data files break a rule; `faults` has one line for each, with file and entry."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Advice:
    """What usually pulls something down (`cause`) and what to do (`actions`), one sentence each, in both languages.

    `key` is the number of an indicator or sub-indicator or the key of a topic; it holds from the first to the last of `years` (Buddhist);
    the last is `FROM_THEN_ON` where the file names one year alone.
    """

    key: str
    years: tuple[int, int]
    cause: str
    cause_en: str
    actions: tuple[str, ...]
    actions_en: tuple[str, ...]

    def holds_in(self, fiscal_year: int) -> bool:
        """Whether it was written for this fiscal year."""
        return self.years[0] <= fiscal_year <= self.years[1]


def load(folder: Traversable) -> tuple[Advice, ...]:
    """Read the files of a folder in the order of `FILES`.

    Raises `AdviceError` with every fault: a missing or unreadable file, unknown or missing fields, texts that are empty, too long or end
    like a sentence of a letter, years out of order, and two entries of one key that hold in the same year.
    """
    faults: list[str] = []
    found: list[tuple[str, Advice]] = []
    for name in FILES:
        found += ((name, entry) for entry in _read(folder, name, faults))
    faults += [
        f"{name}: {entry.key}: two entries hold in the same years"
        for (_first, one), (name, entry) in combinations(found, 2)
        if one.key == entry.key and one.years[0] <= entry.years[1] and entry.years[0] <= one.years[1]
    ]
    if faults:
        raise AdviceError(faults)
    return tuple(entry for _name, entry in found)


def _read(folder: Traversable, name: str, faults: list[str]) -> list[Advice]:
    try:
        data = tomllib.loads(folder.joinpath(name).read_text("utf-8"))
    except FileNotFoundError:
        faults.append(f"{name}: the file is missing")
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{name}: cannot be read: {error}")
        return []
    rows = data.get("advice")
    if set(data) != {"advice"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(f"{name}: holds something else than [[advice]] tables")
        return []
    entries = []
    for place, row in enumerate(rows, start=1):
        wrong = _faults_of(row)
        faults += [f"{name}: {row.get('key') or f'entry {place}'}: {fault}" for fault in wrong]
        if not wrong:
            lists: dict[str, Any] = {field: tuple(value) for field, value in row.items() if isinstance(value, list)}
            lists["years"] = (row["years"][0], row["years"][1] if len(row["years"]) == 2 else FROM_THEN_ON)
            entries.append(Advice(**{**row, **lists}))
    return entries


def _faults_of(row: dict[str, Any]) -> list[str]:
    shape = [f"{name} is missing" for name in sorted(_FIELDS - set(row))] + [f"{name} is no field" for name in sorted(set(row) - _FIELDS)]
    if shape:
        return shape
    found = []
    if not isinstance(row["key"], str) or not _KEY.fullmatch(row["key"]):
        found.append("key is neither a number of an indicator nor a topic")
    years = row["years"]
    is_list = isinstance(years, list) and all(isinstance(year, int) for year in years)
    if not (is_list and len(years) in (1, 2) and years[0] <= years[-1]):
        found.append("years are not the first and the last one")
    for name in ("cause", "cause_en"):
        found += _text_faults(name, row[name])
    for name in ("actions", "actions_en"):
        if not isinstance(row[name], list) or not 1 <= len(row[name]) <= MOST_ACTIONS:
            found.append(f"{name} are not 1 to {MOST_ACTIONS} texts")
            continue
        for text in row[name]:
            found += _text_faults(name, text)
    if not found and len(row["actions"]) != len(row["actions_en"]):
        found.append("actions and actions_en are not alike in number")
    return found


def _text_faults(name: str, text: object) -> list[str]:
    if not isinstance(text, str) or not text.strip() or text != text.strip():
        return [f"{name} is not a text"]
    if len(text) > LONGEST_TEXT:
        return [f"{name} has {len(text)} characters of at most {LONGEST_TEXT}"]
    return [f"{name} ends like a letter: {text[-20:]}"] if _ENDING.search(text) else []
