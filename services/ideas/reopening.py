"""A decision about the edits of a published idea is undone."""

from sqlmodel import Session, col, select

from models import Forbidden, Idea, IdeaVersion, RevisionState, WrongState, now
from services.actors import Actor
from services.ideas import content
from services.ideas.access import fetch, may_judge
from services.ideas.drafts import record_revision
from services.ideas.versions import latest


def reopen_revision(session: Session, actor: Actor, idea_id: int) -> Idea:
    """The edits wait for a decision again, and readers have the words from before them.

    WrongState when their writers have gone on writing since.
    """
    idea = fetch(session, actor, idea_id)
    if not may_judge(actor, idea):
        raise Forbidden
    decided = latest(session, idea.id)
    if decided is None or idea.revision_state == RevisionState.SUBMITTED:
        raise WrongState("undo_gone")
    if decided.published_at:
        _take_out(session, idea, decided)
    if idea.revision != decided.content:
        raise WrongState("undo_gone")
    idea.revision_submitted_at = now()
    record_revision(session, actor, idea, "reopen")
    return idea


def _take_out(session: Session, idea: Idea, accepted: IdeaVersion) -> None:
    former = session.exec(
        select(IdeaVersion)
        .where(
            IdeaVersion.idea_id == idea.id,
            col(IdeaVersion.published_at).is_not(None),
            IdeaVersion.number < accepted.number,
        )
        .order_by(col(IdeaVersion.number).desc())
    ).first()
    if former is None or idea.revision is not None:
        raise WrongState("undo_gone")
    accepted.published_at = None
    idea.revision = accepted.content
    content.store(session, idea, content.from_plain(former.content))
