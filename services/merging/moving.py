"""What becomes of every row that points at an association when it is merged into another one.

A test holds that each such column of the models is named here: whoever adds a table says what becomes of its rows.
"""

from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    AssociationTag,
    MembershipState,
    PartnerRequest,
    now,
)
from services import references
from services.references import Reference

# They become the survivor's.
MOVES = frozenset(
    {
        "action_point.association_id",
        "advice_case.association_id",
        "association.merged_into",
        "association_note.association_id",
        "attachment.association_id",
        "comment.association_id",
        "endorsement.association_id",
        "event_seat.association_id",
        "flag.association_id",
        "group_member.association_id",
        "idea.association_id",
        "link.association_id",
        "meeting.association_id",
        "peer_group.association_id",
        "person.acting_for",
        "plan.lead_association_id",
        "proposal.association_id",
        "remark.association_id",
        "request_message.association_id",
        "review_item.association_id",
        "story.association_id",
        "thread.association_id",
    }
)
# So do these, but where the survivor has a row beside it for the same thing both stay as they are.
BESIDE = {
    "introduction_side.association_id": "introduction_id",
    "meeting_seat.association_id": "meeting_id",
    "partner_pick.association_id": "idea_id",
    "plan_part.association_id": "plan_id",
    "proposal_seat.association_id": "proposal_id",
}
# What was, stays as it was: who acted for whom that day, what a register's row was like, what is two and not one.
STAYS = frozenset(
    {
        "associations_apart.one_id",
        "associations_apart.other_id",
        "journal_entry.association_id",
        "register_row.made_id",
        "register_row.match_id",
    }
)
# Each has its own way, below.
OWN_WAY = frozenset(
    {
        "association_member.association_id",
        "association_tag.association_id",
        "partner_request.from_association_id",
        "partner_request.to_association_id",
    }
)
_RANK = (AssociationRole.VIEWER, AssociationRole.EDITOR, AssociationRole.OWNER)


def move_all(session: Session, merged: Association, survivor: Association) -> None:
    """Everything that is to move; the conflicts have been looked for."""
    for each in references.to_associations():
        if each.name in MOVES:
            _move(session, each, merged, survivor)
        elif key := BESIDE.get(each.name):
            there = select(getattr(each.model, key)).where(each.attribute == survivor.id)
            _move(session, each, merged, survivor, getattr(each.model, key).not_in(there))
    for column in ("from_association_id", "to_association_id"):
        # What the two have written to each other stays a letter between two.
        _move(session, Reference(PartnerRequest, column), merged, survivor, ~between(merged, survivor))
    _join_people(session, merged, survivor)
    _join_tags(session, merged, survivor)


def between(one: Association, other: Association) -> Any:
    ends = (one.id, other.id)
    return col(PartnerRequest.from_association_id).in_(ends) & col(PartnerRequest.to_association_id).in_(ends)


def _move(session: Session, each: Reference, merged: Association, survivor: Association, *where: Any) -> None:
    moved = update(each.model).where(each.attribute == merged.id, *where)
    session.execute(moved.values({each.column: survivor.id}).execution_options(synchronize_session="fetch"))


def _join_people(session: Session, merged: Association, survivor: Association) -> None:
    """Who is in both has the stronger role; who is in one alone comes along as they are."""
    rows = session.scalars(
        select(AssociationMember).where(
            or_(
                col(AssociationMember.association_id) == merged.id,
                col(AssociationMember.association_id) == survivor.id,
            )
        )
    ).all()
    there = {row.person_id: row for row in rows if row.association_id == survivor.id}
    for row in rows:
        if row.association_id != merged.id:
            continue
        other = there.get(row.person_id)
        if other is None:
            row.association_id = survivor.id
        else:
            _join(row, other)
    session.flush()


def _join(row: AssociationMember, other: AssociationMember) -> None:
    if row.is_member:
        role = max((each.role for each in (row, other) if each.is_member), key=_RANK.index)
        other.state, other.role, other.decided_at = MembershipState.MEMBER, role, other.decided_at or now()
        row.state, row.decided_at = MembershipState.LEFT, now()
    elif row.state in _WAITING and other.state not in (*_WAITING, MembershipState.MEMBER):
        # What waits for an answer is asked of the survivor.
        other.state, other.role, other.words = row.state, row.role, row.words
        row.state = MembershipState.LEFT


_WAITING = (MembershipState.REQUESTED, MembershipState.INVITED)


def _join_tags(session: Session, merged: Association, survivor: Association) -> None:
    tags = select(AssociationTag).where(col(AssociationTag.association_id).in_((merged.id, survivor.id)))
    rows = session.scalars(tags).all()
    there = {(row.kind, row.slug) for row in rows if row.association_id == survivor.id}
    session.add_all(
        AssociationTag(association_id=survivor.id, kind=row.kind, slug=row.slug)
        for row in rows
        if row.association_id == merged.id and (row.kind, row.slug) not in there
    )
    session.flush()
