"""What waits for the facilitators, in one list: for each what is theirs, and of others' advice a number alone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models import (
    AdviceCase,
    AdviceChannel,
    AdviceSeat,
    AdviceSeatRole,
    AssociationMember,
    Call,
    Comment,
    Group,
    GroupState,
    Idea,
    ImplementerRole,
    Kind,
    MembershipState,
    NotFound,
    PartnerRequest,
    RequestDirection,
    ReviewItem,
    Thread,
    now,
    today,
)
from services import associations, desk, hosting, introductions
from services.desk import DeskFilter, DeskKind
from services.desk.shelves import SHELVES
from services.paging import paged
from tests.cast import Cast, make_association, make_member
from tests.conftest import Clock, Queries
from tests.services.joining_world import idea_of

DAY = timedelta(days=1)


def put(session: Session, *rows: Any) -> None:
    session.add_all(rows)
    session.flush()


def case_of(session: Session, cast: Cast, adviser: int | None, municipality: str = "176") -> AdviceCase:
    case = AdviceCase(requester_id=cast.uuno.id, municipality=municipality, channel=AdviceChannel.PHONE)
    put(session, case)
    if adviser:
        put(session, AdviceSeat(case_id=case.id, person_id=adviser, role=AdviceSeatRole.ADVISER))
    return case


def request_of(session: Session, cast: Cast, idea: Idea, days: int) -> PartnerRequest:
    request = PartnerRequest(
        idea_id=idea.id,
        from_association_id=cast.satusuo.id,
        to_association_id=cast.toivonsilta.id,
        direction=RequestDirection.INVITATION,
        role=ImplementerRole.CO_IMPLEMENTER,
        reply_by=today() + days * DAY,
        sent_by=cast.aino.id,
    )
    put(session, request)
    return request


def claim_of(session: Session, cast: Cast, name: str = "Uusniemen Martat ry") -> AssociationMember:
    """Uuno and a facilitator ask to act for an association that came from a register."""
    home = make_association(session, name, "176")
    home.unclaimed = True
    make_member(session, home, cast.people["fanni"], state=MembershipState.REQUESTED)
    return make_member(session, home, cast.people["uuno"], state=MembershipState.REQUESTED)


def closing_call(session: Session) -> Call:
    call: dict[str, Any] = {"programme": "P", "opens_on": today() - DAY}
    soon = Call(slug="s", name="Pian", closes_on=today() + 9 * DAY, **call)
    put(session, soon, Call(slug="l", name="Myöhemmin", closes_on=today() + 99 * DAY, **call))
    return soon


def silent_group(session: Session, cast: Cast) -> Group:
    group: dict[str, Any] = {"sort_key": "", "state": GroupState.ACTIVE, "created_by": cast.fanni.id}
    group["created_at"] = now() - 90 * DAY
    silent, lively = Group(name="Vaiti", municipality="176", **group), Group(name="Äänessä", **group)
    put(session, silent, lively)
    put(session, Thread(group_id=lively.id, author_id=cast.aino.id, title="T", body="B"))
    assert hosting.flag_due(session) == 1
    return silent


def world(session: Session, cast: Cast, clock: Clock) -> dict[DeskKind, int]:
    """One thing on each shelf, and beside each one that does not wait."""
    now_ = now()
    review = ReviewItem(
        kind=Kind.IDEA, thing_id=7, title="Uusi idea", municipality="176", claimed_by=cast.frans.id
    )
    review.claimed_until = now_ + timedelta(minutes=10)
    own = ReviewItem(kind=Kind.IDEA, thing_id=8, title="Omani", association_id=cast.satusuo.id)
    put(session, review, own)
    quiet, talked, asked = (
        idea_of(session, cast.satusuo, title, cast.aino.id) for title in ("Hiljainen", "Puhuttu", "Kysytty")
    )
    for idea in (quiet, talked, asked):
        idea.published_at = now_ - 20 * DAY
    asked.reply_by = today() + 2 * DAY
    words: dict[str, Any] = {"subject_kind": Kind.IDEA, "author_id": cast.sami.id, "body": "Hyvä!"}
    put(session, Comment(subject_id=talked.id, **words), Comment(subject_id=asked.id, **words))
    request = request_of(session, cast, asked, 1)
    request_of(session, cast, talked, 20)
    made = introductions.propose(
        session, cast.fanni, [cast.toivonsilta.id, cast.keksila.id], "Tutustukaa.", today() + 2 * DAY
    )
    return {
        DeskKind.REVIEWS: review.id,
        DeskKind.CLAIMS: claim_of(session, cast).id,
        DeskKind.ADVICE: case_of(session, cast, cast.fanni.id).id,
        DeskKind.REQUESTS: request.id,
        DeskKind.INTRODUCTIONS: made.id,
        DeskKind.PARTNER_CALLS: asked.id,
        DeskKind.CALLS: closing_call(session).id,
        DeskKind.IDEAS: quiet.id,
        DeskKind.GROUPS: silent_group(session, cast).id,
    }


def shown(session: Session, actor: Any, **filters: str) -> dict[DeskKind, list[str]]:
    found = desk.desk(session, actor, DeskFilter(**filters))
    for shelf in found.shelves:
        assert len(shelf.first) == shelf.count
    return {shelf.kind: [row.title for row in shelf.first] for shelf in found.shelves if shelf.count}


@pytest.mark.parametrize("who", ["visitor", "aino", "arvo"])
def test_the_desk_is_the_facilitators(session: Session, cast: Cast, who: str) -> None:
    for ask in (desk.desk, desk.colleagues, lambda s, a: desk.on_shelf(s, a, DeskKind.IDEAS)):
        with pytest.raises(NotFound):
            ask(session, getattr(cast, who))


def test_what_waits_stands_on_its_shelf(session: Session, cast: Cast, clock: Clock) -> None:
    waits = world(session, cast, clock)

    found = desk.desk(session, cast.fanni)

    # Fanni judges the things of Satusuo, as Frans of its people does not.
    rows = {shelf.kind: [row.id for row in shelf.first] for shelf in found.shelves}
    rows[DeskKind.REVIEWS] = rows[DeskKind.REVIEWS][:1]
    assert rows == {kind: [number] for kind, number in waits.items()}
    assert [row.title for row in desk.on_shelf(session, cast.frans, DeskKind.REVIEWS).rows] == ["Uusi idea"]
    links = {row.link for shelf in found.shelves for row in shelf.first}
    assert f"/request?id={waits[DeskKind.REQUESTS]}" in links
    introduced = next(shelf for shelf in found.shelves if shelf.kind == DeskKind.INTRODUCTIONS).first[0]
    assert set(introduced.title.split(" · ")) == {cast.toivonsilta.name, cast.keksila.name}


def test_who_wants_to_act_for_one_from_a_register_waits_until_it_is_somebodys(
    session: Session, cast: Cast, clock: Clock
) -> None:
    claim = claim_of(session, cast)
    clock.at += DAY
    claim_of(session, cast, "Sadun teatteri ry")

    rows = desk.on_shelf(session, cast.fanni, DeskKind.CLAIMS).rows
    # One that is somebody's answers for itself; of two claims the second is then its owner's to answer.
    associations.accept_request(session, cast.frans, claim.id)

    assert [(row.title, row.who, row.municipality, row.link) for row in rows] == [
        ("Uusniemen Martat ry", "Uuno", "176", f"/association?id={claim.association_id}"),
        ("Sadun teatteri ry", "Uuno", "176", f"/association?id={claim.association_id + 1}"),
    ]
    assert [row.since for row in rows] == [now() - DAY, now()]
    left = desk.on_shelf(session, cast.frans, DeskKind.CLAIMS).rows
    assert [(row.title, row.who) for row in left] == [
        ("Sadun teatteri ry", "Fanni"),
        ("Sadun teatteri ry", "Uuno"),
    ]


def test_the_desk_is_narrowed_by_place_and_by_colleague(session: Session, cast: Cast, clock: Clock) -> None:
    world(session, cast, clock)

    assert set(shown(session, cast.fanni, municipality="309")) == {DeskKind.INTRODUCTIONS, DeskKind.CALLS}
    assert DeskKind.INTRODUCTIONS not in shown(session, cast.fanni, municipality="176")
    assert shown(session, cast.fanni, colleague=str(cast.frans.id)) == {DeskKind.REVIEWS: ["Uusi idea"]}
    assert set(shown(session, cast.fanni, colleague=str(cast.fanni.id))) == {
        DeskKind.ADVICE,
        DeskKind.INTRODUCTIONS,
    }
    # What an address makes up narrows nothing.
    assert shown(session, cast.fanni, colleague="x", municipality="999") == shown(session, cast.fanni)
    # A claim that is over is in nobody's hands.
    clock.at += timedelta(minutes=11)
    assert shown(session, cast.fanni, colleague=str(cast.frans.id)) == {}


def test_of_others_advice_there_is_a_number_and_no_filter_tells_more(
    session: Session, cast: Cast, clock: Clock
) -> None:
    mine = case_of(session, cast, cast.fanni.id)
    case_of(session, cast, cast.frans.id, "309")
    case_of(session, cast, None, "426")

    for filters in (
        DeskFilter(),
        DeskFilter(municipality="309"),
        DeskFilter(colleague=str(cast.frans.id)),
        DeskFilter(municipality="426"),
    ):
        found = desk.desk(session, cast.fanni, filters)
        assert (found.advice.untaken, found.advice.others) == (1, 1)
        cases = desk.on_shelf(session, cast.fanni, DeskKind.ADVICE, filters).rows
        assert {row.id for row in cases} <= {mine.id}
    # Who is no facilitator any more is no adviser either.
    assert [row.id for row in desk.on_shelf(session, cast.frans, DeskKind.ADVICE).rows] != [mine.id]


def test_the_number_of_questions_does_not_grow_and_a_shelf_is_paged(
    session: Session, cast: Cast, clock: Clock, queries: Queries
) -> None:
    world(session, cast, clock)
    fanni = cast.fanni
    queries.statements.clear()
    desk.desk(session, fanni)
    few = len(queries)
    for number in range(22):
        idea = idea_of(session, cast.satusuo, f"Idea {number}", cast.aino.id)
        idea.published_at = now() - (30 + number) * DAY
        put(session, ReviewItem(kind=Kind.IDEA, thing_id=100 + number, title="Jono"))
    session.flush()
    session.expire_all()
    queries.statements.clear()

    found = desk.desk(session, fanni)

    assert len(queries) == few
    ideas = next(shelf for shelf in found.shelves if shelf.kind == DeskKind.IDEAS)
    assert (ideas.count, ideas.first[0].title, len(ideas.first)) == (23, "Idea 21", 4)
    first = desk.on_shelf(session, fanni, DeskKind.IDEAS)
    rest = desk.on_shelf(session, fanni, DeskKind.IDEAS, after=first.after)
    assert [row.title for row in first.rows + rest.rows] == [
        *(f"Idea {number}" for number in range(21, -1, -1)),
        "Hiljainen",
    ]


def test_a_shelf_goes_on_where_its_page_ended(session: Session, cast: Cast, clock: Clock) -> None:
    world(session, cast, clock)
    old: dict[str, Any] = {"sort_key": "", "state": GroupState.ACTIVE, "created_by": cast.fanni.id}
    put(session, Group(name="Vanhin", created_at=now() - 95 * DAY, quiet_since=now() - 35 * DAY, **old))
    introductions.propose(
        session, cast.fanni, [cast.satusuo.id, cast.keksila.id], "Tutustukaa.", today() + 3 * DAY
    )

    for kind, count in ((DeskKind.GROUPS, 2), (DeskKind.INTRODUCTIONS, 2)):
        shelf = SHELVES[kind]
        first = paged(session, shelf.query(cast.fanni), key=shelf.key, size=1)
        second = paged(session, shelf.query(cast.fanni), key=shelf.key, size=1, after=first.after)
        assert len({row[0] for row in first.rows + second.rows}) == count
        assert not second.after
