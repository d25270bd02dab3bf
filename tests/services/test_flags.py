"""Readers ask for a look: what their flags weigh, when they hide a thing, and who looks after it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models import (
    Conflict,
    Decision,
    Flag,
    FlagReason,
    Forbidden,
    JournalEntry,
    Kind,
    Mail,
    Notice,
    ReasonCode,
    ReviewItem,
    ReviewState,
    Ruling,
    WorkspaceError,
)
from services import moderation, reviews, spam
from services.actors import Actor, actor_of
from services.moderation import HANDLERS
from tests.cast import Cast, make_association, make_member, make_person
from tests.conftest import Clock
from tests.services.moderated import HIDDEN, in_state, thing_of

HIDEABLE = [kind for kind in HANDLERS if kind != Kind.ASSOCIATION]


def reader(session: Session, cast: Cast, item: ReviewItem, n: int) -> Actor:
    """Somebody who may read whatever it is, from an association of their own; a facilitator sees all."""
    person = make_person(session, f"Lukija{n}")
    make_member(session, make_association(session, f"Lukijat {n} ry"), person)
    found = actor_of(session, person)
    group_id = getattr(thing_of(session, item), "group_id", None)
    return Actor(**{**vars(found), "groups": {group_id: "member"} if group_id else {}})


def flag(session: Session, actor: Actor, item: ReviewItem) -> bool:
    return moderation.flag(session, actor, item.kind, item.thing_id, FlagReason.SPAM, "Mainos.")


def hide(session: Session, actor: Actor, item: ReviewItem, decision: Decision = Decision.HIDE) -> None:
    moderation.decide(session, actor, item.id, decision, ReasonCode.OTHER, "Katsottu.", version=item.version)


@pytest.mark.parametrize("kind", HIDEABLE)
def test_three_newcomers_hide_a_thing_and_nobody_has_decided_it(
    session: Session, cast: Cast, kind: Kind
) -> None:
    item = in_state(session, cast, kind, HANDLERS[kind].public)

    hidden = [flag(session, reader(session, cast, item, n), item) for n in range(3)]

    assert hidden == [False, False, True]
    assert thing_of(session, item).state == HIDDEN[kind]
    assert (item.state, item.automatic, item.decision) == (ReviewState.WAITING, True, Decision.HIDE)
    assert item.decided_by is None
    (ruling,) = session.exec(select(Ruling).where(Ruling.item_id == item.id)).all()
    assert ruling.ruled_by is None
    step = session.exec(select(JournalEntry).where(JournalEntry.action == "hide")).one()
    assert (step.kind, step.actor_id) == (kind, None)
    assert moderation.review_of(session, cast.fanni, item.id).offered == [Decision.HIDE, Decision.RESTORE]
    told = session.exec(select(Notice.person_id).where(Notice.key == "review_auto_hide")).all()
    assert told.count(cast.aino.id) == 1
    assert (
        "aino@example.org" in session.exec(select(Mail.address).where(Mail.key == "review_auto_hide")).all()
    )


def hidden_by_flags(session: Session, cast: Cast) -> tuple[ReviewItem, list[Actor]]:
    item = in_state(session, cast, Kind.COMMENT, HANDLERS[Kind.COMMENT].public)
    readers = [reader(session, cast, item, n) for n in range(3)]
    for each in readers:
        flag(session, each, item)
    return item, readers


def test_a_facilitator_stands_behind_it_or_turns_it_around(session: Session, cast: Cast) -> None:
    item, readers = hidden_by_flags(session, cast)

    hide(session, cast.fanni, item)
    told = session.exec(select(Notice).where(Notice.key == "review_hide")).all()
    heavier = [reviews.weight_of(session, each.id) for each in readers]
    moderation.undo(session, cast.fanni, item.id)
    as_before = [reviews.weight_of(session, each.id) for each in readers]
    hide(session, cast.fanni, item, Decision.RESTORE)
    lighter = [reviews.weight_of(session, each.id) for each in readers]

    assert cast.aino.id in {notice.person_id for notice in told}
    assert heavier == [133] * 3
    assert as_before == [100] * 3
    assert lighter == [67] * 3
    assert (item.automatic, thing_of(session, item).state) == (False, HANDLERS[Kind.COMMENT].public)


def test_what_a_facilitator_found_fine_takes_twice_as_many(session: Session, cast: Cast) -> None:
    item = in_state(session, cast, Kind.COMMENT, HANDLERS[Kind.COMMENT].public)
    hide(session, cast.fanni, item, Decision.PUBLISH)

    hidden = [flag(session, reader(session, cast, item, n), item) for n in range(6)]

    assert hidden == [False] * 5 + [True]


def test_people_of_one_association_weigh_as_one(session: Session, cast: Cast) -> None:
    item = in_state(session, cast, Kind.COMMENT, HANDLERS[Kind.COMMENT].public)
    for n in range(4):
        person = make_person(session, f"Väki{n}")
        make_member(session, cast.keksila, person)
        assert not flag(session, actor_of(session, person), item)

    assert moderation.review_of(session, cast.fanni, item.id).points == 100


def test_no_number_of_flags_hides_an_association(session: Session, cast: Cast) -> None:
    item = in_state(session, cast, Kind.ASSOCIATION, HANDLERS[Kind.ASSOCIATION].public)

    assert not any(flag(session, reader(session, cast, item, n), item) for n in range(5))


def test_once_a_person_and_thing_and_not_all_day_long(session: Session, cast: Cast, clock: Clock) -> None:
    item = in_state(session, cast, Kind.COMMENT, HANDLERS[Kind.COMMENT].public)
    flag(session, cast.sami, item)
    with pytest.raises(Conflict):
        flag(session, cast.sami, item)
    session.add_all(
        Flag(kind=Kind.IDEA, thing_id=900 + n, person_id=cast.sami.id) for n in range(spam.FLAGS.most - 1)
    )
    other = in_state(session, cast, Kind.COMMENT, HANDLERS[Kind.COMMENT].public)

    with pytest.raises(WorkspaceError) as refused:
        flag(session, cast.sami, other)
    clock.at += timedelta(days=1)
    flag(session, cast.sami, other)

    assert refused.value.key == "too_fast"


def test_a_group_is_flagged_by_others_alone(session: Session, cast: Cast) -> None:
    item = in_state(session, cast, Kind.GROUP, HANDLERS[Kind.GROUP].public)

    for who in ("visitor", "aino", "eero"):
        with pytest.raises(Forbidden):
            flag(session, getattr(cast, who), item)
    flag(session, cast.sami, item)

    assert session.exec(select(Flag.reason)).all() == [FlagReason.SPAM]
