"""Addresses of the holidays of an agency. The year is a calendar year, so it does not become the fiscal year of the page."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import holidays

urlpatterns = [
    path("a/<agency:agency_code>/settings/holidays/<year:holiday_year>/", holidays.holidays, name="holidays"),
    path("a/<agency:agency_code>/settings/holidays/days/<int:day_id>/take-back/", holidays.take_back, name="holiday-take-back"),
]
