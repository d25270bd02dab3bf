"""An account that goes: what is handed over first, two weeks to regret it, and what then stays of a person."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    ERASED,
    AdviceCase,
    AssociationMember,
    AssociationRole,
    Comment,
    Conflict,
    EventSeat,
    GroupMember,
    GroupRole,
    GroupState,
    Idea,
    IdeaState,
    Invalid,
    JournalEntry,
    Kind,
    Mail,
    MailAddress,
    MembershipState,
    NotFound,
    Notice,
    Person,
    ReviewItem,
    SavedSearch,
    SeatState,
    ServiceRole,
    SignIn,
    Sought,
    Table,
)
from services import accounts, advice, erasure, events, journal, notices, references, statistics
from services.accounts import Attempt
from services.actors import Actor
from services.erasure import Hindrance, columns
from services.statistics import asked_of
from services.statistics.facts import bring_up_to_date
from tests.cast import Cast, make_association, make_member, make_person
from tests.conftest import Clock
from tests.services import advice_world
from tests.services.moderated import make_group
from tests.services.plan_world import make_idea, make_plan
from tests.services.test_event_seats import training


@pytest.fixture(autouse=True)
def _time(clock: Clock) -> None:
    """The first of September 2026."""


def ask(session: Session, actor: Actor, *, right: bool = True, sure: bool = True) -> None:
    attempt = accounts.begin_attempt(session, actor, actor.email)
    erasure.ask(session, actor, attempt, right, sure=sure)
    session.flush()


def erase(session: Session, clock: Clock) -> list[str]:
    """Lets the time pass, and the clock come round."""
    clock.at += erasure.REGRET
    files = erasure.erase_next(session)
    assert files is not None
    session.expire_all()
    return files


def hindrances(session: Session, actor: Actor) -> list[tuple[Hindrance, int]]:
    return [(each.hindrance, each.id) for each in erasure.outlook(session, actor).obstacles]


def everything(session: Session) -> str:
    """Every word of the database."""
    rows = [
        row for table in Table.metadata.sorted_tables for row in session.connection().execute(table.select())
    ]
    return "\n".join(map(str, rows))


def test_every_column_that_points_at_a_person_says_what_becomes_of_its_rows() -> None:
    named = [*columns.GOES, *columns.NOBODYS, *columns.STAYS, *columns.OWN_WAY]

    assert sorted(named) == [each.name for each in references.to_people()]


def test_the_password_and_a_sure_mind_are_asked_for(session: Session, cast: Cast) -> None:
    for wrong, field in (({"right": False}, "erasure_password"), ({"sure": False}, "sure")):
        with pytest.raises(Invalid) as refused:
            ask(session, cast.uuno, **wrong)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        erasure.ask(session, cast.uuno, Attempt("aino@example.org", "", cast.aino.id, ""), True, sure=True)
    with pytest.raises(NotFound):
        erasure.outlook(session, cast.visitor)

    assert cast.people["uuno"].erase_at is None


def test_what_others_would_be_left_alone_with_is_handed_over_first(session: Session, cast: Cast) -> None:
    make_plan(cast)
    group = make_group(session, cast, GroupState.ACTIVE)
    case = advice_world.ask(cast, "pekka")
    advice.take(session, cast.fanni, case.id)
    session.add(
        GroupMember(
            group_id=group.id, person_id=cast.sami.id, role=GroupRole.HOST, state=MembershipState.MEMBER
        )
    )
    session.flush()

    assert hindrances(session, cast.aino) == [(Hindrance.OWNER, cast.satusuo.id)]
    assert hindrances(session, cast.pekka) == [
        (Hindrance.PLAN, cast.toivonsilta.id),
        (Hindrance.ADVICE_ASKED, case.id),
    ]
    assert hindrances(session, cast.sami) == [(Hindrance.HOST, group.id)]
    assert hindrances(session, cast.fanni) == [(Hindrance.ADVICE_GIVEN, case.id)]
    assert hindrances(session, cast.arvo) == [(Hindrance.LAST_OF_ROLE, 0)]
    assert hindrances(session, cast.eero) == hindrances(session, cast.frans) == []
    with pytest.raises(Conflict) as refused:
        ask(session, cast.aino)
    assert refused.value.key == "erasure_obstacles"


def test_who_waits_to_be_erased_is_nobodys_fellow_owner(session: Session, cast: Cast) -> None:
    row = session.exec(select(AssociationMember).where(AssociationMember.person_id == cast.eero.id)).one()
    row.role = AssociationRole.OWNER
    session.flush()
    assert hindrances(session, cast.aino) == []

    ask(session, cast.eero)

    assert hindrances(session, cast.aino) == [(Hindrance.OWNER, cast.satusuo.id)]


def test_asking_signs_out_everywhere_and_signing_in_takes_it_back(session: Session, cast: Cast) -> None:
    token = accounts.begin_session(session, cast.veera.id)
    ask(session, cast.veera)

    assert accounts.person_of_token(session, token) is None
    [letter] = session.exec(select(Mail).where(Mail.address == "veera@example.org")).all()
    assert (letter.key, letter.params["day"]) == ("erasure_asked", "15.9.2026")

    attempt = accounts.begin_attempt(session, cast.visitor, "veera@example.org")
    accounts.enter(session, cast.visitor, attempt, mark="browser")

    assert attempt.leaving
    assert cast.people["veera"].erase_at is None
    steps = session.exec(select(JournalEntry.action).where(JournalEntry.kind == Kind.PERSON)).all()
    assert steps == ["ask_erasure", "keep_account"]


def test_a_new_password_keeps_the_account_too(session: Session, cast: Cast) -> None:
    ask(session, cast.veera)
    accounts.forgot(session, cast.visitor, "veera@example.org")
    session.flush()
    link = session.exec(select(Mail.link).where(Mail.key == "reset")).one()

    accounts.reset(
        session, cast.visitor, link.partition("token=")[2], accounts.Chosen("$2b$04$new"), mark="browser"
    )

    assert cast.people["veera"].erase_at is None


def test_nobody_is_erased_before_the_time(session: Session, cast: Cast, clock: Clock) -> None:
    ask(session, cast.veera)

    clock.at += erasure.REGRET - timedelta(seconds=1)

    assert erasure.erase_next(session) is None


@pytest.fixture
def kerttu(session: Session, cast: Cast) -> int:
    """Somebody with a bit of everything: of an association and a group, with a seat, a case, a search, a session."""
    person = make_person(session, "Kerttu Kadonnut")
    person.email = "kerttu.kadonnut@example.org"
    cast.people["kerttu"] = person
    make_member(session, cast.satusuo, person, AssociationRole.EDITOR)
    cast.satusuo.contact_name, cast.satusuo.contact_email = person.name, person.email
    reviewed = {"contact_name": person.name, "contact_email": person.email}
    group = make_group(session, cast, GroupState.ACTIVE)
    idea = make_idea(cast)
    idea.author_id = person.id
    session.add_all(
        [
            GroupMember(group_id=group.id, person_id=person.id, state=MembershipState.MEMBER),
            SavedSearch(person_id=person.id, sought=Sought.IDEAS, name="Kahvilat"),
            MailAddress(address=person.email),
            ReviewItem(kind=Kind.ASSOCIATION, thing_id=cast.satusuo.id, seen=reviewed),
            Comment(subject_kind=Kind.IDEA, subject_id=idea.id, author_id=person.id, body="Hyvä ajatus."),
        ]
    )
    case = advice_world.ask(cast, "kerttu")
    advice.close(session, cast.kerttu, case.id)
    event = training(cast, capacity=1)
    for who in ("kerttu", "pekka"):
        events.register(session, getattr(cast, who), event.id)
    told(session, cast, "kerttu", idea.id)
    accounts.begin_session(session, person.id)
    return person.id


def test_of_an_erased_person_nothing_is_left_that_tells_who_they_were(
    session: Session, cast: Cast, clock: Clock, kerttu: int
) -> None:
    assert "kerttu.kadonnut" in everything(session)
    ask(session, cast.kerttu)

    erase(session, clock)

    words = everything(session).casefold()
    assert "kerttu" not in words
    assert "kadonnut" not in words
    mark = session.get_one(Person, kerttu)
    assert (mark.name, mark.password_hash, mark.role) == (ERASED, "", ServiceRole.MEMBER)
    gone: list[Any] = [AssociationMember, GroupMember, Notice, SavedSearch, SignIn]
    for model in gone:
        assert session.exec(select(model).where(model.person_id == kerttu)).first() is None, model
    assert session.exec(select(AdviceCase)).first() is None


def test_what_was_for_others_stays_and_leads_to_a_row_without_a_name(
    session: Session, cast: Cast, clock: Clock, kerttu: int
) -> None:
    ask(session, cast.kerttu)

    erase(session, clock)

    for model in (Comment, Idea):
        assert session.exec(select(model.author_id)).all() == [kerttu]
    notice = session.exec(select(Notice).where(Notice.person_id == cast.aino.id)).one()
    assert notice.params["who"] == ERASED
    # Who waited for the seat has been offered it.
    seats = {seat.person_id: seat.state for seat in session.exec(select(EventSeat))}
    assert seats == {None: SeatState.CANCELLED, cast.pekka.id: SeatState.OFFERED}


def told(session: Session, cast: Cast, who: str, idea_id: int) -> None:
    """Aino has heard of what this person did, by their name."""
    entry = journal.record(session, getattr(cast, who), Kind.IDEA, idea_id, "comment")
    notices.tell(
        session,
        entry,
        [cast.aino.id],
        "comment_added",
        f"/idea?id={idea_id}",
        who=cast.people[who].name,
        title="Kahvila",
    )


def test_an_association_is_never_left_without_somebody_who_answers(
    session: Session, cast: Cast, clock: Clock
) -> None:
    alone = make_association(session, "Yhden naisen yhdistys ry")
    make_member(session, alone, cast.people["veera"])
    ask(session, cast.veera)
    # Meanwhile she has come to own another one alone.
    for row in session.exec(
        select(AssociationMember).where(AssociationMember.association_id == cast.satusuo.id)
    ):
        owner = row.person_id == cast.veera.id
        row.role = AssociationRole.OWNER if owner else row.role
        if row.person_id == cast.aino.id:
            row.role = AssociationRole.VIEWER
    session.flush()

    erase(session, clock)

    assert session.get_one(type(alone), alone.id).unclaimed
    owners = select(AssociationMember.person_id).where(
        AssociationMember.association_id == cast.satusuo.id, AssociationMember.role == AssociationRole.OWNER
    )
    assert session.exec(owners).all() == [cast.eero.id]
    assert session.exec(select(Notice.key).where(Notice.person_id == cast.eero.id)).all() == [
        "association_role_given"
    ]


@pytest.mark.parametrize("colleagues", [True, False])
def test_a_draft_is_emptied_that_nobody_else_can_read(
    session: Session, cast: Cast, clock: Clock, colleagues: bool
) -> None:
    idea = make_idea(cast, IdeaState.DRAFT)
    idea.author_id = cast.veera.id
    if not colleagues:
        idea.association_id = make_association(session, "Tyhjä yhdistys ry").id
    session.flush()
    ask(session, cast.veera)

    erase(session, clock)

    assert bool(idea.title) is colleagues


def test_the_funders_figures_do_not_change(session: Session, cast: Cast, clock: Clock) -> None:
    event = training(cast, capacity=None)
    for who in (cast.veera, cast.pekka):
        events.register(session, who, event.id)
    case = advice_world.ask(cast, "veera")
    advice.take(session, cast.fanni, case.id)
    advice.close(session, cast.veera, case.id)
    clock.at = event.ends_at + timedelta(hours=1)
    events.hold_past(session)
    events.mark_rest(session, cast.fanni, event.id)
    before = _figures(session, cast)
    assert any(before.values())
    ask(session, cast.veera)

    erase(session, clock)

    assert _figures(session, cast) == before


def _figures(session: Session, cast: Cast) -> dict[str, Any]:
    bring_up_to_date(session)
    return dict(statistics.report(session, cast.fanni, asked_of({"period": "2026"})).total.cells)


def test_nothing_is_told_to_who_has_gone_and_the_address_is_free(
    session: Session, cast: Cast, clock: Clock
) -> None:
    ask(session, cast.veera)
    erase(session, clock)
    idea = make_idea(cast)
    entry = journal.record(session, cast.aino, Kind.IDEA, idea.id, "comment")
    notices.tell(session, entry, [cast.people["veera"].id], "comment_added", f"/idea?id={idea.id}")

    assert session.exec(select(Notice)).first() is None
    accounts.sign_up(session, cast.visitor, "Veera", "veera@example.org", accounts.Chosen("$2b$04$new"))
    assert session.exec(select(Mail.key).where(Mail.address == "veera@example.org")).all() == ["verify"]
