"""The product's settings as tests run them: data in a folder of the run's own, background work at once."""

from __future__ import annotations

import os
import tempfile

os.environ["PRONGSAI_DATA"] = tempfile.mkdtemp(prefix="prongsai-test-")
os.environ["PRONGSAI_ADDRESS"] = "http://127.0.0.1:8000"

from prongsai.config.settings import *  # noqa: F403
from prongsai.config.settings import DATABASES, HUEY, STORAGES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
HUEY["immediate"] = True
JOBS_AT_ONCE = True
LINKS_ARE_LOOKED_AT = False
LOOKS_SECONDS_PER_MINUTE = 3_600.0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATABASES["default"]["TEST"] = {"TEMPLATE": "template0"} if DATABASES["default"]["ENGINE"].endswith("postgresql") else {}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
