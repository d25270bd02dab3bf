"""Attachments: who adds, sees and removes them, what is taken, and when their content goes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from models import (
    Attachment,
    AttachmentAction,
    AttachmentState,
    Conflict,
    EventState,
    Forbidden,
    IdeaState,
    Invalid,
    Kind,
    NotFound,
    Notice,
    ReviewState,
    WorkspaceError,
    WrongState,
)
from services import files, groups, journal, reviews
from services.files import acts, stored
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.moderated import make_idea
from tests.services.plan_world import make_plan, part_of
from tests.services.test_events import make_event
from tests.services.test_groups import make_group
from tests.tried import refusal_of

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"
EVERYBODY = {"aino", "eero", "veera", "pekka", "sami", "uuno", "fanni", "frans", "arvo", "visitor"}


def make_place(session: Session, cast: Cast, kind: Kind) -> tuple[int, int | None]:
    """Aino's group with Pekka in it, her published idea, or Satusuo's part of the plan with Toivonsilta."""
    if kind == Kind.GROUP:
        group = make_group(session, cast)
        groups.join(session, cast.pekka, group.id)
        return group.id, None
    if kind == Kind.IDEA:
        return make_idea(session, cast, IdeaState.PUBLISHED).id, None
    plan = make_plan(cast)
    return plan.id, part_of(session, plan, cast.satusuo).id


def make_file(session: Session, cast: Cast, kind: Kind, content: bytes = PDF) -> Attachment:
    """Aino's file."""
    subject_id, part_id = make_place(session, cast, kind)
    return files.add(session, cast.aino, kind, subject_id, "Säännöt.pdf", content, part_id=part_id)


WRITERS = {Kind.GROUP: {"aino", "pekka", "fanni", "frans", "arvo"}, Kind.IDEA: {"aino", "eero", "frans"}}
WRITERS[Kind.PLAN] = {"aino", "eero", "frans"}
READERS = {
    Kind.GROUP: WRITERS[Kind.GROUP],
    Kind.IDEA: EVERYBODY,
    Kind.PLAN: {"aino", "eero", "veera", "frans", "pekka"},
}
KINDS = list(READERS)


@pytest.mark.parametrize("who", sorted(EVERYBODY))
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_added_by_those_who_write_there(session: Session, cast: Cast, kind: Kind, who: str) -> None:
    subject_id, part_id = make_place(session, cast, kind)
    actor = getattr(cast, who)

    if who in WRITERS[kind]:
        made = files.add(session, actor, kind, subject_id, "C:\\omat\\Säännöt.pdf", PDF, part_id=part_id)
        assert (made.name, made.media_type, made.size) == ("Säännöt.pdf", "application/pdf", len(PDF))
        assert stored.read(made.sha256) == PDF
        return
    refusal: type[WorkspaceError] = Forbidden if who in READERS[kind] else NotFound
    with pytest.raises(refusal):
        files.add(session, actor, kind, subject_id, "Säännöt.pdf", PDF, part_id=part_id)
    assert session.exec(select(Attachment)).all() == []


@pytest.mark.parametrize("state", AttachmentState)
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_read_by_those_who_see_the_thing(
    session: Session, cast: Cast, kind: Kind, state: AttachmentState
) -> None:
    made = make_file(session, cast, kind)
    made.state = state
    session.flush()
    judges = {"aino", "fanni", "frans"} & READERS[kind]
    readers = {AttachmentState.VISIBLE: READERS[kind], AttachmentState.HIDDEN: judges}.get(state, set())

    refusals = {who: refusal_of(files.served, session, getattr(cast, who), made.id) for who in EVERYBODY}

    assert refusals == {who: None if who in readers else NotFound for who in EVERYBODY}
    for who in readers:
        assert files.served(session, getattr(cast, who), made.id).sha256 == made.sha256


