"""The invited person's side: accepting and declining."""

from sqlmodel import Session

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    Conflict,
    JournalEntry,
    Kind,
    Link,
    MembershipAction,
    MembershipState,
    NotFound,
    WrongState,
    now,
)
from services import journal, notices
from services.accounts import mailed
from services.accounts.invitations import CLOSED, link_of, membership, names_of
from services.actors import Actor


def accept(session: Session, actor: Actor, token: str = "", link_id: int = 0) -> int:
    """Makes me a member at once; gives the association's id."""
    link = _answerable(session, actor, token, link_id)
    association_id = link.association_id or 0
    member = membership(session, association_id, actor.id)
    if member and member.state == MembershipState.MEMBER:
        raise Conflict("already_member")
    if member and member.state == MembershipState.REMOVED and _is_older(link, member):
        raise WrongState("link_used")
    mailed.use(link)
    before = member.state if member else ""
    member = _joined(session, association_id, actor.id, member)
    member.role = link.role or AssociationRole.VIEWER
    member.decided_at = now()
    entry = _record(session, actor, link, MembershipAction.ACCEPT, before)
    name, _ = names_of(session, link)
    notices.tell(
        session,
        entry,
        _inviter(link),
        "association_invite_accepted",
        _place(link),
        association=name,
        person=actor.name,
    )
    return association_id


def decline(session: Session, actor: Actor, token: str = "", link_id: int = 0) -> None:
    link = _answerable(session, actor, token, link_id)
    mailed.use(link)
    entry = _record(session, actor, link, MembershipAction.DECLINE, "")
    name, _ = names_of(session, link)
    notices.tell(
        session,
        entry,
        _inviter(link),
        "association_invite_declined",
        _place(link),
        association=name,
        person=actor.name,
    )


def _answerable(session: Session, actor: Actor, token: str, link_id: int) -> Link:
    if actor.is_visitor:
        raise NotFound
    link = link_of(session, actor, token, link_id)
    association = session.get(Association, link.association_id)
    inviter = membership(session, link.association_id or 0, link.invited_by or 0)
    owns = inviter and inviter.state == MembershipState.MEMBER and inviter.role == AssociationRole.OWNER
    # The right to invite must still hold when the invitation is answered.
    if association is None or association.state in CLOSED or not owns:
        raise WrongState("link_used")
    return link


def _is_older(link: Link, member: AssociationMember) -> bool:
    """An invitation does not outlive a removal that came after it."""
    return member.decided_at is not None and link.created_at < member.decided_at


def _joined(
    session: Session, association_id: int, person_id: int, member: AssociationMember | None
) -> AssociationMember:
    if member is None:
        member = AssociationMember(
            association_id=association_id,
            person_id=person_id,
            state=MembershipState.INVITED,
            created_at=now(),
        )
        session.add(member)
    elif member.state != MembershipState.INVITED:
        member.move(MembershipAction.INVITE)
    if member.state == MembershipState.INVITED:
        member.move(MembershipAction.ACCEPT)
    return member


def _record(
    session: Session, actor: Actor, link: Link, action: MembershipAction, before: str
) -> JournalEntry:
    return journal.record(
        session,
        actor,
        Kind.ASSOCIATION,
        link.association_id or 0,
        action,
        before=before,
        after=link.role or "",
    )


def _inviter(link: Link) -> list[int]:
    return [link.invited_by] if link.invited_by else []


def _place(link: Link) -> str:
    return f"/association?id={link.association_id}"
