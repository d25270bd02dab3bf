"""Two facilitators at one queue: claims, versions, and who hears what."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models import (
    AssociationMember,
    Conflict,
    Decision,
    IdeaState,
    Kind,
    MembershipState,
    OpenedBecause,
    ReasonCode,
    ReviewItem,
    ReviewState,
    ServiceRole,
)
from services import moderation, reviews
from services.actors import Actor, actor_of
from tests.cast import Cast, make_person
from tests.conftest import Clock
from tests.services.moderated import make_waiting, thing_of


@pytest.fixture
def ferdi(session: Session) -> Actor:
    """A second facilitator who belongs to no association."""
    return actor_of(session, make_person(session, "Ferdi", ServiceRole.FACILITATOR))


@pytest.fixture
def item(session: Session, cast: Cast, clock: Clock) -> ReviewItem:
    return make_waiting(session, cast, Kind.IDEA)


def publish(session: Session, actor: Actor, item: ReviewItem, version: int) -> ReviewItem:
    return moderation.decide(session, actor, item.id, Decision.PUBLISH, ReasonCode.FINE, "", version=version)


def test_a_claim_lasts_ten_minutes(
    session: Session, cast: Cast, ferdi: Actor, item: ReviewItem, clock: Clock
) -> None:
    moderation.claim(session, cast.fanni, item.id)

    clock.at += timedelta(minutes=9, seconds=59)
    with pytest.raises(Conflict) as refused:
        moderation.claim(session, ferdi, item.id)

    assert refused.value.key == "claimed"
    assert refused.value.params["who"] == "Fanni"


def test_a_claim_that_ran_out_is_taken_over(
    session: Session, cast: Cast, ferdi: Actor, item: ReviewItem, clock: Clock
) -> None:
    moderation.claim(session, cast.fanni, item.id)

    clock.at += timedelta(minutes=10)
    moderation.claim(session, ferdi, item.id)

    assert item.claimed_by == ferdi.id


def test_the_same_person_renews_a_claim_without_a_new_version(
    session: Session, cast: Cast, ferdi: Actor, item: ReviewItem, clock: Clock
) -> None:
    moderation.claim(session, cast.fanni, item.id)
    version = item.version
    clock.at += timedelta(minutes=9)
    moderation.claim(session, cast.fanni, item.id)

    clock.at += timedelta(minutes=9)
    with pytest.raises(Conflict):
        moderation.claim(session, ferdi, item.id)

    assert item.version == version


def test_a_released_item_is_free(session: Session, cast: Cast, ferdi: Actor, item: ReviewItem) -> None:
    moderation.claim(session, cast.fanni, item.id)

    moderation.release(session, cast.fanni, item.id)

    assert moderation.claim(session, ferdi, item.id).claimed_by == ferdi.id


def test_nobody_releases_another_ones_claim(
    session: Session, cast: Cast, ferdi: Actor, item: ReviewItem
) -> None:
    moderation.claim(session, cast.fanni, item.id)

    moderation.release(session, ferdi, item.id)

    assert item.claimed_by == cast.fanni.id


def test_a_decision_lets_the_claim_go(session: Session, cast: Cast, item: ReviewItem) -> None:
    moderation.claim(session, cast.fanni, item.id)

    publish(session, cast.fanni, item, item.version)

    assert (item.claimed_by, item.claimed_until) == (None, None)


def test_nobody_decides_what_another_one_holds(
    session: Session, cast: Cast, ferdi: Actor, item: ReviewItem
) -> None:
    moderation.claim(session, cast.fanni, item.id)

    with pytest.raises(Conflict) as refused:
        publish(session, ferdi, item, item.version)

    assert refused.value.key == "claimed"
    assert thing_of(session, item).state == IdeaState.SUBMITTED


def test_the_loser_reads_who_decided_what_and_when(
    session: Session, cast: Cast, ferdi: Actor, item: ReviewItem, clock: Clock
) -> None:
    seen = item.version
    publish(session, cast.fanni, item, seen)

    clock.at += timedelta(minutes=2)
    with pytest.raises(Conflict) as refused:
        moderation.decide(
            session, ferdi, item.id, Decision.REJECT, ReasonCode.OFF_TOPIC, "Ei kuulu tähän.", version=seen
        )

    assert refused.value.key == "decided_already"
    assert refused.value.params == {
        "who": "Fanni",
        "decision_key": "decision_done.publish",
        "at": clock.at - timedelta(minutes=2),
    }
    assert item.decision == Decision.PUBLISH


def test_what_was_opened_anew_after_it_was_seen_is_not_decided(
    session: Session, cast: Cast, item: ReviewItem
) -> None:
    seen = item.version
    reviews.close_item(session, Kind.IDEA, item.thing_id)
    session.flush()
    reviews.open_item(
        session,
        Kind.IDEA,
        item.thing_id,
        title="Toinen otsikko",
        association_id=cast.satusuo.id,
        author_id=cast.aino.id,
    )

    with pytest.raises(Conflict) as refused:
        publish(session, cast.fanni, item, seen)

    assert refused.value.key == "review_changed"
    assert item.state == ReviewState.WAITING


def test_undoing_another_decision_than_the_one_seen_is_refused(
    session: Session, cast: Cast, ferdi: Actor, item: ReviewItem
) -> None:
    publish(session, cast.fanni, item, item.version)
    seen = item.version
    moderation.decide(
        session, ferdi, item.id, Decision.HIDE, ReasonCode.OTHER, "Katsotaan.", version=item.version
    )

    with pytest.raises(Conflict):
        moderation.undo(session, cast.fanni, item.id, version=seen)

    assert item.decision == Decision.HIDE


def test_a_flag_brings_a_decided_item_back(session: Session, cast: Cast, item: ReviewItem) -> None:
    publish(session, cast.fanni, item, item.version)

    reviews.flag(session, cast.sami, Kind.IDEA, item.thing_id, "Tässä on puhelinnumero.")

    review = moderation.review_of(session, cast.fanni, item.id)
    assert (review.state, review.because) == (ReviewState.WAITING, OpenedBecause.FLAG)
    assert [flag.words for flag in review.flags] == ["Tässä on puhelinnumero."]
    assert review.offered == [Decision.PUBLISH, Decision.HIDE]


def test_a_facilitator_who_joined_the_association_may_not_decide_any_more(
    session: Session, cast: Cast, item: ReviewItem
) -> None:
    session.add(
        AssociationMember(
            association_id=cast.satusuo.id, person_id=cast.fanni.id, state=MembershipState.MEMBER
        )
    )
    session.flush()

    review = moderation.review_of(session, cast.fanni, item.id)

    assert (review.own, review.offered, review.may_undo) == (True, [], False)
