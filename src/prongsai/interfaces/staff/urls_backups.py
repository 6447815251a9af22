"""Addresses of backups and of the doctor: pages of the whole installation."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import backups

urlpatterns = [
    path("host/backups/", backups.backups, name="backups"),
    path("host/backups/now/", backups.backup_now, name="backup-now"),
    path("host/doctor/", backups.doctor, name="doctor"),
]
