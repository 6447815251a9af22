"""Addresses of printed reports."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import printed, reports

YEAR = "a/<agency:agency_code>/<year:year>/reports"

urlpatterns = [
    path(f"{YEAR}/", reports.reports, name="reports"),
    path(f"{YEAR}/preview/", reports.preview, name="report-preview"),
    path(f"{YEAR}/print/", reports.print_one, name="report-print"),
    path(f"{YEAR}/printing/<int:job_id>/", reports.printing, name="report-printing"),
    path(f"{YEAR}/printed/", printed.listing, name="printed-list"),
    path("a/<agency:agency_code>/reports/<int:printed_id>/", printed.printed, name="printed"),
]
