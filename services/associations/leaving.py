"""The memberships of an account that goes."""

from typing import Any

from sqlmodel import Session, case, col, select

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    Kind,
    MembershipAction,
    MembershipState,
    Person,
    ReviewItem,
    now,
)
from services import journal, notices
from services.actors import Actor
from services.associations.members import hold, staying_owners

_CONTACT = ("contact_name", "contact_email", "contact_phone")


def leave_all(session: Session, actor: Actor) -> None:
    """Leaves them all, without a word to those who stay: the name would stand in it.

    Who leaves an association without an owner hands it on to the one of those who write in its name who came first;
    one without anybody is as one that has come from a register.
    """
    mine = select(AssociationMember).where(
        AssociationMember.person_id == actor.person_id, AssociationMember.state == MembershipState.MEMBER
    )
    for row in session.exec(mine.order_by(col(AssociationMember.association_id))).all():
        hold(session, row.association_id)
        owned, row.role = row.is_owner, AssociationRole.VIEWER
        before = row.state
        row.move(MembershipAction.LEAVE)
        row.decided_at = now()
        journal.record(
            session,
            actor,
            Kind.ASSOCIATION,
            row.association_id,
            MembershipAction.LEAVE,
            before=before,
            after=row.state,
        )
        if owned and not staying_owners(session, row.association_id):
            _hand_on(session, row.association_id)
    _forget_contacts(session, actor)


def _hand_on(session: Session, association_id: int) -> None:
    association = session.get_one(Association, association_id)
    heir = _heir(session, association_id)
    if heir is None:
        association.unclaimed = True
        return
    before, heir.role = heir.role, AssociationRole.OWNER
    entry = journal.record(
        session, None, Kind.ASSOCIATION, association_id, f"make_{heir.role}", before=before, after=heir.role
    )
    notices.tell(
        session,
        entry,
        [heir.person_id],
        "association_role_given",
        f"/association?id={association_id}",
        association=association.name,
        role_key=f"association_role.{heir.role}",
    )


def _heir(session: Session, association_id: int) -> AssociationMember | None:
    writes_first: Any = case((col(AssociationMember.role) == AssociationRole.VIEWER, 1), else_=0)
    query = (
        select(AssociationMember)
        .join(Person, col(Person.id) == AssociationMember.person_id)
        .where(
            AssociationMember.association_id == association_id,
            AssociationMember.state == MembershipState.MEMBER,
            col(Person.erase_at).is_(None),
        )
        .order_by(writes_first, col(AssociationMember.decided_at), col(AssociationMember.id))
    )
    return session.exec(query.limit(1)).first()


def _forget_contacts(session: Session, actor: Actor) -> None:
    """Where an association gives this person's own address as its contact, none stands; nor in what was reviewed."""
    query = select(Association).where(Association.contact_email == actor.email)
    for association in session.exec(query).all():
        association.contact_name = association.contact_email = association.contact_phone = ""
    reviewed = select(ReviewItem).where(
        ReviewItem.kind == Kind.ASSOCIATION,
        col(ReviewItem.thing_id).in_(
            select(AssociationMember.association_id).where(AssociationMember.person_id == actor.person_id)
        ),
    )
    for item in session.exec(reviewed).all():
        if item.seen and item.seen.get("contact_email") == actor.email:
            item.seen = item.seen | dict.fromkeys(_CONTACT, "")
