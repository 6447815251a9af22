"""Tags and filters of the pages: `{% load components thai_text %}`."""
