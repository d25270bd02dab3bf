from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models import (
    AssociationRole,
    Forbidden,
    Idea,
    IdeaState,
    ImplementerRole,
    JournalEntry,
    Kind,
    Mail,
    NotFound,
    Notice,
    PartnerRequestState,
    Plan,
    PlanAction,
    PlanPart,
    PlanState,
    RequestDirection,
    Task,
    WrongState,
)
from services import plans
from services.actors import Actor
from services.plans import NextStep
from tests.cast import Cast, make_member
from tests.conftest import Clock, Queries
from tests.services.plan_world import make_idea, make_plan, make_request, make_task, part_of, words
from tests.tried import refusal_of, undone
from tests.worlds import begins_with

LEAD, CO, COOPERATION = (
    ImplementerRole.LEAD,
    ImplementerRole.CO_IMPLEMENTER,
    ImplementerRole.COOPERATION_PARTNER,
)


def roles_in(session: Session, plan: Plan) -> dict[int, ImplementerRole]:
    parts = session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id))
    return {part.association_id: part.role for part in parts}


def test_plan_begins_with_a_part_for_each_accepted_partner(session: Session, cast: Cast) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta)
    make_request(cast, idea, cast.keksila, COOPERATION, direction=RequestDirection.OFFER)

    plan = plans.begin(session, cast.aino, idea.id)

    assert plan.state == PlanState.FORMING
    assert plan.lead_association_id == cast.satusuo.id
    assert roles_in(session, plan) == {
        cast.satusuo.id: LEAD,
        cast.toivonsilta.id: CO,
        cast.keksila.id: COOPERATION,
    }


def test_partner_accepted_as_lead_leads(session: Session, cast: Cast) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta, LEAD)

    plan = plans.begin(session, cast.eero, idea.id)

    assert plan.lead_association_id == cast.toivonsilta.id
    assert roles_in(session, plan) == {cast.satusuo.id: CO, cast.toivonsilta.id: LEAD}


def test_plan_has_one_lead_whoever_else_was_asked(session: Session, cast: Cast) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta, LEAD)
    make_request(cast, idea, cast.keksila, LEAD)

    plan = plans.begin(session, cast.aino, idea.id)

    assert roles_in(session, plan) == {cast.satusuo.id: CO, cast.toivonsilta.id: LEAD, cast.keksila.id: CO}


def test_association_accepted_twice_has_one_part(session: Session, cast: Cast) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta)
    make_request(cast, idea, cast.toivonsilta, direction=RequestDirection.OFFER)

    plan = plans.begin(session, cast.aino, idea.id)

    assert roles_in(session, plan) == {cast.satusuo.id: LEAD, cast.toivonsilta.id: CO}


@begins_with(make_plan)
def test_plan_starts_with_the_words_of_the_idea(session: Session, cast: Cast, plan: Plan) -> None:
    shared = plans.texts_of(session, cast.pekka, plan.id)[plans.SHARED]

    assert {field.key: field.text for field in shared if field.text} == {
        "public_name": "Kylätuvan kahvila",
        "summary": "Kahvila kaikille.",
        "need": "Kylällä ei ole kohtaamispaikkaa.",
    }


@begins_with(make_plan)
def test_second_click_finds_the_plan_that_the_first_one_made(
    session: Session, cast: Cast, plan: Plan
) -> None:
    again = plans.begin(session, cast.eero, plan.idea_id)

    assert again.id == plan.id


@begins_with(make_plan)
def test_partners_hear_that_the_plan_has_begun(session: Session, cast: Cast, plan: Plan) -> None:
    told = session.exec(select(Notice).where(Notice.key == "plan_begun")).all()

    assert {notice.person_id for notice in told} == {cast.eero.id, cast.frans.id, cast.pekka.id}
    assert {notice.link for notice in told} == {f"/plan?id={plan.id}"}
    assert "pekka@example.org" in {mail.address for mail in session.exec(select(Mail))}


