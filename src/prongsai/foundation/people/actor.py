"""Who acts: a person in an agency with what the roles allow. Actions take it as `by=`; nothing below asks who is signed in."""

from __future__ import annotations

from dataclasses import dataclass, field


class Forbidden(Exception):
    """The actor lacks a permission. Faces answer as if the object did not exist."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


class NotFound(Exception):
    """There is no such object for this actor: absent and forbidden are the same."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work in one agency. `person_id` None is the system itself (a scheduled job, the first-run wizard).

    `permissions` hold everywhere in the agency, `unit_permissions[key]` only for those units.
    """

    person_id: int | None
    name: str
    agency_id: int | None
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    unit_permissions: dict[str, frozenset[int]] = field(default_factory=dict)
    unit_ids: frozenset[int] = frozenset()

    @property
    def agency(self) -> int:
        """The agency in which the actor works. Raises `Forbidden` for an actor of the whole installation."""
        if self.agency_id is None:
            raise Forbidden("agency")
        return self.agency_id

    def may(self, permission: str, *, unit_ids: frozenset[int] | None = None) -> bool:
        """Whether the actor holds this permission, for an object of these units (None: for any object at all)."""
        if permission in self.permissions:
            return True
        own = self.unit_permissions.get(permission, frozenset())
        return bool(own) if unit_ids is None else bool(own & unit_ids)

    def must(self, permission: str, *, unit_ids: frozenset[int] | None = None) -> None:
        """Raise `Forbidden` unless `may`."""
        if not self.may(permission, unit_ids=unit_ids):
            raise Forbidden(permission)


def system(agency_id: int | None) -> Actor:
    """The system acting by itself in an agency; it holds no permission, so actions that it may take do not ask for one."""
    return Actor(person_id=None, name="ระบบ", agency_id=agency_id)
