"""Asking a whole set of partners in one act."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from models import Forbidden, ImplementerRole, Invalid, PartnerSet, PartnerSetAction
from services import partner_requests, partner_sets
from services.actors import Actor
from services.consortia.seeking import Partner, sought
from services.consortia.wishes import Wishes
from services.partner_requests.sending import known_idea


def ask(
    session: Session,
    actor: Actor,
    idea_id: int,
    wishes: Wishes,
    roles: Mapping[int, ImplementerRole],
    *,
    reply_by: date,
    words: str,
) -> PartnerSet:
    """Writes to those of the set whom `roles` names by association, each about the needs that it brings.

    The set is sought anew; Invalid when somebody named is not in it or has been asked: somebody answered, or a profile
    changed, while the letter was being written. A set that lacks somebody goes on; the first one begins. All letters
    go or none.
    """
    idea = known_idea(session, actor, idea_id)
    if not actor.acts_for_verified(idea.association_id):
        raise Forbidden
    new = {partner.id: partner for partner in sought(session, actor, idea_id, wishes).new}
    if not roles:
        raise Invalid("partner_set_empty", field="partners")
    if not roles.keys() <= new.keys():
        raise Invalid("partner_set_changed", field="partners")
    standing = partner_sets.standing_of(session, actor, idea_id)
    kept = wishes.kept()
    made = (
        partner_sets.again(session, actor, standing, kept)
        if standing
        else partner_sets.begin(session, actor, idea, kept)
    )
    for association_id, role in roles.items():
        _write(session, actor, idea_id, made.id, new[association_id], role, reply_by, words)
    return made


def _write(
    session: Session,
    actor: Actor,
    idea_id: int,
    set_id: int,
    partner: Partner,
    role: ImplementerRole,
    reply_by: date,
    words: str,
) -> None:
    partner_requests.send(
        session,
        actor,
        idea_id,
        role=role,
        reply_by=reply_by,
        need_ids=[need.id for need in partner.brings],
        to_association_id=partner.id,
        words=words,
        set_id=set_id,
    )


def usual_role(partner: Partner) -> ImplementerRole:
    """Only a registered association can implement."""
    return (
        ImplementerRole.CO_IMPLEMENTER
        if partner.match.candidate.registered
        else ImplementerRole.COOPERATION_PARTNER
    )


def may_ask(session: Session, actor: Actor, idea_id: int) -> bool:
    """Whether this person may ask partners for the idea."""
    idea = known_idea(session, actor, idea_id)
    return partner_sets.may(actor, PartnerSetAction.ASK, idea)
