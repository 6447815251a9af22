"""Announcing what lies in data files: permissions with their roles, personal data; and verbs of the audit trail."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from prongsai.foundation import registry


def announce_permissions(package: str) -> None:
    """Announce the permissions of `permissions.toml` in a package."""
    raw = tomllib.loads(files(package).joinpath("permissions.toml").read_text("utf-8"))
    for entry in raw["permission"]:
        roles, unit_roles = tuple(entry.get("roles", ())), tuple(entry.get("unit_roles", ()))
        registry.permissions.announce(registry.Permission(entry["key"], entry["thai"], entry["english"], roles, unit_roles))


def announce_verbs(**words: tuple[str, str]) -> None:
    """Announce verbs: `announce_verbs(plans__measure_added=("เพิ่มมาตรการ", "added a measure"))` is the verb plans.measure_added."""
    registry.verbs.announce(*(registry.Verb(key.replace("__", "."), thai, english) for key, (thai, english) in words.items()))


def announce_personal_data(package: str) -> None:
    """Announce what `personal_data.toml` in a package says of each of its models."""
    raw = tomllib.loads(files(package).joinpath("personal_data.toml").read_text("utf-8"))
    for model in raw["model"]:
        name, impersonal = model.pop("name"), tuple(model.pop("impersonal", ()))
        if model.pop("nothing", False) or impersonal:
            registry.nothing_personal.announce(registry.NothingPersonal(name, impersonal))
        for entry in model.pop("field", ()):
            registry.personal_data.announce(registry.PersonalField(name, entry.pop("name"), **entry))
