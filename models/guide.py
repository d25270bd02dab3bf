from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from models.base import Table, now, stored


class Tour(StrEnum):
    """Whose first steps: each leads through what these people come for."""

    MEMBER = "member"
    ASSOCIATION = "association"
    MANAGER = "manager"
    FACILITATOR = "facilitator"


class GuideStep(StrEnum):
    EMAIL = "email"
    ASSOCIATION = "association"
    GROUP = "group"
    VOICE = "voice"
    PROFILE = "profile"
    IDEA = "idea"
    PARTNERS = "partners"
    CALL = "call"
    WORDS = "words"
    SCHEDULE = "schedule"
    MONEY = "money"
    READINESS = "readiness"
    REVIEW = "review"
    TIMES = "times"
    EVENT = "event"
    STATISTICS = "statistics"
    SETTINGS = "settings"


class GuideView(Table, table=True):
    """Whether a person has put a tour away, or asked for it again; who did neither has no row."""

    __tablename__ = "guide_view"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    tour: Tour = Field(sa_type=stored(Tour), primary_key=True)
    hidden: bool


class GuideLook(Table, table=True):
    """That a person has looked at a screen which leaves no other trace."""

    __tablename__ = "guide_look"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    step: GuideStep = Field(sa_type=stored(GuideStep), primary_key=True)
    at: datetime = Field(default_factory=now)
