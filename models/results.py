from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Integer
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.lifecycle import Lifecycle


class ResultsState(StrEnum):
    UNPUBLISHED = "unpublished"
    PUBLISHED = "published"
    HIDDEN = "hidden"


class ResultsAction(StrEnum):
    # The last agreement publishes; one that is taken back ends it. Nobody presses these.
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    HIDE = "hide"
    RESTORE = "restore"


RESULTS_LIFECYCLE = Lifecycle(
    {
        (ResultsState.UNPUBLISHED, ResultsAction.PUBLISH): ResultsState.PUBLISHED,
        (ResultsState.PUBLISHED, ResultsAction.PUBLISH): ResultsState.PUBLISHED,
        # New words do not lift what the facilitators decided; they look at them first.
        (ResultsState.HIDDEN, ResultsAction.PUBLISH): ResultsState.HIDDEN,
        (ResultsState.PUBLISHED, ResultsAction.WITHDRAW): ResultsState.UNPUBLISHED,
        (ResultsState.HIDDEN, ResultsAction.WITHDRAW): ResultsState.HIDDEN,
        (ResultsState.UNPUBLISHED, ResultsAction.WITHDRAW): ResultsState.UNPUBLISHED,
        (ResultsState.PUBLISHED, ResultsAction.HIDE): ResultsState.HIDDEN,
        (ResultsState.HIDDEN, ResultsAction.RESTORE): ResultsState.PUBLISHED,
    }
)

_results_version = Column("version_id", Integer, nullable=False)


class ProjectResults(Moderated, Table, table=True):
    """The page that tells what a project achieved: written by the lead, public when every implementer agrees.

    `offered` is what the implementers are asked about, its numbers frozen with it: they agree to exactly what
    readers will see. Until all of them do, readers keep the page that was agreed to before.
    """

    __tablename__ = "project_results"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", unique=True)
    summary: str = Field(default="", max_length=3000)
    state: ResultsState = Field(default=ResultsState.UNPUBLISHED, sa_type=stored(ResultsState))
    # Counts the pages that were offered.
    number: int = 0
    offered: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    offered_at: datetime | None = None
    offered_by: int | None = Field(default=None, foreign_key="person.id")
    published: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    published_at: datetime | None = None
    version: int = Field(default=0, sa_column=_results_version)

    __mapper_args__ = {"version_id_col": _results_version}

    def move(self, action: ResultsAction) -> None:
        self.state = RESULTS_LIFECYCLE.after(self.state, action)


_story_version = Column("version_id", Integer, nullable=False)


class ResultStory(Table, table=True):
    """What came of the project, told without names."""

    __tablename__ = "result_story"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    title: str = Field(max_length=120)
    body: str = Field(max_length=2000)
    created_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_story_version)

    __mapper_args__ = {"version_id_col": _story_version}


class ResultsAgreement(Table, table=True):
    """An implementer agrees that the page of this number is shown to everybody."""

    __tablename__ = "results_agreement"

    part_id: int = Field(foreign_key="plan_part.id", primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    number: int
    agreed_by: int = Field(foreign_key="person.id")
    agreed_at: datetime = Field(default_factory=now)
