"""Forms that show what an action refused, at the fields that it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from prongsai.foundation.faults import Fault


class TakesFaults(forms.Form):
    """A form without colons behind labels and without the browser's own complaints, which would come before ours."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def take(self, faults: Iterable[Fault]) -> None:
        """Put each fault to its field, or to the whole where the form has no such field; what the form said itself is not said again."""
        known = set(self.errors)
        for fault in faults:
            name = fault.field if fault.field in self.fields else None
            if name not in known and fault.message not in self.errors.get(name or NON_FIELD_ERRORS, ()):
                self.add_error(name, fault.message)
