"""Writing: a draft is made, saved field by field while it is incomplete, and submitted when it is whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from models import (
    Conflict,
    Forbidden,
    Idea,
    IdeaAction,
    IdeaState,
    IdeaVersion,
    Kind,
    OpenedBecause,
    RevisionAction,
    WorkspaceError,
    WrongState,
    now,
    today,
)
from services import associations, journal, reviews, spam
from services.actors import Actor
from services.ideas import content
from services.ideas.access import fetch, may, may_edit, may_revise, revision_actions_for
from services.ideas.content import Content
from services.ideas.versions import latest, let_out

_DOUBLE_CLICK = timedelta(seconds=10)


class Incomplete(WorkspaceError):
    """Not yet whole; `fields` names what is missing."""

    key = "idea_incomplete"

    def __init__(self, fields: list[str]) -> None:
        super().__init__()
        self.fields = fields


class EditedMeanwhile(Conflict):
    """Somebody else saved the same field; `theirs` is what stands there now."""

    key = "idea_edited_meanwhile"

    def __init__(self, field: str, theirs: Any) -> None:
        super().__init__()
        self.field = field
        self.theirs = theirs


@dataclass(frozen=True)
class Saved:
    at: datetime
    # As it stands now: trimmed, and with what follows from the change.
    content: Content


def create(
    session: Session, actor: Actor, association_id: int, changes: Mapping[str, Any] | None = None
) -> Idea:
    """A draft of one's own association, with what is already known of it."""
    if not actor.acts_for(association_id):
        raise Forbidden
    words = content.changed(session, actor, Content(), dict(changes or {}))
    if begun := _just_begun(session, actor, association_id, words.title):
        return begun
    spam.check_pace(session, Idea, spam.NEW_THINGS, author_id=actor.id)
    idea = Idea(association_id=association_id, author_id=actor.id)
    session.add(idea)
    session.flush()
    content.store(session, idea, words)
    journal.record(session, actor, Kind.IDEA, idea.id, "create", after=idea.state)
    return idea


def _just_begun(session: Session, actor: Actor, association_id: int, title: str) -> Idea | None:
    """The same title a moment ago: a double click is one act."""
    query = select(Idea).where(
        Idea.association_id == association_id,
        Idea.author_id == actor.id,
        Idea.title == title,
        Idea.title != "",
        Idea.state == IdeaState.DRAFT,
        Idea.created_at > now() - _DOUBLE_CLICK,
    )
    return session.exec(query).first()


def save(
    session: Session,
    actor: Actor,
    idea_id: int,
    changes: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
) -> Saved:
    """Saves these fields of a draft, a returned idea or a published one's revision.

    `seen` is what the writer had before them: a field that somebody else has changed since is refused
    (EditedMeanwhile), so that people on different fields never meet and on the same one lose nothing.
    """
    idea = editable(session, actor, idea_id)
    before = content.being_written(session, idea)
    _check_seen(before, changes, seen or {})
    after = content.changed(session, actor, before, dict(changes))
    if after != before:
        _keep(session, idea, after)
        idea.saved_at = now()
    return Saved(idea.saved_at, after)


def editable(session: Session, actor: Actor, idea_id: int) -> Idea:
    """The idea, if this person may write in it now."""
    idea = fetch(session, actor, idea_id)
    if not actor.acts_for(idea.association_id):
        raise Forbidden
    if not may_edit(actor, idea):
        raise WrongState("idea_not_editable")
    return idea


