"""Whether an association lets everybody see with whom it works: its own people's word, taken back any time."""

from sqlmodel import Session

from models import Association, AssociationAction, AssociationState, Forbidden, Kind
from services import journal
from services.actors import Actor
from services.associations.access import fetch, may

SHOW_PARTNERS, HIDE_PARTNERS = "show_partners", "hide_partners"


def may_show_partners(actor: Actor, association: Association) -> bool:
    verified = association.state == AssociationState.VERIFIED
    return verified and may(actor, AssociationAction.EDIT, association)


def show_partners(session: Session, actor: Actor, association_id: int, *, shown: bool) -> None:
    association = fetch(session, actor, association_id)
    if not may_show_partners(actor, association):
        raise Forbidden
    if association.shows_partners == shown:
        return
    association.shows_partners = shown
    action = SHOW_PARTNERS if shown else HIDE_PARTNERS
    journal.record(session, actor, Kind.ASSOCIATION, association.id, action, after=association.state)