@pytest.mark.parametrize(
    ("who", "state", "request_state", "refusal"),
    [
        ("sami", IdeaState.PUBLISHED, PartnerRequestState.ACCEPTED, Forbidden),
        ("pekka", IdeaState.PUBLISHED, PartnerRequestState.ACCEPTED, Forbidden),
        ("veera", IdeaState.PUBLISHED, PartnerRequestState.ACCEPTED, Forbidden),
        ("fanni", IdeaState.PUBLISHED, PartnerRequestState.ACCEPTED, Forbidden),
        ("arvo", IdeaState.PUBLISHED, PartnerRequestState.ACCEPTED, Forbidden),
        ("visitor", IdeaState.PUBLISHED, PartnerRequestState.ACCEPTED, Forbidden),
        ("sami", IdeaState.DRAFT, PartnerRequestState.ACCEPTED, NotFound),
        ("fanni", IdeaState.HIDDEN, PartnerRequestState.ACCEPTED, NotFound),
        ("aino", IdeaState.DRAFT, PartnerRequestState.ACCEPTED, WrongState),
        ("aino", IdeaState.HIDDEN, PartnerRequestState.ACCEPTED, WrongState),
        ("aino", IdeaState.PUBLISHED, PartnerRequestState.SENT, WrongState),
        ("aino", IdeaState.PUBLISHED, PartnerRequestState.QUESTION, WrongState),
        ("aino", IdeaState.PUBLISHED, PartnerRequestState.DECLINED, WrongState),
        ("aino", IdeaState.PUBLISHED, PartnerRequestState.WITHDRAWN, WrongState),
    ],
)
def test_begin_refuses(
    session: Session,
    cast: Cast,
    who: str,
    state: IdeaState,
    request_state: PartnerRequestState,
    refusal: type[Exception],
) -> None:
    idea = make_idea(cast, state)
    make_request(cast, idea, cast.toivonsilta, state=request_state)

    with pytest.raises(refusal):
        plans.begin(session, getattr(cast, who), idea.id)

    assert session.exec(select(Plan)).all() == []


@pytest.mark.parametrize(
    ("who", "offered"),
    [("aino", True), ("eero", True), ("veera", False), ("pekka", False), ("sami", False), ("visitor", False)],
)
def test_ideas_with_a_partner_are_offered_to_those_who_may_begin(
    session: Session, cast: Cast, who: str, offered: bool
) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta)
    make_request(cast, make_idea(cast, title="Vastaamatta"), cast.toivonsilta, state=PartnerRequestState.SENT)
    make_request(cast, make_idea(cast, IdeaState.HIDDEN), cast.toivonsilta)
    make_plan(cast, "Aloitettu")

    found = plans.ready_to_begin(session, getattr(cast, who))

    assert found == ([(idea.id, idea.title)] if offered else [])


@begins_with(make_plan)
def test_partner_accepted_later_gets_a_part(session: Session, cast: Cast, plan: Plan) -> None:
    request = make_request(cast, plans_idea(session, plan), cast.keksila)

    plans.join_if_begun(session, cast.sami, request)
    plans.join_if_begun(session, cast.sami, request)

    assert roles_in(session, plan) == {cast.satusuo.id: LEAD, cast.toivonsilta.id: CO, cast.keksila.id: CO}
    joined = session.exec(select(JournalEntry).where(JournalEntry.action == "join")).one()
    assert joined.why == cast.keksila.name
    told = session.exec(select(Notice.person_id).where(Notice.key == "plan_joined")).all()
    assert set(told) == {cast.aino.id, cast.eero.id, cast.frans.id, cast.pekka.id}


@begins_with(make_plan)
def test_lead_accepted_later_takes_over_from_the_ideas_association(
    session: Session, cast: Cast, plan: Plan
) -> None:
    request = make_request(cast, plans_idea(session, plan), cast.keksila, LEAD)

    plans.join_if_begun(session, cast.sami, request)

    assert plan.lead_association_id == cast.keksila.id
    assert roles_in(session, plan) == {cast.satusuo.id: CO, cast.toivonsilta.id: CO, cast.keksila.id: LEAD}


def test_request_accepted_before_there_is_a_plan_makes_none(session: Session, cast: Cast) -> None:
    request = make_request(cast, make_idea(cast), cast.keksila)

    plans.join_if_begun(session, cast.sami, request)

    assert session.exec(select(PlanPart)).all() == []


def plans_idea(session: Session, plan: Plan) -> Idea:
    return session.get_one(Idea, plan.idea_id)


@pytest.mark.parametrize(
    ("who", "shared", "seen"),
    [
        ("aino", False, True),
        ("eero", False, True),
        ("veera", False, True),
        ("pekka", False, True),
        ("frans", False, True),
        ("fanni", False, False),
        ("fanni", True, True),
        ("sami", True, False),
        ("uuno", True, False),
        ("arvo", True, False),
        ("visitor", True, False),
    ],
)
@begins_with(make_plan)
def test_plan_is_seen_by_its_own_people_and_by_facilitators_when_shared(
    session: Session, cast: Cast, who: str, shared: bool, seen: bool, plan: Plan
) -> None:
    if shared:
        plans.share(session, cast.aino, plan.id)
    actor = getattr(cast, who)

    assert plans.of_idea(session, actor, plan.idea_id) == (plan.id if seen else None)
    assert [card.id for card in plans.visible_to(session, actor).rows] == ([plan.id] if seen else [])
    if seen:
        assert plans.opened(session, actor, plan.id).name == plan.name
    else:
        with pytest.raises(NotFound):
            plans.opened(session, actor, plan.id)


