"""Pictures lose what they tell besides the picture."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from prongsai.foundation.files.kinds import RefusedFile
from prongsai.foundation.files.pictures import without_metadata

PLACE = b"GPS 18.5,98.9"


def jpeg_with_metadata(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    exif[0x0112] = orientation
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("red", (0, 0, 20, 20))
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=PLACE, quality=95)
    return out.getvalue()


def test_a_photo_loses_place_time_and_camera() -> None:
    data = jpeg_with_metadata()
    assert PLACE in data
    bare = without_metadata(data, "image/jpeg", "a.jpg")
    assert PLACE not in bare
    assert not Image.open(BytesIO(bare)).getexif()


def test_a_turned_photo_stays_as_people_saw_it() -> None:
    data = jpeg_with_metadata(orientation=6)
    seen = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    bare = Image.open(BytesIO(without_metadata(data, "image/jpeg", "a.jpg")))
    assert bare.size == seen.size == (20, 40)
    assert bare.getpixel((10, 5)) == pytest.approx(seen.getpixel((10, 5)), abs=12)


def test_text_inside_a_png_is_gone_and_its_transparency_stays() -> None:
    info = PngInfo()
    info.add_text("Comment", PLACE.decode())
    out = BytesIO()
    Image.new("RGBA", (10, 10), (1, 2, 3, 0)).save(out, "PNG", pnginfo=info)
    bare = without_metadata(out.getvalue(), "image/png", "a.png")
    assert PLACE not in bare
    assert Image.open(BytesIO(bare)).getpixel((0, 0)) == (1, 2, 3, 0)


def test_a_png_with_a_palette_keeps_its_colours_and_transparency() -> None:
    picture = Image.new("P", (4, 4), 1)
    picture.putpalette([0, 0, 0, 200, 10, 10, *([0] * 750)])
    out = BytesIO()
    picture.save(out, "PNG", transparency=0)
    bare = Image.open(BytesIO(without_metadata(out.getvalue(), "image/png", "a.png")))
    assert bare.convert("RGBA").getpixel((0, 0)) == (200, 10, 10, 255)
    assert bare.info.get("transparency") == 0


def test_damaged_metadata_make_a_picture_refused_or_bare_and_nothing_else() -> None:
    chance = random.Random(7)
    whole = jpeg_with_metadata(orientation=6)
    start = whole.index(b"Exif")
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(6):
            data[start + chance.randrange(90)] = chance.randrange(256)
        try:
            assert without_metadata(bytes(data), "image/jpeg", "a.jpg").startswith(b"\xff\xd8")
        except RefusedFile:
            continue


@pytest.mark.parametrize("cut", [30, 200])
def test_a_broken_picture_is_refused(cut: int) -> None:
    with pytest.raises(RefusedFile, match="เปิดภาพ"):
        without_metadata(jpeg_with_metadata()[:cut], "image/jpeg", "a.jpg")
