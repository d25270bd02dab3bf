"""What the service keeps of one association, with its files, for its owners.

Each column that points at an association is named here, as copied or not; a test compares the names with the models.
"""

from collections.abc import Iterator, Mapping
from typing import IO, Any

from sqlalchemy import and_, inspect, or_, select
from sqlmodel import Session, col

from models import (
    Association,
    AssociationMember,
    Attachment,
    AttachmentState,
    Forbidden,
    Idea,
    JournalEntry,
    Kind,
    PartnerRequest,
    Person,
    Plan,
    PlanField,
    PlanPart,
    Story,
    StoryPicture,
)
from services import associations, journal, references
from services.actors import Actor
from services.copies import rows
from services.copies.packing import Packing
from services.files import stored

COPIED = frozenset(
    {
        "association_tag.association_id",
        "attachment.association_id",
        "idea.association_id",
        "introduction_side.association_id",
        "meeting_seat.association_id",
        "partner_request.from_association_id",
        "partner_request.to_association_id",
        "plan.lead_association_id",
        "plan_part.association_id",
        "proposal_seat.association_id",
        "request_message.association_id",
        "story.association_id",
    }
)
# The desk's own, a person's own, or another one's; and what is copied in another way, below.
NOT_COPIED: Mapping[str, str] = {
    "action_point.association_id": "group",
    "advice_case.association_id": "confidential",
    "association.merged_into": "desk",
    "association_member.association_id": "below",
    "association_note.association_id": "desk",
    "associations_apart.one_id": "desk",
    "associations_apart.other_id": "desk",
    "comment.association_id": "person",
    "endorsement.association_id": "person",
    "event_seat.association_id": "person",
    "flag.association_id": "person",
    "group_member.association_id": "person",
    "journal_entry.association_id": "below",
    "link.association_id": "secret",
    "meeting.association_id": "group",
    "partner_pick.association_id": "desk",
    "peer_group.association_id": "group",
    "person.acting_for": "person",
    "proposal.association_id": "group",
    "register_row.made_id": "desk",
    "register_row.match_id": "desk",
    "remark.association_id": "person",
    "review_item.association_id": "desk",
    "thread.association_id": "person",
}
# What belongs to its ideas, its letters and its stories, by the table that it points at.
_BELOW = ("idea_tag", "idea_need", "idea_version", "request_need", "request_message", "story_picture")


def note(session: Session, actor: Actor, association_id: int) -> str:
    """Writes down that a copy is taken; the association's name. For its owners alone."""
    association = _own(session, actor, association_id)
    journal.record(session, actor, Kind.ASSOCIATION, association.id, "copy")
    return association.name


def write(session: Session, actor: Actor, target: IO[bytes], association_id: int) -> None:
    association = _own(session, actor, association_id)
    packing = Packing(target)
    packing.table("association", rows.of(session, Association, Association.id == association.id))
    packing.table("association_member", _people(session, association))
    packing.table("journal_entry", rows.of(session, JournalEntry, _steps(association)))
    for model in rows.models():
        if where := _wanted(model, association):
            packing.table(rows.name_of(model), rows.of(session, model, or_(*where)))
    files = _files(session, packing, association)
    packing.close(association=association.id, files=files)


def _own(session: Session, actor: Actor, association_id: int) -> Association:
    association = associations.fetch(session, actor, association_id)
    if not actor.owns(association.id):
        raise Forbidden
    return association


def _wanted(model: type[Any], association: Association) -> list[Any]:
    """The rows of this table that are the association's, by itself or by what is its own; none: not copied."""
    found = [
        each.attribute == association.id
        for each in references.to_associations()
        if each.model is model and each.name in COPIED
    ]
    table = inspect(model).local_table
    letters = or_(
        col(PartnerRequest.from_association_id) == association.id,
        col(PartnerRequest.to_association_id) == association.id,
    )
    above: dict[type[Any], Any] = {
        Idea: select(col(Idea.id)).where(col(Idea.association_id) == association.id),
        PartnerRequest: select(col(PartnerRequest.id)).where(letters),
        Story: select(col(Story.id)).where(col(Story.association_id) == association.id),
    }
    parts = select(col(PlanPart.id)).where(col(PlanPart.association_id) == association.id)
    for column in table.columns:
        found += [
            column.in_(own)
            for owner, own in above.items()
            if table.name in _BELOW and column.references(inspect(owner).local_table.c.id)
        ]
        # Whatever has a column for a part is that implementer's own.
        if column.references(inspect(PlanPart).local_table.c.id):
            found.append(column.in_(parts))
    if model is PlanField:
        led = select(col(Plan.id)).where(col(Plan.lead_association_id) == association.id)
        shared = and_(col(PlanField.place) == 0, col(PlanField.plan_id).in_(led))
        found += [col(PlanField.place).in_(parts), shared]
    return found


def _people(session: Session, association: Association) -> Iterator[dict[str, Any]]:
    """As its owners read them: names and roles, and no addresses."""
    query = (
        select(AssociationMember, col(Person.name))
        .join(Person, col(Person.id) == AssociationMember.person_id)
        .where(col(AssociationMember.association_id) == association.id)
        .order_by(col(AssociationMember.id))
    )
    for row, name in session.execute(query):
        since = rows.plain(row.decided_at or row.created_at)
        yield {"name": name, "role": str(row.role), "state": str(row.state), "since": since}


def _steps(association: Association) -> Any:
    """The association's own history, without what stays between the facilitators."""
    own = and_(col(JournalEntry.kind) == Kind.ASSOCIATION, col(JournalEntry.thing_id) == association.id)
    return and_(own, col(JournalEntry.action).not_in((journal.FLAG, journal.NOTE, journal.WARNING)))


def _files(session: Session, packing: Packing, association: Association) -> list[str]:
    """The contents of its files; of one that the store has lost the row says that it was."""
    query = select(Attachment).where(
        col(Attachment.association_id) == association.id,
        col(Attachment.subject_kind) != Kind.GROUP,
        col(Attachment.state) == AttachmentState.VISIBLE,
    )
    attached = session.scalars(query.order_by(col(Attachment.id)))
    pictures = session.scalars(
        select(StoryPicture)
        .join(Story, col(Story.id) == StoryPicture.story_id)
        .where(col(Story.association_id) == association.id)
        .order_by(col(StoryPicture.id))
    )
    wanted = [(f"files/{row.id}-{row.name}", row.sha256) for row in attached]
    wanted += [(f"files/story-picture-{row.id}.jpg", row.sha256) for row in pictures]
    packed = []
    for name, sha256 in wanted:
        try:
            packing.file(name, stored.read(sha256))
        except FileNotFoundError:
            continue
        packed.append(name)
    return packed