Act = Callable[[Session, Cast, Actor, Plan], object]

ACTS: dict[str, Act] = {
    "begin": lambda s, c, who, plan: plans.move(s, who, plan.id, PlanAction.BEGIN),
    "share": lambda s, c, who, plan: plans.share(s, who, plan.id),
    "unshare": lambda s, c, who, plan: plans.unshare(s, who, plan.id),
    "shared": lambda s, c, who, plan: plans.save_field(s, who, plan.id, 0, "goals", "Tavoite", number=0),
    "part": lambda s, c, who, plan: plans.save_field(
        s, who, plan.id, part_of(s, plan, c.toivonsilta).id, "our_people", "Kaksi", number=0
    ),
    "aside": lambda s, c, who, plan: plans.set_aside(s, who, plan.id, 0, "goals", "Tavoite"),
    "add_task": lambda s, c, who, plan: plans.add_task(
        s, who, plan.id, part_of(s, plan, c.toivonsilta).id, words()
    ),
    "edit_task": lambda s, c, who, plan: plans.edit_task(
        s, who, task(s, c, plan).id, words("Uusi"), version=task(s, c, plan).version
    ),
    "remove_task": lambda s, c, who, plan: plans.remove_task(
        s, who, task(s, c, plan).id, version=task(s, c, plan).version
    ),
    "milestone": lambda s, c, who, plan: plans.add_milestone(s, who, plan.id, "Avajaiset", words().ends_on),
    "read": lambda s, c, who, plan: plans.schedule_of(s, who, plan.id),
}


def task(session: Session, cast: Cast, plan: Plan) -> Task:
    """The one task of Toivonsilta's part."""
    return make_task(cast, plan)


# Toivonsilta's part, Satusuo leads: pekka writes the part, aino the shared one.
PERMISSIONS = [
    # act           aino eero veera pekka viewer sami fanni shared arvo visitor
    ("begin",       "ok  ok   no    no    no     nf   nf    no     nf   nf"),
    ("share",       "ok  ok   no    no    no     nf   nf    no     nf   nf"),
    ("unshare",     "ok  ok   no    no    no     nf   nf    no     nf   nf"),
    ("shared",      "ok  ok   no    no    no     nf   nf    no     nf   nf"),
    ("aside",       "ok  ok   no    no    no     nf   nf    no     nf   nf"),
    ("milestone",   "ok  ok   no    no    no     nf   nf    no     nf   nf"),
    ("part",        "no  no   no    ok    no     nf   nf    no     nf   nf"),
    ("add_task",    "ok  ok   no    ok    no     nf   nf    no     nf   nf"),
    ("edit_task",   "ok  ok   no    ok    no     nf   nf    no     nf   nf"),
    ("remove_task", "ok  ok   no    ok    no     nf   nf    no     nf   nf"),
    ("read",        "ok  ok   ok    ok    ok     nf   nf    ok     nf   nf"),
]  # fmt: skip
WHO = ("aino", "eero", "veera", "pekka", "viewer", "sami", "fanni", "shared", "arvo", "visitor")
VERDICTS = {"ok": None, "no": Forbidden, "nf": NotFound}


@pytest.mark.parametrize(("act", "row"), PERMISSIONS, ids=[act for act, _ in PERMISSIONS])
@begins_with(make_plan)
def test_permission_table(session: Session, cast: Cast, act: str, row: str, plan: Plan) -> None:
    found = {}

    for who in WHO:
        with undone(session):
            actor = reader(session, cast, plan, who)
            found[who] = refusal_of(ACTS[act], session, cast, actor, plan)

    assert found == {who: VERDICTS[verdict] for who, verdict in zip(WHO, row.split(), strict=True)}


def reader(session: Session, cast: Cast, plan: Plan, who: str) -> Actor:
    """`viewer` only reads at Toivonsilta; `shared` is Fanni when the plan is shared."""
    if who == "viewer":
        make_member(session, cast.toivonsilta, cast.people["uuno"], AssociationRole.VIEWER)
        return cast.uuno
    if who == "shared":
        plans.share(session, cast.aino, plan.id)
        return cast.fanni
    found: Actor = getattr(cast, who)
    return found


