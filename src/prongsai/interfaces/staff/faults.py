"""Pages for what went wrong: not found, expired form, bad request, broken."""

from __future__ import annotations

import logging
import sys

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.interfaces.staff.kept_forms import kept, typed_in
from prongsai.interfaces.staff.storage_faults import is_certainly_unsaved, page_of, trouble_of

log = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "staff/fault.html", {"title": title, "text": text}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what does not exist and what is not for this person."""
    return _page(request, 404, _("ไม่พบหน้านี้"), _("ที่อยู่อาจผิด หรือท่านไม่มีสิทธิ์ดู ตรวจที่อยู่ หรือกลับไปหน้าแรก"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be understood."""
    return _page(request, 400, _("คำขอไม่ถูกต้อง"), _("กลับไปหน้าก่อนหน้าแล้วลองใหม่"))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection does not fit: somebody signed in meanwhile, or cookies are off. What was typed on our own page is kept."""
    if _comes_from_us(request):
        text = _("เปิดแบบฟอร์มไว้ก่อนเข้าสู่ระบบครั้งล่าสุด ตรวจแล้วส่งอีกครั้ง หากขึ้นหน้านี้อีก เปิดใช้คุกกี้")
        return kept(request, _("แบบฟอร์มหมดอายุ"), text, status=403)
    return _page(request, 403, _("แบบฟอร์มหมดอายุ"), _("กลับไปหน้าก่อนหน้า โหลดหน้าใหม่ แล้วส่งอีกครั้ง และเปิดใช้คุกกี้ไว้"))


def signed_out(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back. A form that comes when nobody is signed in any more stays, to be sent again after signing in."""
    wants_words = request.method == "POST" and request.headers.get("Accept") == "application/json"
    if not typed_in(request) and not wants_words:
        return redirect_to_login(request.get_full_path())
    sign_in = redirect_to_login("/").url
    text = _("เข้าสู่ระบบในแท็บใหม่ก่อน แล้วกลับมาส่งอีกครั้งจากหน้านี้")
    return kept(request, _("ท่านออกจากระบบไปแล้ว"), text, status=403, sign_in=sign_in)


def _comes_from_us(request: HttpRequest) -> bool:
    """Whether a page of this installation sent the form, by what browsers say and pages cannot: nobody else's words are offered again."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of the program, or of disk and database, which the page then names. Logged by Django; nothing else of it is shown."""
    error = sys.exc_info()[1]
    trouble = trouble_of(error)
    if trouble is not None:
        return page_of(request, trouble, is_unsaved=is_certainly_unsaved(error, trouble))
    return _page(request, 500, _("ระบบขัดข้อง"), _("ยังไม่มีอะไรถูกบันทึก ลองใหม่อีกครั้ง หากยังเป็นอยู่ แจ้งผู้ดูแลระบบพร้อมเวลาที่เกิด"))
