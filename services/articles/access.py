"""Who may know of an article, and who may do what with it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from models import ARTICLE_LIFECYCLE, Article, ArticleAction, ArticleState, NotFound
from services import sent_back
from services.actors import Actor

# What the review queue shows a facilitator; a draft is its writer's.
_AT_THE_DESK = tuple(state for state in ArticleState if state != ArticleState.DRAFT)


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The articles that this person may know of: every read starts here."""
    seen = _AT_THE_DESK if actor.is_facilitator else (ArticleState.PUBLISHED,)
    mine = col(Article.author_id) == actor.person_id
    return select(*(selected or (Article,))).where(or_(col(Article.state).in_(seen), mine))


def fetch(session: Session, actor: Actor, article_id: int) -> Article:
    """The article; NotFound for who may not know of it."""
    found: Article | None = session.execute(
        visible(actor).where(col(Article.id) == article_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def words_for(actor: Actor, article: Article) -> Mapping[str, Any]:
    """Its words for this reader: what is being mended is its writer's."""
    return sent_back.words_for(article, own=article.author_id == actor.person_id)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Whose words of today this person reads."""
    return or_(col(Article.state) != ArticleState.RETURNED, col(Article.author_id) == actor.person_id)


def may_write(actor: Actor) -> bool:
    return actor.is_facilitator


def may(actor: Actor, action: ArticleAction, article: Article) -> bool:
    match action:
        case ArticleAction.EDIT | ArticleAction.SUBMIT:
            mine = article.author_id == actor.person_id
            return actor.is_facilitator and (mine or article.state == ArticleState.PUBLISHED)
        case (
            ArticleAction.PUBLISH
            | ArticleAction.RETURN
            | ArticleAction.REJECT
            | ArticleAction.HIDE
            | ArticleAction.RESTORE
            | ArticleAction.REOPEN
        ):
            # Nobody judges their own words.
            return actor.is_facilitator and article.author_id != actor.person_id


def actions_for(actor: Actor, article: Article) -> list[ArticleAction]:
    return [step for step in ARTICLE_LIFECYCLE.actions(article.state) if may(actor, step, article)]


def may_flag(actor: Actor, article: Article) -> bool:
    return (
        not actor.is_visitor
        and article.state == ArticleState.PUBLISHED
        and article.author_id != actor.person_id
    )
