"""What the desk has beside single decisions: many at once, notes, ready words, the promise, trust, differences."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from models import (
    FINLAND,
    CommentState,
    Conflict,
    Decision,
    Forbidden,
    GroupState,
    Idea,
    IdeaState,
    Invalid,
    JoinMode,
    JournalEntry,
    Kind,
    Mail,
    NotFound,
    Notice,
    OpenedBecause,
    ReasonCode,
    ReviewItem,
    ReviewState,
    ServiceRole,
    WorkspaceError,
    WrongState,
)
from services import associations, comments, groups, ideas, moderation, reviews, service_hours, spam
from services.actors import actor_of
from services.moderation import Picked, QueueFilter
from tests.cast import Cast, make_person
from tests.conftest import Clock, Queries
from tests.services.moderated import in_state, make_waiting, thing_of

WHOLE = {
    "title": "Kylätalon keittiö",
    "summary": "Avataan ovet.",
    "municipality": "176",
    "need": "Moni on yksin.",
    "target_groups": ["ikaihmiset"],
    "seeks_nobody": True,
}


def picked(*items: ReviewItem) -> list[Picked]:
    return [Picked(item.id, item.version) for item in items]


def test_many_are_decided_with_one_reason_and_one_stays(session: Session, cast: Cast) -> None:
    first, second, own, late = (make_waiting(session, cast, Kind.IDEA) for _ in range(4))
    own.association_id, own.author_id = cast.keksila.id, cast.fanni.id
    session.flush()
    seen = picked(first, second, own, late)
    ferdi = actor_of(session, make_person(session, "Ferdi", ServiceRole.FACILITATOR))
    moderation.decide(session, ferdi, late.id, Decision.PUBLISH, None, "", version=late.version)

    outcome = moderation.decide_many(
        session, cast.fanni, seen, Decision.RETURN, ReasonCode.INCOMPLETE, "Täydennä vielä."
    )

    assert outcome.done == [first.id, second.id]
    assert [(left.id, left.refused.key) for left in outcome.left] == [
        (own.id, "own_association"),
        (late.id, "decided_already"),
    ]
    assert {thing_of(session, item).state for item in (first, second)} == {IdeaState.RETURNED}
    told = session.exec(select(Notice.thing_id).where(Notice.key == "review_return")).all()
    assert set(told) == {first.thing_id, second.thing_id}


def test_many_are_undone_at_once(session: Session, cast: Cast) -> None:
    items = [
        make_waiting(session, cast, Kind.IDEA),
        in_state(session, cast, Kind.COMMENT, CommentState.VISIBLE),
    ]
    moderation.decide_many(session, cast.fanni, picked(*items), Decision.PUBLISH, None, "")

    outcome = moderation.undo_many(session, cast.fanni, picked(*items))

    assert outcome.done == [item.id for item in items]
    assert {item.state for item in items} == {ReviewState.WAITING}
    assert thing_of(session, items[0]).state == IdeaState.SUBMITTED


def test_without_a_reason_none_of_many_is_touched(session: Session, cast: Cast) -> None:
    items = [make_waiting(session, cast, Kind.IDEA) for _ in range(2)]

    with pytest.raises(Invalid) as refused:
        moderation.decide_many(session, cast.fanni, picked(*items), Decision.RETURN, None, "Täydennä.")
    with pytest.raises(WorkspaceError) as many:
        moderation.decide_many(
            session, cast.fanni, [Picked(n, 0) for n in range(61)], Decision.PUBLISH, None, ""
        )
    for who in ("aino", "arvo", "visitor"):
        with pytest.raises(NotFound):
            moderation.decide_many(session, getattr(cast, who), picked(*items), Decision.PUBLISH, None, "")

    assert (refused.value.field, many.value.key) == ("reason", "bulk_too_many")
    assert {item.state for item in items} == {ReviewState.WAITING}


def test_notes_are_between_the_facilitators(session: Session, cast: Cast) -> None:
    item = make_waiting(session, cast, Kind.IDEA)

    moderation.add_note(session, cast.fanni, item.id, "Soitin, lupasivat korjata.")

    ferdi = actor_of(session, make_person(session, "Ferdi", ServiceRole.FACILITATOR))
    (note,) = moderation.review_of(session, ferdi, item.id).notes
    assert (note.who, note.body) == ("Fanni", "Soitin, lupasivat korjata.")
    # Frans belongs to the association.
    assert moderation.review_of(session, cast.frans, item.id).notes == []
    with pytest.raises(Forbidden):
        moderation.add_note(session, cast.frans, item.id, "Omamme.")
    with pytest.raises(NotFound):
        moderation.add_note(session, cast.aino, item.id, "Mitä?")
    assert all("note" not in step.action for step in ideas.detail(session, cast.aino, item.thing_id).steps)
    assert session.exec(select(JournalEntry.why).where(JournalEntry.action == "note")).all() == [""]


def test_ready_words_are_kept_in_three_languages(session: Session, cast: Cast) -> None:
    texts = {"fi": "Täydennä.", "sv": "Komplettera.", "en": "Complete it."}
    made = moderation.save_template(session, cast.fanni, 0, ReasonCode.INCOMPLETE, texts)

    with pytest.raises(Invalid) as refused:
        moderation.save_template(session, cast.fanni, 0, ReasonCode.OTHER, texts | {"sv": " "})
    changed = moderation.save_template(
        session, cast.frans, made.id, ReasonCode.UNCLEAR, texts | {"fi": "Selvennä."}, version=made.version
    )
    with pytest.raises(Conflict):
        moderation.remove_template(session, cast.fanni, made.id, version=made.version)
    shown = moderation.reason_templates(session, cast.fanni)
    moderation.remove_template(session, cast.fanni, made.id, version=changed.version)

    assert refused.value.field == "sv"
    assert [(each.reason, each.words["fi"]) for each in shown] == [(ReasonCode.UNCLEAR, "Selvennä.")]
    assert moderation.reason_templates(session, cast.fanni) == []
    for who in ("aino", "arvo", "visitor"):
        with pytest.raises(NotFound):
            moderation.reason_templates(session, getattr(cast, who))


def here(*at: int) -> datetime:
    return datetime(*at, tzinfo=FINLAND).astimezone(UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("came", "due"),
    [
        # Within the day; over the night; over the weekend.
        (here(2026, 9, 1, 8), here(2026, 9, 1, 16)),
        (here(2026, 9, 1, 10), here(2026, 9, 2, 10)),
        (here(2026, 9, 1, 20), here(2026, 9, 2, 16)),
        (here(2026, 9, 4, 15), here(2026, 9, 7, 15)),
        (here(2026, 9, 5, 12), here(2026, 9, 7, 16)),
        # Independence Day on a Monday would not be: 2027-12-06; Easter; the clocks are turned on a Sunday night.
        (here(2027, 12, 3, 12), here(2027, 12, 7, 12)),
        (here(2027, 3, 25, 12), here(2027, 3, 30, 12)),
        (here(2026, 6, 18, 12), here(2026, 6, 22, 12)),
    ],
)
def test_the_promise_is_a_working_day(came: datetime, due: datetime) -> None:
    assert service_hours.due(came) == due
    assert service_hours.worked(came, due) == timedelta(hours=8)


def test_the_desk_is_warned_before_the_promise_is_broken_and_once(
    session: Session, cast: Cast, clock: Clock
) -> None:
    clock.at = here(2026, 9, 4, 15)
    make_waiting(session, cast, Kind.IDEA)
    clock.at = here(2026, 9, 7, 12, 30)
    early = (moderation.warn_due(session), moderation.pressing(session, cast.fanni))
    clock.at = here(2026, 9, 7, 13, 30)
    warned = (moderation.warn_due(session), moderation.warn_due(session))
    soon = moderation.pressing(session, cast.fanni)
    clock.at = here(2026, 9, 7, 15, 1)
    late = moderation.pressing(session, cast.fanni)

    assert (early[0], early[1].soon, early[1].late) == (0, 0, 0)
    assert warned == (1, 0)
    assert (soon.soon, soon.late, soon.next_at) == (1, 0, here(2026, 9, 7, 15))
    assert (late.soon, late.late) == (0, 1)
    told = set(session.exec(select(Notice.person_id).where(Notice.key == "promise_soon")))
    assert told == {cast.fanni.id, cast.frans.id}
    assert session.exec(select(Mail.address).where(Mail.key == "promise_soon")).first()


def test_the_load_counts_weeks_people_and_waiting_in_working_hours(
    session: Session, cast: Cast, clock: Clock, queries: Queries
) -> None:
    clock.at = here(2026, 9, 4, 15)
    quick, slow, waits = (make_waiting(session, cast, Kind.IDEA) for _ in range(3))
    clock.at = here(2026, 9, 4, 16)
    moderation.decide(session, cast.fanni, quick.id, Decision.PUBLISH, None, "", version=quick.version)
    clock.at = here(2026, 9, 8, 9)
    moderation.decide(session, cast.fanni, slow.id, Decision.PUBLISH, None, "", version=slow.version)
    fanni = cast.fanni
    queries.statements.clear()

    load = moderation.load_of(session, fanni)

    assert len(queries) == 3
    before, this = load.weeks[-2:]
    assert (before.decided, before.waited_hours, before.kept) == (1, 1.0, 1)
    assert (this.decided, this.waited_hours, this.kept) == (1, 10.0, 0)
    assert load.people == [("Fanni", 2)]
    assert load.places == [(waits.municipality, 1)]
    with pytest.raises(NotFound):
        moderation.load_of(session, cast.arvo)


def submitted(session: Session, cast: Cast) -> Idea:
    idea = ideas.create(session, cast.aino, cast.satusuo.id)
    ideas.save(session, cast.aino, idea.id, WHOLE)
    return ideas.submit(session, cast.aino, idea.id)


def test_a_trusted_association_publishes_at_once_and_is_looked_at_afterwards(
    session: Session, cast: Cast
) -> None:
    associations.trust(session, cast.fanni, cast.satusuo.id)

    idea = submitted(session, cast)
    group = groups.found(session, cast.aino, name="Keittiöt", purpose="Puhumme.", join_mode=JoinMode.OPEN)
    item = reviews.item_of(session, Kind.IDEA, idea.id)

    assert (idea.state, group.state) == (IdeaState.PUBLISHED, GroupState.ACTIVE)
    assert item is not None
    assert item.state == ReviewState.WAITING
    assert moderation.review_of(session, cast.fanni, item.id).offered == [Decision.PUBLISH, Decision.HIDE]
    last = ideas.detail(session, cast.aino, idea.id).steps[0]
    assert (last.action, last.who) == ("publish", "")

    ideas.save(session, cast.aino, idea.id, {"title": "Kylätalon uuni"})
    moderation.decide(session, cast.fanni, item.id, Decision.PUBLISH, None, "", version=item.version)
    ideas.submit_revision(session, cast.aino, idea.id)

    assert idea.title == "Kylätalon uuni"
    assert (item.state, item.opened_because) == (ReviewState.WAITING, OpenedBecause.EDIT)
    lines = moderation.review_of(session, cast.fanni, item.id).lines
    assert [(line.field, line.before, line.value) for line in lines if line.before is not None] == [
        ("title", "Kylätalon keittiö", "Kylätalon uuni")
    ]

    associations.distrust(session, cast.fanni, cast.satusuo.id)
    assert submitted(session, cast).state == IdeaState.SUBMITTED


def test_what_was_sent_back_waits_though_its_association_is_trusted(session: Session, cast: Cast) -> None:
    idea = submitted(session, cast)
    item = reviews.item_of(session, Kind.IDEA, idea.id)
    assert item is not None
    moderation.decide(
        session, cast.fanni, item.id, Decision.RETURN, ReasonCode.UNCLEAR, "Kerro.", version=item.version
    )
    associations.trust(session, cast.fanni, cast.satusuo.id)

    ideas.submit(session, cast.aino, idea.id)

    assert idea.state == IdeaState.SUBMITTED


def test_only_another_associations_facilitator_trusts(session: Session, cast: Cast) -> None:
    for who in ("visitor", "aino", "sami", "frans", "arvo"):
        with pytest.raises((Forbidden, NotFound)):
            associations.trust(session, getattr(cast, who), cast.satusuo.id)
    associations.trust(session, cast.fanni, cast.satusuo.id)
    with pytest.raises(WrongState):
        associations.trust(session, cast.fanni, cast.satusuo.id)

    assert associations.profile(session, cast.aino, cast.satusuo.id).trusted
    assert not associations.profile(session, cast.sami, cast.satusuo.id).trusted


def test_edits_come_back_as_differences_from_what_was_seen(session: Session, cast: Cast) -> None:
    group = groups.found(session, cast.aino, name="Keittiöt", purpose="Puhumme.", join_mode=JoinMode.OPEN)
    item = reviews.item_of(session, Kind.GROUP, group.id)
    assert item is not None
    moderation.decide(session, cast.fanni, item.id, Decision.PUBLISH, None, "", version=item.version)

    groups.edit(
        session,
        cast.aino,
        group.id,
        name="Keittiöt",
        purpose="Myymme.",
        join_mode=JoinMode.OPEN,
        version=group.version,
    )

    (row,) = moderation.queue(session, cast.fanni, QueueFilter(because="edit")).rows
    lines = moderation.review_of(session, cast.fanni, row.id).lines
    assert [(line.field, line.before, line.value) for line in lines if line.before is not None] == [
        ("purpose", "Puhumme.", "Myymme.")
    ]


def test_a_machine_is_slowed_down_and_its_links_refused(session: Session, cast: Cast, clock: Clock) -> None:
    idea = in_state(session, cast, Kind.IDEA, IdeaState.PUBLISHED).thing_id
    links = " https://a.example https://b.example"
    with pytest.raises(Invalid) as unknown:
        comments.add(session, cast.uuno, Kind.IDEA, idea, "Katso" + links)
    comments.add(session, cast.sami, Kind.IDEA, idea, "Katso" + links)
    with pytest.raises(Invalid):
        comments.add(session, cast.sami, Kind.IDEA, idea, "Katso" + links * 3)
    for n in range(spam.TALK.most - 1):
        comments.add(session, cast.sami, Kind.IDEA, idea, f"Viesti {n}")
    with pytest.raises(WorkspaceError) as fast:
        comments.add(session, cast.sami, Kind.IDEA, idea, "Vielä yksi")
    clock.at += spam.TALK.within

    comments.add(session, cast.sami, Kind.IDEA, idea, "Vielä yksi")

    assert (unknown.value.key, fast.value.key) == ("too_many_links", "too_fast")
