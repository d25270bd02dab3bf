"""What everybody is told of what has come of it: what a visitor could read, and what both sides let be seen."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    AssociationState,
    EventState,
    Forbidden,
    GroupState,
    Idea,
    IdeaState,
    JournalEntry,
    Kind,
    NotFound,
    PartnerRequest,
    PartnerRequestState,
    Plan,
    ResultsState,
)
from models.base import as_of
from services import associations, impact, journal, results
from services.actors import Actor
from services.impact import Happened
from tests.cast import Cast, make_association
from tests.conftest import Clock, Queries
from tests.services.moderated import make_group
from tests.services.plan_world import make_idea, make_request
from tests.services.running_world import theirs
from tests.services.test_calls_writing import make_call
from tests.services.test_events import make_event
from tests.services.test_results import published as published_results


def together(cast: Cast) -> tuple[Idea, PartnerRequest]:
    """Satusuo and Toivonsilta, each of whom says that everybody may know."""
    cast.satusuo.shows_partners = cast.toivonsilta.shows_partners = True
    idea = make_idea(cast)
    return idea, make_request(cast, idea, cast.toivonsilta)


def pairs(cast: Cast) -> list[tuple[str, str, int]]:
    found = impact.network(cast.session, cast.visitor)
    return [(found.names[link.one], found.names[link.other], link.projects) for link in found.links]


def test_a_partnership_is_public_when_both_sides_say_so(session: Session, cast: Cast) -> None:
    idea = make_idea(cast)
    request = make_request(cast, idea, cast.toivonsilta)
    assert pairs(cast) == []

    associations.show_partners(session, cast.aino, cast.satusuo.id, shown=True)
    assert pairs(cast) == []
    associations.show_partners(session, cast.pekka, cast.toivonsilta.id, shown=True)
    assert pairs(cast) == [(cast.satusuo.name, cast.toivonsilta.name, 1)]

    associations.show_partners(session, cast.pekka, cast.toivonsilta.id, shown=False)
    assert pairs(cast) == []
    steps = session.exec(
        select(JournalEntry.action)
        .where(JournalEntry.kind == Kind.ASSOCIATION)
        .order_by(col(JournalEntry.id))
    ).all()
    assert steps == ["show_partners", "show_partners", "hide_partners"]
    assert request.state == PartnerRequestState.ACCEPTED


def test_only_what_stands_and_can_be_read_is_a_partnership(session: Session, cast: Cast) -> None:
    idea, request = together(cast)

    def left(thing: Any, usual: StrEnum) -> list[StrEnum]:
        """The states of this thing in which the partnership is public."""
        found = []
        for state in type(usual):
            thing.state = state
            session.flush()
            found += [state] if pairs(cast) else []
        thing.state = usual
        return found

    assert left(request, PartnerRequestState.ACCEPTED) == [PartnerRequestState.ACCEPTED]
    assert left(idea, IdeaState.PUBLISHED) == [IdeaState.PUBLISHED]
    assert left(cast.toivonsilta, AssociationState.VERIFIED) == [AssociationState.VERIFIED]


def test_who_stands_on_a_public_page_of_results_is_shown_until_they_take_it_back(
    session: Session, cast: Cast
) -> None:
    page = published_results(cast)
    together_once = [(cast.satusuo.name, cast.toivonsilta.name, 1)]
    assert pairs(cast) == together_once

    page.state = ResultsState.HIDDEN
    session.flush()
    assert pairs(cast) == []

    page.state = ResultsState.PUBLISHED
    session.flush()
    assert pairs(cast) == together_once
    plan = session.get_one(Plan, page.plan_id)
    results.withdraw(session, cast.pekka, plan.id, theirs(cast, plan).id)
    assert pairs(cast) == []


def test_pairs_are_counted_whoever_asked_and_the_strongest_come_first(session: Session, cast: Cast) -> None:
    together(cast)
    together(cast)
    cast.keksila.shows_partners = True
    make_request(cast, make_idea(cast), cast.keksila)

    assert [(other, projects) for _, other, projects in pairs(cast)] == [
        (cast.toivonsilta.name, 2),
        (cast.keksila.name, 1),
    ]


def test_only_its_own_writers_say_that_partners_may_be_shown(session: Session, cast: Cast) -> None:
    for reader in (cast.veera, cast.sami, cast.fanni, cast.visitor):
        with pytest.raises(Forbidden):
            associations.show_partners(session, reader, cast.satusuo.id, shown=True)

    hidden = make_association(session, "Salainen ry", state=AssociationState.PENDING)
    with pytest.raises(NotFound):
        associations.show_partners(session, cast.sami, hidden.id, shown=True)


def told(session: Session, actor: Actor, kind: Kind, thing_id: int, action: str, day: date) -> None:
    with as_of(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)):
        journal.record(session, actor, kind, thing_id, action)


def test_the_time_line_counts_each_public_thing_in_its_month(
    session: Session, cast: Cast, clock: Clock
) -> None:
    idea, request = together(cast)
    hidden = make_idea(cast, IdeaState.HIDDEN)
    group, proposed = (make_group(session, cast, state) for state in (GroupState.ACTIVE, GroupState.PROPOSED))
    held, called_off = (make_event(cast, state) for state in (EventState.HELD, EventState.CANCELLED))
    make_call(session, cast, opens_on=date(2026, 5, 4))
    make_call(session, cast, name="Luonnos", opens_on=date(2026, 5, 4), published=False)
    make_call(session, cast, name="Tuleva", opens_on=date(2026, 12, 4))
    for kind, things, action, day in (
        (Kind.IDEA, (idea, hidden), "publish", date(2026, 6, 30)),
        (Kind.IDEA, (idea,), "publish", date(2026, 8, 1)),
        (Kind.GROUP, (group, proposed), "found", date(2026, 7, 1)),
        (Kind.EVENT, (held, called_off), "hold", date(2026, 7, 2)),
        (Kind.PARTNER_REQUEST, (request,), "accept", date(2026, 8, 31)),
    ):
        for thing in things:
            told(session, cast.fanni, kind, thing.id, action, day)

    months = impact.by_month(session, cast.visitor)

    assert [(each.year, each.month) for each in months] == [(2026, month) for month in (5, 6, 7, 8, 9)]
    assert [{one for one in Happened if each.counts[one]} for each in months] == [
        {Happened.CALLS},
        {Happened.IDEAS},
        {Happened.GROUPS, Happened.EVENTS},
        {Happened.PARTNERSHIPS},
        set(),
    ]
    assert {number for each in months for number in each.counts.values()} == {0, 1}


def test_before_anything_has_happened_there_is_this_month(session: Session, cast: Cast, clock: Clock) -> None:
    (month,) = impact.by_month(session, cast.visitor)

    assert (month.year, month.month, month.is_empty) == (2026, 9, True)


def test_the_figures_are_the_same_for_a_facilitator_and_hide_small_numbers(
    session: Session, cast: Cast
) -> None:
    for thing in range(7):
        told(session, cast.fanni, Kind.IDEA, thing, "publish", date(2026, 6, 1))
    for thing in range(3):
        told(session, cast.fanni, Kind.GROUP, thing, "publish", date(2026, 6, 1))

    for reader in (cast.visitor, cast.fanni):
        cells = impact.headline(session, reader).total.cells
        assert (cells["ideas"], cells["groups"], cells["sessions"]) == (7, None, 0)


def test_the_questions_do_not_grow_with_the_partnerships(
    session: Session, cast: Cast, queries: Queries
) -> None:
    for number in range(12):
        partner = make_association(session, f"Kumppani {number} ry")
        partner.shows_partners = cast.satusuo.shows_partners = True
        make_request(cast, make_idea(cast), partner)
    session.flush()
    queries.statements.clear()

    found = impact.network(session, cast.visitor)
    impact.by_month(session, cast.visitor)

    assert (len(found.links), found.cut, len(queries)) == (12, False, 4)
