"""A partner confirms from the mail; a change opens that confirmation and only that, and says which words changed."""

from playwright.sync_api import Page, expect
from sqlmodel import select

from models import (
    Association,
    AssociationMember,
    Confirmation,
    ConfirmationState,
    Person,
    Plan,
    PlanField,
    PlanPart,
    PlanState,
)
from server.run import DEMO_PASSWORD
from services import accounts
from tests.browser.conftest import Meet, Server
from tests.browser.hands import fi, press, sees, settled, visit, wait_until_kept, write

NEW = "Kolme laavua ja nuotiopaikka."


def test_a_partner_confirms_from_the_mail_and_a_change_opens_only_that(server: Server, person: Meet) -> None:
    plan_id, part_id, address = asked_and_changed(server)
    lead, partner = person("henna"), person()

    ask_again(lead, plan_id)
    confirm_from_the_mail(server, partner, plan_id, address)
    after_yes = states(server, plan_id)
    change(server, partner, plan_id)
    after_change = states(server, plan_id)

    others = {part: state for part, state in after_yes.items() if part != part_id}
    assert after_yes[part_id] == ConfirmationState.CONFIRMED
    assert after_change == others | {part_id: ConfirmationState.TOUCHED}
    visit(partner, f"/plan?id={plan_id}&view=finish&sub=confirm")
    card = partner.locator(f".st-key-confirm-{part_id}")
    expect(card.locator("del").first).to_be_visible()
    expect(card.get_by_text("nuotiopaikka").first).to_be_visible()
    visit(lead, f"/plan?id={plan_id}&view=finish&sub=confirm")
    expect(lead.get_by_text(fi("confirmation_state.touched"))).to_have_count(1)


def asked_and_changed(server: Server) -> tuple[int, int, str]:
    """The plan of the demo whose partner's words have changed, its part, and the mail address of its owner.

    The owner gets a password: of the demo's people only those who are named have one.
    """
    with server.changing() as session:
        row = session.exec(
            select(Plan.id, PlanPart.id, Person.email)
            .join(PlanPart, PlanPart.plan_id == Plan.id)  # type: ignore[arg-type]
            .join(Confirmation, Confirmation.part_id == PlanPart.id)  # type: ignore[arg-type]
            .join(Association, Association.id == PlanPart.association_id)  # type: ignore[arg-type]
            .join(AssociationMember, AssociationMember.association_id == Association.id)  # type: ignore[arg-type]
            .join(Person, Person.id == AssociationMember.person_id)  # type: ignore[arg-type]
            .where(Plan.state == PlanState.CONFIRMING, Confirmation.state == ConfirmationState.TOUCHED)
        ).first()
        assert row is not None
        owner = session.exec(select(Person).where(Person.email == row[2])).one()
        owner.password_hash = accounts.choose(DEMO_PASSWORD, own=()).hash
    return row


def ask_again(lead: Page, plan_id: int) -> None:
    visit(lead, f"/plan?id={plan_id}&view=finish&sub=confirm&step=call_back")
    write(lead, "plan_step.why", "Tarkistetaan vielä kerran.")
    press(lead, "plan_step_do.call_back")
    sees(lead, "confirm.ask_help")
    press(lead, "confirm.ask_do")
    sees(lead, "plan_now.confirming")


def confirm_from_the_mail(server: Server, partner: Page, plan_id: int, address: str) -> None:
    """Link, sign in, read, one press; the letter before it only says that the plan is written again."""
    partner.goto(server.mail_link(address, holding="sub=confirm"))
    press(partner, "sign_in.title")
    write(partner, "sign_in.email", address)
    write(partner, "sign_in.password", DEMO_PASSWORD)
    press(partner, "sign_in.act")
    sees(partner, "confirm.what")
    expect(partner.locator("del").first).to_be_visible()
    settled(partner)
    press(partner, "confirm.yes")
    sees(partner, "confirm.done")


def change(server: Server, partner: Page, plan_id: int) -> None:
    visit(partner, f"/plan?id={plan_id}&view=form&sub=ours")
    field = partner.get_by_role("textbox", name=fi("plan_field.our_tasks"), exact=True)
    field.fill(NEW)
    field.blur()
    # "Saved" stands beside the field from the time before, so the screen does not tell.
    wait_until_kept(partner, server, select(PlanField.id).where(PlanField.text == NEW))
    settled(partner)


def states(server: Server, plan_id: int) -> dict[int, ConfirmationState]:
    with server.reading() as session:
        rows = session.exec(
            select(Confirmation.part_id, Confirmation.state).where(Confirmation.plan_id == plan_id)
        )
        return {part_id: ConfirmationState(state) for part_id, state in rows}
