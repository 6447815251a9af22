"""The ledger of one reading: which text was taken, where each value stood, and what was unsure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from prongsai.core.papers.blocks import Place
from prongsai.core.papers.model import PaperWarning, ValuePlace


@dataclass(slots=True)
class Ledger:
    """Filled by the stages, read once at the end. The order of entries is the order of reading."""

    taken: set[Place] = field(default_factory=set)
    labels: set[tuple[Place, str]] = field(default_factory=set)
    warnings: list[PaperWarning] = field(default_factory=list)
    noted: set[PaperWarning] = field(default_factory=set)
    places: list[ValuePlace] = field(default_factory=list)

    def take(self, *places: Place) -> None:
        """Note that the text at these places went into the paper; `unread` looks whether all of it did."""
        self.taken.update(places)

    def take_all(self, places: Iterable[Place]) -> None:
        """Note the same for many places."""
        self.taken.update(places)

    def label(self, place: Place, text: str = "") -> None:
        """Note that nothing but a label, heading or mark stands at the place, in the line `text` of it (in all its lines where empty)."""
        self.taken.add(place)
        self.labels.add((place, text))

    def value(self, path: str, place: Place) -> None:
        """Note where the value at `path` ("measures[2].period") stood."""
        self.places.append(ValuePlace(path, str(place)))
        self.taken.add(place)

    def warn(self, place: Place | str, code: str, message: str) -> None:
        """Note a doubt; the same doubt at the same place is kept once."""
        warning = PaperWarning(str(place), code, message)
        if warning not in self.noted:
            self.noted.add(warning)
            self.warnings.append(warning)
