"""All addresses of the installation."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("sign-in/", include("prongsai.interfaces.staff.urls_sign_in")),
    path("", include("prongsai.interfaces.staff.urls")),
]

handler400 = "prongsai.interfaces.staff.faults.bad_request"
handler403 = "prongsai.interfaces.staff.faults.not_found"
handler404 = "prongsai.interfaces.staff.faults.not_found"
handler500 = "prongsai.interfaces.staff.faults.broken"
