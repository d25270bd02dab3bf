from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models import (
    Association,
    AssociationRole,
    Confirmation,
    ConfirmationState,
    Conflict,
    Forbidden,
    Idea,
    ImplementerRole,
    Invalid,
    JournalEntry,
    Mail,
    NotFound,
    Notice,
    Plan,
    PlanAction,
    PlanPart,
    PlanState,
    WorkPackage,
    WrongState,
    now,
    today,
)
from services import confirmations, home, plans
from services.actors import Actor
from services.confirmations.due import CALM
from services.confirmations.touched import bring_up_to_date
from services.home import Block, Waiting
from tests.cast import Cast, make_association, make_member, make_person
from tests.conftest import Clock, Queries
from tests.services.confirmation_world import asked, make_three, own, ready, say_yes, states, write
from tests.services.plan_world import make_request, part_of
from tests.worlds import begins_with

WAITING, CONFIRMED, TOUCHED, DECLINED = ConfirmationState
SOON = timedelta(days=14)


def told(session: Session, key: str) -> set[int]:
    return set(session.exec(select(Notice.person_id).where(Notice.key == key)))


def mailed(session: Session, key: str) -> list[str]:
    return sorted(session.exec(select(Mail.address).where(Mail.key == key)))


@begins_with(asked)
def test_each_owner_is_asked_by_mail_and_led_to_what_is_confirmed(
    session: Session, cast: Cast, plan: Plan
) -> None:
    assert plan.state == PlanState.CONFIRMING
    assert states(cast, plan) == {"Satusuon": WAITING, "Toivonsillan": WAITING, "Keksilän": WAITING}
    assert mailed(session, "plan_asked") == ["pekka@example.org", "sami@example.org"]
    letter = session.exec(
        select(Mail).where(Mail.address == "sami@example.org", Mail.key == "plan_asked")
    ).one()
    assert letter.link == f"/plan?id={plan.id}&view=finish&sub=confirm"
    assert letter.params["words"] == "Lukekaa rahat läpi."
    # Who writes in the plan and does not confirm hears of it without a letter.
    assert told(session, "plan_confirming") == {cast.eero.id, cast.frans.id, cast.uuno.id}


@begins_with(asked)
def test_the_last_yes_makes_the_plan_ready(session: Session, cast: Cast, plan: Plan) -> None:
    say_yes(cast, plan, "pekka")
    say_yes(cast, plan, "aino")
    before = plan.state
    say_yes(cast, plan, "sami")

    assert (before, plan.state) == (PlanState.CONFIRMING, PlanState.READY)
    assert "aino@example.org" in mailed(session, "plan_ready")
    mine = own(session, cast.pekka, plan)
    assert (mine.who, mine.state, mine.changes) == ("Pekka", CONFIRMED, ())
    assert confirmations.state_in(session, plan) == confirmations.Short(3, 3, ())


# What is changed, by whom, and whose confirmation it opens. Satusuo leads; Myllyn tuki has no budget.
def _shared(cast: Cast, plan: Plan) -> None:
    write(cast, plan, "aino", None, "goals", "Uusi tavoite")


def _part(cast: Cast, plan: Plan) -> None:
    write(cast, plan, "pekka", cast.toivonsilta, "our_people", "Kolme ohjaajaa")


def _partners_part(cast: Cast, plan: Plan) -> None:
    mylly = cast.session.exec(select(Association).where(Association.name == "Myllyn tuki ry")).one()
    write(cast, plan, "uuno", mylly, "our_people", "Yksi talkoolainen")


def _frame(cast: Cast, plan: Plan) -> None:
    plan.starts_on = today()


def _package(cast: Cast, plan: Plan) -> None:
    part = part_of(cast.session, plan, cast.keksila)
    cast.session.add(WorkPackage(plan_id=plan.id, position=1, title="Kahvila", part_id=part.id))


def _package_of_nobody(cast: Cast, plan: Plan) -> None:
    cast.session.add(WorkPackage(plan_id=plan.id, position=1, title="Kahvila"))


def _role(cast: Cast, plan: Plan) -> None:
    """Who no longer implements has nothing to confirm; the others have another group."""
    part_of(cast.session, plan, cast.keksila).role = ImplementerRole.COOPERATION_PARTNER


def _tasks(cast: Cast, plan: Plan) -> None:
    part = part_of(cast.session, plan, cast.keksila)
    words = plans.TaskWords("Keitin", None, today(), today())
    plans.add_task(cast.session, cast.sami, plan.id, part.id, words)


def _nothing(cast: Cast, plan: Plan) -> None:
    plans.share(cast.session, cast.aino, plan.id)


