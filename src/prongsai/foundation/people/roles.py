"""Roles as data: `roles.toml`, read once. What a role may do is announced by the parts (`registry.permissions`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from django.utils.functional import lazy

from prongsai.foundation.languages import in_language


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody can be. `sentence` tells in plain words what the role does."""

    key: str
    thai: str
    english: str
    sentence: str
    sentence_en: str
    scope: Literal["agency", "installation"]
    needs_second_factor: bool = False

    @property
    def name(self) -> str:
        """What it is called, in the language of the reader."""
        return in_language(self.thai, f"{self.english[0].upper()}{self.english[1:]}")

    @property
    def says(self) -> str:
        """The sentence in the language of the reader."""
        return in_language(self.sentence, self.sentence_en)


def _read() -> tuple[Role, ...]:
    raw = tomllib.loads(files("prongsai.foundation.people").joinpath("roles.toml").read_text("utf-8"))
    return tuple(Role(**entry) for entry in raw["role"])


ROLES = _read()
BY_KEY = {role.key: role for role in ROLES}
AGENCY_ROLES = tuple(role.key for role in ROLES if role.scope == "agency")
INSTALLATION_ROLES = tuple(role.key for role in ROLES if role.scope == "installation")


def _name_of(key: str) -> str:
    return BY_KEY[key].name


def role_choices() -> list[tuple[str, str]]:
    """Every role with its name, which is looked up when it is read."""
    name = lazy(_name_of, str)
    return [(role.key, name(role.key)) for role in ROLES]
