from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from models.base import Table, now


class Mail(Table, table=True):
    """The outbox: written with the act, sent after it; `mail.<key>` in `locales/` are its words."""

    __table_args__ = (Index("ix_mail_waiting", "sent_at", "next_at"),)

    id: int = Field(default=None, primary_key=True)
    address: str = Field(max_length=254)
    locale: str = Field(default="", max_length=5)
    key: str = Field(max_length=60)
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    # A path of the product; the base address is put before it when the mail is sent.
    link: str = Field(default="", max_length=300)
    created_at: datetime = Field(default_factory=now)
    next_at: datetime = Field(default_factory=now)
    tries: int = 0
    last_error: str = Field(default="", max_length=500)
    sent_at: datetime | None = None
