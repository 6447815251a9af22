"""Drop-downs of what people wrote: Thai whatever the language of the page, and marked so for those who hear it read."""

from __future__ import annotations

from typing import Any

from django import forms

from prongsai.foundation.languages import is_english
from prongsai.interfaces.staff.templatetags.thai_text import has_thai


class NamesSelect(forms.Select):
    """A drop-down whose entries with Thai letters say that they are Thai on an English page."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An entry, with its language."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if is_english() and has_thai(str(option["label"])):
            option["attrs"]["lang"] = "th"
        return option