def _check_seen(before: Content, changes: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        there = getattr(before, name)
        if name in seen and there not in (seen[name], value):
            raise EditedMeanwhile(name, there)


def _keep(session: Session, idea: Idea, words: Content) -> None:
    if idea.state != IdeaState.PUBLISHED:
        content.store(session, idea, words)
        return
    # Edited back to what readers see: there is no revision any more.
    if words == content.of_row(session, idea):
        idea.revision = None
    else:
        idea.move_revision(RevisionAction.EDIT)
        idea.revision = content.plain(words)


def submit(session: Session, actor: Actor, idea_id: int) -> Idea:
    """Gives a whole draft to the facilitators, and keeps its words as a version."""
    idea = fetch(session, actor, idea_id)
    if not may(actor, IdeaAction.SUBMIT, idea):
        raise Forbidden
    before = idea.state
    idea.move(IdeaAction.SUBMIT)
    words = content.of_row(session, idea)
    _check_ready(actor, idea, words)
    because = OpenedBecause.NEW if before == IdeaState.DRAFT else OpenedBecause.EDIT
    _hand_in(session, actor, idea, words, because)
    journal.record(session, actor, Kind.IDEA, idea.id, IdeaAction.SUBMIT, before=before, after=idea.state)
    # What a facilitator has sent back is theirs to look at again.
    if before == IdeaState.DRAFT and associations.is_trusted(session, idea.association_id):
        _publish_at_once(session, idea)
    return idea


def submit_revision(session: Session, actor: Actor, idea_id: int) -> Idea:
    """Gives the edits of a published idea to the facilitators; readers keep the old words meanwhile."""
    idea = revisable(session, actor, idea_id, RevisionAction.SUBMIT)
    words = content.being_written(session, idea)
    _check_ready(actor, idea, words)
    idea.move_revision(RevisionAction.SUBMIT)
    _hand_in(session, actor, idea, words, OpenedBecause.EDIT)
    record_revision(session, actor, idea, RevisionAction.SUBMIT)
    if associations.is_trusted(session, idea.association_id):
        _let_out_at_once(session, idea, words)
    return idea


def _publish_at_once(session: Session, idea: Idea) -> None:
    """A trusted association's: nobody has decided it, so the clock's name stands in the history."""
    before = idea.state
    idea.move(IdeaAction.PUBLISH)
    idea.published_at = idea.published_at or now()
    session.flush()
    let_out(session, idea.id)
    journal.record(session, None, Kind.IDEA, idea.id, IdeaAction.PUBLISH, before=before, after=idea.state)


def _let_out_at_once(session: Session, idea: Idea, words: Content) -> None:
    idea.move_revision(RevisionAction.ACCEPT)
    content.store(session, idea, words)
    session.flush()
    let_out(session, idea.id)
    record_revision(session, None, idea, RevisionAction.ACCEPT)


def revisable(session: Session, actor: Actor, idea_id: int, action: RevisionAction) -> Idea:
    """The published idea whose revision this person may move so."""
    idea = fetch(session, actor, idea_id)
    if not may_revise(actor, action, idea):
        raise Forbidden
    if action not in revision_actions_for(actor, idea):
        raise WrongState
    return idea


def record_revision(
    session: Session, actor: Actor | None, idea: Idea, action: RevisionAction | str, why: str = ""
) -> None:
    session.flush()
    journal.record(
        session, actor, Kind.IDEA, idea.id, f"revision_{action}", before=idea.state, after=idea.state, why=why
    )


def _check_ready(actor: Actor, idea: Idea, words: Content) -> None:
    if not actor.verified:
        raise Forbidden("idea_needs_verified_email")
    if not actor.acts_for_verified(idea.association_id):
        raise Forbidden("idea_needs_verified_association")
    if found := content.missing(words, today()):
        raise Incomplete(found)


def _hand_in(session: Session, actor: Actor, idea: Idea, words: Content, because: OpenedBecause) -> None:
    before = latest(session, idea.id)
    number = before.number + 1 if before else 1
    held = content.plain(words)
    session.add(IdeaVersion(idea_id=idea.id, number=number, content=held, author_id=actor.id))
    reviews.open_item(
        session,
        Kind.IDEA,
        idea.id,
        title=words.title,
        association_id=idea.association_id,
        author_id=actor.id,
        municipality=words.municipality,
        because=because,
    )
