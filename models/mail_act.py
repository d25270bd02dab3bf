from datetime import datetime
from secrets import token_hex

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Table, now


def _unlike_any_other() -> str:
    return token_hex(16)


class MailAct(Table, table=True):
    """One act that a mail offers to its person: a link for this act alone, good once and for a time.

    The link's token is signed when the mail leaves and kept nowhere; here is its hash.
    """

    __tablename__ = "mail_act"
    __table_args__ = (UniqueConstraint("mail_id", "purpose"),)

    id: int = Field(default=None, primary_key=True)
    mail_id: int = Field(foreign_key="mail.id", ondelete="CASCADE")
    purpose: str = Field(max_length=40)
    token_hash: str = Field(max_length=64, unique=True)
    # What the token signs: an id can be given a second time.
    mark: str = Field(default_factory=_unlike_any_other, max_length=32)
    person_id: int = Field(foreign_key="person.id", index=True)
    # The address that the mail went to: whose it was then may be somebody else's now.
    address: str = Field(max_length=254)
    thing_id: int
    # How the thing stood when it was offered: of something else nobody has been asked.
    version: str = Field(default="", max_length=100)
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime
    used_at: datetime | None = None
