"""The drafts of an account that goes."""

from sqlmodel import Session, col, delete, select

from models import AssociationMember, Idea, IdeaNeed, IdeaState, IdeaTag, MembershipState
from services.actors import Actor


def empty_drafts(session: Session, actor: Actor) -> None:
    """Empties the drafts that nobody else can read: where colleagues are left, a draft is the association's."""
    colleagues = select(AssociationMember.id).where(
        AssociationMember.association_id == Idea.association_id,
        AssociationMember.state == MembershipState.MEMBER,
        AssociationMember.person_id != actor.person_id,
    )
    drafts = session.exec(
        select(Idea).where(
            Idea.author_id == actor.person_id, Idea.state == IdeaState.DRAFT, ~colleagues.exists()
        )
    ).all()
    for idea in drafts:
        idea.title = idea.summary = idea.need = idea.offers = ""
    emptied = [idea.id for idea in drafts]
    session.exec(delete(IdeaNeed).where(col(IdeaNeed.idea_id).in_(emptied)))
    session.exec(delete(IdeaTag).where(col(IdeaTag.idea_id).in_(emptied)))
