"""Rows that may answer a question: bounded in number, of one agency, and only what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import connection, transaction

from prongsai.foundation import registry
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.search import letters_postgresql, letters_sqlite
from prongsai.foundation.search.hurry import Hurry, hurried
from prongsai.foundation.search.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Scope:
    """What an actor may find: kinds that are open to them everywhere, kinds only for units; `fiscal_year` narrows it."""

    agency_id: int
    everywhere: tuple[str, ...]
    for_units: tuple[tuple[str, tuple[int, ...]], ...] = ()
    fiscal_year: int | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind of which the actor may find anything."""
        return frozenset((*self.everywhere, *(kind for kind, _units in self.for_units)))

    def narrowed(self, kind: str, fiscal_year: int | None) -> Scope:
        """The same for one kind ("" for all) and one year (None for all)."""
        if not kind:
            return replace(self, fiscal_year=fiscal_year)
        return Scope(
            self.agency_id,
            tuple(key for key in self.everywhere if key == kind),
            tuple(entry for entry in self.for_units if entry[0] == kind),
            fiscal_year,
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may answer. `folded_body` is empty where only titles were asked for."""

    pk: int
    source: str
    fiscal_year: int | None
    folded_title: str
    folded_body: str = ""


def scope_of(by: Actor) -> Scope:
    """What the actor may find, from the permissions of the announced kinds."""
    everywhere, for_units = [], []
    for source in registry.searchable:
        if source.permission in by.permissions:
            everywhere.append(source.key)
        elif units := by.unit_permissions.get(source.permission):
            for_units.append((source.key, tuple(sorted(units))))
    return Scope(by.agency, tuple(everywhere), tuple(for_units))


def candidates(
    scope: Scope, wanted: Wanted, *, most: int, in_title: bool = False, with_body: bool = False, hurry: Hurry | None = None
) -> list[Candidate]:
    """At most so many entries of the scope with one stretch of every group; `in_title` counts titles only.

    None where the time of `hurry` is up, or comes to be while the database looks.
    """
    if not scope.kinds or not wanted or (hurry is not None and hurry.is_over()):
        return []
    letters = letters_postgresql if connection.vendor == "postgresql" else letters_sqlite
    clause = letters.clause(scope.agency_id, wanted, in_title=in_title)
    visible, parameters = _visible(scope)
    body = ", e.folded_body" if with_body else ""
    sql = (
        f"SELECT e.id, e.source, e.fiscal_year, e.folded_title{body} FROM {clause.tables} "  # noqa: S608 - only our own words; values are parameters
        f"WHERE {clause.condition} AND {visible} {clause.order} LIMIT {int(most)}"
    )
    with hurried(hurry), _by_index(clause.is_indexed), connection.cursor() as cursor:
        cursor.execute(sql, [*clause.parameters, *parameters])
        return [Candidate(*row) for row in cursor.fetchall()]
    return []


@contextmanager
def _by_index(is_indexed: bool) -> Iterator[None]:
    """Keep PostgreSQL from reading all texts where the index can tell: it takes rare stretches for common ones, and stops late then."""
    if not is_indexed or connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")


def _visible(scope: Scope) -> tuple[str, list[str | int]]:
    ways: list[str] = []
    parameters: list[str | int] = []
    if scope.everywhere:
        ways.append(f"e.source IN ({_marks(scope.everywhere)})")
        parameters += scope.everywhere
    for kind, units in scope.for_units:
        linked = f"SELECT 1 FROM search_entryunit u WHERE u.entry_id = e.id AND u.unit_id IN ({_marks(units)})"  # noqa: S608 - only marks
        ways.append(f"(e.source = %s AND EXISTS ({linked}))")
        parameters += [kind, *units]
    condition = f"({' OR '.join(ways)})"
    if scope.fiscal_year is not None:
        condition += " AND e.fiscal_year = %s"
        parameters.append(scope.fiscal_year)
    return condition, parameters


def _marks(values: Iterable[object]) -> str:
    return ", ".join("%s" for _value in values)
