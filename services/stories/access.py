"""Who may know of a story, and who may do what with it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from models import STORY_LIFECYCLE, NotFound, Story, StoryAction, StoryState
from services import sent_back
from services.actors import Actor

# A draft is its association's alone.
_AT_THE_DESK = tuple(state for state in StoryState if state != StoryState.DRAFT)


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The stories that this person may know of: every read starts here."""
    seen = _AT_THE_DESK if actor.is_facilitator else (StoryState.PUBLISHED,)
    mine = col(Story.association_id).in_(actor.roles)
    return select(*(selected or (Story,))).where(or_(col(Story.state).in_(seen), mine))


def fetch(session: Session, actor: Actor, story_id: int) -> Story:
    """The story; NotFound for who may not know of it."""
    found: Story | None = session.execute(
        visible(actor).where(col(Story.id) == story_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def words_for(actor: Actor, story: Story) -> Mapping[str, Any]:
    """Its words for this reader: what is being mended is its association's."""
    return sent_back.words_for(story, own=actor.belongs_to(story.association_id))


def readable(actor: Actor) -> ColumnElement[bool]:
    """Whose words of today this person reads."""
    return or_(col(Story.state) != StoryState.RETURNED, col(Story.association_id).in_(actor.roles))


def may_write(actor: Actor) -> bool:
    """May begin a story: for the verified association that they act for."""
    return actor.verified and actor.acts_for_verified(actor.acting_for)


def may(actor: Actor, action: StoryAction, story: Story) -> bool:
    match action:
        case StoryAction.EDIT | StoryAction.SUBMIT:
            return actor.acts_for_verified(story.association_id)
        case StoryAction.TAKE_BACK | StoryAction.WITHDRAW:
            # An association that is archived meanwhile can still take away what it told.
            return actor.acts_for(story.association_id)
        case (
            StoryAction.PUBLISH
            | StoryAction.RETURN
            | StoryAction.REJECT
            | StoryAction.HIDE
            | StoryAction.RESTORE
            | StoryAction.REOPEN
        ):
            # Nobody judges what their own association tells.
            return actor.is_facilitator and not actor.belongs_to(story.association_id)


def actions_for(actor: Actor, story: Story) -> list[StoryAction]:
    return [step for step in STORY_LIFECYCLE.actions(story.state) if may(actor, step, story)]


def may_flag(actor: Actor, story: Story) -> bool:
    return (
        not actor.is_visitor
        and story.state == StoryState.PUBLISHED
        and not actor.belongs_to(story.association_id)
    )
