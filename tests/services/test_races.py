"""Two people at the same moment, on the database where they truly meet: one act holds, the other is refused.

On SQLite the writers stand in line by themselves; on PostgreSQL each act here begins before the other is committed.
"""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, func, select

from models import (
    AgendaItem,
    Alert,
    Association,
    AssociationMember,
    AssociationRole,
    Ballot,
    Comment,
    Conflict,
    Decision,
    Endorsement,
    EventSeat,
    Flag,
    Group,
    GroupMember,
    GroupRole,
    GroupState,
    Idea,
    IdeaState,
    ImplementerRole,
    Introduction,
    IntroductionState,
    Joining,
    JournalEntry,
    Kind,
    MembershipState,
    Outcome,
    PartnerRequest,
    PartnerSet,
    Person,
    PlanPart,
    Proposal,
    SavedSearch,
    SeatState,
    ServiceRole,
    Sought,
    Table,
    WorkspaceError,
    now,
)
from services import (
    associations,
    database,
    decisions,
    events,
    groups,
    ideas,
    introductions,
    joinings,
    meetings,
    moderation,
    partner_requests,
    partner_sets,
    plans,
    reviews,
    saved_searches,
)
from services.actors import Actor, actor_of
from services.database import open_engine
from services.search.conditions import condition
from services.search.documents import INDEXED
from services.search.touched import bring_up_to_date
from tests import postgres
from tests.cast import Cast, cast_in, make_member, make_person
from tests.conftest import DATABASES
from tests.services.circle_world import a_group, call, option, propose, seat
from tests.services.moderated import make_idea, make_waiting
from tests.services.request_world import invite
from tests.services.test_events import make_event

pytestmark = pytest.mark.skipif("postgresql" not in DATABASES, reason="PostgreSQL is left out")

Act = Callable[[Session, Actor], Any]
# Long enough for the second act to reach the first one's lock.
MEETING_SECONDS = 0.4


@dataclass
class House:
    engine: Engine
    people: dict[str, int]

    def meet(self, first: tuple[str, Act], second: tuple[str, Act]) -> list[WorkspaceError | None]:
        """Both acts, the second one begun while the first is done but not committed; how each ended."""
        done = Event()
        with ThreadPoolExecutor(2) as pool:
            one = pool.submit(self._attempt, *first, done.set, MEETING_SECONDS)
            done.wait(10)
            other = pool.submit(self._attempt, *second, lambda: None, 0)
            return [one.result(20), other.result(20)]

    def _attempt(self, who: str, act: Act, acted: Callable[[], object], wait: float) -> WorkspaceError | None:
        try:
            with database.changing() as session:
                actor = actor_of(session, session.get_one(Person, self.people[who]))
                act(session, actor)
                session.flush()
                acted()
                Event().wait(wait)
        except WorkspaceError as error:
            return error
        finally:
            acted()
        return None


