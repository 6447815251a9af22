"""Addresses of the linter and of exceptions to its rules."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import exceptions, linter

YEAR = "a/<agency:agency_code>/<year:year>"
AGENCY = "a/<agency:agency_code>"

urlpatterns = [
    path(f"{YEAR}/linter/", linter.linter, name="linter"),
    path(f"{YEAR}/linter/exceptions/", exceptions.listing, name="exceptions"),
    path(f"{AGENCY}/measures/<int:measure_id>/except/", exceptions.ask, name="exception-ask"),
    path(f"{AGENCY}/linter/exceptions/<int:exception_id>/", exceptions.one, name="exception"),
]
