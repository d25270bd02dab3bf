"""An appeal is one more state of the same item: who may, who answers it, and what the answer does."""

import pytest
from sqlmodel import Session, select

from models import (
    Decision,
    Forbidden,
    Invalid,
    Kind,
    NotFound,
    Notice,
    OpenedBecause,
    ReasonCode,
    ReviewItem,
    ReviewState,
    Ruling,
    ServiceRole,
    WrongState,
)
from services import ideas, moderation
from services.actors import Actor, actor_of
from services.moderation import HANDLERS, Barred, QueueFilter
from services.moderation.telling import AGAINST
from tests.cast import Cast, make_person
from tests.services.moderated import in_state, state_for, thing_of

RULED = [
    (kind, decision)
    for kind, handler in HANDLERS.items()
    for decision in handler.decisions
    if decision in AGAINST
]


@pytest.fixture
def ferdi(session: Session) -> Actor:
    """A second facilitator who belongs to no association."""
    return actor_of(session, make_person(session, "Ferdi", ServiceRole.FACILITATOR))


def decide(session: Session, actor: Actor, item: ReviewItem, decision: Decision) -> ReviewItem:
    return moderation.decide(
        session, actor, item.id, decision, ReasonCode.UNCLEAR, "Kerro vielä.", version=item.version
    )


def against(session: Session, cast: Cast, kind: Kind, decision: Decision) -> ReviewItem:
    return decide(session, cast.fanni, in_state(session, cast, kind, state_for(kind, decision)), decision)


@pytest.mark.parametrize(("kind", "decision"), RULED)
def test_another_facilitator_turns_it_around(
    session: Session, cast: Cast, ferdi: Actor, kind: Kind, decision: Decision
) -> None:
    item = against(session, cast, kind, decision)
    moderation.appeal(session, cast.aino, item.id, "Se on kerrottu lopussa.")

    with pytest.raises(Forbidden) as refused:
        decide(session, cast.fanni, item, decision)
    told = set(session.exec(select(Notice.person_id).where(Notice.key == "review_appealed")))
    mine = moderation.review_of(session, cast.fanni, item.id)
    theirs = moderation.review_of(session, ferdi, item.id)
    turned = Decision.RESTORE if decision == Decision.HIDE else Decision.PUBLISH
    decide(session, ferdi, item, turned)

    assert refused.value.key == "appeal_other"
    assert ferdi.id in told
    assert cast.fanni.id not in told
    assert (mine.barred, mine.offered) == (Barred.APPEAL, [])
    assert {turned, decision} <= set(theirs.offered)
    assert theirs.appeal
    assert theirs.appeal.words == "Se on kerrottu lopussa."
    assert thing_of(session, item).state == HANDLERS[kind].public
    assert item.state == ReviewState.DECIDED


@pytest.mark.parametrize(("kind", "decision"), RULED)
def test_or_lets_it_stand_and_that_is_final(
    session: Session, cast: Cast, ferdi: Actor, kind: Kind, decision: Decision
) -> None:
    item = against(session, cast, kind, decision)
    stands = thing_of(session, item).state
    moderation.appeal(session, cast.aino, item.id, "Se on kerrottu lopussa.")

    decide(session, ferdi, item, decision)

    assert thing_of(session, item).state == stands
    told = session.exec(select(Notice.person_id).where(Notice.key == "review_upheld")).all()
    assert told.count(cast.aino.id) == 1
    assert moderation.ruling_of(session, cast.aino, item.id).final
    with pytest.raises(WrongState):
        moderation.appeal(session, cast.aino, item.id, "Vielä kerran.")


@pytest.mark.parametrize("answer", [Decision.PUBLISH, Decision.RETURN])
def test_the_answer_can_be_undone_and_given_again(
    session: Session, cast: Cast, ferdi: Actor, answer: Decision
) -> None:
    item = against(session, cast, Kind.IDEA, Decision.RETURN)
    moderation.appeal(session, cast.aino, item.id, "Se on kerrottu lopussa.")
    decide(session, ferdi, item, answer)

    moderation.undo(session, ferdi, item.id)
    again = (item.state, item.opened_because)
    decide(session, ferdi, item, Decision.PUBLISH)

    assert again == (ReviewState.APPEALED, OpenedBecause.APPEAL)
    assert thing_of(session, item).state == HANDLERS[Kind.IDEA].public
    rulings = session.exec(select(Ruling).where(Ruling.item_id == item.id).order_by(Ruling.id)).all()  # type: ignore[arg-type]
    assert [(ruling.decision, ruling.undone_by) for ruling in rulings] == [
        (Decision.RETURN, None),
        (answer, ferdi.id),
        (Decision.PUBLISH, None),
    ]


