"""Texts of an invented kind of object for tests of search: what a source gives is what the test put there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from prongsai.foundation import registry
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.search.actions import rebuild
from prongsai.foundation.search.queries import search, shown

KIND = "test.paper"


@dataclass
class Shelf:
    """Texts by agency and object, announced as a source while the block of `shelf` runs."""

    texts: dict[tuple[int, int], registry.SearchText] = field(default_factory=dict)

    def put(
        self, agency_id: int, object_id: int, title: str, body: str = "", *, year: int | None = None, unit_ids: tuple[int, ...] = ()
    ) -> None:
        text = registry.SearchText(object_id, title, body, f"/paper/{object_id}/", year, unit_ids)
        self.texts[agency_id, object_id] = text

    def give(self, agency_id: int, ids: Iterable[int] | None) -> Iterator[registry.SearchText]:
        chosen = None if ids is None else set(ids)
        for (owner, object_id), text in self.texts.items():
            if owner == agency_id and (chosen is None or object_id in chosen):
                yield text


@contextmanager
def shelf(*, permission: str = "plans.view", key: str = KIND) -> Iterator[Shelf]:
    """Only this source is announced, so that a test sees no others."""
    before = tuple(registry.searchable)
    registry.searchable.withdraw(*(source.key for source in before))
    ours = Shelf()
    registry.searchable.announce(registry.SearchSource(key, "เอกสารทดสอบ", "file-text", permission, ours.give))
    try:
        yield ours
    finally:
        registry.searchable.withdraw(key)
        registry.searchable.announce(*before)


def found(by: Actor, typed: str, **narrowed: object) -> list[str]:
    """The titles of what is found, in order, their hits in brackets."""
    answer = search(by=by, typed=typed, **narrowed)  # type: ignore[arg-type]
    lines = shown(answer.question, answer.answers)
    return ["".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in line.title) for line in lines]


def ids_found(by: Actor, typed: str) -> set[int]:
    """The objects that hold exactly what was typed."""
    answer = search(by=by, typed=typed)
    return {int(line.address.split("/")[2]) for line in shown(answer.question, answer.answers) if not line.is_near}


def indexed(shelf: Shelf, agency_id: int, *titles: str) -> None:
    """Titles as objects 1, 2, 3 … of an agency, in the index."""
    for number, title in enumerate(titles, start=1):
        shelf.put(agency_id, number, title)
    rebuild(agency_id=agency_id)
