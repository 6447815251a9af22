"""Where parts announce themselves to each other, under fixed keys. Nothing is asked for by name of a part.

An app announces in `AppConfig.ready()`; whoever needs the whole (the menu, the calendar, the facts of a year) reads the shelf. The
shelves are fixed: a new kind of announcement is a decision, not a string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar


class AlreadyAnnounced(Exception):
    """Two parts announced the same key on one shelf."""


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

Entry = TypeVar("Entry", bound=_Keyed)


class Shelf(Generic[Entry]):
    """Entries of one kind by key, in the order of their announcement."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, Entry] = {}

    def announce(self, *entries: Entry) -> None:
        """Put entries on the shelf. Raises `AlreadyAnnounced` where a key is taken by another entry."""
        for entry in entries:
            if self._entries.setdefault(entry.key, entry) != entry:
                raise AlreadyAnnounced(f"{self.name}: {entry.key}")

    def withdraw(self, *keys: str) -> None:
        """Take entries off the shelf (a part that leaves; a test that cleans up)."""
        for key in keys:
            self._entries.pop(key, None)

    def get(self, key: str) -> Entry | None:
        """The entry of this key, or None."""
        return self._entries.get(key)

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(frozen=True, slots=True)
class Fact:
    """One number that a part vouches for: of an agency and fiscal year, as of a day, and where it comes from (an address for people).

    `label` says what was counted, for people; "" where only programs use the number.
    """

    key: str
    value: int
    unit: str
    as_of: date
    source: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class FactSource:
    """Facts of a part. `compute(agency_id, fiscal_year, today)` gives them."""

    key: str
    label: Words
    compute: Callable[[int, int, date], Iterable[Fact]]


@dataclass(frozen=True, slots=True)
class DisclosureItem:
    """What a part can publish for a disclosure item of the assessment. `find(agency_id, fiscal_year)` gives titles and addresses."""

    key: str
    label: Words
    find: Callable[[int, int], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A public table of a part. `rows(agency_id, fiscal_year)` gives plain values by column."""

    key: str
    label: Words
    columns: tuple[str, ...]
    rows: Callable[[int, int], Iterable[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the staff menu: `address(agency_code, fiscal_year)`, shown to who holds `permission`.

    `group` 1 to 3 and `order` place it; `count(agency_id, fiscal_year)` is the small number beside it, None for no number;
    `own_count(actor, fiscal_year)` is one that differs by person.
    """

    key: str
    label: Words
    icon: str
    address: Callable[[str, int], str]
    permission: str
    group: int = 1
    order: int = 100
    count: Callable[[int, int], int | None] | None = None
    own_count: Callable[[Any, int], int | None] | None = None


@dataclass(frozen=True, slots=True)
class DatedObject:
    """Something that is due on a day. `key` names it for ever within its source, whatever its title and day become.

    `unit_ids` says whose it is; empty means the whole agency. `subject` is its row, as model and key ("plans.measure", 12),
    where that row's history should show what was told about it.
    """

    key: str
    title: str
    due_on: date
    address: str
    verb: str
    unit_ids: tuple[int, ...] = ()
    subject: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class DatedSource:
    """Dated objects of a part: `find(agency_id, first, last)` gives what is open and due between two days, both included.

    Who holds `permission` (everywhere, or for one of the object's units) is reminded. `may_be_mailed` says that titles hold nothing that
    must not stand in a mail or in a calendar outside; without it, those say only the label of the source and the day.
    """

    key: str
    label: Words
    find: Callable[[int, date, date], Iterable[DatedObject]]
    permission: str = "plans.report"
    may_be_mailed: bool = False


@dataclass(frozen=True, slots=True)
class SearchText:
    """What can be found of one object: `title` and `body` in plain words, the page, and the units whose it is (empty: the agency's).

    `fiscal_year` is None for what belongs to no year. Sealed and secret words never go here.
    """

    object_id: int
    title: str
    body: str
    address: str
    fiscal_year: int | None = None
    unit_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchSource:
    """A kind of object that can be searched. `key` is its model ("plans.measure"), as the audit trail writes it.

    `texts(agency_id, ids)` gives the texts of these objects of an agency, of all where ids is None; an object that it leaves out is no
    longer found. Who holds `permission` (everywhere, or for one of the object's units) may find it. `follows(agency_id, kind, ids)` names
    the objects whose texts change with others of that kind ("agencies.unit"), where there are such.
    """

    key: str
    label: Words
    icon: str
    permission: str
    texts: Callable[[int, Iterable[int] | None], Iterable[SearchText]]
    follows: Callable[[int, str, Iterable[int]], Iterable[int]] | None = None


@dataclass(frozen=True, slots=True)
class PersonalField:
    """A model field with personal data: why it is kept, how many months after it was last needed, and whether it may ever be public.

    `person` is the way from the row to the person whose data it is, as a lookup ("reported_by"); empty for a row that is the person, and
    None where no account belongs to it (an invitation). `on_erasure` says what becomes of it when the person is erased: "blank" empties
    or replaces the words, "keep" leaves a reference to the person, who has no name any more.
    """

    model: str
    field: str
    thai: str
    english: str
    keep_months: int
    may_be_public: bool = False
    person: str | None = None
    on_erasure: str = "keep"

    @property
    def key(self) -> str:
        return f"{self.model}.{self.field}"


@dataclass(frozen=True, slots=True)
class NothingPersonal:
    """A model of which somebody looked at every field (or at these) and found no personal data in it."""

    model: str
    fields: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.model


@dataclass(frozen=True, slots=True)
class AfterRestore:
    """What a part does once in data that were restored from a backup, before anybody works with them: what stood open then may be over.

    `settle(at, restoration)` runs within the transaction that writes the restoration down; that row has `made_at`, the moment of the data.
    """

    key: str
    settle: Callable[[datetime, Any], None]


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that a person may be allowed to do, in a sentence. `roles` hold it, `unit_roles` hold it for their own unit."""

    key: str
    thai: str
    english: str
    roles: tuple[str, ...] = ()
    unit_roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verb:
    """What an audit event says happened, as words for its history: "เพิ่มมาตรการ"."""

    key: str
    thai: str
    english: str


facts: Shelf[FactSource] = Shelf("facts")
disclosure_items: Shelf[DisclosureItem] = Shelf("disclosure items")
datasets: Shelf[Dataset] = Shelf("datasets")
menu: Shelf[MenuEntry] = Shelf("menu")
dated_objects: Shelf[DatedSource] = Shelf("dated objects")
searchable: Shelf[SearchSource] = Shelf("searchable")
personal_data: Shelf[PersonalField] = Shelf("personal data")
nothing_personal: Shelf[NothingPersonal] = Shelf("nothing personal")
after_restore: Shelf[AfterRestore] = Shelf("after restore")
permissions: Shelf[Permission] = Shelf("permissions")
verbs: Shelf[Verb] = Shelf("verbs")
