from datetime import datetime
from enum import StrEnum
from secrets import token_hex
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from models.base import Table, now, stored


class MailState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    # The receiver's server does not take it, or the way to it has been closed for days.
    GIVEN_UP = "given_up"
    # The receiver's server had taken it, and sent it back.
    RETURNED = "returned"
    # Not tried: mail to this address comes back.
    WITHHELD = "withheld"


def _unlike_any_other() -> str:
    return token_hex(16)


class Mail(Table, table=True):
    """The outbox: written with the act, sent after it; `mail.<key>` in `locales/` are its words."""

    __table_args__ = (
        Index("ix_mail_due", "state", "next_at", "id"),
        Index("ix_mail_message_id", "message_id"),
    )

    id: int = Field(default=None, primary_key=True)
    address: str = Field(max_length=254)
    locale: str = Field(default="", max_length=5)
    key: str = Field(max_length=60)
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    # What a letter lists: for each line its key, its parameters and where it leads.
    lines: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    headers: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    # A path of the product; the base address is put before it when the mail is sent.
    link: str = Field(default="", max_length=300)
    # Whose mail it is, where the address belongs to an account.
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    # What the person can say no to; empty for what an account cannot do without.
    kind: str = Field(default="", max_length=40)
    # The thing that can be answered in the mail: `services/mail_acts` knows of which kind, by `key`.
    thing_id: int | None = None
    # Of the mails with the same mark there is one.
    once: str | None = Field(default=None, max_length=120, unique=True)
    # The left half of its Message-ID: the same at each try, so that whoever got it twice sees it once.
    message_id: str = Field(default_factory=_unlike_any_other, max_length=120)
    state: MailState = Field(default=MailState.WAITING, sa_type=stored(MailState))
    # Which sender has it in hand, until `next_at`.
    claim: str = Field(default="", max_length=32)
    created_at: datetime = Field(default_factory=now)
    next_at: datetime = Field(default_factory=now)
    tries: int = 0
    last_error: str = Field(default="", max_length=500)
    sent_at: datetime | None = None


class AddressState(StrEnum):
    OK = "ok"
    # Mail has been put off lately; it is tried all the same.
    FAILING = "failing"
    # Mail comes back: none is sent before the address is mended.
    BOUNCING = "bouncing"


class MailAddress(Table, table=True):
    """How an address takes our mail; one that never gave trouble has no row."""

    __tablename__ = "mail_address"

    address: str = Field(max_length=254, primary_key=True)
    state: AddressState = Field(default=AddressState.OK, sa_type=stored(AddressState))
    # One after the other, since mail last got through.
    failures: int = 0
    failing_since: datetime | None = None
    last_error: str = Field(default="", max_length=500)
    changed_at: datetime = Field(default_factory=now)
    # When a letter last came back that had been taken: so long a yes of the server says little.
    returned_at: datetime | None = None