def test_where_there_is_no_other_facilitator_the_same_one_answers(session: Session, cast: Cast) -> None:
    # Frans is a facilitator too, but belongs to the association.
    item = against(session, cast, Kind.IDEA, Decision.REJECT)
    moderation.appeal(session, cast.aino, item.id, "Se on kerrottu lopussa.")

    decide(session, cast.fanni, item, Decision.PUBLISH)

    assert thing_of(session, item).state == HANDLERS[Kind.IDEA].public


def test_returned_edits_can_be_appealed_too(session: Session, cast: Cast, ferdi: Actor) -> None:
    item = decide(
        session,
        cast.fanni,
        in_state(session, cast, Kind.IDEA, state_for(Kind.IDEA, Decision.PUBLISH)),
        Decision.PUBLISH,
    )
    whole = {"need": "Moni on yksin.", "target_groups": ["ikaihmiset"], "seeks_nobody": True}
    ideas.save(session, cast.aino, item.thing_id, whole | {"title": "Olohuone ja keittiö"})
    ideas.submit_revision(session, cast.aino, item.thing_id)
    decide(session, cast.fanni, item, Decision.RETURN)
    moderation.appeal(session, cast.aino, item.id, "Muutos on oikea.")

    decide(session, ferdi, item, Decision.PUBLISH)

    assert thing_of(session, item).title == "Olohuone ja keittiö"


def test_the_appeals_wait_in_the_queue_by_themselves(session: Session, cast: Cast, ferdi: Actor) -> None:
    item = against(session, cast, Kind.IDEA, Decision.RETURN)
    moderation.appeal(session, cast.aino, item.id, "Se on kerrottu lopussa.")

    rows = {
        who.name: [
            (row.id, row.again)
            for row in moderation.queue(session, who, QueueFilter(state=ReviewState.APPEALED)).rows
        ]
        for who in (cast.fanni, ferdi)
    }

    assert rows == {"Fanni": [(item.id, True)], "Ferdi": [(item.id, False)]}
    assert moderation.appeals(session, ferdi) == 1
    assert moderation.counts(session, ferdi)[Kind.IDEA] == 1


@pytest.mark.parametrize("who", ["visitor", "sami", "uuno", "pekka", "fanni", "arvo"])
def test_nobody_else_reads_or_appeals_it(session: Session, cast: Cast, who: str) -> None:
    item = against(session, cast, Kind.IDEA, Decision.RETURN)

    with pytest.raises(NotFound):
        moderation.ruling_of(session, getattr(cast, who), item.id)
    with pytest.raises(NotFound):
        moderation.appeal(session, getattr(cast, who), item.id, "Minäkin.")


def test_a_viewer_reads_it_and_a_writer_says_why(session: Session, cast: Cast) -> None:
    item = against(session, cast, Kind.IDEA, Decision.RETURN)

    assert not moderation.ruling_of(session, cast.veera, item.id).may_appeal
    with pytest.raises(Forbidden):
        moderation.appeal(session, cast.veera, item.id, "Minusta se on hyvä.")
    with pytest.raises(Invalid):
        moderation.appeal(session, cast.aino, item.id, "  ")

    assert moderation.ruling_of(session, cast.eero, item.id).may_appeal
    assert item.state == ReviewState.DECIDED


def test_what_was_decided_for_its_author_is_not_appealed(session: Session, cast: Cast) -> None:
    item = in_state(session, cast, Kind.IDEA, state_for(Kind.IDEA, Decision.PUBLISH))
    decide(session, cast.fanni, item, Decision.PUBLISH)

    with pytest.raises(WrongState):
        moderation.appeal(session, cast.aino, item.id, "Muuten vain.")