@pytest.mark.parametrize("who", sorted(EVERYBODY))
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_removed_and_put_back_by_its_people(
    session: Session, cast: Cast, kind: Kind, who: str
) -> None:
    made = make_file(session, cast, kind)
    actor = getattr(cast, who)
    # In a group, the sender and who runs it.
    its_people = {"aino", "fanni", "frans", "arvo"} if kind == Kind.GROUP else WRITERS[kind]

    if who not in its_people:
        with pytest.raises(Forbidden if who in READERS[kind] else NotFound):
            files.move(session, actor, made.id, AttachmentAction.REMOVE)
        assert made.state == AttachmentState.VISIBLE
        return
    files.move(session, actor, made.id, AttachmentAction.REMOVE)
    shelf = files.of(session, actor, kind, made.subject_id)
    assert ([card.id for card in shelf.files], [card.id for card in shelf.removed]) == ([], [made.id])
    files.move(session, actor, made.id, AttachmentAction.PUT_BACK)
    assert files.served(session, actor, made.id).name == "Säännöt.pdf"
    steps = [step.action for step in journal.history(session, [(Kind.ATTACHMENT, made.id)])]
    assert steps == ["put_back", "remove", "add"]


@pytest.mark.parametrize("action", [AttachmentAction.PUT_BACK, AttachmentAction.RESTORE])
def test_a_step_that_is_not_open_is_refused(session: Session, cast: Cast, action: AttachmentAction) -> None:
    made = make_file(session, cast, Kind.IDEA)
    actor = cast.fanni if action == AttachmentAction.RESTORE else cast.aino

    with pytest.raises(WrongState):
        files.move(session, actor, made.id, action)

    assert made.state == AttachmentState.VISIBLE


def test_what_a_facilitator_hid_its_people_cannot_bring_back(session: Session, cast: Cast) -> None:
    made = make_file(session, cast, Kind.IDEA)
    files.move(session, cast.fanni, made.id, AttachmentAction.HIDE)

    for action in (AttachmentAction.REMOVE, AttachmentAction.PUT_BACK):
        with pytest.raises(WrongState):
            files.move(session, cast.aino, made.id, action)
    with pytest.raises(Forbidden):
        files.move(session, cast.aino, made.id, AttachmentAction.RESTORE)

    assert made.state == AttachmentState.HIDDEN


@pytest.mark.parametrize("state", [state for state in IdeaState if state not in ("published", "returned")])
def test_a_file_waits_until_the_idea_is_published(session: Session, cast: Cast, state: IdeaState) -> None:
    idea = make_idea(session, cast, state)

    with pytest.raises(Forbidden):
        files.add(session, cast.aino, Kind.IDEA, idea.id, "Säännöt.pdf", PDF)

    assert session.exec(select(Attachment)).all() == []


def test_a_part_of_a_plan_is_written_by_its_own(session: Session, cast: Cast) -> None:
    plan = make_plan(cast)
    theirs = part_of(session, plan, cast.toivonsilta)

    for part_id, refusal in ((theirs.id, Forbidden), (None, Forbidden), (theirs.id + 100, NotFound)):
        with pytest.raises(refusal):
            files.add(session, cast.aino, Kind.PLAN, plan.id, "Sitoumus.pdf", PDF, part_id=part_id)
    files.add(session, cast.pekka, Kind.PLAN, plan.id, "Sitoumus.pdf", PDF, part_id=theirs.id)

    shelf = files.of(session, cast.veera, Kind.PLAN, plan.id)
    held = {place.association: len(shelf.of(place)) for place in shelf.places}
    assert held == {cast.satusuo.name: 0, cast.toivonsilta.name: 1}


def test_a_file_goes_with_the_association_that_leaves_the_plan(session: Session, cast: Cast) -> None:
    plan = make_plan(cast)
    part = part_of(session, plan, cast.toivonsilta)
    made = files.add(session, cast.pekka, Kind.PLAN, plan.id, "Sitoumus.pdf", PDF, part_id=part.id)
    part.left_at = datetime.now(UTC)
    session.flush()

    assert files.of(session, cast.aino, Kind.PLAN, plan.id).files == []
    with pytest.raises(NotFound):
        files.served(session, cast.aino, made.id)


