"""Addresses of the staff pages: `/a/<agency>/<year>/…` for lists, `/a/<agency>/measures/<id>/…` for objects."""

from __future__ import annotations

from django.urls import path, register_converter

from prongsai.interfaces.staff.converters import AgencyCode, FiscalYear
from prongsai.interfaces.staff.views import start

register_converter(AgencyCode, "agency")
register_converter(FiscalYear, "year")

app_name = "staff"

urlpatterns = [
    path("", start.start, name="start"),
    path("healthz", start.healthz, name="healthz"),
    path("a/<agency:agency_code>/<year:year>/", start.home, name="home"),
]