@pytest.fixture(scope="module")
def shared(postgresql_address: str) -> Iterator[Engine]:
    engine = open_engine(postgres.new_database(postgresql_address, f"races-{uuid.uuid4().hex}"))
    Table.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def arranging(shared: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Arrange and commit; after the test the tables are empty again."""
    monkeypatch.setattr(database, "engine", lambda: shared)
    with Session(shared, expire_on_commit=False) as session:
        yield session
    names = ", ".join(f'"{table.name}"' for table in Table.metadata.sorted_tables)
    with shared.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@pytest.fixture
def cast(arranging: Session) -> Cast:
    return cast_in(arranging)


@pytest.fixture
def house(shared: Engine, cast: Cast) -> House:
    return House(shared, {name: person.id for name, person in cast.people.items()})


def count(session: Session, table: type[Any]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def owners(session: Session, association_id: int) -> int:
    session.commit()
    return len(associations.owners_of(session, association_id))


def second_owner(session: Session, cast: Cast) -> tuple[AssociationMember, AssociationMember]:
    other = make_member(session, cast.keksila, cast.people["uuno"])
    mine = session.exec(select(AssociationMember).where(AssociationMember.person_id == cast.sami.id)).one()
    session.commit()
    return mine, other


def test_two_last_owners_cannot_both_leave(arranging: Session, cast: Cast, house: House) -> None:
    second_owner(arranging, cast)
    keksila = cast.keksila.id

    first, second = house.meet(
        ("sami", lambda session, actor: associations.leave(session, actor, keksila)),
        ("uuno", lambda session, actor: associations.leave(session, actor, keksila)),
    )

    assert first is None
    assert second is not None
    assert second.key == "last_owner"
    assert owners(arranging, keksila) == 1


def test_two_owners_cannot_remove_each_other(arranging: Session, cast: Cast, house: House) -> None:
    mine, other = second_owner(arranging, cast)

    first, second = house.meet(
        ("sami", lambda session, actor: associations.remove(session, actor, other.id, why="Riita.")),
        ("uuno", lambda session, actor: associations.remove(session, actor, mine.id, why="Riita.")),
    )

    assert first is None
    assert second is not None
    assert owners(arranging, cast.keksila.id) == 1


def test_two_owners_cannot_both_step_down(arranging: Session, cast: Cast, house: House) -> None:
    mine, other = second_owner(arranging, cast)
    role = AssociationRole.EDITOR

    first, second = house.meet(
        ("sami", lambda session, actor: associations.give_role(session, actor, mine.id, role)),
        ("uuno", lambda session, actor: associations.give_role(session, actor, other.id, role)),
    )

    assert first is None
    assert second is not None
    assert second.key == "last_owner"
    assert owners(arranging, cast.keksila.id) == 1


def test_of_yes_and_no_to_the_same_asker_the_first_holds(
    arranging: Session, cast: Cast, house: House
) -> None:
    second_owner(arranging, cast)
    asker = make_member(
        arranging, cast.keksila, cast.people["pekka"], AssociationRole.VIEWER, MembershipState.REQUESTED
    )
    arranging.commit()

    first, second = house.meet(
        ("sami", lambda session, actor: associations.accept_request(session, actor, asker.id)),
        ("uuno", lambda session, actor: associations.decline_request(session, actor, asker.id, why="Ei.")),
    )

    assert first is None
    assert second is not None
    assert second.key == "wrong_state"
    arranging.refresh(asker)
    assert asker.state == MembershipState.MEMBER


def hosted(session: Session, cast: Cast, *hosts: str) -> Group:
    group = Group(
        name="Talot", sort_key="talot", purpose="x", state=GroupState.ACTIVE, created_by=cast.fanni.id
    )
    session.add(group)
    session.flush()
    for host in hosts:
        session.add(
            GroupMember(
                group_id=group.id,
                person_id=cast.people[host].id,
                role=GroupRole.HOST,
                state=MembershipState.MEMBER,
            )
        )
    session.commit()
    return group


def test_two_last_hosts_cannot_both_leave(arranging: Session, cast: Cast, house: House) -> None:
    group = hosted(arranging, cast, "aino", "pekka")

    first, second = house.meet(
        ("aino", lambda session, actor: groups.leave(session, actor, group.id)),
        ("pekka", lambda session, actor: groups.leave(session, actor, group.id)),
    )

    assert first is None
    assert second is not None
    assert second.key == "last_host"


def published(session: Session, cast: Cast) -> Idea:
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    reviews.open_item(
        session,
        Kind.IDEA,
        idea.id,
        title=idea.title,
        association_id=idea.association_id,
        author_id=idea.author_id,
    )
    session.commit()
    return idea


def soon() -> date:
    return now().date() + timedelta(days=20)


TWICE: dict[str, tuple[Callable[[Session, Actor, int], Any], type[Any], int]] = {
    "endorse": (ideas.endorse, Endorsement, 1),
    "flag": (lambda session, actor, id: ideas.flag(session, actor, id, "Mainos."), Flag, 1),
}


@pytest.mark.parametrize("name", TWICE)
def test_the_same_act_twice_at_once_is_one_act(
    name: str, arranging: Session, cast: Cast, house: House
) -> None:
    act, table, rows = TWICE[name]
    idea = published(arranging, cast)

    once = ("sami", lambda session, actor: act(session, actor, idea.id))
    first, second = house.meet(once, once)

    assert first is None
    assert isinstance(second, Conflict)
    assert count(arranging, table) == rows


def test_joining_twice_at_once_is_one_membership(arranging: Session, cast: Cast, house: House) -> None:
    group = hosted(arranging, cast, "aino")

    once = ("sami", lambda session, actor: groups.join(session, actor, group.id))
    first, second = house.meet(once, once)

    assert first is None
    assert isinstance(second, Conflict)
    assert count(arranging, GroupMember) == 2


def test_asking_to_join_twice_at_once_is_one_request(arranging: Session, cast: Cast, house: House) -> None:
    keksila = cast.keksila.id
    arranging.commit()

    def ask(session: Session, actor: Actor) -> Any:
        return associations.ask_to_join(session, actor, keksila, words_for_owners="Ottakaa mukaan.")

    first, second = house.meet(("uuno", ask), ("uuno", ask))

    assert first is None
    assert isinstance(second, Conflict)


def test_a_letter_sent_twice_at_once_is_one_letter(arranging: Session, cast: Cast, house: House) -> None:
    idea = published(arranging, cast)

    def send(session: Session, actor: Actor) -> Any:
        return partner_requests.send(
            session,
            actor,
            idea.id,
            to_association_id=cast.toivonsilta.id,
            role=ImplementerRole.CO_IMPLEMENTER,
            reply_by=soon(),
            need_ids=[],
            words="Mukaan?",
        )

    first, second = house.meet(("aino", send), ("eero", send))

    assert first is None
    assert isinstance(second, Conflict)
    assert count(arranging, PartnerRequest) == 1


def test_two_sets_asked_for_one_idea_at_once_are_one_set(
    arranging: Session, cast: Cast, house: House
) -> None:
    idea = published(arranging, cast)

    def ask(partner: int) -> Act:
        def act(session: Session, actor: Actor) -> None:
            made = partner_sets.begin(session, actor, session.get_one(Idea, idea.id), {"most": 3})
            invite(
                session, cast, idea, to_association_id=partner, set_id=made.id, reply_by=soon(), need_ids=[]
            )

        return act

    first, second = house.meet(("aino", ask(cast.toivonsilta.id)), ("eero", ask(cast.keksila.id)))

    assert first is None
    assert isinstance(second, Conflict)
    assert (count(arranging, PartnerSet), count(arranging, PartnerRequest)) == (1, 1)


def test_a_search_saved_twice_at_once_is_saved_once(arranging: Session, cast: Cast, house: House) -> None:
    arranging.commit()

    def save(session: Session, actor: Actor) -> Any:
        same = {"municipality": "176"}
        return saved_searches.save(session, actor, Sought.IDEAS, same, name="Juuka", alert=Alert.NONE)

    first, second = house.meet(("sami", save), ("sami", save))

    assert first is None
    assert isinstance(second, Conflict)
    assert count(arranging, SavedSearch) == 1


def test_two_ideas_proposed_to_join_twice_at_once_are_proposed_once(
    arranging: Session, cast: Cast, house: House
) -> None:
    ids = published(arranging, cast).id, published(arranging, cast).id
    arranging.get_one(Idea, ids[1]).association_id = cast.keksila.id
    arranging.commit()

    def propose(kept: int, joined: int) -> Act:
        return lambda session, actor: joinings.propose(session, actor, kept, joined, "Sama asia.")

    first, second = house.meet(("fanni", propose(*ids)), ("fanni", propose(*ids[::-1])))

    assert first is None
    assert isinstance(second, Conflict)
    assert count(arranging, Joining) == 1


def test_two_who_agree_to_an_introduction_at_once_read_each_others_contacts(
    arranging: Session, cast: Cast, house: House
) -> None:
    both = [cast.satusuo.id, cast.keksila.id]
    made = introductions.propose(arranging, cast.fanni, both, "Tutustukaa.", soon())
    arranging.commit()

    def agree(session: Session, actor: Actor) -> Any:
        return introductions.agree(session, actor, made.id)

    assert house.meet(("aino", agree), ("sami", agree)) == [None, None]
    arranging.expire_all()
    assert made.state == IntroductionState.AGREED


def test_the_same_introduced_twice_at_once_are_introduced_once(
    arranging: Session, cast: Cast, house: House
) -> None:
    both = [cast.toivonsilta.id, cast.keksila.id]
    arranging.commit()

    def propose(ids: list[int]) -> Act:
        return lambda session, actor: introductions.propose(session, actor, ids, "Tutustukaa.", soon())

    first, second = house.meet(("fanni", propose(both)), ("frans", propose(both[::-1])))

    assert first is None
    assert isinstance(second, Conflict)
    assert count(arranging, Introduction) == 1


@pytest.mark.parametrize("begun_first", [True, False])
def test_a_partner_who_says_yes_while_the_plan_is_begun_gets_a_part(
    arranging: Session, cast: Cast, house: House, begun_first: bool
) -> None:
    idea = published(arranging, cast)
    one = invite(arranging, cast, idea, reply_by=soon(), need_ids=[])
    other = invite(
        arranging,
        cast,
        idea,
        to_association_id=cast.keksila.id,
        reply_by=soon(),
        need_ids=[],
    )
    partner_requests.accept(arranging, cast.pekka, one.id)
    arranging.commit()

    acts: list[tuple[str, Act]] = [
        ("aino", lambda session, actor: plans.begin(session, actor, idea.id)),
        ("sami", lambda session, actor: partner_requests.accept(session, actor, other.id)),
    ]
    ended = house.meet(*(acts if begun_first else reversed(acts)))

    assert ended == [None, None]
    assert count(arranging, PlanPart) == 3


def test_a_plan_begun_twice_at_once_is_one_plan(arranging: Session, cast: Cast, house: House) -> None:
    idea = published(arranging, cast)
    one = invite(arranging, cast, idea, reply_by=soon(), need_ids=[])
    partner_requests.accept(arranging, cast.pekka, one.id)
    arranging.commit()

    house.meet(
        ("aino", lambda session, actor: plans.begin(session, actor, idea.id)),
        ("eero", lambda session, actor: plans.begin(session, actor, idea.id)),
    )

    assert count(arranging, PlanPart) == 2


def test_who_decides_second_reads_who_was_first(arranging: Session, cast: Cast, house: House) -> None:
    item = make_waiting(arranging, cast, Kind.IDEA)
    make_person(arranging, "Fiia", ServiceRole.FACILITATOR)
    arranging.commit()
    house.people["fiia"] = arranging.exec(select(Person.id).where(Person.name == "Fiia")).one()
    version = item.version

    def publish(session: Session, actor: Actor) -> Any:
        return moderation.decide(session, actor, item.id, Decision.PUBLISH, None, "", version=version)

    first, second = house.meet(("fanni", publish), ("fiia", publish))

    assert first is None
    assert isinstance(second, Conflict)
    assert (second.key, second.params["who"]) == ("decided_already", "Fanni")


def at_once(house: House, *acts: tuple[str, Act]) -> list[WorkspaceError | None]:
    """All acts side by side; how each ended."""
    with ThreadPoolExecutor(len(acts)) as pool:
        begun = [pool.submit(house._attempt, *act, lambda: None, 0) for act in acts]
        return [one.result(20) for one in begun]


def answering(session: Session, kind: Kind, words: str) -> list[int]:
    session.commit()
    return list(session.scalars(select(INDEXED[kind].model.id).where(condition(session, kind, words))))


def test_two_who_write_the_same_plan_at_once_are_both_found(
    arranging: Session, cast: Cast, house: House
) -> None:
    idea = published(arranging, cast)
    one = invite(arranging, cast, idea, reply_by=soon(), need_ids=[])
    partner_requests.accept(arranging, cast.pekka, one.id)
    plan = plans.begin(arranging, cast.aino, idea.id)
    arranging.commit()

    def write(key: str, words: str) -> Act:
        def act(session: Session, actor: Actor) -> None:
            plans.save_field(session, actor, plan.id, 0, key, words, number=0)
            bring_up_to_date(session)

        return act

    ended = house.meet(
        ("aino", write("goals", "Laavun rakennus")), ("eero", write("results", "Veneiden huolto"))
    )

    assert ended == [None, None]
    assert answering(arranging, Kind.PLAN, "laavu") == [plan.id]
    assert answering(arranging, Kind.PLAN, "vene") == [plan.id]


def test_an_idea_is_found_by_its_new_words_and_its_associations_new_name(
    arranging: Session, cast: Cast, house: House
) -> None:
    idea = published(arranging, cast)

    def rename(session: Session, _actor: Actor) -> None:
        session.get_one(Association, cast.satusuo.id).name = "Hattuvaaran väki ry"
        bring_up_to_date(session)

    def reword(session: Session, _actor: Actor) -> None:
        session.get_one(Idea, idea.id).title = "Laavun rakennus"
        bring_up_to_date(session)

    ended = house.meet(("aino", rename), ("eero", reword))

    assert ended == [None, None]
    assert answering(arranging, Kind.IDEA, "Hattuvaaran laavu") == [idea.id]


def test_two_who_write_new_words_of_two_kinds_do_not_wait_in_a_ring(
    arranging: Session, cast: Cast, house: House
) -> None:
    ideas_of = [published(arranging, cast).id, published(arranging, cast).id]
    homes = [cast.toivonsilta.id, cast.keksila.id]
    arranging.commit()
    both_have_begun = Barrier(2)

    def write(place: int, of_idea: str, of_home: str) -> Act:
        def act(session: Session, _actor: Actor) -> None:
            session.get_one(Association, homes[place]).description = of_home
            session.get_one(Idea, ideas_of[place]).need = of_idea
            both_have_begun.wait(10)

        return act

    many = " ".join(f"aasana{number}" for number in range(150))
    other = " ".join(f"bbsana{number}" for number in range(150))

    ended = at_once(house, ("aino", write(0, many, other)), ("eero", write(1, other, many)))

    assert ended == [None, None]


def test_a_deadlock_is_a_conflict(arranging: Session, cast: Cast, house: House) -> None:
    one, other = published(arranging, cast).id, cast.people["aino"].id
    arranging.commit()

    def touch(session: Session, table: str, row: int) -> None:
        session.connection().execute(text(f"SELECT 1 FROM {table} WHERE id = :id FOR UPDATE"), {"id": row})

    def idea_then_person(session: Session, _actor: Actor) -> None:
        touch(session, "idea", one)
        Event().wait(MEETING_SECONDS)
        touch(session, "person", other)

    def person_then_idea(session: Session, _actor: Actor) -> None:
        touch(session, "person", other)
        Event().wait(MEETING_SECONDS)
        touch(session, "idea", one)

    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(house._attempt, "sami", act, lambda: None, 0)
            for act in (idea_then_person, person_then_idea)
        ]
        ended = [each.result(20) for each in both]

    assert sorted(type(error).__name__ for error in ended) == ["Conflict", "NoneType"]


def test_a_broken_rule_that_is_no_race_looks_like_the_bug_it_is(
    arranging: Session, cast: Cast, house: House
) -> None:
    arranging.commit()

    def bug(session: Session, actor: Actor) -> None:
        session.add(Comment(subject_kind=Kind.IDEA, subject_id=1, author_id=10**6, body="x"))
        session.flush()

    with pytest.raises(Exception, match="ForeignKeyViolation"):
        house._attempt("sami", bug, lambda: None, 0)


def put_to_the_vote(arranging: Session, cast: Cast, **more: Any) -> Proposal:
    """In Aino's group: Satusuo has a vote, and so has Toivonsilta."""
    proposal = propose(cast, a_group(cast), **more)
    arranging.commit()
    return proposal


def cast_vote(arranging: Session, proposal: Proposal, association_id: int, text: str) -> Act:
    place = seat(arranging, proposal, association_id=association_id).id
    chosen = option(arranging, proposal, text).id
    arranging.commit()
    return lambda session, actor: decisions.vote(session, actor, proposal.id, place, chosen, seen=None)


@pytest.mark.parametrize(
    ("ballot", "key"), [(Ballot.OPEN, "vote_meanwhile"), (Ballot.CLOSED, "vote_cast_already")]
)
def test_two_people_cast_their_associations_one_vote(
    arranging: Session, cast: Cast, house: House, ballot: Ballot, key: str
) -> None:
    proposal = put_to_the_vote(arranging, cast, ballot=ballot)

    first, second = house.meet(
        ("aino", cast_vote(arranging, proposal, cast.satusuo.id, "Koli")),
        ("eero", cast_vote(arranging, proposal, cast.satusuo.id, "Valamo")),
    )

    assert first is None
    assert second is not None
    assert second.key == key
    arranging.expire_all()
    theirs = seat(arranging, proposal, association_id=cast.satusuo.id)
    koli, valamo = (option(arranging, proposal, text) for text in ("Koli", "Valamo"))
    assert theirs.has_voted
    assert theirs.option_id == (koli.id if ballot == Ballot.OPEN else None)
    assert (koli.votes, valamo.votes) == ((0, 0) if ballot == Ballot.OPEN else (1, 0))


def test_the_last_two_votes_at_once_are_both_counted_and_end_it_once(
    arranging: Session, cast: Cast, house: House
) -> None:
    proposal = put_to_the_vote(arranging, cast, ballot=Ballot.CLOSED)

    ended = house.meet(
        ("aino", cast_vote(arranging, proposal, cast.satusuo.id, "Koli")),
        ("pekka", cast_vote(arranging, proposal, cast.toivonsilta.id, "Koli")),
    )

    assert ended == [None, None]
    arranging.expire_all()
    assert (arranging.get_one(Proposal, proposal.id).outcome, option(arranging, proposal, "Koli").votes) == (
        Outcome.CHOSEN,
        2,
    )


@pytest.mark.parametrize("closes_first", [True, False])
def test_a_vote_and_the_closing_are_taken_one_after_the_other(
    arranging: Session, cast: Cast, house: House, closes_first: bool
) -> None:
    proposal = put_to_the_vote(arranging, cast)
    voting = ("pekka", cast_vote(arranging, proposal, cast.toivonsilta.id, "Koli"))
    closing = ("aino", lambda session, actor: decisions.close(session, actor, proposal.id))

    first, second = house.meet(*((closing, voting) if closes_first else (voting, closing)))

    assert first is None
    arranging.expire_all()
    if closes_first:
        assert second is not None
        assert second.key == "vote_over"
    assert arranging.get_one(Proposal, proposal.id).outcome == (
        Outcome.NO_VOTES if closes_first else Outcome.CHOSEN
    )


def test_the_clock_leaves_a_vote_alone_that_somebody_is_ending(
    arranging: Session, cast: Cast, house: House
) -> None:
    proposal = put_to_the_vote(arranging, cast)
    proposal.closes_at = now()
    arranging.commit()

    ended = house.meet(
        ("aino", lambda session, actor: decisions.close(session, actor, proposal.id)),
        ("pekka", lambda session, _actor: decisions.close_due(session)),
    )

    assert ended == [None, None]
    told = arranging.exec(select(func.count()).where(JournalEntry.action == "decide")).one()
    assert told == 1


def test_two_who_save_the_same_minutes_do_not_overwrite_each_other(
    arranging: Session, cast: Cast, house: House
) -> None:
    meeting = call(cast, a_group(cast), agenda=("Retki",))
    item = arranging.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)).one().id
    arranging.commit()

    first, second = house.meet(
        ("aino", lambda session, actor: meetings.save_minutes(session, actor, item, "Koli.", number=0)),
        ("pekka", lambda session, actor: meetings.save_minutes(session, actor, item, "Valamo.", number=0)),
    )

    assert first is None
    assert isinstance(second, meetings.MinutesConflict)
    arranging.expire_all()
    assert arranging.get_one(AgendaItem, item).minutes == "Koli."


