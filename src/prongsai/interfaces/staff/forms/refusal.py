"""What an action refuses, shown at the field that it concerns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.forms import BaseForm

from prongsai.foundation.agencies.actions import UnusableAgency
from prongsai.foundation.people.memberships import UnusablePerson

Result = TypeVar("Result")


def take(form: BaseForm, act: Callable[[], Result]) -> Result | None:
    """Do it and return what came of it; where the action refuses a value, note that in the form and return None."""
    try:
        return act()
    except (UnusableAgency, UnusablePerson) as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return None
