from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, Integer
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.lifecycle import Lifecycle


class ArticleState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    RETURNED = "returned"
    REJECTED = "rejected"
    HIDDEN = "hidden"


class ArticleAction(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    PUBLISH = "publish"
    RETURN = "return"
    REJECT = "reject"
    HIDE = "hide"
    RESTORE = "restore"
    REOPEN = "reopen"


ARTICLE_LIFECYCLE = Lifecycle(
    {
        (ArticleState.DRAFT, ArticleAction.EDIT): ArticleState.DRAFT,
        (ArticleState.DRAFT, ArticleAction.SUBMIT): ArticleState.SUBMITTED,
        (ArticleState.RETURNED, ArticleAction.EDIT): ArticleState.RETURNED,
        (ArticleState.RETURNED, ArticleAction.SUBMIT): ArticleState.SUBMITTED,
        (ArticleState.SUBMITTED, ArticleAction.PUBLISH): ArticleState.PUBLISHED,
        (ArticleState.SUBMITTED, ArticleAction.RETURN): ArticleState.RETURNED,
        (ArticleState.SUBMITTED, ArticleAction.REJECT): ArticleState.REJECTED,
        (ArticleState.PUBLISHED, ArticleAction.EDIT): ArticleState.PUBLISHED,
        (ArticleState.PUBLISHED, ArticleAction.HIDE): ArticleState.HIDDEN,
        (ArticleState.HIDDEN, ArticleAction.RESTORE): ArticleState.PUBLISHED,
        (ArticleState.PUBLISHED, ArticleAction.REOPEN): ArticleState.SUBMITTED,
        (ArticleState.RETURNED, ArticleAction.REOPEN): ArticleState.SUBMITTED,
        (ArticleState.REJECTED, ArticleAction.REOPEN): ArticleState.SUBMITTED,
    }
)

_version = Column("version_id", Integer, nullable=False)


class Article(Moderated, Table, table=True):
    """An answer that many need, written for everybody. It knows of no advice case, and no advice case knows of it."""

    __table_args__ = (Index("ix_article_newest", "state", "published_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    # Who wrote what stands there now: somebody else looks at it.
    author_id: int = Field(foreign_key="person.id", index=True)
    # The question, as people ask it.
    title: str = Field(max_length=160)
    body: str = Field(max_length=8000)
    state: ArticleState = Field(default=ArticleState.DRAFT, sa_type=stored(ArticleState))
    created_at: datetime = Field(default_factory=now)
    edited_at: datetime = Field(default_factory=now)
    published_at: datetime | None = None
    # The words that a facilitator sent back: what others read while these are mended.
    sent_back: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    @property
    def is_mended(self) -> bool:
        return self.state == ArticleState.RETURNED

    def move(self, action: ArticleAction) -> None:
        self.state = ARTICLE_LIFECYCLE.after(self.state, action)
        if self.state == ArticleState.PUBLISHED:
            self.published_at = self.published_at or now()
