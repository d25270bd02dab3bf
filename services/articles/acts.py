"""An article is written, handed in, looked at by another facilitator, and kept up to date."""

from typing import Any

from sqlmodel import Session

from models import (
    Article,
    ArticleAction,
    ArticleState,
    Conflict,
    FlagReason,
    Forbidden,
    Kind,
    OpenedBecause,
    now,
)
from services import clicks, journal, reviews, sent_back, words
from services.actors import Actor
from services.articles.access import fetch, may, may_flag, may_write

TITLE_LENGTH = 160
BODY_LENGTH = 8000
WHY_LENGTH = 1000


def create(session: Session, actor: Actor, title: str, body: str, *, submit: bool = False) -> Article:
    """A draft, or handed in at once."""
    if not may_write(actor):
        raise Forbidden
    clean = _clean(title, body)
    if made := clicks.just_made(session, Article, author_id=actor.id, **clean):
        return made
    article = Article(author_id=actor.id, **clean)
    session.add(article)
    session.flush()
    journal.record(session, actor, Kind.ARTICLE, article.id, "create", after=article.state)
    return move(session, actor, article.id, ArticleAction.SUBMIT) if submit else article


def edit(
    session: Session,
    actor: Actor,
    article_id: int,
    title: str,
    body: str,
    *,
    version: int,
    submit: bool = False,
) -> Article:
    """Keeps the new words. What is public stays in sight and comes to the queue for another look."""
    article = fetch(session, actor, article_id)
    if not may(actor, ArticleAction.EDIT, article):
        raise Forbidden
    if article.version != version:
        raise Conflict
    article.move(ArticleAction.EDIT)
    for name, value in _clean(title, body).items():
        setattr(article, name, value)
    article.author_id, article.edited_at = actor.id, now()
    journal.record(session, actor, Kind.ARTICLE, article.id, ArticleAction.EDIT, after=article.state)
    session.flush()
    if article.state == ArticleState.PUBLISHED:
        _open_review(session, article, OpenedBecause.EDIT)
    return move(session, actor, article.id, ArticleAction.SUBMIT) if submit else article


def move(session: Session, actor: Actor, article_id: int, action: ArticleAction, *, why: str = "") -> Article:
    """A step of its lifecycle; telling the author is the moderation's, which knows the reason."""
    article = fetch(session, actor, article_id)
    if action == ArticleAction.EDIT or not may(actor, action, article):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH, needed=False)
    before = article.state
    article.move(action)
    journal.record(
        session, actor, Kind.ARTICLE, article.id, action, before=before, after=article.state, why=why
    )
    if action == ArticleAction.SUBMIT:
        _open_review(session, article, OpenedBecause.NEW)
    elif action == ArticleAction.RETURN:
        sent_back.keep(article)
    session.flush()
    return article


def flag(
    session: Session, actor: Actor, article_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """A reader asks the facilitators to look: something has changed, or is wrong."""
    article = fetch(session, actor, article_id)
    if not may_flag(actor, article):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH)
    reviews.flag(session, actor, Kind.ARTICLE, article.id, why, reason=reason)


def _clean(title: str, body: str) -> dict[str, Any]:
    return {
        "title": words.line(title, field="title", most=TITLE_LENGTH),
        "body": words.body(body, field="body", most=BODY_LENGTH),
    }


def _open_review(session: Session, article: Article, because: OpenedBecause) -> None:
    reviews.open_item(
        session,
        Kind.ARTICLE,
        article.id,
        title=article.title,
        association_id=None,
        author_id=article.author_id,
        because=because,
    )
