"""What the environment says; the defaults work on a laptop and nowhere else."""

import os
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from models.errors import WorkspaceError


class SettingsError(WorkspaceError):
    """The environment does not say what production needs."""


@dataclass(frozen=True)
class Settings:
    environment: str
    database_url: str
    secret_key: str
    base_url: str
    smtp_url: str
    mail_from: str
    # Where letters come back to that do not arrive; a mark is put behind its name with a "+".
    mail_bounces: str
    mail_folder: str
    # A folder, or `s3://bucket/prefix?endpoint=…&region=…`.
    files_url: str
    # Keys of the confidential texts, newest first; without them those of the file.
    advice_keys: str
    advice_key_file: str
    # How many days a closed advice case is kept.
    advice_kept_days: int
    # Who keeps this service for people, and their address for questions: the public notices name them.
    operator: str
    operator_mail: str
    demo: bool
    # Where the server listens, and the proxies whose forwarded headers it believes.
    host: str
    port: int
    proxy: str

    @property
    def development(self) -> bool:
        return self.environment == "development"

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")


@cache
def settings() -> Settings:
    """The settings of this process; SettingsError when production lacks a secret."""
    return read(dict(os.environ))


def read(environ: dict[str, str]) -> Settings:
    environment = environ.get("KANTO_ENVIRONMENT", "development")
    development = environment == "development"
    secret = environ.get("KANTO_SECRET_KEY", "")
    demo = environ.get("KANTO_DEMO", "") == "1"
    if not secret and not development:
        raise SettingsError("KANTO_SECRET_KEY has no default outside development")
    if demo and not development:
        raise SettingsError("KANTO_DEMO prints a password and is for development alone")
    base_url = environ.get("KANTO_BASE_URL", "http://localhost:8501").rstrip("/")
    return Settings(
        environment=environment,
        database_url=environ.get("KANTO_DATABASE_URL", "sqlite:///.kanto/kanto.db"),
        secret_key=secret or "development only, guards nothing",
        base_url=base_url,
        smtp_url=environ.get("KANTO_SMTP_URL", ""),
        mail_from=environ.get("KANTO_MAIL_FROM", "Kanto <kanto@localhost>"),
        mail_bounces=environ.get("KANTO_MAIL_BOUNCES", ""),
        mail_folder=environ.get("KANTO_MAIL_FOLDER", ".kanto/mail"),
        files_url=environ.get("KANTO_FILES_URL", ".kanto/files"),
        advice_keys=environ.get("KANTO_ADVICE_KEYS", ""),
        advice_key_file=environ.get("KANTO_ADVICE_KEY_FILE", ".kanto/advice.keys"),
        advice_kept_days=int(environ.get("KANTO_ADVICE_KEPT_DAYS") or 730),
        operator=environ.get("KANTO_OPERATOR", ""),
        operator_mail=environ.get("KANTO_OPERATOR_MAIL", ""),
        demo=demo,
        host=environ.get("KANTO_HOST", "127.0.0.1" if development else "0.0.0.0"),
        port=int(environ.get("KANTO_PORT") or urlsplit(base_url).port or 8501),
        proxy=environ.get("KANTO_PROXY", "127.0.0.1"),
    )