CHANGES: list[tuple[Callable[[Cast, Plan], None], set[str]]] = [
    (_shared, {"Satusuon", "Toivonsillan", "Keksilän"}),
    (_frame, {"Satusuon", "Toivonsillan", "Keksilän"}),
    (_part, {"Toivonsillan"}),
    (_partners_part, {"Satusuon"}),
    (_role, {"Satusuon", "Toivonsillan"}),
    (_package, {"Satusuon", "Keksilän"}),
    (_package_of_nobody, {"Satusuon", "Toivonsillan", "Keksilän"}),
    (_tasks, set()),
    (_nothing, set()),
]


@pytest.mark.parametrize(("change", "opened"), CHANGES)
@begins_with(ready)
def test_a_change_opens_only_the_confirmations_that_it_touches(
    session: Session, cast: Cast, change: Callable[[Cast, Plan], None], opened: set[str], plan: Plan
) -> None:
    change(cast, plan)
    bring_up_to_date(session)

    assert {name for name, state in states(cast, plan).items() if state == TOUCHED} == opened
    assert plan.state == (PlanState.CONFIRMING if opened else PlanState.READY)
    touches = session.exec(select(JournalEntry).where(JournalEntry.action == "touch")).all()
    assert len(touches) == len(opened)


@begins_with(asked)
def test_it_says_which_words_changed_and_who_changed_them(session: Session, cast: Cast, plan: Plan) -> None:
    write(cast, plan, "pekka", cast.toivonsilta, "our_people", "Kaksi ohjaajaa ja kokki")
    for who in ("aino", "pekka", "sami"):
        say_yes(cast, plan, who)

    write(cast, plan, "pekka", cast.toivonsilta, "our_people", "Kolme ohjaajaa ja kokki")

    (change,) = own(session, cast.pekka, plan).changes
    place = part_of(session, plan, cast.toivonsilta).id
    assert change.key == f"field/{place}-our_people/text"
    assert [(piece.kind, piece.text.strip()) for piece in change.pieces] == [
        ("gone", "Kaksi"),
        ("new", "Kolme"),
        ("same", "ohjaajaa ja kokki"),
    ]
    touch = session.exec(select(JournalEntry).where(JournalEntry.action == "touch")).one()
    assert (touch.actor_id, touch.why) == (cast.pekka.id, cast.toivonsilta.name)
    assert own(session, cast.sami, plan).state == CONFIRMED


@begins_with(ready)
def test_words_that_are_back_are_confirmed_again(cast: Cast, plan: Plan) -> None:
    need = "Kylällä ei ole kohtaamispaikkaa."

    write(cast, plan, "aino", None, "need", need + " Eikä kauppaa.")
    between = plan.state
    write(cast, plan, "aino", None, "need", need)

    assert (between, plan.state) == (PlanState.CONFIRMING, PlanState.READY)
    assert set(states(cast, plan).values()) == {CONFIRMED}


