"""Facilitators write calls; what a call said before stays, and a plan follows the version that it was begun with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    Call,
    CallAction,
    CallState,
    Conflict,
    CostModel,
    CriterionKind,
    Forbidden,
    Invalid,
    JournalEntry,
    Kind,
    Mail,
    NotFound,
    Notice,
    PlanState,
    WrongState,
)
from services import calls, ideas, plans
from services.calls import CallWords, Criterion, Difference, Priority, SideCostRate
from services.search import searching
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.plan_world import make_idea, make_plan, make_request

PRIORITY = Priority("", {"fi": "Kumppanuudet"}, {"fi": "Tehdään yhdessä."})
CRITERION = Criterion("", CriterionKind.CONTENT, {"fi": "Uutuus"})
RATE = SideCostRate(Decimal("0.2644"), date(2026, 1, 1))
WORDS = CallWords(
    name="Osallisuushaku 2027",
    programme="Uudistuva ja osaava Suomi",
    opens_on=date(2026, 9, 1),
    closes_on=date(2026, 12, 31),
    support_rate=Decimal("0.8"),
    project_forms=["single", "group"],
    cost_models=["flat_40", "flat_7"],
    side_cost_rates=[RATE],
    priorities=[PRIORITY],
    criteria=[CRITERION],
    limits={"summary": 2000, "need": 0},
    uncertain=["criteria"],
)


def make_call(session: Session, cast: Cast, *, published: bool = True, **changes: Any) -> Call:
    call = calls.create(session, cast.fanni, replace(WORDS, **changes))
    if published:
        calls.move(session, cast.fanni, call.id, CallAction.PUBLISH, version=call.version)
    session.flush()
    return call


def typed_again(session: Session, cast: Cast, call: Call, **changes: Any) -> CallWords:
    """What the form holds when it is opened, with these changes."""
    terms = calls.view(session, cast.fanni, call.id).terms
    held = {name: getattr(terms, name) for name in CallWords.__dataclass_fields__}
    return CallWords(**held | changes)


def edit(session: Session, cast: Cast, call: Call, *, quiet: bool = False, **changes: Any) -> Call:
    typed = typed_again(session, cast, call, **changes)
    seen = call.version
    return calls.edit(
        session, cast.fanni, call.id, typed, version=seen, why="Rahoittaja muutti hakua.", quiet=quiet
    )


def plan_for(session: Session, cast: Cast, call: Call | None, title: str = "Kahvila") -> Any:
    idea = make_idea(cast, title=title)
    idea.call_id = call.id if call else None
    make_request(cast, idea, cast.toivonsilta)
    return plans.begin(session, cast.aino, idea.id)


def told(session: Session, key: str) -> set[int]:
    return set(session.exec(select(Notice.person_id).where(Notice.key == key)))


def test_a_draft_is_its_writers_until_it_is_published(session: Session, cast: Cast) -> None:
    call = make_call(session, cast, published=False)

    with pytest.raises(NotFound):
        calls.view(session, cast.aino, call.id)
    assert [card.name for card in calls.visible_to(session, cast.aino).rows] == []
    assert [card.name for card in calls.visible_to(session, cast.arvo).rows] == [WORDS.name]
    assert calls.choices(session, cast.fanni) == {}
    assert calls.priorities_of(session, cast.aino, call.id) == []
    assert searching.everything(session, cast.aino, "osallisuushaku").groups == ()

    calls.move(session, cast.arvo, call.id, CallAction.PUBLISH, version=call.version)

    assert calls.view(session, cast.visitor, call.id).terms.name == WORDS.name
    assert calls.choices(session, cast.visitor) == {call.id: WORDS.name}


def test_a_call_says_what_was_typed(session: Session, cast: Cast) -> None:
    call = make_call(session, cast)

    terms = calls.view(session, cast.visitor, call.id).terms

    assert (terms.number, terms.support_rate, terms.side_cost_rates) == (1, Decimal("0.8"), (RATE,))
    assert terms.cost_models == (CostModel.FLAT_40, CostModel.FLAT_7)
    assert dict(terms.limits) == {"summary": 2000}
    assert [row.slug for row in terms.priorities] == ["kumppanuudet"]
    assert [(row.slug, row.most) for row in terms.criteria] == [("uutuus", 5)]
    # Until somebody translates it, the Finnish stands in its place.
    (read,) = calls.priorities_of(session, cast.visitor, call.id)
    assert read.heading == {"fi": "Kumppanuudet", "sv": "Kumppanuudet", "en": "Kumppanuudet"}


def test_a_second_click_makes_no_second_call(session: Session, cast: Cast) -> None:
    first = make_call(session, cast, published=False)

    assert calls.create(session, cast.frans, WORDS).id == first.id


def test_two_calls_of_one_name_have_addresses_of_their_own(session: Session, cast: Cast) -> None:
    slugs = [make_call(session, cast).slug for _ in range(2)]

    assert slugs == ["osallisuushaku-2027", "osallisuushaku-2027-2"]


@pytest.mark.parametrize("name", ["visitor", "sami", "aino", "pekka"])
def test_others_write_no_calls(session: Session, cast: Cast, name: str) -> None:
    actor = getattr(cast, name)
    call = make_call(session, cast)
    draft = make_call(session, cast, published=False, name="Luonnos")
    acts: list[tuple[type[Exception], Callable[[], Any]]] = [
        (Forbidden, lambda: calls.create(session, actor, WORDS)),
        (Forbidden, lambda: calls.edit(session, actor, call.id, WORDS, version=call.version, why="x")),
        (Forbidden, lambda: calls.move(session, actor, call.id, CallAction.UNPUBLISH, version=call.version)),
        (NotFound, lambda: calls.edit(session, actor, draft.id, WORDS, version=draft.version)),
        (NotFound, lambda: calls.move(session, actor, draft.id, CallAction.PUBLISH, version=draft.version)),
        (NotFound, lambda: calls.history(session, actor, draft.id)),
    ]

    for refusal, act in acts:
        with pytest.raises(refusal):
            act()

    assert calls.view(session, cast.fanni, call.id).newest == 1
    assert draft.state == CallState.DRAFT


@pytest.mark.parametrize(
    ("changes", "field", "key"),
    [
        ({"name": " "}, "name", "needed"),
        ({"programme": ""}, "programme", "needed"),
        ({"opens_on": None}, "opens_on", "needed"),
        ({"closes_on": None}, "closes_on", "needed"),
        ({"closes_on": date(2026, 8, 31)}, "closes_on", "call_closes_first"),
        ({"amount": Decimal(-1)}, "amount", "call_sum"),
        ({"support_rate": Decimal(0)}, "support_rate", "call_share"),
        ({"support_rate": Decimal("1.01")}, "support_rate", "call_share"),
        ({"project_forms": ["trio"]}, "project_forms", "unknown_choice"),
        ({"cost_models": ["flat_99"]}, "cost_models", "unknown_choice"),
        ({"cost_models": ["lump_sum"]}, "lump_sum", "call_lump_sum"),
        ({"side_cost_rates": [RATE, SideCostRate(Decimal(0))]}, "rate-1", "call_share"),
        ({"side_cost_rates": [replace(RATE, valid_to=date(2025, 1, 1))]}, "rate-0", "call_ends_first"),
        (
            {"side_cost_rates": [RATE, SideCostRate(Decimal("0.25"), date(2027, 1, 1))]},
            "side_cost_rates",
            "call_rates_overlap",
        ),
        (
            {"starts_earliest": date(2027, 2, 1), "ends_latest": date(2027, 1, 1)},
            "ends_latest",
            "call_ends_first",
        ),
        ({"longest_months": 0}, "longest_months", "call_months"),
        ({"priorities": [PRIORITY, Priority("", {"sv": "Partner"}, {})]}, "priority-1", "needed"),
        ({"priorities": [PRIORITY] * 41}, "priorities", "call_too_many_rows"),
        ({"criteria": [replace(CRITERION, name={})]}, "criterion-0", "needed"),
        ({"criteria": [replace(CRITERION, weight=Decimal(0))]}, "criterion-0", "call_weight"),
        ({"limits": {"need": 10_001}}, "limit-need", "call_limit"),
        ({"limits": {"Need <b>": 10}}, "limits", "unknown_choice"),
        ({"link": "javascript:alert(1)"}, "link", "call_link"),
        ({"notes": "Soita 131052-308T"}, "notes", "identity_code"),
    ],
)
def test_what_does_not_hold_is_refused_beside_its_field(
    session: Session, cast: Cast, changes: dict[str, Any], field: str, key: str
) -> None:
    with pytest.raises(Invalid) as refused:
        calls.create(session, cast.fanni, replace(WORDS, **changes))

    assert (refused.value.field, refused.value.key) == (field, key)
    assert session.exec(select(Call)).all() == []


def test_rows_of_one_name_get_slugs_of_their_own(session: Session, cast: Cast) -> None:
    call = make_call(session, cast, priorities=[PRIORITY, PRIORITY], criteria=[CRITERION, CRITERION])

    terms = calls.view(session, cast.fanni, call.id).terms

    assert [row.slug for row in terms.priorities] == ["kumppanuudet", "kumppanuudet-2"]
    assert [row.slug for row in terms.criteria] == ["uutuus", "uutuus-2"]


def test_each_change_is_a_version_with_its_reason(session: Session, cast: Cast) -> None:
    call = make_call(session, cast)

    edit(session, cast, call, closes_on=date(2027, 1, 15), limits={"summary": 1500, "goals": 3000})

    newest, first = calls.history(session, cast.fanni, call.id)
    assert (first.number, first.differences) == (1, [])
    assert (newest.number, newest.why, newest.who) == (2, "Rahoittaja muutti hakua.", "Fanni")
    assert newest.differences == [
        Difference("closes_on", date(2026, 12, 31), date(2027, 1, 15)),
        Difference("limits", 2000, 1500, "summary"),
        Difference("limits", None, 3000, "goals"),
    ]
    # Who wrote it is the writers' own matter.
    assert calls.history(session, cast.aino, call.id)[0].who == ""
    assert calls.view(session, cast.aino, call.id, 1).terms.closes_on == date(2026, 12, 31)
    steps = session.exec(
        select(JournalEntry.action, JournalEntry.before, JournalEntry.after)
        .where(JournalEntry.kind == Kind.CALL)
        .order_by(col(JournalEntry.id))
    ).all()
    assert steps == [("create", "", "1"), ("publish", "draft", "published"), ("edit", "1", "2")]


def test_a_row_that_came_or_went_is_told_whole(session: Session, cast: Cast) -> None:
    call = make_call(session, cast)
    new = Criterion("", CriterionKind.HORIZONTAL, {"fi": "Tasa-arvo"})

    edit(session, cast, call, criteria=[new], priorities=[])

    (_, criterion_gone, criterion_came) = calls.history(session, cast.fanni, call.id)[0].differences
    assert (criterion_gone.row, criterion_gone.after) == ("uutuus", None)
    assert (criterion_came.before, criterion_came.after.slug) == (None, "tasa-arvo")
    assert calls.priorities_of(session, cast.aino, call.id) == []


def test_saving_what_stands_already_makes_no_version(session: Session, cast: Cast) -> None:
    call = make_call(session, cast)

    edit(session, cast, call)

    assert calls.view(session, cast.fanni, call.id).newest == 1


def test_what_everybody_reads_is_not_changed_without_a_reason(session: Session, cast: Cast) -> None:
    call, draft = make_call(session, cast), make_call(session, cast, published=False, name="Luonnos")

    with pytest.raises(Invalid) as refused:
        calls.edit(session, cast.fanni, call.id, replace(WORDS, name="Uusi"), version=call.version, why=" ")
    calls.edit(session, cast.fanni, draft.id, replace(WORDS, name="Uusi luonnos"), version=draft.version)

    assert refused.value.field == "why"
    assert (call.name, draft.name) == (WORDS.name, "Uusi luonnos")


@pytest.mark.parametrize("first", [{"name": "Uusi nimi"}, {"priorities": []}])
def test_who_is_slower_is_told(session: Session, cast: Cast, first: dict[str, Any]) -> None:
    call = make_call(session, cast)
    seen = call.version
    edit(session, cast, call, **first)

    with pytest.raises(Conflict):
        calls.edit(session, cast.frans, call.id, WORDS, version=seen, why="Myöhästyin.")
    with pytest.raises(Conflict):
        calls.move(session, cast.frans, call.id, CallAction.UNPUBLISH, version=seen)


@pytest.mark.parametrize("with_plan", [True, False])
def test_a_call_that_somebody_has_begun_with_stays_in_sight(
    session: Session, cast: Cast, with_plan: bool
) -> None:
    call = make_call(session, cast)
    if with_plan:
        plan_for(session, cast, None).call_id = call.id
    else:
        ideas.create(session, cast.aino, cast.satusuo.id, {"title": "Idea", "call_id": call.id})
    session.flush()

    with pytest.raises(WrongState):
        calls.move(session, cast.fanni, call.id, CallAction.UNPUBLISH, version=call.version)


def test_a_call_published_by_mistake_goes_back_among_the_drafts(session: Session, cast: Cast) -> None:
    call = make_call(session, cast)

    calls.move(session, cast.fanni, call.id, CallAction.UNPUBLISH, version=call.version)

    assert [card.state for card in calls.visible_to(session, cast.fanni).rows] == [CallState.DRAFT]
    with pytest.raises(NotFound):
        calls.view(session, cast.aino, call.id)


def test_an_idea_cannot_be_written_for_a_draft(session: Session, cast: Cast) -> None:
    draft = make_call(session, cast, published=False)

    with pytest.raises(Invalid):
        ideas.create(session, cast.aino, cast.satusuo.id, {"title": "Idea", "call_id": draft.id})


def test_shipping_does_not_overwrite_what_facilitators_have_read(session: Session, cast: Cast) -> None:
    calls.load(session)
    call = session.exec(select(Call).where(Call.slug == "esimerkkihaku-2026")).one()
    edit(session, cast, call, closes_on=date(2027, 2, 5))

    calls.load(session)

    assert call.closes_on == date(2027, 2, 5)


def test_a_plan_follows_the_version_that_it_was_begun_with(session: Session, cast: Cast) -> None:
    call = make_call(session, cast)
    plan = plan_for(session, cast, call)

    edit(session, cast, call, support_rate=Decimal("0.75"))

    followed = plans.call_of(session, cast.pekka, plan.id)
    assert (followed.terms.support_rate, followed.has_changed, followed.may_take) == (
        Decimal("0.8"),
        True,
        False,
    )
    assert followed.changes == [Difference("support_rate", Decimal("0.8"), Decimal("0.75"))]
    # Viewers write in no plan; a stranger's association is in none.
    people = {cast.aino.id, cast.eero.id, cast.frans.id, cast.pekka.id}
    assert told(session, "plan_call_changed") == people
    assert session.exec(select(Mail.address).where(Mail.key == "plan_call_changed")).all() != []

    plans.take_newest_call(session, cast.aino, plan.id)

    taken = plans.call_of(session, cast.aino, plan.id)
    assert (taken.terms.support_rate, taken.has_changed, taken.changes) == (Decimal("0.75"), False, [])
    assert told(session, "plan_call_taken") == people - {cast.aino.id}
    step = plans.history(session, cast.aino, plan.id)[0]
    assert (step.action, step.before, step.after) == ("take_call", "1", "2")


@pytest.mark.parametrize("why", ["quiet", "submitted", "newest"])
def test_nobody_is_told_who_need_not_know(session: Session, cast: Cast, why: str) -> None:
    call = make_call(session, cast)
    plan = plan_for(session, cast, call)
    if why == "submitted":
        plan.state = PlanState.SUBMITTED
    if why == "newest":
        plan.call_id, plan.call_version_id = None, None
    session.flush()

    edit(session, cast, call, quiet=why == "quiet", name="Korjattu nimi")

    assert told(session, "plan_call_changed") == set()


def test_a_plan_without_a_call_chooses_one(session: Session, cast: Cast) -> None:
    plan = plan_for(session, cast, None)
    call, draft = make_call(session, cast), make_call(session, cast, published=False, name="Luonnos")
    assert plans.call_of(session, cast.aino, plan.id).terms.call_id is None
    with pytest.raises(WrongState):
        plans.take_newest_call(session, cast.aino, plan.id)
    with pytest.raises(NotFound):
        plans.choose_call(session, cast.aino, plan.id, draft.id)

    plans.choose_call(session, cast.aino, plan.id, call.id)

    assert plans.call_of(session, cast.aino, plan.id).terms.name == WORDS.name


@pytest.mark.parametrize(
    ("name", "refusal"), [("sami", NotFound), ("pekka", Forbidden), ("veera", Forbidden), ("fanni", NotFound)]
)
def test_only_the_lead_takes_another_call(
    session: Session, cast: Cast, name: str, refusal: type[Exception]
) -> None:
    call = make_call(session, cast)
    plan = plan_for(session, cast, call)
    edit(session, cast, call, name="Uusi nimi")
    actor = getattr(cast, name)
    before = plan.call_version_id

    with pytest.raises(refusal):
        plans.take_newest_call(session, actor, plan.id)
    with pytest.raises(refusal):
        plans.choose_call(session, actor, plan.id, call.id)

    assert plan.call_version_id == before


def test_what_the_funder_has_keeps_its_call(session: Session, cast: Cast) -> None:
    call = make_call(session, cast)
    plan = plan_for(session, cast, call)
    edit(session, cast, call, name="Uusi nimi")
    plan.state = PlanState.SUBMITTED

    with pytest.raises(WrongState):
        plans.take_newest_call(session, cast.aino, plan.id)


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_costs_the_same_however_many(
    session: Session, cast: Cast, queries: Queries, rows: int
) -> None:
    call = make_call(session, cast)
    plan = plan_for(session, cast, call)
    for number in range(rows):
        edit(session, cast, call, name=f"Haku {number}", criteria=[CRITERION] * (number + 1))
    actor = cast.aino
    queries.statements.clear()

    counts = []
    for question in (
        lambda: calls.history(session, actor, call.id),
        lambda: calls.view(session, actor, call.id),
        lambda: plans.call_of(session, actor, plan.id),
    ):
        question()
        counts.append(len(queries))
        queries.statements.clear()

    assert counts == [2, 2, 3]


def test_an_older_plan_follows_the_first_version(session: Session, cast: Cast) -> None:
    plan = make_plan(cast)
    calls.load(session)
    call_id = session.exec(select(Call.id).order_by(col(Call.id))).first()
    plan.call_id = call_id
    session.flush()

    calls.load(session)

    assert plans.call_of(session, cast.aino, plan.id).terms.number == 1
