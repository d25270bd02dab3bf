"""How people come to act for an association, and cease to."""

from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    Conflict,
    Forbidden,
    JournalEntry,
    Kind,
    MembershipAction,
    MembershipState,
    NotFound,
    Person,
    WrongState,
    now,
)
from services import journal, notices, words
from services.actors import Actor
from services.associations.access import answers, fetch, may_step
from services.associations.acts import require_verified

WORDS_LENGTH = 1000


def row_of(session: Session, actor: Actor, association_id: int) -> AssociationMember | None:
    """This person's row in the association, whatever its state."""
    return session.exec(
        select(AssociationMember).where(
            AssociationMember.association_id == association_id,
            AssociationMember.person_id == actor.person_id,
        )
    ).one_or_none()


def hold(session: Session, association_id: int) -> None:
    """Its people's steps are taken one after the other: who owns it holds until the end of the act."""
    held = select(Association.id).where(Association.id == association_id)
    session.exec(held.with_for_update(key_share=True)).one()


def owners_of(session: Session, association_id: int) -> list[int]:
    return list(
        session.exec(
            select(AssociationMember.person_id).where(
                AssociationMember.association_id == association_id,
                AssociationMember.state == MembershipState.MEMBER,
                AssociationMember.role == AssociationRole.OWNER,
            )
        )
    )


def staying_owners(session: Session, association_id: int) -> list[int]:
    """Those who have not asked that their account be erased: the others will be gone in days."""
    owners = select(Person.id).where(
        col(Person.id).in_(owners_of(session, association_id)), col(Person.erase_at).is_(None)
    )
    return list(session.exec(owners))


def ask_to_join(
    session: Session, actor: Actor, association_id: int, *, words_for_owners: str = ""
) -> AssociationMember:
    """Asks the owners, or the facilitators where it has nobody yet; after a no one may ask again."""
    association = fetch(session, actor, association_id)
    require_verified(actor)
    if not association.takes_people:
        raise WrongState
    said = words.body(words_for_owners, field="words", most=WORDS_LENGTH)
    row = _asking(session, actor, association)
    row.words = said
    entry = journal.record(
        session,
        actor,
        Kind.ASSOCIATION,
        association.id,
        MembershipAction.REQUEST,
        after=row.state,
        why=said,
    )
    told = {"who": actor.name, "association": association.name, "words": said}
    if association.unclaimed:
        desk = notices.facilitators(session)
        notices.tell(session, entry, desk, "association_claimed", _home(association), by_mail=True, **told)
    else:
        owners = owners_of(session, association.id)
        notices.tell(
            session, entry, owners, "association_requested", _home(association), by_mail=True, **told
        )
    return row


def _asking(session: Session, actor: Actor, association: Association) -> AssociationMember:
    row = row_of(session, actor, association.id)
    if row is None:
        row = AssociationMember(association_id=association.id, person_id=actor.id)
        session.add(row)
    else:
        row.move(MembershipAction.REQUEST)
        row.role, row.reason, row.created_at, row.decided_at = AssociationRole.VIEWER, "", now(), None
    session.flush()
    return row


def accept_request(
    session: Session, actor: Actor, member_id: int, *, role: AssociationRole = AssociationRole.EDITOR
) -> AssociationMember:
    """The asker is a member at once, with the role that the owner gives; who comes first of all is the owner."""
    row, association = _allowed(session, actor, member_id, MembershipAction.ACCEPT)
    entry = _step(session, actor, row, MembershipAction.ACCEPT)
    if association.unclaimed:
        association.unclaimed, role = False, AssociationRole.OWNER
    row.role = role
    notices.tell(
        session,
        entry,
        [row.person_id],
        "association_accepted",
        _home(association),
        by_mail=True,
        association=association.name,
        role_key=f"association_role.{role}",
    )
    return row


