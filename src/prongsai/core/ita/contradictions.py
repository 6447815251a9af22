"""What a framework file says against itself and no schema can see: sums, doubles, names of nothing, orders that are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from prongsai.core.ita.model import Framework, Instrument, LevelRule
from prongsai.core.ita.yaml_lines import FaultAt, LinedYaml

_HUNDRED = Decimal(100)


def contradictions(made: Framework, lined: LinedYaml) -> list[FaultAt]:
    """Every contradiction of a framework that was read from `lined`, with its line; an empty list where there is none."""
    return [
        *_year(made, lined),
        *_keys(made, lined),
        *_checks(made, lined),
        *_levels(made, lined),
        *_topics(made, lined),
        *_samples(made, lined),
    ]


def _year(made: Framework, lined: LinedYaml) -> Iterator[FaultAt]:
    """A file that is named after a year is of that year."""
    named = re.fullmatch(r"(\d{4})\.yaml", lined.file)
    if named and int(named[1]) != made.fiscal_year:
        yield lined.fault(("fiscal_year",), f"fiscal_year is {made.fiscal_year}, but the file is named {lined.file}")


def _keys(made: Framework, lined: LinedYaml) -> Iterator[FaultAt]:
    if sum(instrument.weight for instrument in made.instruments) != _HUNDRED:
        yield lined.fault(("instruments",), "the weights of the instruments are not 100 together")
    keys = [str(key) for instrument in made.instruments for key in (instrument.code, *_keys_below(instrument))]
    for key, count in Counter(keys).items():
        if count > 1:
            yield lined.fault(("instruments",), f"{key} stands {count} times")


def _checks(made: Framework, lined: LinedYaml) -> Iterator[FaultAt]:
    """What is found or missing has one row of 0 and 100 points."""
    for index, instrument in enumerate(made.instruments):
        if instrument.kind != "checks":
            continue
        for item in instrument.items:
            if len(item.rows) > 1:
                yield lined.fault(
                    _place_of(lined, index, item.code), f"{item.code} is a check and has {len(item.rows)} rows; it must have one"
                )
            if any(sorted(row.points) != [0, _HUNDRED] for row in item.rows):
                yield lined.fault(
                    _place_of(lined, index, item.code), f"{item.code} is a check; its scale must have 0 and 100 points and no others"
                )


def _place_of(lined: LinedYaml, instrument: int, code: str) -> tuple[str | int, ...]:
    """Where the item of this code stands in the file."""
    for place in lined.lines:
        if place[:2] == ("instruments", instrument) and place[-1] == "code":
            node = lined.value
            for step in place:
                node = node[step]
            if node == code:
                return place
    return ("instruments", instrument)


def _levels(made: Framework, lined: LinedYaml) -> Iterator[FaultAt]:
    last = len(made.levels) - 1
    if made.levels[last].total is not None or made.levels[last].every_instrument is not None:
        yield lined.fault(("levels", last), "the last level must have no condition")
    for index, (better, worse) in enumerate(pairwise(made.levels), start=1):
        if any(mark > above for above, mark in zip(_marks(better), _marks(worse), strict=True)):
            yield lined.fault(("levels", index), f"level {worse.key} asks for more than {better.key} before it; the best must stand first")
    for key, count in Counter(level.key for level in made.levels).items():
        if count > 1:
            index = max(index for index, level in enumerate(made.levels) if level.key == key)
            yield lined.fault(("levels", index), f"level {key} stands {count} times")


def _marks(level: LevelRule) -> tuple[Decimal, Decimal]:
    return level.total or Decimal(0), level.every_instrument or Decimal(0)


def _topics(made: Framework, lined: LinedYaml) -> Iterator[FaultAt]:
    codes = {item.code for item in made.items}
    numbers = {indicator.number for indicator in made.indicators}
    for index, topic in enumerate(made.topics):
        unknown = [*sorted(set(topic.items) - codes), *map(str, sorted(set(topic.indicators) - numbers))]
        if unknown:
            yield lined.fault(("topics", index), f"topic {topic.key} names {', '.join(unknown)}, which the year does not have")
    topics = {topic.key for topic in made.topics}
    for item in made.items:
        if lost := sorted(set(item.seven) - topics):
            yield lined.fault(("instruments",), f"{item.code} names the topics {', '.join(lost)}, which the year does not have")


def _samples(made: Framework, lined: LinedYaml) -> Iterator[FaultAt]:
    """The first rule that fits decides, so that each must reach farther than the one before it."""
    instruments = {instrument.code for instrument in made.instruments}
    for index, entry in enumerate(made.sampling):
        if entry.instrument not in instruments:
            yield lined.fault(("sampling", index), f"{entry.instrument} is not an instrument of the year")
        for number, (before, rule) in enumerate(pairwise(entry.rules), start=1):
            place = ("sampling", index, "rules", number)
            if before.below is None:
                yield lined.fault(place, f"sampling {entry.instrument}: this rule is never reached, the one before it has no below")
            elif rule.below is not None and rule.below <= before.below:
                yield lined.fault(
                    place, f"sampling {entry.instrument}: below is {rule.below}; it must rise, {before.below} stands before it"
                )


def _keys_below(instrument: Instrument) -> list[str]:
    keys = []
    for indicator in instrument.indicators:
        keys += [indicator.key, *(sub.number for sub in indicator.sub_indicators), *(item.code for item in indicator.all_items)]
    return keys
