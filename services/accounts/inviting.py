"""The owner's side: inviting somebody by e-mail.

The owner learns nothing of whether the address has an account: no membership row is made before the
invited person answers, except where they had asked to join themselves.
"""

from sqlmodel import Session, col, select, update

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    AssociationState,
    Conflict,
    Forbidden,
    JournalEntry,
    Kind,
    Link,
    LinkPurpose,
    MembershipAction,
    MembershipState,
    NotFound,
    Person,
    WrongState,
    now,
)
from services import journal, notices, outbox
from services.accounts import addresses, mailed, throttle
from services.accounts.invitations import CLOSED, Invitation, membership, waiting
from services.actors import Actor


def may_invite(actor: Actor, association_id: int) -> bool:
    return actor.owns(association_id)


def invite(
    session: Session, actor: Actor, association_id: int, email: str, role: AssociationRole
) -> JournalEntry:
    """Mails an invitation, in place of an earlier one to the same address; a waiting request becomes a membership."""
    association = _association_to_invite_to(session, actor, association_id)
    email = addresses.email_of(email)
    person = session.exec(select(Person).where(Person.email == email)).first()
    member = membership(session, association_id, person.id) if person else None
    if member and member.state == MembershipState.MEMBER:
        raise Conflict("already_member")
    if person and member and member.state == MembershipState.REQUESTED:
        return _meet(session, actor, association, member, role)
    throttle.count(session, throttle.INVITES, str(association_id))
    throttle.count(session, throttle.MAIL, email)
    _close_open(session, association_id, email)
    link = _mail(session, actor, association, email, role, person)
    entry = journal.record(
        session, actor, Kind.ASSOCIATION, association_id, MembershipAction.INVITE, after=role
    )
    if person:
        notices.tell(
            session,
            entry,
            [person.id],
            "association_invited",
            f"/invitation?id={link.id}",
            association=association.name,
            inviter=actor.name,
        )
    return entry


def invitations_of(session: Session, actor: Actor, association_id: int) -> list[Invitation]:
    """The association's invitations that wait for an answer, for its owners; the newest first."""
    _association_to_invite_to(session, actor, association_id)
    return waiting(session, col(Link.association_id) == association_id)


def take_back(session: Session, actor: Actor, link_id: int) -> None:
    """The owner thinks better of it: the mailed link is of no use from now on."""
    link = session.get(Link, link_id)
    if link is None or link.purpose != LinkPurpose.INVITE or not actor.owns(link.association_id):
        raise NotFound
    mailed.use(link)
    journal.record(session, actor, Kind.ASSOCIATION, link.association_id or 0, "take_back_invitation")


def _association_to_invite_to(session: Session, actor: Actor, association_id: int) -> Association:
    association = session.get(Association, association_id)
    seen = association and (
        association.state == AssociationState.VERIFIED or actor.belongs_to(association_id)
    )
    if association is None or not seen:
        raise NotFound
    if not may_invite(actor, association_id):
        raise Forbidden
    if association.state in CLOSED:
        raise WrongState
    return association


def _mail(
    session: Session,
    actor: Actor,
    association: Association,
    email: str,
    role: AssociationRole,
    person: Person | None,
) -> Link:
    link, path = mailed.make(
        session,
        LinkPurpose.INVITE,
        email,
        association_id=association.id,
        role=role,
        invited_by=actor.id,
        # Somebody who has no account yet most likely reads what the inviter reads.
        locale=person.locale if person else actor.locale,
    )
    outbox.put(
        session,
        email,
        "invite",
        locale=link.locale,
        link=path,
        person_id=person.id if person else None,
        thing_id=link.id,
        association=association.name,
        inviter=actor.name,
    )
    return link


def _close_open(session: Session, association_id: int, email: str) -> None:
    session.exec(
        update(Link)
        .where(
            col(Link.purpose) == LinkPurpose.INVITE,
            col(Link.association_id) == association_id,
            col(Link.email) == email,
            col(Link.used_at).is_(None),
        )
        .values(used_at=now())
    )


def _meet(
    session: Session, actor: Actor, association: Association, member: AssociationMember, role: AssociationRole
) -> JournalEntry:
    """An invitation and a request that meet make a member."""
    before = member.state
    member.move(MembershipAction.INVITE)
    member.role, member.decided_at = role, now()
    entry = journal.record(
        session,
        actor,
        Kind.ASSOCIATION,
        association.id,
        MembershipAction.INVITE,
        before=before,
        after=member.state,
    )
    notices.tell(
        session,
        entry,
        [member.person_id],
        "association_joined",
        f"/association?id={association.id}",
        by_mail=True,
        association=association.name,
    )
    return entry
