"""Roles as data: `roles.toml`, read once. What a role may do is announced by the parts (`registry.permissions`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal


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


def _read() -> tuple[Role, ...]:
    raw = tomllib.loads(files("prongsai.foundation.people").joinpath("roles.toml").read_text("utf-8"))
    return tuple(Role(**entry) for entry in raw["role"])


ROLES = _read()
BY_KEY = {role.key: role for role in ROLES}
AGENCY_ROLES = tuple(role.key for role in ROLES if role.scope == "agency")
INSTALLATION_ROLES = tuple(role.key for role in ROLES if role.scope == "installation")
