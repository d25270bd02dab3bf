"""The one queue: who may decide what, and what every decision leaves behind."""

import pytest
from sqlmodel import Session, col, select

from models import (
    Decision,
    Forbidden,
    IdeaState,
    Invalid,
    JournalEntry,
    Kind,
    Mail,
    Moderated,
    NotFound,
    Notice,
    OpenedBecause,
    ReasonCode,
    ReviewItem,
    ReviewState,
    WrongState,
)
from services import ideas, moderation
from services.moderation import HANDLERS
from tests.cast import Cast
from tests.services.moderated import in_state, make_waiting, state_for, thing_of

KINDS = list(HANDLERS)
CHANGES = [(kind, decision) for kind, handler in HANDLERS.items() for decision in handler.decisions]
AGAINST = (Decision.RETURN, Decision.REJECT, Decision.HIDE)


def decide(
    session: Session, cast: Cast, item: ReviewItem, decision: Decision, who: str = "fanni"
) -> ReviewItem:
    reason = ReasonCode.UNCLEAR if decision in AGAINST else ReasonCode.FINE
    actor = getattr(cast, who)
    words = "Kerro vielä kenelle."
    return moderation.decide(session, actor, item.id, decision, reason, words, version=item.version)


def test_every_moderated_type_has_its_way_into_the_queue() -> None:
    moderated = set(Moderated.__subclasses__())

    assert {handler.model for handler in HANDLERS.values()} == moderated
    assert all(kind == handler.kind for kind, handler in HANDLERS.items())


@pytest.mark.parametrize("who", ["visitor", "sami", "uuno", "veera", "eero", "aino", "arvo"])
@pytest.mark.parametrize("kind", KINDS)
def test_only_facilitators_know_of_the_queue(session: Session, cast: Cast, kind: Kind, who: str) -> None:
    item = make_waiting(session, cast, kind)
    actor = getattr(cast, who)

    for act in (moderation.claim, moderation.release, moderation.undo, moderation.review_of):
        with pytest.raises(NotFound):
            act(session, actor, item.id)
    with pytest.raises(NotFound):
        moderation.queue(session, actor)
    with pytest.raises(NotFound):
        moderation.counts(session, actor)
    with pytest.raises(NotFound):
        decide(session, cast, item, Decision.PUBLISH, who)

    assert item.state == ReviewState.WAITING


@pytest.mark.parametrize(("kind", "decision"), CHANGES)
def test_nobody_judges_their_own_associations_things(
    session: Session, cast: Cast, kind: Kind, decision: Decision
) -> None:
    item = in_state(session, cast, kind, state_for(kind, decision))
    item.association_id = cast.satusuo.id

    with pytest.raises(Forbidden):
        decide(session, cast, item, decision, "frans")

    assert item.state == ReviewState.WAITING
    assert thing_of(session, item).state == state_for(kind, decision)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_judges_their_own_words(session: Session, cast: Cast, kind: Kind) -> None:
    item = make_waiting(session, cast, kind)
    item.author_id, item.association_id = cast.fanni.id, None

    with pytest.raises(Forbidden):
        moderation.claim(session, cast.fanni, item.id)


@pytest.mark.parametrize(("kind", "decision"), CHANGES)
def test_a_decision_takes_the_things_own_step(
    session: Session, cast: Cast, kind: Kind, decision: Decision
) -> None:
    before = state_for(kind, decision)
    item = in_state(session, cast, kind, before)

    decide(session, cast, item, decision)

    handler = HANDLERS[kind]
    assert thing_of(session, item).state == handler.lifecycle.after(before, handler.decisions[decision])
    assert (item.state, item.decision, item.decided_by) == (ReviewState.DECIDED, decision, cast.fanni.id)


@pytest.mark.parametrize(("kind", "decision"), CHANGES)
def test_every_decision_can_be_undone(session: Session, cast: Cast, kind: Kind, decision: Decision) -> None:
    before = state_for(kind, decision)
    item = in_state(session, cast, kind, before)
    decide(session, cast, item, decision)

    moderation.undo(session, cast.fanni, item.id, version=item.version)

    assert thing_of(session, item).state == before
    assert (item.state, item.opened_because) == (ReviewState.WAITING, OpenedBecause.UNDO)
    assert item.claimed_by is None


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_wrong_with_it_changes_nothing_and_can_be_undone(
    session: Session, cast: Cast, kind: Kind
) -> None:
    public = HANDLERS[kind].public
    item = in_state(session, cast, kind, public)

    decide(session, cast, item, Decision.PUBLISH)
    told = session.exec(select(Notice)).all()
    moderation.undo(session, cast.fanni, item.id)

    assert told == []
    assert thing_of(session, item).state == public
    assert item.state == ReviewState.WAITING


@pytest.mark.parametrize(("kind", "decision"), CHANGES)
def test_the_author_is_told_once_and_the_decider_never(
    session: Session, cast: Cast, kind: Kind, decision: Decision
) -> None:
    item = in_state(session, cast, kind, state_for(kind, decision))

    decide(session, cast, item, decision)

    told = session.exec(select(Notice).where(col(Notice.key).startswith("review_"))).all()
    receivers = [notice.person_id for notice in told]
    assert receivers.count(cast.aino.id) == 1
    assert cast.fanni.id not in receivers
    assert {notice.key for notice in told} == {f"review_{decision}"}
    assert all(notice.params["words"] == "Kerro vielä kenelle." for notice in told)
    mails = session.exec(select(Mail.address).where(Mail.key == f"review_{decision}")).all()
    assert mails.count("aino@example.org") == 1


