"""Django's settings, derived from the environment (`env.py`). Nothing here is edited to run an installation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
import xstatic.pkg.bootstrap as bootstrap
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from prongsai.config.env import read_environment, secret_key_of

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
ENVIRONMENT = read_environment(os.environ)
DATA = ENVIRONMENT.data

DEBUG = False
SECRET_KEY = secret_key_of(ENVIRONMENT)
DEMONSTRATION = ENVIRONMENT.is_demonstration
ALLOWED_HOSTS = sorted({ENVIRONMENT.host, *(("127.0.0.1", "localhost", "[::1]") if ENVIRONMENT.is_loopback else ())})
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.address]

INSTALLED_APPS = [
    "prongsai.interfaces.staff",
    "prongsai.programme.plans",
    "prongsai.programme.evidence",
    "prongsai.programme.linter",
    "prongsai.assessments.scorecards",
    "prongsai.foundation.clock",
    "prongsai.foundation.notices",
    "prongsai.foundation.search",
    "prongsai.foundation.backups",
    "prongsai.foundation.jobs",
    "prongsai.foundation.files",
    "prongsai.foundation.audit",
    "prongsai.foundation.people",
    "prongsai.foundation.agencies",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "huey.contrib.djhuey",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "prongsai.interfaces.staff.middleware.PageCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "prongsai.interfaces.staff.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "prongsai.interfaces.staff.middleware.ActorMiddleware",
]

ROOT_URLCONF = "prongsai.config.urls"
WSGI_APPLICATION = "prongsai.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "prongsai.interfaces.staff.context.staff",
                "prongsai.interfaces.staff.backup_worry.backup_worry",
            ],
        },
    }
]

# Databases: one writer at a time is enough for an office; readers never wait for it (WAL). A commit is on the disk before anybody is told
# of it (synchronous=FULL): what was acknowledged survives a power cut. What is erased leaves no letters in free pages (secure_delete).
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=20000")
DATABASES = {
    "default": dj_database_url.parse(
        ENVIRONMENT.database_url or f"sqlite:///{DATA / 'prongsai.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "".join(f"PRAGMA {pragma};" for pragma in _PRAGMAS),
    }
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # shared by all processes and machines, so that limits hold
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files
MEDIA_ROOT = DATA / "files"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [("bootstrap", Path(bootstrap.BASE_DIR) / "css")]
STATICFILES_FINDERS = [
    "prongsai.interfaces.staff.sprite.SpriteFinder",
    "prongsai.interfaces.staff.finders.UsedFilesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "prongsai.foundation.files.storage.DurableStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if ENVIRONMENT.s3_bucket:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": ENVIRONMENT.s3_bucket,
            "endpoint_url": ENVIRONMENT.s3_endpoint,
            "default_acl": "private",
            "file_overwrite": True,
            "querystring_auth": True,
        },
    }
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Language and time
LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("ไทย")), ("en", _("อังกฤษ"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

# Sign-in
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["prongsai.foundation.people.backend.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "prongsai.foundation.people.passwords.NotLikeThePerson",
        "OPTIONS": {"user_attributes": ("username", "email", "full_name")},
    },
    {"NAME": "prongsai.foundation.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "prongsai.foundation.people.passwords.NotCommon"},
    {"NAME": "prongsai.foundation.people.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:start"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "prongsai.interfaces.staff.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "prongsai.foundation.people.tokens.PlaceAwareTokens"  # noqa: S105 - a class
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_DISPLAY = "prongsai.interfaces.staff.adapters.name_of"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.is_behind_proxy else 0
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "10/h/ip,3/h/key"}
MFA_ADAPTER = "prongsai.interfaces.staff.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Prongsai"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENVIRONMENT.is_loopback
SOCIALACCOUNT_ADAPTER = "prongsai.interfaces.staff.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if ENVIRONMENT.provider:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "provider",
                "name": ENVIRONMENT.provider.name,
                "client_id": ENVIRONMENT.provider.client,
                "secret": ENVIRONMENT.provider.secret,
                "settings": {"server_url": ENVIRONMENT.provider.address, "token_auth_method": "client_secret_basic"},
            }
        ],
    }

# Cookies and headers. A cookie is sent over HTTPS only wherever the address has it; on this machine's own address there is none.
SESSION_COOKIE_NAME = "__Host-session" if ENVIRONMENT.is_https else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.is_https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_NAME = "__Host-csrf" if ENVIRONMENT.is_https else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "prongsai.interfaces.staff.faults.csrf_failed"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENVIRONMENT.is_https
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.is_behind_proxy else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *([ENVIRONMENT.provider.address] if ENVIRONMENT.provider else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
        "frame-src": [SELF],
    }
}

# Mail
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if ENVIRONMENT.mail_url:
    _mail = urlsplit(ENVIRONMENT.mail_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp" and bool(_mail.username)
    EMAIL_TIMEOUT = 20

# Background work: jobs wait in the table of jobs; the queue serves what is done by the clock, and may be lost.
JOBS_AT_ONCE = False
WORKERS_FOLDER = DATA / "workers"
_queue = ENVIRONMENT.queue_url or ""
_QUEUES = {
    "": ("huey.SqliteHuey", {"filename": str(DATA / "queue.sqlite3")}),
    "postgresql": ("huey.PostgresHuey", {"dsn": _queue}),
    "postgres": ("huey.PostgresHuey", {"dsn": _queue}),
    "redis": ("huey.RedisHuey", {"url": _queue}),
    "rediss": ("huey.RedisHuey", {"url": _queue}),
}
_queue_class, _queue_place = _QUEUES[urlsplit(_queue).scheme]
HUEY: dict[str, Any] = {"huey_class": _queue_class, "name": "prongsai", "immediate": False, "results": False, "utc": True, **_queue_place}

# Links of evidence are looked at over the network; a demonstration asks nobody unless a person presses the button.
LINKS_ARE_LOOKED_AT = not DEMONSTRATION
LOOKS_SECONDS_PER_MINUTE = 20.0  # of the worker's time by the clock, which mails, notices and the search index share

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # HSTS preload is the host's own decision
    "auth.W004",  # user names are unique whatever their capitals, by a constraint of the table
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "prongsai": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
