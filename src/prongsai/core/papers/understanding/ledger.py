"""The ledger of one reading: which text was taken, where each value stood, and what was unsure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from prongsai.core.papers.blocks import Place
from prongsai.core.papers.model import Candidate, PaperWarning, ValuePlace


@dataclass(slots=True)
class Ledger:
    """Filled by the stages, read once at the end. The order of entries is the order of reading.

    `homes` tells for each place the value that its text went into; `places` only the first place of each value.
    """

    taken: set[Place] = field(default_factory=set)
    labels: set[tuple[Place, str]] = field(default_factory=set)
    warnings: list[PaperWarning] = field(default_factory=list)
    noted: dict[tuple[str, str, str], int] = field(default_factory=dict)
    assumed: dict[Place, int] = field(default_factory=dict)
    places: list[ValuePlace] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)

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
        self.home(path, place)

    def home(self, path: str, place: Place) -> None:
        """Note that the text at the place went into the value, which may have begun elsewhere."""
        self.taken.add(place)
        self.homes.setdefault(str(place), path)

    def warn(
        self,
        place: Place | str,
        code: str,
        message: str,
        *,
        paths: Sequence[str] = (),
        as_read: str | None = None,
        candidates: Sequence[Candidate] = (),
        is_covered: bool = False,
    ) -> None:
        """Note a doubt of the values at `paths`; the same doubt at the same place is kept once, with the paths of all.

        `is_covered`: the text stands in a merged cell, so that the last doubt of this kind about the same wording is the same one.
        """
        path, *also = paths or (None,)
        warning = PaperWarning(str(place), code, message, path, as_read, tuple(candidates), tuple(filter(None, also)))
        key = (warning.place, code, message)
        at = self.noted.get(key)
        if at is None and is_covered:
            alike = (k for k, other in enumerate(self.warnings) if (other.code, other.as_read) == (code, as_read))
            at = max(alike, default=None)
        if at is None:
            self.noted[key] = len(self.warnings)
            self.warnings.append(warning)
        else:
            self.warnings[at] = concerning(self.warnings[at], paths)

    def assume(self, places: Iterable[Place], message: str) -> None:
        """Note that empty cells were taken as merged with the one above; what values they became is told by `settle`."""
        found = list(places)
        self.warn(found[0], "merged_cell_assumed", message)
        self.assumed.update(dict.fromkeys(found, self.noted[str(found[0]), "merged_cell_assumed", message]))

    def settle(self, place: Place, paths: Sequence[str], candidates: Sequence[Candidate]) -> None:
        """Note which values an empty cell became, if it was taken as merged."""
        at = self.assumed.get(place)
        if at is not None:
            warning = concerning(self.warnings[at], paths)
            self.warnings[at] = replace(warning, candidates=warning.candidates or tuple(candidates))

    def share(self, paths: Iterable[str], further: str) -> None:
        """Note that the value at `further` was taken from those at `paths`: a doubt that they all share is one of it too."""
        own = set(paths)
        for at, warning in enumerate(self.warnings):
            if own and own <= {warning.path, *warning.also}:
                self.warnings[at] = concerning(warning, (further,))

    def move(self, renamed: Callable[[str], str]) -> None:
        """Give every value the path that it has from now on; the first place of a value counts."""
        moved: dict[str, ValuePlace] = {}
        for value in self.places:
            moved.setdefault(renamed(value.path), ValuePlace(renamed(value.path), value.place))
        self.places[:] = moved.values()
        self.homes = {place: renamed(path) for place, path in self.homes.items()}
        for at, warning in enumerate(self.warnings):
            if warning.path is not None:
                self.warnings[at] = replace(warning, path=renamed(warning.path), also=tuple(map(renamed, warning.also)))


def concerning(warning: PaperWarning, paths: Sequence[str]) -> PaperWarning:
    """The warning with further values that it concerns; the first of all is its path."""
    path, *also = dict.fromkeys((*filter(None, (warning.path,)), *warning.also, *paths)) or (None,)
    return replace(warning, path=path, also=tuple(filter(None, also)))
