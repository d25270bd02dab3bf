"""Writing a partner request: who may write to whom, about what, and what must hold."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from models import (
    PARTNER_REQUEST_OPEN,
    Association,
    AssociationState,
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
    WrongState,
    today,
)
from services import ideas, journal, notices, words
from services.actors import Actor
from services.partner_requests.access import address, spoken

LONGEST_WAIT = timedelta(days=365)
MOST_HOURS = 10_000

# A lead or a co-implementer applies for money in its own name.
NEEDS_REGISTRATION = (ImplementerRole.LEAD, ImplementerRole.CO_IMPLEMENTER)


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
    set_id: int | None = None,
) -> PartnerRequest:
    """Sends an invitation (`to_association_id`) or an offer (`from_association_id`); the other end is the idea's.

    Between the two one is open or accepted at a time (Conflict). `set_id`: those asked together.
    """
    idea = _published(session, actor, idea_id)
    sender, receiver = from_association_id or idea.association_id, to_association_id or idea.association_id
    _check_ends(session, actor, idea, sender, receiver, role)
    chosen = _chosen(session, idea, need_ids)
    request = PartnerRequest(
        idea_id=idea.id,
        set_id=set_id,
        from_association_id=sender,
        to_association_id=receiver,
        direction=_direction(idea, receiver),
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


def _published(session: Session, actor: Actor, idea_id: int) -> Idea:
    idea = known_idea(session, actor, idea_id)
    if idea.state != IdeaState.PUBLISHED:
        raise WrongState("request_idea_closed")
    return idea


def _check_ends(
    session: Session, actor: Actor, idea: Idea, sender: int, receiver: int, role: ImplementerRole
) -> None:
    """The actor may write for the sender, and the two have nothing open between them."""
    if idea.association_id not in (sender, receiver):
        raise NotFound
    partner = partner_found(session, idea, receiver if sender == idea.association_id else sender)
    if partner.unclaimed:
        raise WrongState("request_unclaimed")
    if not actor.acts_for_verified(sender):
        raise Forbidden("request_sender_unverified" if actor.acts_for(sender) else "")
    if not is_open(session, idea):
        raise WrongState("request_idea_closed")
    lock_idea(session, idea.id)
    _refuse_second(session, idea, partner.id)
    check_role(session, idea, partner, role)


def is_open(session: Session, idea: Idea) -> bool:
    """Whether letters about it can be written and accepted: an association that is archived has no partners."""
    home = session.get_one(Association, idea.association_id)
    return idea.state == IdeaState.PUBLISHED and home.state == AssociationState.VERIFIED


def _direction(idea: Idea, receiver: int) -> RequestDirection:
    return RequestDirection.OFFER if receiver == idea.association_id else RequestDirection.INVITATION


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
            col(PartnerRequest.state).in_((*PARTNER_REQUEST_OPEN, PartnerRequestState.ACCEPTED)),
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


def known_idea(session: Session, actor: Actor, idea_id: int) -> Idea:
    if actor.is_visitor:
        raise NotFound
    return ideas.fetch(session, actor, idea_id)


def partner_found(session: Session, idea: Idea, association_id: int) -> Association:
    partner = session.get(Association, association_id)
    if partner is None or partner.state != AssociationState.VERIFIED or partner.id == idea.association_id:
        raise NotFound
    return partner


def needs_of(session: Session, idea: Idea) -> list[IdeaNeed]:
    return list(
        session.exec(
            select(IdeaNeed)
            .where(IdeaNeed.idea_id == idea.id)
            .order_by(col(IdeaNeed.position), col(IdeaNeed.id))
        )
    )


def _chosen(session: Session, idea: Idea, need_ids: list[int]) -> list[IdeaNeed]:
    found = [need for need in needs_of(session, idea) if need.id in need_ids]
    if len(found) != len(set(need_ids)):
        # The idea was edited while the letter was being written.
        raise Invalid("request_need_gone", field="needs")
    return found


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