@pytest.mark.parametrize(("kind", "decision"), CHANGES)
def test_the_step_is_in_the_journal_with_the_words(
    session: Session, cast: Cast, kind: Kind, decision: Decision
) -> None:
    item = in_state(session, cast, kind, state_for(kind, decision))

    decide(session, cast, item, decision)

    steps = session.exec(
        select(JournalEntry).where(JournalEntry.kind == kind, JournalEntry.thing_id == item.thing_id)
    ).all()
    assert [(step.actor_id, step.why) for step in steps] == [(cast.fanni.id, "Kerro vielä kenelle.")]


@pytest.mark.parametrize("decision", AGAINST)
@pytest.mark.parametrize(
    ("reason", "words", "field"),
    [
        (None, "Sanoja on.", "reason"),
        (ReasonCode.FINE, "Sanoja on.", "reason"),
        (ReasonCode.UNCLEAR, "  ", "words"),
        (ReasonCode.UNCLEAR, "x" * 1001, "words"),
        (ReasonCode.UNCLEAR, "Hän on 131052-308T.", "words"),
    ],
)
def test_against_a_thing_a_reason_and_words_are_needed(
    session: Session, cast: Cast, decision: Decision, reason: ReasonCode | None, words: str, field: str
) -> None:
    item = in_state(session, cast, Kind.IDEA, state_for(Kind.IDEA, decision))

    with pytest.raises(Invalid) as refused:
        moderation.decide(session, cast.fanni, item.id, decision, reason, words, version=item.version)

    assert refused.value.field == field
    assert item.state == ReviewState.WAITING


def test_publishing_needs_no_words(session: Session, cast: Cast) -> None:
    item = make_waiting(session, cast, Kind.IDEA)

    moderation.decide(session, cast.fanni, item.id, Decision.PUBLISH, None, "", version=item.version)

    assert thing_of(session, item).state == IdeaState.PUBLISHED


@pytest.mark.parametrize(
    ("kind", "decision"),
    [
        (Kind.COMMENT, Decision.RETURN),
        (Kind.THREAD, Decision.REJECT),
        (Kind.ASSOCIATION, Decision.RETURN),
        (Kind.IDEA, Decision.HIDE),
        (Kind.IDEA, Decision.RESTORE),
    ],
)
def test_a_step_that_is_not_open_is_refused(
    session: Session, cast: Cast, kind: Kind, decision: Decision
) -> None:
    item = make_waiting(session, cast, kind)

    with pytest.raises(WrongState):
        decide(session, cast, item, decision)

    assert item.state == ReviewState.WAITING


def test_a_decided_item_offers_only_what_changes_it(session: Session, cast: Cast) -> None:
    item = make_waiting(session, cast, Kind.IDEA)
    waiting = moderation.review_of(session, cast.fanni, item.id)

    decide(session, cast, item, Decision.PUBLISH)

    decided = moderation.review_of(session, cast.fanni, item.id)
    assert waiting.offered == [Decision.PUBLISH, Decision.RETURN, Decision.REJECT]
    assert decided.offered == [Decision.HIDE]
    assert decided.may_undo


def test_an_undone_item_cannot_be_undone_again(session: Session, cast: Cast) -> None:
    item = make_waiting(session, cast, Kind.IDEA)
    decide(session, cast, item, Decision.PUBLISH)
    moderation.undo(session, cast.fanni, item.id)

    with pytest.raises(WrongState):
        moderation.undo(session, cast.fanni, item.id)


def test_undoing_is_refused_when_the_thing_has_gone_on(session: Session, cast: Cast) -> None:
    item = make_waiting(session, cast, Kind.IDEA)
    decide(session, cast, item, Decision.PUBLISH)
    thing_of(session, item).state = IdeaState.WITHDRAWN

    with pytest.raises(WrongState):
        moderation.undo(session, cast.fanni, item.id)

    assert item.state == ReviewState.DECIDED


def revised(session: Session, cast: Cast) -> ReviewItem:
    """Aino's published idea with edits that wait."""
    item = make_waiting(session, cast, Kind.IDEA)
    decide(session, cast, item, Decision.PUBLISH)
    ideas.save(session, cast.aino, item.thing_id, _whole() | {"title": "Olohuone ja keittiö"})
    ideas.submit_revision(session, cast.aino, item.thing_id)
    return item


def _whole() -> dict[str, object]:
    return {"need": "Moni on yksin.", "target_groups": ["ikaihmiset"], "seeks_nobody": True}


@pytest.mark.parametrize(
    ("decision", "title"),
    [(Decision.PUBLISH, "Olohuone ja keittiö"), (Decision.RETURN, "Kylätalon olohuone")],
)
def test_edits_of_a_published_idea_are_decided_and_undone(
    session: Session, cast: Cast, decision: Decision, title: str
) -> None:
    item = revised(session, cast)
    shown = moderation.review_of(session, cast.fanni, item.id)

    decide(session, cast, item, decision)
    after = thing_of(session, item).title
    moderation.undo(session, cast.fanni, item.id)

    assert shown.offered == [Decision.PUBLISH, Decision.RETURN, Decision.HIDE]
    assert ("title", "Kylätalon olohuone") in [(line.field, line.before) for line in shown.lines]
    assert after == title
    idea = thing_of(session, item)
    assert (idea.title, idea.state) == ("Kylätalon olohuone", IdeaState.PUBLISHED)
    assert idea.revision["title"] == "Olohuone ja keittiö"
    assert moderation.review_of(session, cast.fanni, item.id).offered == shown.offered


def test_undoing_edits_is_refused_when_their_writer_has_gone_on(session: Session, cast: Cast) -> None:
    item = revised(session, cast)
    decide(session, cast, item, Decision.RETURN)
    ideas.save(session, cast.aino, item.thing_id, {"title": "Vielä uudempi"})

    with pytest.raises(WrongState):
        moderation.undo(session, cast.fanni, item.id)
