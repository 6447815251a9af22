"""Addresses of the plan as a workbook: taking it out, handing it in, and what came of that."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import plan_sheet

_YEAR = "a/<agency:agency_code>/<year:year>/measures/sheet"
_RUN = "a/<agency:agency_code>/measures/sheets/<int:sheet_id>"

urlpatterns = [
    path(f"{_YEAR}/", plan_sheet.plan_sheet, name="plan-sheet"),
    path(f"{_YEAR}/file/", plan_sheet.file, name="plan-sheet-file"),
    path(f"{_RUN}/", plan_sheet.run, name="plan-sheet-run"),
    path(f"{_RUN}/marked/", plan_sheet.marked, name="plan-sheet-marked"),
]