@begins_with(ready)
def test_a_burst_of_changes_is_told_once_when_it_has_ended(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    make_member(session, cast.toivonsilta, cast.people["veera"])

    for text in ("K", "Ka", "Kaksi"):
        write(cast, plan, "pekka", cast.toivonsilta, "our_people", text)
        clock.at += CALM / 2
        confirmations.tell_touched(session)
    in_the_burst = mailed(session, "plan_touched")
    clock.at += CALM
    told_now = [confirmations.tell_touched(session) for _ in range(2)]

    assert in_the_burst == []
    assert told_now == [1, 0]
    # Pekka wrote it himself.
    assert mailed(session, "plan_touched") == ["veera@example.org"]


@begins_with(asked)
def test_the_owners_who_have_not_answered_are_reminded_once_before_the_day(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    say_yes(cast, plan, "pekka")

    early = confirmations.remind_due(session)
    clock.at += timedelta(days=12)
    due = [confirmations.remind_due(session) for _ in range(2)]

    assert (early, due) == (0, [1, 0])
    assert mailed(session, "plan_confirm_remind") == ["aino@example.org", "sami@example.org"]


@begins_with(asked)
def test_the_lead_hears_once_whose_yes_is_missing_when_the_day_has_passed(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    say_yes(cast, plan, "aino")
    pekkas = own(session, cast.pekka, plan)
    confirmations.decline(session, cast.pekka, plan.id, pekkas.part_id, "Rahat eivät riitä.")

    clock.at += timedelta(days=14)
    on_the_day = confirmations.tell_late(session)
    clock.at += timedelta(days=1)
    after = [confirmations.tell_late(session) for _ in range(2)]
    # The lead asks anew: a new day, and word of it when that one passes, too.
    plans.move(session, cast.aino, plan.id, PlanAction.CALL_BACK, why="Korjataan rahat.")
    confirmations.ask(session, cast.aino, plan.id, today() + timedelta(days=7), "")
    anew = confirmations.tell_late(session)
    say_yes(cast, plan, "pekka")
    clock.at += timedelta(days=8)
    again = confirmations.tell_late(session)

    assert (on_the_day, after, anew, again) == (0, [1, 0], 0, 1)
    told = session.exec(
        select(Notice).where(Notice.key == "plan_confirm_late", Notice.person_id == cast.aino.id)
    ).all()
    assert [notice.params["missing"] for notice in told] == [
        f"{cast.toivonsilta.name}, {cast.keksila.name}",
        cast.keksila.name,
    ]
    writers = ["aino@example.org", "eero@example.org", "frans@example.org"]
    assert mailed(session, "plan_confirm_late") == sorted(writers * 2)


@begins_with(asked)
def test_what_waits_for_an_owner_stands_on_the_start_page(session: Session, cast: Cast, plan: Plan) -> None:
    say_yes(cast, plan, "aino")

    waiting = {
        who: home.waits_for(session, getattr(cast, who)).get(Block.CONFIRMATIONS, [])
        for who in ("aino", "pekka", "eero", "uuno", "fanni")
    }

    link = f"/plan?id={plan.id}&view=finish&sub=confirm"
    due = today() + SOON
    assert waiting.pop("pekka") == [Waiting(plan.name, link, cast.toivonsilta.name, due)]
    assert set(map(tuple, waiting.values())) == {()}


@begins_with(ready)
def test_an_owner_says_no_and_the_lead_reads_why(session: Session, cast: Cast, plan: Plan) -> None:
    mine = own(session, cast.sami, plan)

    confirmations.decline(session, cast.sami, plan.id, mine.part_id, "Hallitus ei hyväksy omarahoitusta.")

    assert plan.state.value == "confirming"
    seen = {each.association: each for each in confirmations.of_plan(session, cast.aino, plan.id).standings}
    theirs = seen[cast.keksila.name]
    assert (theirs.state, theirs.reason, theirs.who) == (
        DECLINED,
        "Hallitus ei hyväksy omarahoitusta.",
        "Sami",
    )
    assert "aino@example.org" in mailed(session, "plan_declined")
    assert confirmations.state_in(session, plan).missing == (cast.keksila.name,)

    say_yes(cast, plan, "sami")

    assert plan.state == PlanState.READY


@begins_with(ready)
def test_going_back_to_writing_asks_only_those_again_whose_words_changed(
    session: Session, cast: Cast, plan: Plan
) -> None:
    plans.move(session, cast.aino, plan.id, PlanAction.CALL_BACK, why="Lisätään ohjaaja.")
    write(cast, plan, "pekka", cast.toivonsilta, "our_people", "Kolme ohjaajaa")
    while_writing = plan.state, own(session, cast.pekka, plan).state, own(session, cast.sami, plan).state
    confirmations.ask(session, cast.aino, plan.id, today() + SOON, "")

    assert while_writing == (PlanState.DRAFTING, TOUCHED, CONFIRMED)
    assert states(cast, plan) == {"Satusuon": CONFIRMED, "Toivonsillan": TOUCHED, "Keksilän": CONFIRMED}
    assert mailed(session, "plan_asked").count("sami@example.org") == 1
    assert mailed(session, "plan_asked").count("pekka@example.org") == 2


@begins_with(ready)
def test_a_partner_who_is_accepted_while_it_is_confirmed_waits_until_it_is_written_again(
    session: Session, cast: Cast, plan: Plan
) -> None:
    late = make_association(session, "Myöhäiset ry")
    make_member(session, late, make_person(session, "Lauri"))
    idea = session.get_one(Idea, plan.idea_id)
    request = make_request(cast, idea, late)

    plans.join_if_begun(session, cast.aino, request)
    bring_up_to_date(session)
    waiting = plans.waiting_outside(session, cast.aino, plan.id)
    frozen = plan.state, len(plans.parts_in(session, plan))
    plans.move(session, cast.aino, plan.id, PlanAction.CALL_BACK, why="Uusi kumppani.")

    assert waiting == ["Myöhäiset ry"]
    assert frozen == (PlanState.READY, 4)
    assert len(told(session, "plan_you_wait")) == 1
    assert [part.association_id for part in plans.parts_in(session, plan)][-1] == late.id
    assert plans.waiting_outside(session, cast.aino, plan.id) == []


def _ask(session: Session, actor: Actor, plan: Plan, _part: PlanPart) -> object:
    return confirmations.ask(session, actor, plan.id, today() + SOON, "")


def _confirm(session: Session, actor: Actor, plan: Plan, part: PlanPart) -> object:
    seen = [each.seen for each in confirmations.of_plan(session, actor, plan.id).standings]
    return confirmations.confirm(session, actor, plan.id, part.id, seen[1])


def _decline(session: Session, actor: Actor, plan: Plan, part: PlanPart) -> object:
    return confirmations.decline(session, actor, plan.id, part.id, "Ei käy.")


PERMISSIONS = [
    # act      veera editor sami uuno fanni shared arvo | who may
    (_ask,     "no   no     no   no   nf    no     nf", "eero"),
    (_confirm, "no   no     no   no   nf    no     nf", "pekka"),
    (_decline, "no   no     no   no   nf    no     nf", "pekka"),
]  # fmt: skip
WHO = ("veera", "editor", "sami", "uuno", "fanni", "shared", "arvo")


@pytest.mark.parametrize(("act", "verdicts", "allowed"), PERMISSIONS)
def test_who_asks_and_who_confirms(
    session: Session, cast: Cast, act: Callable[..., object], verdicts: str, allowed: str
) -> None:
    """In Toivonsilta's name; `editor` edits there, `shared` is Fanni when the plan is shared."""
    plan = make_three(cast) if act is _ask else asked(cast)
    part = part_of(session, plan, cast.toivonsilta)
    cast.people["editor"] = make_person(session, "Editor")
    make_member(session, cast.toivonsilta, cast.people["editor"], AssociationRole.EDITOR)
    before = plan.state, states(cast, plan)

    found = {who: _verdict(act, session, cast, plan, part, who) for who in WHO}
    after = plan.state, states(cast, plan)
    act(session, getattr(cast, allowed), plan, part)

    assert found == dict(zip(WHO, verdicts.split(), strict=True))
    assert after == before
    assert (plan.state, states(cast, plan)) != before


def _verdict(
    act: Callable[..., object], session: Session, cast: Cast, plan: Plan, part: PlanPart, who: str
) -> str:
    actor = cast.fanni if who == "shared" else getattr(cast, who)
    plan.shared_at = now() if who == "shared" else None
    try:
        act(session, actor, plan, part)
    except Forbidden:
        return "no"
    except NotFound:
        return "nf"
    return "ok"


@begins_with(asked)
def test_confirming_refuses_what_was_not_shown_what_is_confirmed_and_a_partner_without_a_budget(
    session: Session, cast: Cast, plan: Plan
) -> None:
    mine = own(session, cast.pekka, plan)
    partner = next(part for part in plans.parts_in(session, plan) if part.role == "cooperation_partner")
    write(cast, plan, "aino", None, "goals", "Muuttui lukiessa")

    with pytest.raises(Conflict) as changed:
        confirmations.confirm(session, cast.pekka, plan.id, mine.part_id, mine.seen)
    with pytest.raises(Forbidden):
        confirmations.confirm(session, cast.uuno, plan.id, partner.id, mine.seen)
    say_yes(cast, plan, "pekka")
    with pytest.raises(WrongState) as twice:
        say_yes(cast, plan, "pekka")
    with pytest.raises(Invalid):
        confirmations.decline(session, cast.pekka, plan.id, mine.part_id, " ")

    assert (changed.value.key, twice.value.key) == ("confirmation_words_changed", "confirmed_already")
    assert twice.value.params == {"who": "Pekka"}
    assert states(cast, plan)["Toivonsillan"] == CONFIRMED


@pytest.mark.parametrize(
    ("days", "key"), [(None, "needed"), (-1, "confirm_by_bounds"), (121, "confirm_by_bounds")]
)
@begins_with(make_three)
def test_asking_refuses_a_day_that_nobody_can_keep(
    session: Session, cast: Cast, days: int | None, key: str, plan: Plan
) -> None:
    day = None if days is None else today() + timedelta(days=days)

    with pytest.raises(Invalid) as refused:
        confirmations.ask(session, cast.aino, plan.id, day, "")

    assert (refused.value.key, refused.value.field) == (key, "reply_by")
    assert plan.state == PlanState.DRAFTING
    assert session.exec(select(Confirmation)).all() == []


@begins_with(make_three)
def test_nobody_confirms_before_the_lead_has_asked(session: Session, cast: Cast, plan: Plan) -> None:
    mine = own(session, cast.pekka, plan)

    with pytest.raises(WrongState):
        confirmations.confirm(session, cast.pekka, plan.id, mine.part_id, mine.seen)

    assert mine.actions == ()


@begins_with(ready)
def test_the_questions_do_not_grow_with_the_implementers(
    session: Session, cast: Cast, queries: Queries, plan: Plan
) -> None:
    packages = [WorkPackage(plan_id=plan.id, position=place, title=f"Paketti {place}") for place in range(3)]

    bring_up_to_date(session)
    queries.statements.clear()
    confirmations.of_plan(session, cast.aino, plan.id)
    few = len(queries)
    session.add_all(packages)
    bring_up_to_date(session)
    queries.statements.clear()
    found = confirmations.of_plan(session, cast.aino, plan.id)

    assert len(found.standings[0].changes) == 3
    assert len(queries) == few
