"""Tables whose rows are only ever added, held by the database itself: a step for migrations, for SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class AppendOnly(Operation):
    """Refuse to delete rows of a table, and to change them (`may_change` names columns that may change all the same)."""

    reversible = True
    reduces_to_sql = False

    def __init__(self, table: str, may_change: tuple[str, ...] = ()) -> None:
        self.table = table
        self.may_change = may_change

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create the triggers."""
        columns = [column for column in _columns(to_state, self.table) if column not in self.may_change]
        make = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
        for statement in make(self.table, columns):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the triggers."""
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        on_table = f' ON "{self.table}"' if is_postgresql else ""
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {self.table}_no_{act}{on_table}")
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION {self.table}_refuse()")

    def describe(self) -> str:
        """What the step does, for people."""
        return f"Refuse to change or delete rows of {self.table}"


def _columns(state: Any, table: str) -> list[str]:
    model = next(model for model in state.apps.get_models() if model._meta.db_table == table)
    return [field.column for field in model._meta.concrete_fields]


def _sqlite(table: str, columns: list[str]) -> list[str]:
    of = ", ".join(f'"{column}"' for column in columns)
    refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are only ever added'); END"
    return [
        f'CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {of} ON "{table}" {refuse}',
        f'CREATE TRIGGER {table}_no_delete BEFORE DELETE ON "{table}" {refuse}',
    ]


def _postgresql(table: str, columns: list[str]) -> list[str]:
    of = ", ".join(f'"{column}"' for column in columns)
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'rows of {table} are only ever added' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f'CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {of} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()',
        f'CREATE TRIGGER {table}_no_delete BEFORE DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()',
    ]
