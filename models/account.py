"""Sign-in: sessions, tickets, mailed links and failed attempts. Only hashes of tokens are kept."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field

from models.association import AssociationRole
from models.base import Table, now, stored


class SignIn(Table, table=True):
    """A signed-in browser; its opaque token lives in an HttpOnly cookie."""

    __tablename__ = "sign_in"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    agent: str = Field(default="", max_length=200)
    created_at: datetime = Field(default_factory=now)
    seen_at: datetime = Field(default_factory=now)
    expires_at: datetime
    ended_at: datetime | None = None


class Ticket(Table, table=True):
    """Thirty seconds in which this visitor's browser may fetch its session cookie, once."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    # The ticket is of no use in another browser, or it could sign somebody else in.
    visitor_hash: str = Field(max_length=64)
    expires_at: datetime
    used_at: datetime | None = None


class LinkPurpose(StrEnum):
    VERIFY = "verify"
    RESET = "reset"
    INVITE = "invite"
    # To the new address: the account's address becomes this one.
    NEW_ADDRESS = "new_address"
    # To the old address: it stays, or comes back.
    KEEP_ADDRESS = "keep_address"


class Link(Table, table=True):
    """A single-use link sent by mail."""

    id: int = Field(default=None, primary_key=True)
    purpose: LinkPurpose = Field(sa_type=stored(LinkPurpose))
    token_hash: str = Field(max_length=64, unique=True)
    email: str = Field(max_length=254, index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    role: AssociationRole | None = Field(default=None, sa_type=stored(AssociationRole))
    invited_by: int | None = Field(default=None, foreign_key="person.id")
    # What a sign-up waits with: the person is made when the address has proved to be theirs.
    name: str = Field(default="", max_length=120)
    password_hash: str = Field(default="", max_length=100)
    locale: str = Field(default="", max_length=5)
    # The terms that stood beside the button.
    terms_version: date | None = None
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime
    used_at: datetime | None = None


class SignInAttempt(Table, table=True):
    """Failures of one account or one address; the delay before the next try grows with them."""

    __tablename__ = "sign_in_attempt"

    id: int = Field(default=None, primary_key=True)
    subject: str = Field(max_length=80, unique=True)
    failures: int = 0
    last_at: datetime = Field(default_factory=now)
