"""A project under way: the lead counts and reports, the partners agree, and everybody reads what came of it."""

from playwright.sync_api import expect
from sqlmodel import Session, select

from models import AssociationMember, AssociationRole, Person, Plan, PlanPart, PlanState, ProjectResults
from services import results
from services.actors import Actor, actor_of
from tests.browser.conftest import Meet, Server
from tests.browser.hands import heading, press, sees, settled, visit, write

NEW = "Toinenkin hengähdysviikko on pidetty."


def test_the_page_of_results_changes_when_every_implementer_agrees(person: Meet, server: Server) -> None:
    with server.reading() as session:
        plan = session.exec(select(Plan).where(Plan.state == PlanState.RUNNING)).one()
        results_id = session.exec(select(ProjectResults.id).where(ProjectResults.plan_id == plan.id)).one()
    henna = visit(person("henna"), f"/plan?id={plan.id}&view=running")
    press(henna, "progress.report")
    write(henna, "progress.what_was_done", "Mukana Aino, Eero ja Veera.")
    press(henna, "plan.save")
    sees(henna, "errors.list_of_people", found="Aino, Eero ja Veera")
    write(henna, "progress.what_was_done", "Mukana oli kolme hoitajaa.")
    press(henna, "plan.save")
    sees(henna, "progress.reported")

    visit(henna, f"/plan?id={plan.id}&view=running&sub=results")
    write(henna, "results.summary", NEW)
    settled(henna)
    press(henna, "results.offer_again")
    sees(henna, "results.offered")

    visitor = visit(person(), f"/results?id={results_id}")
    heading(visitor, plan.name)
    expect(visitor.get_by_text(NEW)).to_have_count(0)
    aune = visit(person("aune"), f"/results?id={results_id}&preview=1")
    sees(aune, NEW)
    press(aune, "results.agree")
    sees(aune, "results.thanks")
    with server.changing() as session:
        _rest_agree(session, plan.id)

    visit(visitor, f"/results?id={results_id}")
    sees(visitor, NEW)
    sees(visitor, "results.small_hidden")


def _rest_agree(session: Session, plan_id: int) -> None:
    for part in session.exec(select(PlanPart).where(PlanPart.plan_id == plan_id)):
        owner = _owner(session, part.association_id)
        draft = results.draft_of(session, owner, plan_id) if part.left_at is None else None
        waits = [one.part_id for one in draft.agreements if one.may_agree] if draft else []
        if draft and part.id in waits:
            results.agree(session, owner, plan_id, part.id, number=draft.number)


def _owner(session: Session, association_id: int) -> Actor:
    query = select(AssociationMember.person_id).where(
        AssociationMember.association_id == association_id, AssociationMember.role == AssociationRole.OWNER
    )
    return actor_of(session, session.get_one(Person, session.exec(query).first()))