@pytest.mark.parametrize("kind", [Kind.THREAD, Kind.CALL, Kind.PERSON])
def test_other_things_take_no_files(session: Session, cast: Cast, kind: Kind) -> None:
    with pytest.raises(NotFound):
        files.add(session, cast.aino, kind, 1, "Säännöt.pdf", PDF)


@pytest.mark.parametrize("kind", KINDS)
def test_groups_and_ideas_files_are_looked_at_afterwards(session: Session, cast: Cast, kind: Kind) -> None:
    made = make_file(session, cast, kind)

    item = reviews.item_of(session, Kind.ATTACHMENT, made.id)

    if kind == Kind.PLAN:
        assert item is None
        assert not any(files.may(cast.fanni, action, made) for action in AttachmentAction)
        return
    assert item is not None
    assert (item.state, item.title) == (ReviewState.WAITING, "Säännöt.pdf")
    files.move(session, cast.aino, made.id, AttachmentAction.REMOVE)
    states = [item.state]
    files.move(session, cast.aino, made.id, AttachmentAction.PUT_BACK)
    assert [*states, item.state] == [ReviewState.CLOSED, ReviewState.WAITING]


def test_a_reader_asks_for_a_look(session: Session, cast: Cast) -> None:
    made = make_file(session, cast, Kind.IDEA)
    item = reviews.item_of(session, Kind.ATTACHMENT, made.id)
    assert item is not None
    item.state = ReviewState.DECIDED

    files.flag(session, cast.sami, made.id, "Tässä on muiden nimiä.")

    assert item.state == ReviewState.WAITING
    assert files.review_of(session, cast.fanni, made.id) == item.id
    assert [files.review_of(session, actor, made.id) for actor in (cast.frans, cast.sami)] == [0, 0]
    for actor in (cast.aino, cast.visitor):
        with pytest.raises(Forbidden):
            files.flag(session, actor, made.id, "Miksi ei?")


def test_those_whom_it_concerns_hear_of_a_file(session: Session, cast: Cast) -> None:
    group_id, _ = make_place(session, cast, Kind.GROUP)
    made = files.add(session, cast.pekka, Kind.GROUP, group_id, "Esite.pdf", PDF)

    files.move(session, cast.aino, made.id, AttachmentAction.REMOVE)

    told = session.exec(select(Notice).where(Notice.kind == Kind.ATTACHMENT).order_by(Notice.id)).all()  # type: ignore[arg-type]
    assert [(row.person_id, row.key) for row in told] == [
        (cast.aino.id, "file_added"),
        (cast.pekka.id, "file_removed"),
    ]
    assert {row.link for row in told} == {f"/group?id={group_id}&show=files"}


def test_a_double_click_keeps_one_file_and_a_second_copy_is_refused(
    session: Session, cast: Cast, clock: Clock
) -> None:
    made = make_file(session, cast, Kind.IDEA)
    idea_id = made.subject_id

    again = files.add(session, cast.aino, Kind.IDEA, idea_id, "Säännöt.pdf", PDF)
    clock.at += timedelta(minutes=5)
    with pytest.raises(Invalid, match="file_there"):
        files.add(session, cast.aino, Kind.IDEA, idea_id, "Kopio.pdf", PDF)

    assert again.id == made.id


@pytest.mark.parametrize(
    ("quota", "day", "key"),
    [
        (acts.Quota(1, 1), 10**9, "files_too_many"),
        (acts.Quota(9, 0), 10**9, "files_too_large"),
        (acts.Quota(9, 9), 30, "files_enough_today"),
    ],
)
def test_a_thing_and_a_person_have_their_measure(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch, quota: acts.Quota, day: int, key: str
) -> None:
    made = make_file(session, cast, Kind.IDEA)
    monkeypatch.setitem(acts.QUOTAS, Kind.IDEA, quota)
    monkeypatch.setattr(acts, "_A_DAY", day)

    with pytest.raises(Conflict, match=key):
        files.add(session, cast.aino, Kind.IDEA, made.subject_id, "Toinen.pdf", PDF + b"\n")

    with pytest.raises(FileNotFoundError):
        stored.read(stored.hash_of(PDF + b"\n"))


