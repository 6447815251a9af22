"""Pictures of PDF pages, for pages that are scans."""

from __future__ import annotations

from typing import Any

# Points per inch, and the fineness at which a scanned page is drawn.
_POINTS, _DPI = 72.0, 300.0
# A page is never drawn with more points than this, however large it says it is.
_MOST_PIXELS = 20_000_000


def page_raster(page: Any) -> Any:
    """Draw a page of an open `pypdfium2.PdfDocument` in grey (uint8 array of two dimensions), at 300 dpi or as fine as memory allows."""
    import numpy

    width, height = (max(1.0, side) for side in page.get_size())
    scale = min(_DPI / _POINTS, (_MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        drawn = numpy.array(bitmap.to_numpy())
    finally:
        bitmap.close()
    return drawn[..., 0] if drawn.ndim == 3 else drawn
