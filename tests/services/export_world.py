"""A plan with something in every place that a file shows: three implementers, the figures T6, work and risks."""

from datetime import date

from models import Plan, TaskAction
from services import participants, plans
from services.plans import Frame, PackageWords, RiskWords, TaskWords
from tests.cast import Cast
from tests.services.budget_world import make_group, write_t6
from tests.services.plan_world import part_of

SUMMARY = "Kylätupa auki <joka> päivä & ilta.\nToinen rivi."
RUNS = '=HYPERLINK("http://paha.example";"Avaa")'


def make_full(cast: Cast) -> Plan:
    plan = make_group(cast, others=2)
    write_t6(cast, plan)
    _texts(cast, plan)
    _work(cast, plan)
    return plan


def _texts(cast: Cast, plan: Plan) -> None:
    session = cast.session
    toivonsilta = part_of(session, plan, cast.toivonsilta)
    # What the idea says already stands in the plan.
    there = {text.key: text.number for text in plans.texts_of(session, cast.aino, plan.id)[plans.SHARED]}
    for key, text in (
        ("public_name", "Kylätuvan kahvila"),
        ("summary", SUMMARY),
        ("need", "Ei ole paikkaa."),
    ):
        plans.save_field(session, cast.aino, plan.id, plans.SHARED, key, text, number=there[key])
    plans.save_field(session, cast.pekka, plan.id, toivonsilta.id, "our_tasks", "Ohjaamme ryhmiä.", number=0)
    seen = plans.frame_of(session, cast.aino, plan.id)
    typed = Frame(date(2027, 1, 1), date(2028, 6, 30), seen.cost_model, ("176", "167"))
    plans.edit_frame(session, cast.aino, plan.id, typed, seen=seen)
    participants.set_target(session, cast.pekka, plan.id, toivonsilta.id, "EECO01", 40, seen=None)
    participants.set_target(session, cast.pekka, plan.id, toivonsilta.id, "EECO02", 25, seen=None)


def _work(cast: Cast, plan: Plan) -> None:
    session = cast.session
    ours, theirs = (part_of(session, plan, each).id for each in (cast.satusuo, cast.toivonsilta))
    package = plans.add_package(
        session,
        cast.aino,
        plan.id,
        PackageWords("Tupa kuntoon", "Lämmin tupa", "Korjataan keittiö", "Tupa on auki", ours),
    )
    first = plans.add_task(
        session,
        cast.aino,
        plan.id,
        ours,
        TaskWords("Keittiön remontti", None, date(2027, 2, 1), date(2027, 3, 1), package.id),
    )
    plans.add_task(
        session,
        cast.pekka,
        plan.id,
        theirs,
        TaskWords(RUNS, cast.pekka.id, date(2027, 3, 2), date(2027, 4, 1), package.id, (first.id,)),
    )
    plans.move_task(session, cast.aino, first.id, TaskAction.FINISH, version=first.version)
    stone = plans.add_milestone(
        session, cast.aino, plan.id, "Avajaiset", date(2027, 4, 2), package_id=package.id
    )
    plans.reach_milestone(session, cast.aino, stone.id, True, version=stone.version)
    plans.add_risk(session, cast.aino, plan.id, RiskWords("Putki vuotaa", 2, 4, "Vakuutus", theirs))
    plans.add_risk(session, cast.aino, plan.id, RiskWords("Rahoitus viipyy", 4, 4, "Puskuri"))
