"""A project manager seeks a set of partners, asks all of it in one act, and after a no sees who else could come."""

import re

from playwright.sync_api import expect
from sqlmodel import Session, col, select

from models import AssociationMember, AssociationRole, PartnerRequest, Person
from services import partner_requests
from services.actors import Actor, actor_of
from tests.browser.conftest import Meet, Server
from tests.browser.hands import fi, follow, heading, sees, settled, visit, write

NO = "Hallitus kokoontuu vasta ensi kuussa."


def test_a_set_is_asked_at_once_and_sought_again_after_a_no(person: Meet, server: Server) -> None:
    sirpa = visit(person("sirpa"), "/partners?idea=18")
    follow(sirpa, "partner_set.whole")
    heading(sirpa, "partner_set.title")
    settled(sirpa)
    expect(sirpa.get_by_text(fi("partner_set.optimal"))).to_be_visible()
    expect(sirpa.get_by_role("table")).to_be_visible()

    # Nothing is sent without words, and the refusal stands beside the field.
    send = sirpa.get_by_role("button", name=re.compile(r"^Lähetä \d+ pyyntö"))
    send.click()
    sees(sirpa, "errors.needed")
    write(sirpa, "partner_set.words", "Opastetaan yhdessä.")
    settled(sirpa)
    send.click()
    sees(sirpa, "partner_set_progress.asked")

    with server.changing() as session:
        letter = session.exec(
            select(PartnerRequest).where(
                PartnerRequest.idea_id == 18, col(PartnerRequest.set_id).is_not(None)
            )
        ).first()
        assert letter
        set_id = letter.set_id
        partner_requests.decline(session, _owner(session, letter.to_association_id), letter.id, NO)

    visit(sirpa, f"/partner_set?id={set_id}")
    sees(sirpa, "partner_set.instead")
    sees(sirpa, NO)


def _owner(session: Session, association_id: int) -> Actor:
    owner = session.exec(
        select(Person)
        .join(AssociationMember, col(AssociationMember.person_id) == Person.id)
        .where(
            AssociationMember.association_id == association_id,
            AssociationMember.role == AssociationRole.OWNER,
        )
    ).first()
    assert owner
    return actor_of(session, owner)
