from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field

from models.base import Table, now, stored


class ServiceRole(StrEnum):
    MEMBER = "member"
    FACILITATOR = "facilitator"
    ADMIN = "admin"


# What a person is called whose account has been erased; the screens say it in the reader's language.
ERASED = "Poistettu käyttäjä"


class Person(Table, table=True):
    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    # Kept in lower case, so that one address is one account.
    email: str = Field(max_length=254, unique=True)
    password_hash: str = Field(max_length=100)
    role: ServiceRole = Field(default=ServiceRole.MEMBER, sa_type=stored(ServiceRole))
    # Empty until the person chooses: the browser's language then holds.
    locale: str = Field(default="", max_length=5)
    verified_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    # The association that the switch in the frame stands at.
    acting_for: int | None = Field(default=None, foreign_key="association.id")
    # Which terms of use they have accepted, and when; and until when they are not asked about newer ones.
    terms_version: date | None = None
    terms_at: datetime | None = None
    terms_later: datetime | None = None
    # When they were last here, to the day; and when they were told that an account which nobody uses goes.
    visited_at: datetime = Field(default_factory=now, index=True)
    idle_told_at: datetime | None = None
    # They have asked that the account be erased, or have not used it for long, and can think better of it until then.
    erase_at: datetime | None = Field(default=None, index=True)
    # The row stays as a mark without a name: what the person wrote and did for others points at it.
    erased_at: datetime | None = None

    @property
    def is_leaving(self) -> bool:
        """No letters go to who waits to be erased, nor to who has been."""
        return self.erase_at is not None or self.erased_at is not None
