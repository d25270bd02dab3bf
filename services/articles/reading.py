"""Articles as they are listed, and one as it is read."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session, col

from models import Article, ArticleAction, ArticleState, Kind, NotFound
from services import reviews
from services.actors import Actor
from services.articles import access
from services.paging import PAGE_SIZE, Page, carded, paged
from services.words import excerpt


@dataclass(frozen=True)
class ArticleCard:
    id: int
    title: str
    summary: str
    state: ArticleState
    at: datetime


@dataclass(frozen=True)
class ArticleView:
    id: int
    title: str
    body: str
    state: ArticleState
    edited_at: datetime
    version: int
    actions: list[ArticleAction]
    may_flag: bool
    # Its place in the review queue, for who may judge it; else 0.
    review: int


def of(
    session: Session, actor: Actor, *, waiting: bool = False, after: str = "", size: int = PAGE_SIZE
) -> Page[ArticleCard]:
    """What is public, the newest first; `waiting`: what the facilitators still work on."""
    if waiting and not access.may_write(actor):
        raise NotFound
    state = col(Article.state)
    query = access.visible(actor)
    if waiting:
        query = query.where(state != ArticleState.PUBLISHED)
        key = [col(Article.created_at), col(Article.id)]
    else:
        query = query.where(state == ArticleState.PUBLISHED)
        key = [col(Article.published_at), col(Article.id)]
    return carded(
        paged(session, query, key=key, after=after, descending=True, size=size), partial(_card, actor)
    )


def view(session: Session, actor: Actor, article_id: int) -> ArticleView:
    article = access.fetch(session, actor, article_id)
    words = access.words_for(actor, article)
    judges = access.may(actor, ArticleAction.HIDE, article)
    item = reviews.item_of(session, Kind.ARTICLE, article.id) if judges else None
    return ArticleView(
        id=article.id,
        title=words["title"],
        body=words["body"],
        state=article.state,
        edited_at=article.edited_at,
        version=article.version,
        actions=access.actions_for(actor, article),
        may_flag=access.may_flag(actor, article),
        review=item.id if item else 0,
    )


def _card(actor: Actor, article: Article) -> ArticleCard:
    words = access.words_for(actor, article)
    return ArticleCard(article.id, words["title"], excerpt(words["body"]), article.state, article.edited_at)
