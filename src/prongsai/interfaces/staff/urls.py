"""Addresses of the staff pages: `/a/<agency>/<year>/…` for lists, `/a/<agency>/measures/<id>/…` for objects."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

from prongsai.interfaces.staff import converters as _registered  # noqa: F401 - makes <agency:…> and <year:…> known
from prongsai.interfaces.staff.views import start, styleguide

app_name = "staff"
SUBJECTS = ("measures", "progress", "imports", "reports", "people")

urlpatterns = [
    path("", start.start, name="start"),
    path("agencies/", start.agencies, name="agencies"),
    path("healthz", start.healthz, name="healthz"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    *(
        path("", include(f"prongsai.interfaces.staff.urls_{subject}"))
        for subject in SUBJECTS
        if find_spec(f"prongsai.interfaces.staff.urls_{subject}")
    ),
    *([path("a/<agency:agency_code>/<year:year>/", start.home, name="home")] if hasattr(start, "home") else []),
]
