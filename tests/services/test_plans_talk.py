"""Comments on the sections of a plan's form, and who is in it now."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models import Forbidden, Invalid, NotFound, Notice, Plan, Presence, WorkspaceError
from services import plans
from services.plans import SHARED
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.plan_world import make_plan
from tests.worlds import begins_with


@begins_with(make_plan)
def test_everybody_who_sees_the_plan_may_comment_and_the_writers_hear_of_it(
    session: Session, cast: Cast, plan: Plan
) -> None:
    plans.share(session, cast.aino, plan.id)

    for who in ("veera", "pekka", "fanni"):
        plans.remark(session, getattr(cast, who), plan.id, 6, f"Sanoo {who}")
    again = plans.remark(session, cast.fanni, plan.id, 6, "Sanoo fanni")

    rows = plans.remarks_of(session, cast.aino, plan.id, 6)
    assert [(row.author, row.association) for row in rows] == [
        ("Veera", cast.satusuo.name),
        ("Pekka", cast.toivonsilta.name),
        ("Fanni", ""),
    ]
    assert rows[-1].id == again.id
    assert plans.remarks_of(session, cast.aino, plan.id, 7) == []
    told = session.exec(
        select(Notice).where(Notice.key == "plan_remark", Notice.person_id == cast.aino.id)
    ).all()
    assert {notice.link for notice in told} == {f"/plan?id={plan.id}&view=form&sub=6"}
    assert len(told) == 3


@begins_with(make_plan)
def test_comment_is_dealt_with_and_opened_again(session: Session, cast: Cast, plan: Plan) -> None:
    said = plans.remark(session, cast.veera, plan.id, 6, "Luku puuttuu")
    waiting = {
        state.section.number: state.remarks for state in plans.form_of(session, cast.aino, plan.id).sections
    }
    assert (waiting[6], waiting[7]) == (1, 0)

    plans.resolve(session, cast.pekka, said.id)

    (row,) = plans.remarks_of(session, cast.aino, plan.id, 6)
    assert (row.resolved_by, row.may_resolve) == ("Pekka", True)
    assert all(not state.remarks for state in plans.form_of(session, cast.aino, plan.id).sections)
    plans.reopen(session, cast.veera, said.id)
    (row,) = plans.remarks_of(session, cast.aino, plan.id, 6)
    assert row.resolved_at is None


@begins_with(make_plan)
def test_who_only_reads_does_not_deal_with_the_comments_of_others(
    session: Session, cast: Cast, plan: Plan
) -> None:
    plans.share(session, cast.aino, plan.id)
    said = plans.remark(session, cast.aino, plan.id, 6, "Luku puuttuu")

    for who, refusal in (("veera", Forbidden), ("fanni", Forbidden), ("sami", NotFound)):
        with pytest.raises(refusal):
            plans.resolve(session, getattr(cast, who), said.id)
    (row,) = plans.remarks_of(session, cast.veera, plan.id, 6)
    assert (row.may_resolve, row.resolved_at) == (False, None)
    with pytest.raises(NotFound):
        plans.reopen(session, cast.aino, 999)


@pytest.mark.parametrize(
    ("who", "section", "body", "refusal"),
    [
        ("sami", 6, "Hei", NotFound),
        ("fanni", 6, "Hei", NotFound),
        ("aino", 14, "Hei", NotFound),
        ("aino", 6, " ", Invalid),
        ("aino", 6, "Tunnus 131052-308T", Invalid),
        ("aino", 6, "x" * (plans.LONGEST_REMARK + 1), Invalid),
    ],
)
@begins_with(make_plan)
def test_comment_that_does_not_hold_is_refused(
    session: Session, cast: Cast, who: str, section: int, body: str, refusal: type[WorkspaceError], plan: Plan
) -> None:
    with pytest.raises(refusal):
        plans.remark(session, getattr(cast, who), plan.id, section, body)

    assert plans.remarks_of(session, cast.aino, plan.id, 6) == []


@begins_with(make_plan)
def test_person_who_has_not_verified_their_address_does_not_comment(
    session: Session, cast: Cast, plan: Plan
) -> None:
    cast.people["pekka"].verified_at = None

    with pytest.raises(Forbidden) as refused:
        plans.remark(session, cast.pekka, plan.id, 6, "Hei")

    assert refused.value.key == "comment_verified"


@begins_with(make_plan)
def test_others_see_who_is_writing_until_the_light_goes_out(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    plans.beat(session, cast.pekka, plan.id, 7)
    plans.beat(session, cast.eero, plan.id, 6)
    plans.save_field(session, cast.eero, plan.id, SHARED, "goals", "Tavoite", number=0)
    plans.beat(session, cast.eero, plan.id, 6)

    found = plans.others_here(session, cast.aino, plan.id)
    assert [(here.who, here.section, here.key) for here in found] == [("Eero", 6, "goals"), ("Pekka", 7, "")]
    assert [here.who for here in plans.others_here(session, cast.eero, plan.id)] == ["Pekka"]
    clock.at += plans.BEAT
    plans.beat(session, cast.pekka, plan.id, 8)
    clock.at += 2 * plans.BEAT
    found = plans.others_here(session, cast.aino, plan.id)
    assert [(here.who, here.section) for here in found] == [("Pekka", 8)]


@begins_with(make_plan)
def test_presence_is_one_row_a_person_and_is_forgotten(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    for section in (1, 2, 3, 3):
        plans.beat(session, cast.pekka, plan.id, section)
    clock.at += timedelta(days=2)
    plans.beat(session, cast.aino, plan.id, 1)
    session.flush()

    assert [row.person_id for row in session.exec(select(Presence))] == [cast.aino.id]


@begins_with(make_plan)
def test_of_those_who_only_read_nothing_is_noted(session: Session, cast: Cast, plan: Plan) -> None:
    plans.share(session, cast.aino, plan.id)

    plans.beat(session, cast.veera, plan.id, 6)
    plans.beat(session, cast.fanni, plan.id, 6)

    assert session.exec(select(Presence)).all() == []
    for who, section in (("sami", 6), ("aino", 0)):
        with pytest.raises(NotFound):
            plans.beat(session, getattr(cast, who), plan.id, section)
    with pytest.raises(NotFound):
        plans.others_here(session, cast.sami, plan.id)


@begins_with(make_plan)
def test_form_says_where_each_section_stands(session: Session, cast: Cast, plan: Plan) -> None:
    plans.save_field(session, cast.aino, plan.id, SHARED, "goals", "x" * 3001, number=0)

    lead = {state.section.number: state for state in plans.form_of(session, cast.aino, plan.id).sections}
    partner = {state.section.number: state for state in plans.form_of(session, cast.pekka, plan.id).sections}

    assert (lead[6].written, lead[6].needed, lead[6].too_long, lead[6].ready) == (2, 5, 1, False)
    assert (lead[4].written, lead[4].needed) == (1, 3)
    assert (partner[2].written, partner[2].needed) == (0, 4)
    assert lead[11].ready
    facts = [(each.name, each.role, each.mine) for each in plans.applicants_of(session, cast.pekka, plan.id)]
    assert facts == [(cast.satusuo.name, "lead", False), (cast.toivonsilta.name, "co_implementer", True)]


@begins_with(make_plan)
def test_query_count_does_not_grow(session: Session, cast: Cast, queries: Queries, plan: Plan) -> None:
    counts = []
    for bodies in (("a",), ("b", "c")):
        for body in bodies:
            plans.remark(session, cast.pekka, plan.id, 6, body)
            plans.save_field(
                session,
                cast.aino,
                plan.id,
                SHARED,
                {"a": "goals", "b": "risks"}.get(body, "results"),
                body,
                number=0,
            )
        for who in {"a": ("eero",)}.get(bodies[0], ("frans", "pekka")):
            plans.beat(session, getattr(cast, who), plan.id, 6)
        session.flush()
        session.expunge_all()
        queries.statements.clear()
        plans.form_of(session, cast.aino, plan.id)
        plans.remarks_of(session, cast.aino, plan.id, 6)
        plans.others_here(session, cast.aino, plan.id)
        plans.applicants_of(session, cast.aino, plan.id)
        counts.append(len(queries))

    assert counts[0] == counts[1]
