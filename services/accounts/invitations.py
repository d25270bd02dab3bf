"""Inviting somebody by e-mail to an association's people.

The owner learns nothing of whether the address has an account: no membership row is made before the
invited person answers, except where they had asked to join themselves.
"""

from dataclasses import dataclass
from datetime import datetime

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
from services.accounts.mailed import LinkState
from services.actors import Actor

_CLOSED = (AssociationState.ARCHIVED, AssociationState.DECLINED)


@dataclass(frozen=True)
class Invitation:
    """An invitation as its two sides see it."""

    id: int
    state: LinkState
    email: str
    association_id: int
    association: str
    role: AssociationRole
    inviter: str
    expires_at: datetime


def may_invite(actor: Actor, association_id: int) -> bool:
    return actor.owns(association_id)


def invite(
    session: Session, actor: Actor, association_id: int, email: str, role: AssociationRole
) -> JournalEntry:
    """Mails an invitation, in place of an earlier one to the same address; a waiting request becomes a membership."""
    association = _association_to_invite_to(session, actor, association_id)
    email = addresses.email_of(email)
    person = session.exec(select(Person).where(Person.email == email)).first()
    member = _membership(session, association_id, person.id) if person else None
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
    return _open(session, col(Link.association_id) == association_id)


def invitations_for(session: Session, actor: Actor) -> list[Invitation]:
    """What I am invited to and have not answered."""
    if actor.is_visitor or not actor.verified:
        return []
    return _open(session, col(Link.email) == actor.email)


def take_back(session: Session, actor: Actor, link_id: int) -> None:
    """The owner thinks better of it: the mailed link is of no use from now on."""
    link = session.get(Link, link_id)
    if link is None or link.purpose != LinkPurpose.INVITE or not actor.owns(link.association_id):
        raise NotFound
    mailed.use(link)
    journal.record(session, actor, Kind.ASSOCIATION, link.association_id or 0, "take_back_invitation")


def invitation(session: Session, actor: Actor, token: str = "", link_id: int = 0) -> Invitation:
    """The invitation of a mailed token, or one of the person's own by its number."""
    link = _link(session, actor, token, link_id)
    return _view(link, *_names(session, link))


def accept(session: Session, actor: Actor, token: str = "", link_id: int = 0) -> int:
    """Makes me a member at once; gives the association's id."""
    link = _answerable(session, actor, token, link_id)
    association_id = link.association_id or 0
    member = _membership(session, association_id, actor.id)
    if member and member.state == MembershipState.MEMBER:
        raise Conflict("already_member")
    mailed.use(link)
    before = member.state if member else ""
    member = _joined(session, association_id, actor.id, member)
    member.role = link.role or AssociationRole.VIEWER
    member.decided_at = now()
    entry = _record(session, actor, link, MembershipAction.ACCEPT, before)
    name, _ = _names(session, link)
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
    name, _ = _names(session, link)
    notices.tell(
        session,
        entry,
        _inviter(link),
        "association_invite_declined",
        _place(link),
        association=name,
        person=actor.name,
    )


def _association_to_invite_to(session: Session, actor: Actor, association_id: int) -> Association:
    association = session.get(Association, association_id)
    seen = association and (
        association.state == AssociationState.VERIFIED or actor.belongs_to(association_id)
    )
    if association is None or not seen:
        raise NotFound
    if not may_invite(actor, association_id):
        raise Forbidden
    if association.state in _CLOSED:
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


def _answerable(session: Session, actor: Actor, token: str, link_id: int) -> Link:
    if actor.is_visitor:
        raise NotFound
    link = _link(session, actor, token, link_id)
    association = session.get(Association, link.association_id)
    inviter = _membership(session, link.association_id or 0, link.invited_by or 0)
    owns = inviter and inviter.state == MembershipState.MEMBER and inviter.role == AssociationRole.OWNER
    # The right to invite must still hold when the invitation is answered.
    if association is None or association.state in _CLOSED or not owns:
        raise WrongState("link_used")
    return link


def _link(session: Session, actor: Actor, token: str, link_id: int) -> Link:
    if token:
        return mailed.found(session, LinkPurpose.INVITE, token)
    link = session.get(Link, link_id) if actor.verified else None
    if link is None or link.purpose != LinkPurpose.INVITE or link.email != actor.email:
        raise NotFound
    return link


def _membership(session: Session, association_id: int, person_id: int) -> AssociationMember | None:
    return session.exec(
        select(AssociationMember).where(
            AssociationMember.association_id == association_id, AssociationMember.person_id == person_id
        )
    ).first()


def _open(session: Session, whose: object) -> list[Invitation]:
    rows = session.exec(
        select(Link, Association.name, Person.name)
        .join(Association, col(Association.id) == Link.association_id)
        .join(Person, col(Person.id) == Link.invited_by)
        .where(
            whose,  # type: ignore[arg-type]
            Link.purpose == LinkPurpose.INVITE,
            col(Link.used_at).is_(None),
            Link.expires_at > now(),
        )
        .order_by(col(Link.id).desc())
        .limit(50)
    ).all()
    return [_view(link, association, inviter) for link, association, inviter in rows]


def _names(session: Session, link: Link) -> tuple[str, str]:
    association = session.get(Association, link.association_id)
    inviter = session.get(Person, link.invited_by)
    return association.name if association else "", inviter.name if inviter else ""


def _view(link: Link, association: str, inviter: str) -> Invitation:
    return Invitation(
        link.id,
        mailed.state_of(link),
        link.email,
        link.association_id or 0,
        association,
        link.role or AssociationRole.VIEWER,
        inviter,
        link.expires_at,
    )
