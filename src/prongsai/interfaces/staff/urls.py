"""Addresses of the staff pages: `/a/<agency>/<year>/…` for lists, `/a/<agency>/measures/<id>/…` for objects."""

from __future__ import annotations

from django.urls import include, path

from prongsai.interfaces.staff import converters as _registered  # noqa: F401 - makes <agency:…> and <year:…> known
from prongsai.interfaces.staff.views import start, styleguide

app_name = "staff"

urlpatterns = [
    path("", start.start, name="start"),
    path("agencies/", start.agencies, name="agencies"),
    path("healthz", start.healthz, name="healthz"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("", include("prongsai.interfaces.staff.urls_measures")),
    path("", include("prongsai.interfaces.staff.urls_sheets")),
    path("", include("prongsai.interfaces.staff.urls_linter")),
    path("", include("prongsai.interfaces.staff.urls_evidence")),
    path("", include("prongsai.interfaces.staff.urls_progress")),
    path("", include("prongsai.interfaces.staff.urls_imports")),
    path("", include("prongsai.interfaces.staff.urls_reports")),
    path("", include("prongsai.interfaces.staff.urls_scores")),
    path("", include("prongsai.interfaces.staff.urls_analysis")),
    path("", include("prongsai.interfaces.staff.urls_people")),
    path("", include("prongsai.interfaces.staff.urls_backups")),
    path("", include("prongsai.interfaces.staff.urls_search")),
    path("", include("prongsai.interfaces.staff.urls_notices")),
    path("", include("prongsai.interfaces.staff.urls_holidays")),
    path("", include("prongsai.interfaces.staff.urls_personal")),
]