def test_the_last_seat_taken_by_two_at_once_is_one_persons_and_the_other_waits(
    arranging: Session, cast: Cast, house: House
) -> None:
    at = now() + timedelta(days=5)
    event = make_event(cast, registers=True, capacity=1, starts_at=at, ends_at=at + timedelta(hours=1))
    arranging.commit()

    def register(session: Session, actor: Actor) -> Any:
        return events.register(session, actor, event.id)

    ended = house.meet(("sami", register), ("uuno", register))
    arranging.expire_all()
    taken = arranging.exec(select(EventSeat.person_id, EventSeat.state).order_by(EventSeat.state)).all()

    assert ended == [None, None]
    assert taken == [(cast.sami.id, SeatState.REGISTERED), (cast.uuno.id, SeatState.WAITLISTED)]
    # A seat that comes free while somebody new signs up is the waiting one's.
    cancel = ("sami", lambda session, actor: events.cancel(session, actor, event.id))
    assert house.meet(cancel, ("pekka", register)) == [None, None]
    arranging.expire_all()
    states = dict(arranging.exec(select(EventSeat.person_id, EventSeat.state)).all())
    assert (states[cast.uuno.id], states[cast.pekka.id]) == (SeatState.OFFERED, SeatState.WAITLISTED)


def test_one_person_who_signs_up_twice_at_once_has_one_seat(
    arranging: Session, cast: Cast, house: House
) -> None:
    at = now() + timedelta(days=5)
    event = make_event(cast, registers=True, starts_at=at, ends_at=at + timedelta(hours=1))
    arranging.commit()

    once = ("sami", lambda session, actor: events.register(session, actor, event.id))

    assert house.meet(once, once) == [None, None]
    assert count(arranging, EventSeat) == 1
