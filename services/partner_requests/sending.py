"""Writing a partner request: who may write to whom, about what, and what must hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationState,
    AssociationTag,
    Conflict,
    Forbidden,
    Idea,
    IdeaNeed,
    IdeaState,
    ImplementerRole,
    Invalid,
    Kind,
    NotFound,
    PartnerRequest,
    PartnerRequestState,
    RequestDirection,
    RequestNeed,
    TagKind,
    WrongState,
)
from services import ideas, journal, notices, words
from services.actors import Actor
from services.partner_requests.access import OPEN, address, spoken, today

LONGEST_WAIT = timedelta(days=365)
MOST_HOURS = 10_000
# The usual answer needs a board meeting, and boards meet once a month.
USUAL_WAIT = timedelta(days=28)

# A lead or a co-implementer applies for money in its own name.
NEEDS_REGISTRATION = (ImplementerRole.LEAD, ImplementerRole.CO_IMPLEMENTER)


@dataclass(frozen=True)
class NeedChoice:
    id: int
    competence: str
    words: str
    # The partner's profile offers this competence.
    offered: bool


@dataclass(frozen=True)
class Letterhead:
    """What a form for a request shows before anything is written."""

    idea_id: int
    idea_title: str
    idea_association: str
    direction: RequestDirection
    # The association that would join the idea's own; none when it is still to be chosen.
    partner_id: int | None
    partner_name: str
    needs: list[NeedChoice]
    roles: list[ImplementerRole]
    # False when the partner's being no legal person narrows the roles.
    registered: bool
    # The actor's own associations that could offer themselves.
    own: dict[int, str]
    reply_by: date


def letterhead(session: Session, actor: Actor, idea_id: int, association_id: int = 0) -> Letterhead:
    """A blank letter about this idea: an invitation to that association, or an offer in its name.

    Without an association the idea's own people have still to choose one, and others offer the one that
    they act for.
    """
    idea = _known_idea(session, actor, idea_id)
    if idea.state != IdeaState.PUBLISHED:
        raise NotFound("request_idea_closed")
    own = _own(session, actor, idea)
    direction = _direction(actor, idea, association_id, own)
    chosen = (
        association_id if direction == RequestDirection.INVITATION else _offering(actor, own, association_id)
    )
    partner = _partner(session, idea, chosen) if chosen else None
    offered = _offered(session, chosen)
    registered = partner is None or partner.registered
    return Letterhead(
        idea_id=idea.id,
        idea_title=idea.title,
        idea_association=session.get_one(Association, idea.association_id).name,
        direction=direction,
        partner_id=partner.id if partner else None,
        partner_name=partner.name if partner else "",
        needs=[
            NeedChoice(n.id, n.competence, n.words, n.competence in offered) for n in _needs(session, idea)
        ],
        roles=[role for role in ImplementerRole if registered or role not in NEEDS_REGISTRATION],
        registered=registered,
        own=own,
        reply_by=_suggested_day(idea),
    )


def send(
    session: Session,
    actor: Actor,
    idea_id: int,
    *,
    role: ImplementerRole,
    reply_by: date,
    need_ids: list[int],
    to_association_id: int | None = None,
    from_association_id: int | None = None,
    hours: int | None = None,
    words: str = "",
) -> PartnerRequest:
    """Sends an invitation (`to_association_id`) or an offer (`from_association_id`); the other end is the idea's.

    Between the two there is one open or accepted request at a time (Conflict).
    """
    idea = _known_idea(session, actor, idea_id)
    if idea.state != IdeaState.PUBLISHED:
        raise WrongState("request_idea_closed")
    sender, receiver = from_association_id or idea.association_id, to_association_id or idea.association_id
    _check_ends(session, actor, idea, sender, receiver, role)
    chosen = _chosen(session, idea, need_ids)
    offers = receiver == idea.association_id
    request = PartnerRequest(
        idea_id=idea.id,
        from_association_id=sender,
        to_association_id=receiver,
        direction=RequestDirection.OFFER if offers else RequestDirection.INVITATION,
        role=role,
        hours=_hours(hours),
        words=_letter(words),
        reply_by=_reply_by(reply_by),
        sent_by=actor.id,
    )
    session.add(request)
    session.flush()
    _keep_needs(session, request, chosen)
    _tell(session, actor, request, idea)
    return request


def _check_ends(
    session: Session, actor: Actor, idea: Idea, sender: int, receiver: int, role: ImplementerRole
) -> None:
    """The actor may write for the sender, and the two have nothing open between them."""
    if idea.association_id not in (sender, receiver):
        raise NotFound
    partner = _partner(session, idea, receiver if sender == idea.association_id else sender)
    if not actor.acts_for_verified(sender):
        raise Forbidden("request_sender_unverified" if actor.acts_for(sender) else "")
    lock_idea(session, idea.id)
    _refuse_second(session, idea, partner.id)
    check_role(session, idea, partner, role)


def _keep_needs(session: Session, request: PartnerRequest, needs: list[IdeaNeed]) -> None:
    session.add_all(
        RequestNeed(request_id=request.id, competence=need.competence, words=need.words) for need in needs
    )


def _refuse_second(session: Session, idea: Idea, partner_id: int) -> None:
    """Between an idea and an association there is one open request at a time, and none after a yes."""
    standing = session.exec(
        select(PartnerRequest.state).where(
            PartnerRequest.idea_id == idea.id,
            (col(PartnerRequest.from_association_id) == partner_id)
            | (col(PartnerRequest.to_association_id) == partner_id),
            col(PartnerRequest.state).in_((*OPEN, PartnerRequestState.ACCEPTED)),
        )
    ).first()
    if standing:
        raise Conflict(
            "request_accepted_already" if standing == PartnerRequestState.ACCEPTED else "request_open_already"
        )


def check_role(session: Session, idea: Idea, partner: Association, role: ImplementerRole) -> None:
    """Only a registered association can implement, and a group project has one lead."""
    if role in NEEDS_REGISTRATION and not partner.registered:
        raise Invalid("request_role_unregistered", field="role")
    if role == ImplementerRole.LEAD and _has_lead(session, idea):
        raise Invalid("request_lead_taken", field="role")


def lock_idea(session: Session, idea_id: int) -> Idea:
    """The idea, held until the end of the act: two requests about it are judged one after the other."""
    return session.exec(select(Idea).where(Idea.id == idea_id).with_for_update()).one()


def _known_idea(session: Session, actor: Actor, idea_id: int) -> Idea:
    if actor.is_visitor:
        raise NotFound
    return ideas.fetch(session, actor, idea_id)


def _partner(session: Session, idea: Idea, association_id: int) -> Association:
    partner = session.get(Association, association_id)
    if partner is None or partner.state != AssociationState.VERIFIED or partner.id == idea.association_id:
        raise NotFound
    return partner


def _own(session: Session, actor: Actor, idea: Idea) -> dict[int, str]:
    writing = [mine for mine in actor.verified_associations if actor.acts_for(mine)]
    rows = session.exec(
        select(Association.id, Association.name)
        .where(col(Association.id).in_(writing), Association.id != idea.association_id)
        .order_by(Association.sort_key)
    )
    return dict(rows.all())


def _direction(actor: Actor, idea: Idea, association_id: int, own: dict[int, str]) -> RequestDirection:
    invites = actor.acts_for_verified(idea.association_id) and association_id not in own
    return RequestDirection.INVITATION if invites else RequestDirection.OFFER


def _offering(actor: Actor, own: dict[int, str], association_id: int) -> int:
    """The own association that the address names, else the one that the switch in the frame stands at."""
    wished = (association_id, actor.acting_for or 0, *own)
    return next((one for one in wished if one in own), 0)


def _offered(session: Session, association_id: int) -> set[str]:
    return set(
        session.exec(
            select(AssociationTag.slug).where(
                AssociationTag.association_id == association_id,
                AssociationTag.kind == TagKind.COMPETENCE,
            )
        )
    )


def _needs(session: Session, idea: Idea) -> list[IdeaNeed]:
    return list(
        session.exec(
            select(IdeaNeed)
            .where(IdeaNeed.idea_id == idea.id)
            .order_by(col(IdeaNeed.position), col(IdeaNeed.id))
        )
    )


def _chosen(session: Session, idea: Idea, need_ids: list[int]) -> list[IdeaNeed]:
    needs = [need for need in _needs(session, idea) if need.id in need_ids]
    if len(needs) != len(set(need_ids)):
        # The idea was edited while the letter was being written.
        raise Invalid("request_need_gone", field="needs")
    return needs


def _has_lead(session: Session, idea: Idea) -> bool:
    return (
        session.exec(
            select(PartnerRequest.id).where(
                PartnerRequest.idea_id == idea.id,
                PartnerRequest.role == ImplementerRole.LEAD,
                PartnerRequest.state == PartnerRequestState.ACCEPTED,
            )
        ).first()
        is not None
    )


def _hours(hours: int | None) -> int | None:
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise Invalid("request_hours", field="hours", most=MOST_HOURS)
    return hours


def _letter(text: str) -> str:
    return words.body(text, field="words", most=2000)


def _reply_by(day: date) -> date:
    if not today() < day <= today() + LONGEST_WAIT:
        raise Invalid("request_reply_by", field="reply_by")
    return day


def _suggested_day(idea: Idea) -> date:
    usual = today() + USUAL_WAIT
    return min(idea.reply_by, usual) if idea.reply_by and idea.reply_by > today() else usual


def _tell(session: Session, actor: Actor, request: PartnerRequest, idea: Idea) -> None:
    entry = journal.record(
        session, actor, Kind.PARTNER_REQUEST, request.id, "send", after=request.state, why=request.words
    )
    notices.tell(
        session,
        entry,
        notices.people_of(session, request.to_association_id),
        f"partner_request_{request.direction}",
        address(request.id),
        by_mail=True,
        association=session.get_one(Association, request.from_association_id).name,
        idea=idea.title,
        reply_by=spoken(request.reply_by),
    )
