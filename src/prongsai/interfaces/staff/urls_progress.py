"""Addresses of the home page, tasks, progress reports, requests for more, and files."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import files, home, progress, progress_many, requests

YEAR = "a/<agency:agency_code>/<year:year>"
AGENCY = "a/<agency:agency_code>"

urlpatterns = [
    path(f"{YEAR}/", home.home, name="home"),
    path(f"{YEAR}/tasks/", home.tasks, name="tasks"),
    path(f"{YEAR}/report/", progress_many.report_many_view, name="report-many"),
    path(f"{YEAR}/requests/", requests.listing, name="requests"),
    path(f"{AGENCY}/measures/<int:measure_id>/report/", progress.report, name="report-progress"),
    path(f"{AGENCY}/measures/<int:measure_id>/ask/", requests.ask, name="ask-more"),
    path(f"{AGENCY}/progress/<int:report_id>/correct/", progress.correct, name="report-correct"),
    path(f"{AGENCY}/requests/<int:request_id>/withdraw/", requests.withdraw, name="request-withdraw"),
    path(f"{AGENCY}/files/<int:file_id>/", files.file, name="file"),
    path(f"{AGENCY}/files/<int:file_id>/details/", files.details, name="file-details"),
]
