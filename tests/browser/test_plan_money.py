"""Three implementers build the money of a plan to the cent; one breaks the share of own money, and reads what to do."""

from playwright.sync_api import Locator, Page, TimeoutError, expect
from sqlmodel import Session, col, select

from models import AssociationMember, AssociationRole, Budget, Person, Plan, PlanPart
from services import accounts, budgets
from services.actors import Actor, actor_of
from services.budgets import LineTyped, PostTyped, Typed
from tests.browser.conftest import Meet, Server
from tests.browser.hands import press, sees, settled, visit

# Gross wages and own money of those beside the lead.
OTHERS = (("36 000", "12 745,15"), ("18 000", "6 372,58"))
ROW = 44


def test_three_implementers_add_up_and_a_missing_share_is_mended(person: Meet, server: Server) -> None:
    with server.changing() as session:
        plan, lead = _begun_anew(session)
        token = accounts.begin_session(session, lead.id)
    manager = person()
    manager.set_viewport_size({"width": 1280, "height": 1600})
    manager.context.add_cookies([{"name": "kanto_session", "value": token, "url": server.url}])
    visit(manager, f"/plan?id={plan}&view=money&sub=own")

    _new_row(_table(manager, 0), {80: "Koordinaattori", 650: "12", 774: "5000,00"})
    _figure(manager, "106 209,60 €")
    sees(manager, "Omarahoitus on 0 %, haku vaatii 20 %: puuttuu 21 241,92 €.")
    _new_row(_table(manager, 3), {300: "Setlementin oma raha", 650: "20001,92"})
    sees(manager, "Omarahoitus on 18,8 %, haku vaatii 20 %: puuttuu 1 240,00 €.")
    sees(manager, "Lisää omarahoitusta 1 240,00 € tai pienennä kustannuksia 6 200,00 €.")

    # What was typed is there after a refresh, and the button adds what is missing.
    settled(manager)
    manager.reload()
    settled(manager)
    sees(manager, "puuttuu 1 240,00 €")
    press(manager, "Lisää 1 240,00 € omaksi rahaksi")
    expect(manager.get_by_text("puuttuu 1 240,00 €")).to_have_count(0)

    visit(manager, f"/plan?id={plan}&view=money&sub=whole")
    for figure in ("201 798,24 €", "161 438,59 €", "40 359,65 €"):
        _figure(manager, figure)
    expect(manager.get_by_role("table").first).to_contain_text("50 980,61")


def _begun_anew(session: Session) -> tuple[int, Person]:
    """The demo's plan with the others' money as the example has it, and nothing of the lead's yet."""
    plan = session.get_one(Plan, session.exec(select(Budget.plan_id)).first())
    parts = session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id).order_by(col(PlanPart.id))).all()
    wanted = iter(OTHERS)
    for part in parts:
        leads = part.association_id == plan.lead_association_id
        typed = Typed() if leads else _money(*next(wanted))
        version = session.get_one(Budget, part.id).version
        budgets.save(session, _actor(session, part.association_id), plan.id, part.id, typed, version=version)
    return plan.id, _owner(session, plan.lead_association_id)


def _money(gross: str, own: str) -> Typed:
    post = PostTyped("Ohjaaja", "1", "100", "month", "1", gross)
    return Typed(posts=(post,), financing=(LineTyped("private", "Oma", own),))


def _owner(session: Session, association_id: int) -> Person:
    found = session.exec(
        select(Person)
        .join(AssociationMember, col(AssociationMember.person_id) == Person.id)
        .where(
            AssociationMember.association_id == association_id,
            AssociationMember.role == AssociationRole.OWNER,
        )
    ).first()
    assert found
    return found


def _actor(session: Session, association_id: int) -> Actor:
    return actor_of(session, _owner(session, association_id))


def _table(page: Page, at: int) -> Locator:
    return page.get_by_test_id("stDataFrame").nth(at)


def _new_row(table: Locator, cells: dict[int, str]) -> None:
    """A row begun at the foot of the table; its cells are told by how far they are from its left edge."""
    page = table.page
    left, middle = _begin_row(table, min(cells))
    field = page.locator("textarea.gdg-input")
    for across, text in cells.items():
        _open_cell(page, field, left + across, middle)
        field.fill(text)
        page.keyboard.press("Tab")
        expect(field).to_have_count(0)
        settled(page)


def _open_cell(page: Page, field: Locator, across: float, middle: float) -> None:
    """The first cell of a new row mostly opens by itself; a table that is drawn anew meanwhile closes it."""
    for _ in range(5):
        try:
            field.wait_for(timeout=1000)
        except TimeoutError:
            page.mouse.dblclick(across, middle)
        else:
            return
    raise AssertionError("the cell did not open")


def _begin_row(table: Locator, across: int) -> tuple[float, float]:
    """The table's left edge and the new row's middle. The table is a picture that takes no click before it is drawn."""
    settled(table.page)
    table.locator("canvas").first.wait_for()
    table.scroll_into_view_if_needed()
    before = table.bounding_box()
    assert before
    middle = before["y"] + before["height"] - ROW / 2
    for _ in range(5):
        table.page.mouse.click(before["x"] + across, middle)
        table.page.wait_for_timeout(1000)
        now = table.bounding_box()
        if now and now["height"] > before["height"]:
            settled(table.page)
            return before["x"], middle
    raise AssertionError("no row was added")


def _figure(page: Page, figure: str) -> None:
    """One of the large figures; between thousands stands a space that does not break."""
    metrics = page.get_by_test_id("stMetricValue").filter(has_text=figure.replace(" ", "\u00a0"))
    expect(metrics.first).to_be_visible()
