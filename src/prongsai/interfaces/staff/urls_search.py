"""Address of the search page."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import search

urlpatterns = [
    path("a/<agency:agency_code>/search/", search.search_page, name="search"),
]