def test_somebody_without_a_proven_address_adds_nothing(session: Session, cast: Cast) -> None:
    cast.people["aino"].verified_at = None
    idea = make_idea(session, cast, IdeaState.PUBLISHED)

    with pytest.raises(Forbidden, match="file_verified"):
        files.add(session, cast.aino, Kind.IDEA, idea.id, "Säännöt.pdf", PDF)


def test_content_goes_when_its_last_name_has_gone(session: Session, cast: Cast, clock: Clock) -> None:
    clock.at = datetime.now(UTC)
    content = PDF + b"only here"
    idea_file = make_file(session, cast, Kind.IDEA, content).id
    group_file = make_file(session, cast, Kind.GROUP, content).id

    for file_id, left in ((idea_file, True), (group_file, False)):
        files.move(session, cast.aino, file_id, AttachmentAction.REMOVE)
        clock.at += timedelta(days=29)
        files.forget_removed(session)
        assert session.exec(select(Attachment.id).where(Attachment.id == file_id)).all() == [file_id]
        clock.at += timedelta(days=2)
        files.forget_removed(session)
        files.drop_unnamed(session)
        assert session.exec(select(Attachment.id).where(Attachment.id == file_id)).all() == []
        assert (stored.hash_of(content) in set(stored.names(clock.at))) == left


def test_content_without_a_name_waits_for_a_day(session: Session, clock: Clock) -> None:
    clock.at = datetime.now(UTC)
    lost = stored.keep(b"an act that never committed")

    files.drop_unnamed(session)
    assert stored.read(lost)
    clock.at += timedelta(days=1, minutes=1)
    assert files.drop_unnamed(session) >= 1

    with pytest.raises(FileNotFoundError):
        stored.read(lost)


@pytest.mark.parametrize("kind", KINDS)
def test_a_shelf_costs_the_same_however_full(
    session: Session, cast: Cast, queries: Queries, kind: Kind
) -> None:
    made = make_file(session, cast, kind)
    actor = cast.aino
    counts = []

    for more in (0, 2):
        for turn in range(more):
            content = PDF + bytes([65 + turn])
            part_id = made.part_id
            files.add(session, actor, kind, made.subject_id, f"{turn}.pdf", content, part_id=part_id)
        session.flush()
        queries.statements.clear()
        assert len(files.of(session, actor, kind, made.subject_id).files) == 1 + more
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_materials_of_an_event_are_its_organisers_to_add_and_everybodys_to_read(
    session: Session, cast: Cast
) -> None:
    event, draft = make_event(cast), make_event(cast, EventState.DRAFT)

    made = files.add(session, cast.fanni, Kind.EVENT, event.id, "Kalvot.pdf", PDF)
    hidden = files.add(session, cast.fanni, Kind.EVENT, draft.id, "Kalvot.pdf", PDF)

    for who in EVERYBODY:
        reader = getattr(cast, who)
        shelf = files.of(session, reader, Kind.EVENT, event.id)
        holds = who in ("fanni", "frans", "arvo")
        assert [card.name for card in shelf.files] == ["Kalvot.pdf"]
        assert (shelf.places[0].may_add, bool(shelf.files[0].actions)) == (holds, holds)
        if not holds:
            with pytest.raises(NotFound):
                files.served(session, reader, hidden.id)
            with pytest.raises(Forbidden):
                files.move(session, reader, made.id, AttachmentAction.REMOVE)
    assert reviews.item_of(session, Kind.ATTACHMENT, made.id) is None
    files.move(session, cast.frans, made.id, AttachmentAction.REMOVE)
    assert files.of(session, cast.aino, Kind.EVENT, event.id).removed == []
    assert [card.id for card in files.of(session, cast.arvo, Kind.EVENT, event.id).removed] == [made.id]