def decline_request(session: Session, actor: Actor, member_id: int, *, why: str) -> AssociationMember:
    row, association = _allowed(session, actor, member_id, MembershipAction.DECLINE)
    row.reason = words.body(why, field="why", most=WORDS_LENGTH)
    entry = _step(session, actor, row, MembershipAction.DECLINE, why=row.reason)
    notices.tell(
        session,
        entry,
        [row.person_id],
        "association_request_declined",
        _home(association),
        by_mail=True,
        association=association.name,
        why=row.reason,
    )
    return row


def leave(session: Session, actor: Actor, association_id: int) -> AssociationMember:
    """Leaves, or takes back a request; the last owner cannot."""
    association = fetch(session, actor, association_id)
    hold(session, association.id)
    row = row_of(session, actor, association_id)
    if row is None:
        raise WrongState
    was_member = row.is_member
    _keep_an_owner(session, row)
    entry = _step(session, actor, row, MembershipAction.LEAVE)
    if was_member:
        notices.tell(
            session,
            entry,
            owners_of(session, association.id),
            "association_left",
            _home(association),
            who=actor.name,
            association=association.name,
        )
    return row


def remove(session: Session, actor: Actor, member_id: int, *, why: str) -> AssociationMember:
    row, association = _allowed(session, actor, member_id, MembershipAction.REMOVE)
    row.reason = words.body(why, field="why", most=WORDS_LENGTH)
    _keep_an_owner(session, row)
    entry = _step(session, actor, row, MembershipAction.REMOVE, why=row.reason)
    notices.tell(
        session,
        entry,
        [row.person_id],
        "association_removed",
        _home(association),
        by_mail=True,
        association=association.name,
        why=row.reason,
    )
    return row


def give_role(session: Session, actor: Actor, member_id: int, role: AssociationRole) -> AssociationMember:
    """An owner gives a member another role, or gives up their own."""
    row, association = _member(session, actor, member_id)
    if not actor.owns(association.id):
        raise Forbidden
    if not row.is_member or row.role == role:
        raise WrongState
    _keep_an_owner(session, row)
    before, row.role = row.role, role
    entry = journal.record(
        session, actor, Kind.ASSOCIATION, association.id, f"make_{role}", before=before, after=role
    )
    notices.tell(
        session,
        entry,
        [row.person_id],
        "association_role_given",
        _home(association),
        association=association.name,
        role_key=f"association_role.{role}",
    )
    return row


def _member(session: Session, actor: Actor, member_id: int) -> tuple[AssociationMember, Association]:
    """The row and its association, for the person and for the association's own people."""
    row = session.get(AssociationMember, member_id)
    if row is None:
        raise NotFound
    association = fetch(session, actor, row.association_id)
    knows = actor.belongs_to(association.id) or answers(actor, association)
    if row.person_id != actor.person_id and not knows:
        raise NotFound
    hold(session, association.id)
    session.refresh(row)
    return row, association


def _allowed(
    session: Session, actor: Actor, member_id: int, action: MembershipAction
) -> tuple[AssociationMember, Association]:
    row, association = _member(session, actor, member_id)
    if not may_step(actor, action, row, association):
        raise Forbidden
    return row, association


def _keep_an_owner(session: Session, row: AssociationMember) -> None:
    """Refuses to let the last owner go: somebody has to answer to those who ask."""
    if row.is_owner and staying_owners(session, row.association_id) == [row.person_id]:
        raise Conflict("last_owner")


def _step(
    session: Session, actor: Actor, row: AssociationMember, action: MembershipAction, *, why: str = ""
) -> JournalEntry:
    before = row.state
    row.move(action)
    row.decided_at = now()
    if not row.is_member:
        row.role = AssociationRole.VIEWER
    return journal.record(
        session, actor, Kind.ASSOCIATION, row.association_id, action, before=before, after=row.state, why=why
    )


def _home(association: Association) -> str:
    return f"/association?id={association.id}"
