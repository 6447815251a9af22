"""Addresses of the analysis of a result."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import analysis

_YEAR = "a/<agency:agency_code>/<year:year>/scores/analysis"

urlpatterns = [
    path(f"{_YEAR}/", analysis.analysis, name="analysis"),
    path(f"{_YEAR}/suggestions/", analysis.take, name="analysis-suggestions"),
    path(f"{_YEAR}/print/", analysis.to_print, name="analysis-print"),
]
