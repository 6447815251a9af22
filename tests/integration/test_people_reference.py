"""The reference pages of roles and settings say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from prongsai.config.env import SETTINGS
from prongsai.foundation import registry
from prongsai.foundation.audit.telling import field_words, is_told
from prongsai.foundation.people.roles import BY_KEY, ROLES


def tables(path: Path) -> list[list[list[str]]]:
    """The tables of a page: rows of cells, the line under the heads left out."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", path.read_text("utf-8"), re.MULTILINE)
    rows = [[[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()] for block in blocks]
    return [[table[0], *table[2:]] for table in rows]


def test_the_page_of_roles_tells_every_role_in_both_languages(root: Path) -> None:
    thai, english, _ = tables(root / "docs" / "reference" / "roles.md")
    assert thai[1:] == [[role.thai, f"`{role.key}`", role.sentence, "ต้องมี" if role.needs_second_factor else "แนะนำ"] for role in ROLES]
    assert english[1:] == [[f"`{role.key}` ({role.english})", role.sentence_en] for role in ROLES]


def test_the_page_of_roles_has_the_matrix_of_permissions(root: Path) -> None:
    _, _, matrix = tables(root / "docs" / "reference" / "roles.md")

    def cell(permission: registry.Permission, role: str) -> str:
        return "✓" if role in permission.roles else "หน่วยตน · own unit" if role in permission.unit_roles else "–"

    assert matrix[0][2:] == [f"`{role.key}`" for role in ROLES]
    assert {tuple(row) for row in matrix[1:]} == {
        (f"{permission.thai} · {permission.english}", f"`{permission.key}`", *(cell(permission, role.key) for role in ROLES))
        for permission in registry.permissions
    }


def test_permissions_are_held_by_known_roles_and_the_host_holds_none_inside() -> None:
    for permission in registry.permissions:
        assert {*permission.roles, *permission.unit_roles} <= set(BY_KEY)
        if "host_administrator" in permission.roles:
            assert permission.key == "host.manage"


def test_the_page_of_settings_lists_every_setting_with_its_default(root: Path) -> None:
    (listed,) = tables(root / "docs" / "reference" / "settings.md")
    assert listed[1:] == [[f"`{setting.name}`", f"{setting.thai} · {setting.english}", setting.default] for setting in SETTINGS]


def test_every_field_of_a_history_has_a_name_in_thai() -> None:
    models = [model for config in apps.get_app_configs() if config.name.startswith("prongsai.") for model in config.get_models()]
    quiet = {"audit", "jobs", "notices", "search"}
    nameless = [
        f"{model._meta.label}.{field.attname}"
        for model in models
        if model._meta.app_label not in quiet and model._meta.db_table != "cache"
        for field in model._meta.concrete_fields
        if not field.primary_key and is_told(field.attname) and not re.search("[ก-๎]", field_words(model, field.attname))
    ]
    assert nameless == []


def test_every_verb_has_words_in_both_languages() -> None:
    assert [verb.key for verb in registry.verbs if not re.search("[ก-๎]", verb.thai) or not verb.english.isascii()] == []
