"""Pictures without their metadata: place, time and camera are taken out, what one sees stays."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from prongsai.foundation.files.kinds import RefusedFile

_MOST_PIXELS = 100_000_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def without_metadata(data: bytes, media_type: str, name: str) -> bytes:
    """The same picture, turned as its metadata said, with no metadata left. Raises `RefusedFile` for a broken or gigantic picture."""
    try:
        with Image.open(BytesIO(data), formats=[_FORMATS[media_type]]) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise RefusedFile(_("ภาพ “%(name)s” ละเอียดเกินไป ลดขนาดภาพก่อน") % {"name": name})
            upright = ImageOps.exif_transpose(picture)
            bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
            if upright.mode == "P" and (palette := upright.getpalette()):
                bare.putpalette(palette)
            if "transparency" in upright.info:
                bare.info["transparency"] = upright.info["transparency"]
            out = BytesIO()
            bare.save(out, _FORMATS[media_type], **_quality(media_type))
    except RefusedFile:
        raise
    except Exception as error:  # a broken picture makes the library raise whatever its parts raise
        raise RefusedFile(_("เปิดภาพ “%(name)s” ไม่ได้ ภาพอาจเสียหาย เลือกภาพใหม่") % {"name": name}) from error
    return out.getvalue()


def _quality(media_type: str) -> dict[str, int]:
    return {"image/jpeg": {"quality": 92}, "image/webp": {"quality": 92}}.get(media_type, {})
