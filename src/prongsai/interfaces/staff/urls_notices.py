"""Addresses of notices: a person's inbox in an agency, own settings, the calendar with a secret address, the mails of the installation."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import notices

urlpatterns = [
    path("a/<agency:agency_code>/notices/", notices.inbox_page, name="notices"),
    path("account/notices/", notices.choices, name="notice-settings"),
    path("calendar/<str:secret>.ics", notices.calendar_feed, name="calendar-feed"),
    path("host/mails/", notices.mails, name="mails"),
]
