from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class ImplementerRole(StrEnum):
    """Päätoteuttaja, osatoteuttaja, yhteistyökumppani: `domain.md`, group projects."""

    LEAD = "lead"
    CO_IMPLEMENTER = "co_implementer"
    COOPERATION_PARTNER = "cooperation_partner"


class RequestDirection(StrEnum):
    # The idea's association asks another one to come along.
    INVITATION = "invitation"
    # Another association offers itself.
    OFFER = "offer"


class PartnerRequestState(StrEnum):
    SENT = "sent"
    QUESTION = "question"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    # It had come along, and has left the plan.
    LEFT = "left"


class PartnerRequestAction(StrEnum):
    ASK = "ask"
    REPLY = "reply"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    # What becomes of it in the plan.
    LEAVE = "leave"
    COME_BACK = "come_back"


PARTNER_REQUEST_OPEN = (PartnerRequestState.SENT, PartnerRequestState.QUESTION)

PARTNER_REQUEST_LIFECYCLE = Lifecycle(
    {
        (PartnerRequestState.SENT, PartnerRequestAction.ASK): PartnerRequestState.QUESTION,
        (PartnerRequestState.QUESTION, PartnerRequestAction.REPLY): PartnerRequestState.SENT,
        **{
            (state, PartnerRequestAction.ACCEPT): PartnerRequestState.ACCEPTED
            for state in PARTNER_REQUEST_OPEN
        },
        **{
            (state, PartnerRequestAction.DECLINE): PartnerRequestState.DECLINED
            for state in PARTNER_REQUEST_OPEN
        },
        **{
            (state, PartnerRequestAction.WITHDRAW): PartnerRequestState.WITHDRAWN
            for state in PARTNER_REQUEST_OPEN
        },
        **{
            (state, PartnerRequestAction.EXPIRE): PartnerRequestState.EXPIRED
            for state in PARTNER_REQUEST_OPEN
        },
        (PartnerRequestState.ACCEPTED, PartnerRequestAction.LEAVE): PartnerRequestState.LEFT,
        (PartnerRequestState.LEFT, PartnerRequestAction.COME_BACK): PartnerRequestState.ACCEPTED,
    }
)

_version = Column("version_id", Integer, nullable=False)


class PartnerRequest(Table, table=True):
    """Kept for ever: what was asked, what was answered, and by whom."""

    __tablename__ = "partner_request"
    __table_args__ = (Index("ix_partner_request_due", "state", "reply_by"),)

    id: int = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    # Sent together with others, in one act.
    set_id: int | None = Field(default=None, foreign_key="partner_set.id", index=True)
    from_association_id: int = Field(foreign_key="association.id", index=True)
    to_association_id: int = Field(foreign_key="association.id", index=True)
    direction: RequestDirection = Field(sa_type=stored(RequestDirection))
    # The role of the association that would join the idea's own.
    role: ImplementerRole = Field(sa_type=stored(ImplementerRole))
    hours: int | None = None
    words: str = Field(default="", max_length=2000)
    reply_by: date
    state: PartnerRequestState = Field(default=PartnerRequestState.SENT, sa_type=stored(PartnerRequestState))
    reason: str = Field(default="", max_length=1000)
    sent_by: int = Field(foreign_key="person.id")
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    answered_at: datetime | None = None
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: PartnerRequestAction) -> None:
        self.state = PARTNER_REQUEST_LIFECYCLE.after(self.state, action)


class RequestNeed(Table, table=True):
    """A need of the idea that the request answers, in the words of that day."""

    __tablename__ = "request_need"

    id: int = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="partner_request.id", index=True)
    competence: str = Field(default="", max_length=40)
    words: str = Field(default="", max_length=200)


class RequestMessage(Table, table=True):
    """A question or its answer."""

    __tablename__ = "request_message"

    id: int = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="partner_request.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    association_id: int = Field(foreign_key="association.id")
    body: str = Field(max_length=2000)
    created_at: datetime = Field(default_factory=now)
