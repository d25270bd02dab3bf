"""A story is written, handed in, looked at, and taken back when its association wants to."""

from typing import Any

from sqlmodel import Session, select

from models import (
    Association,
    Conflict,
    FlagReason,
    Forbidden,
    Invalid,
    Kind,
    OpenedBecause,
    Story,
    StoryAction,
    StoryPicture,
    now,
)
from services import clicks, journal, reviews, sent_back, spam, words
from services.actors import Actor
from services.stories import about
from services.stories.access import fetch, may, may_flag, may_write

TITLE_LENGTH = 120
BODY_LENGTH = 5000
WHY_LENGTH = 1000


def create(session: Session, actor: Actor, title: str, body: str, subject: str = "") -> Story:
    """A draft for the association that this person acts for; `subject` is a key of `choices`."""
    association_id = actor.acting_for
    if association_id is None or not may_write(actor):
        raise Forbidden
    told = _clean(session, actor, title, body, subject)
    if made := clicks.just_made(session, Story, author_id=actor.id, **told):
        return made
    spam.check_pace(session, Story, spam.NEW_THINGS, author_id=actor.id)
    story = Story(association_id=association_id, author_id=actor.id, **told)
    session.add(story)
    session.flush()
    journal.record(session, actor, Kind.STORY, story.id, "create", after=story.state)
    return story


def edit(
    session: Session,
    actor: Actor,
    story_id: int,
    title: str,
    body: str,
    subject: str = "",
    *,
    version: int,
) -> Story:
    story = to_edit(session, actor, story_id)
    if story.version != version:
        raise Conflict
    for name, value in _clean(session, actor, title, body, subject).items():
        setattr(story, name, value)
    edited(session, actor, story)
    return story


def to_edit(session: Session, actor: Actor, story_id: int) -> Story:
    """The story, for who may change it now; its pictures go the same way as its words."""
    story = fetch(session, actor, story_id)
    if not may(actor, StoryAction.EDIT, story):
        raise Forbidden
    story.move(StoryAction.EDIT)
    return story


def edited(session: Session, actor: Actor, story: Story) -> None:
    story.edited_at = now()
    journal.record(session, actor, Kind.STORY, story.id, StoryAction.EDIT, after=story.state)
    session.flush()


def move(session: Session, actor: Actor, story_id: int, action: StoryAction, *, why: str = "") -> Story:
    """A step of its lifecycle; telling the author is the moderation's, which knows the reason."""
    story = fetch(session, actor, story_id)
    if action == StoryAction.EDIT or not may(actor, action, story):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH, needed=False)
    before = story.state
    story.move(action)
    journal.record(session, actor, Kind.STORY, story.id, action, before=before, after=story.state, why=why)
    if action == StoryAction.SUBMIT:
        _open_review(session, story)
    elif action == StoryAction.RETURN:
        _keep_sent_back(session, story)
    elif action in (StoryAction.TAKE_BACK, StoryAction.WITHDRAW):
        reviews.close_item(session, Kind.STORY, story.id)
    session.flush()
    return story


def _keep_sent_back(session: Session, story: Story) -> None:
    rows = session.exec(select(StoryPicture).where(StoryPicture.story_id == story.id)).all()
    # JSON has no numbers for keys.
    pictures = {str(picture.id): picture.alt for picture in rows}
    sent_back.keep(story, about=[story.about_kind, story.about_id], pictures=pictures)


def flag(
    session: Session, actor: Actor, story_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at a story."""
    story = fetch(session, actor, story_id)
    if not may_flag(actor, story):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH)
    reviews.flag(session, actor, Kind.STORY, story.id, why, reason=reason)


def _clean(session: Session, actor: Actor, title: str, body: str, subject: str) -> dict[str, Any]:
    clean = words.body(body, field="body", most=BODY_LENGTH)
    spam.check_links(actor, clean, field="body")
    kind, thing_id = about.read(subject)
    if kind and not about.is_theirs(session, actor, kind, thing_id):
        raise Invalid("unknown_choice", field="subject", choice=subject)
    return {
        "title": words.line(title, field="title", most=TITLE_LENGTH),
        "body": clean,
        "about_kind": kind,
        "about_id": thing_id if kind else None,
    }


def _open_review(session: Session, story: Story) -> None:
    reviews.open_item(
        session,
        Kind.STORY,
        story.id,
        title=story.title,
        association_id=story.association_id,
        author_id=story.author_id,
        municipality=session.get_one(Association, story.association_id).municipality,
        because=OpenedBecause.EDIT if story.published_at else OpenedBecause.NEW,
    )