@begins_with(make_plan)
def test_drafting_begins_once_and_writers_hear(session: Session, cast: Cast, plan: Plan) -> None:
    plans.move(session, cast.aino, plan.id, PlanAction.BEGIN)

    assert plan.state == PlanState.DRAFTING
    told = session.exec(select(Notice.person_id).where(Notice.key == "plan_drafting")).all()
    assert set(told) == {cast.eero.id, cast.frans.id, cast.pekka.id}
    with pytest.raises(WrongState):
        plans.move(session, cast.aino, plan.id, PlanAction.BEGIN)


@begins_with(make_plan)
def test_sharing_tells_the_facilitators_once(session: Session, cast: Cast, plan: Plan) -> None:
    plans.share(session, cast.aino, plan.id)
    plans.share(session, cast.eero, plan.id)

    told = session.exec(select(Notice.person_id).where(Notice.key == "plan_shared")).all()
    assert sorted(told) == sorted([cast.fanni.id, cast.frans.id])
    assert PlanAction.UNSHARE in plans.actions_for(cast.aino, plan)


@begins_with(make_plan)
def test_plan_taken_back_from_the_facilitators_is_gone_for_them(
    session: Session, cast: Cast, plan: Plan
) -> None:
    plans.share(session, cast.aino, plan.id)

    plans.unshare(session, cast.aino, plan.id)
    plans.unshare(session, cast.aino, plan.id)

    with pytest.raises(NotFound):
        plans.fetch(session, cast.fanni, plan.id)


@begins_with(make_plan)
def test_next_step_follows_the_work(session: Session, cast: Cast, plan: Plan) -> None:
    part = part_of(session, plan, cast.toivonsilta)

    def step(who: str) -> NextStep:
        return plans.visible_to(session, getattr(cast, who)).rows[0].next_step

    assert (step("aino"), step("pekka"), step("veera")) == (
        NextStep.BEGIN,
        NextStep.WRITE_PART,
        NextStep.FOLLOW,
    )
    plans.move(session, cast.aino, plan.id, PlanAction.BEGIN)
    assert step("aino") == NextStep.WRITE_SHARED
    for field in plans.texts_of(session, cast.pekka, plan.id)[part.id]:
        text = "FI2112345600000785" if field.key == "iban" else "Teksti"
        plans.save_field(session, cast.pekka, plan.id, part.id, field.key, text, number=0)
    assert step("pekka") == NextStep.ADD_TASKS
    make_task(cast, plan)
    assert step("pekka") == NextStep.FOLLOW


def test_card_shows_the_role_of_the_association_that_the_switch_stands_at(
    session: Session, cast: Cast
) -> None:
    make_plan(cast)
    make_member(session, cast.toivonsilta, cast.people["aino"])
    cast.people["aino"].acting_for = cast.toivonsilta.id

    card = plans.visible_to(session, cast.aino).rows[0]

    assert (card.role, card.lead) == (CO, cast.satusuo.name)


@begins_with(make_plan)
def test_history_tells_what_was_done_newest_first(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    clock.at += timedelta(hours=1)
    plans.save_field(session, cast.aino, plan.id, plans.SHARED, "goals", "Tavoite", number=0)
    make_task(cast, plan)

    steps = plans.history(session, cast.veera, plan.id)

    assert [(step.action, step.who, step.why) for step in steps] == [
        ("add_task", "Pekka", "Keittiön remontti"),
        ("edit_shared", "Aino", "goals"),
        ("form", "Aino", ""),
    ]
    assert set(session.exec(select(JournalEntry.kind))) == {Kind.PLAN}


@pytest.mark.parametrize("question", ["cards", "opened", "texts", "schedule", "calendar"])
def test_query_count_does_not_grow(session: Session, cast: Cast, queries: Queries, question: str) -> None:
    plan = make_plan(cast, "Plan 1")
    make_task(cast, plan)
    pekka, plan_id = cast.pekka, plan.id
    ask: Callable[[], object] = {
        "cards": lambda: plans.visible_to(session, pekka),
        "opened": lambda: plans.opened(session, pekka, plan_id),
        "texts": lambda: plans.texts_of(session, pekka, plan_id),
        "schedule": lambda: plans.schedule_of(session, pekka, plan_id),
        "calendar": lambda: plans.calendar_of(session, pekka, plan_id),
    }[question]

    counts = []
    for more in (0, 2):
        for number in range(more):
            make_task(cast, make_plan(cast, f"Other {number}"))
            make_task(cast, plan, f"Task {number}", cast.pekka.id)
            plans.add_milestone(session, cast.aino, plan.id, f"Milestone {number}", words().ends_on)
            plans.save_field(session, cast.aino, plan.id, 0, ("goals", "risks")[number], "x", number=0)
        session.expire_all()
        queries.statements.clear()
        ask()
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 7
