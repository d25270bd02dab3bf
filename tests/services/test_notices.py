"""Who is told what, how often and on which way; what becomes of it when it is read."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    Channel,
    Concern,
    Idea,
    IdeaState,
    JournalEntry,
    Kind,
    Mail,
    NotFound,
    Notice,
    Stance,
)
from services import comments, journal, notices, threads
from services.actors import Actor
from services.moderation import HANDLERS, links
from services.notices import Habits, sights
from services.notices.things import thing_of
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.test_groups import make_group
from tests.services.test_threads import make_thread

SERVICES = Path(__file__).parent.parent.parent / "services"
LINK = re.compile(r'"/([a-z_]+)\?([a-z_]+)=')
# Lists, and screens that show a person nothing but their own.
OF_ONE_PERSON = {"advice", "association_form", "invitation", "moderation", "ruling", "saved_searches"}


def make_idea(session: Session, cast: Cast, title: str = "Olohuone") -> Idea:
    """Satusuo's, published."""
    idea = Idea(
        association_id=cast.satusuo.id, author_id=cast.aino.id, title=title, state=IdeaState.PUBLISHED
    )
    session.add(idea)
    session.flush()
    return idea


def entry(session: Session, cast: Cast, thing_id: int = 7) -> JournalEntry:
    return journal.record(session, cast.fanni, Kind.IDEA, thing_id, "publish")


def tell(session: Session, cast: Cast, thing_id: int = 7, key: str = "review_publish", **more: Any) -> None:
    people = [cast.aino.id, cast.eero.id, cast.fanni.id]
    link = f"/idea?id={thing_id}"
    notices.tell(session, entry(session, cast, thing_id), people, key, link, title="Olohuone", **more)


def choose(session: Session, who: Actor, concern: Concern, channel: Channel) -> None:
    notices.save_habits(session, who, Habits({**notices.USUAL, concern: channel}))


def told(session: Session, who: Actor) -> list[str]:
    return [card.key for card in notices.of(session, who).rows]


def mailed(session: Session) -> list[tuple[str, str]]:
    return [(mail.address.partition("@")[0], mail.key) for mail in session.exec(select(Mail))]


def test_the_one_who_did_it_is_not_told(session: Session, cast: Cast) -> None:
    tell(session, cast)

    assert notices.of(session, cast.fanni).rows == []
    assert [card.params for card in notices.of(session, cast.aino).rows] == [{"title": "Olohuone"}]


def test_the_one_who_did_it_is_not_told_although_they_follow_it(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    notices.choose(session, cast.pekka, Kind.IDEA, idea.id, Stance.FOLLOW)

    comments.add(session, cast.pekka, Kind.IDEA, idea.id, "Tulen mukaan.")

    assert (told(session, cast.pekka), told(session, cast.aino)) == ([], ["comment_added"])


def test_one_event_is_told_once(session: Session, cast: Cast) -> None:
    event = entry(session, cast)

    notices.tell(session, event, [cast.aino.id], "thing", "/idea?id=7")
    notices.tell(session, event, [cast.aino.id, cast.eero.id], "thing", "/idea?id=7")

    assert notices.unread(session, cast.aino) == 1
    assert notices.unread(session, cast.eero) == 1


def test_mail_goes_to_verified_addresses_alone(session: Session, cast: Cast) -> None:
    cast.people["eero"].verified_at = None

    tell(session, cast, by_mail=True)

    assert mailed(session) == [("aino", "review_publish")]
    assert notices.unread(session, cast.eero) == 1


@pytest.mark.parametrize(
    ("channel", "in_app", "letters"),
    [(Channel.AT_ONCE, 1, 1), (Channel.DIGEST, 1, 0), (Channel.IN_APP, 1, 0), (Channel.NEVER, 0, 0)],
)
def test_each_hears_on_the_way_they_chose(
    session: Session, cast: Cast, channel: Channel, in_app: int, letters: int
) -> None:
    choose(session, cast.aino, Concern.TALK, channel)
    idea = make_idea(session, cast)

    comments.add(session, cast.pekka, Kind.IDEA, idea.id, "Tulen mukaan.")

    assert (len(told(session, cast.aino)), mailed(session).count(("aino", "notice"))) == (in_app, letters)
    waits = session.exec(select(Notice.channel).where(Notice.person_id == cast.eero.id)).all()
    assert waits == [Channel.DIGEST]


def test_who_mutes_a_thing_hears_no_talk_of_it_but_what_became_of_it(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    notices.choose(session, cast.aino, Kind.IDEA, idea.id, Stance.MUTE)

    comments.add(session, cast.pekka, Kind.IDEA, idea.id, "Tulen mukaan.")
    tell(session, cast, idea.id, by_mail=True)

    assert told(session, cast.aino) == ["review_publish"]
    assert sorted(told(session, cast.eero)) == ["comment_added", "review_publish"]


def test_what_becomes_of_my_own_does_not_depend_on_following_it(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    notices.choose(session, cast.aino, Kind.IDEA, idea.id, Stance.FOLLOW)
    notices.choose(session, cast.aino, Kind.IDEA, idea.id, None)

    comments.add(session, cast.pekka, Kind.IDEA, idea.id, "Tulen mukaan.")

    assert told(session, cast.aino) == ["comment_added"]


def test_a_muted_group_is_quiet_but_for_the_discussion_that_one_follows_in_it(
    session: Session, cast: Cast
) -> None:
    group = make_group(session, cast)
    followed, other = make_thread(session, cast, group), make_thread(session, cast, group, "Talkoot")
    notices.choose(session, cast.aino, Kind.GROUP, group.id, Stance.MUTE)
    notices.choose(session, cast.aino, Kind.THREAD, followed.id, Stance.FOLLOW)
    before = told(session, cast.aino)

    for thread in (followed, other):
        comments.add(session, cast.pekka, Kind.THREAD, thread.id, "Minä voin.")
    threads.start(session, cast.pekka, group.id, title="Lisää", body="Kuka?")

    assert told(session, cast.aino)[: -len(before)] == ["comment_added"]


def test_who_follows_a_public_idea_hears_of_it_without_being_in_it(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    notices.choose(session, cast.sami, Kind.IDEA, idea.id, Stance.FOLLOW)

    comments.add(session, cast.pekka, Kind.IDEA, idea.id, "Tulen mukaan.")

    assert told(session, cast.sami) == ["comment_added"]


def test_who_follows_hears_no_more_of_what_they_may_not_see(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    notices.choose(session, cast.sami, Kind.IDEA, idea.id, Stance.FOLLOW)
    idea.state = IdeaState.HIDDEN
    event = journal.record(session, cast.fanni, Kind.IDEA, idea.id, "hide")

    notices.tell(session, event, [cast.aino.id], "comment_added", f"/idea?id={idea.id}", who="", title="")

    assert (told(session, cast.sami), told(session, cast.aino)) == ([], ["comment_added"])


def test_nobody_follows_what_they_may_not_know_of(session: Session, cast: Cast) -> None:
    thread = make_thread(session, cast, make_group(session, cast))

    for who, kind, thing_id in [
        (cast.sami, Kind.THREAD, thread.id),
        (cast.visitor, Kind.GROUP, thread.group_id),
        (cast.aino, Kind.ASSOCIATION, cast.satusuo.id),
        (cast.aino, Kind.IDEA, 99),
    ]:
        with pytest.raises(NotFound):
            notices.choose(session, who, kind, thing_id, Stance.FOLLOW)

    assert notices.stance_of(session, cast.sami, Kind.THREAD, thread.id) is None


def test_what_one_follows_is_listed_and_can_be_taken_back_when_it_is_out_of_sight(
    session: Session, cast: Cast
) -> None:
    idea = make_idea(session, cast)
    notices.choose(session, cast.sami, Kind.IDEA, idea.id, Stance.MUTE)
    seen = notices.chosen_by(session, cast.sami).rows
    idea.state = IdeaState.HIDDEN
    unseen = notices.chosen_by(session, cast.sami).rows

    with pytest.raises(NotFound):
        notices.forget(session, cast.pekka, Kind.IDEA, idea.id)
    notices.forget(session, cast.sami, Kind.IDEA, idea.id)

    assert [(row.name, row.link) for row in seen + unseen] == [("Olohuone", f"/idea?id={idea.id}"), ("", "")]
    assert notices.chosen_by(session, cast.sami).rows == []


def test_newest_first_by_key(session: Session, cast: Cast) -> None:
    for thing_id in range(1, 23):
        tell(session, cast, thing_id)

    first = notices.of(session, cast.aino)
    second = notices.of(session, cast.aino, after=first.after)

    assert [card.link for card in first.rows + second.rows] == [f"/idea?id={n}" for n in range(22, 0, -1)]


def test_reading_marks_it_and_gives_the_link(session: Session, cast: Cast) -> None:
    tell(session, cast)
    card = notices.of(session, cast.aino).rows[0]

    link = notices.read(session, cast.aino, card.id)

    assert (card.unread, link) == (True, "/idea?id=7")
    assert not notices.of(session, cast.aino).rows[0].unread
    assert notices.unread(session, cast.aino) == 0


def test_nobody_reads_another_ones_notice(session: Session, cast: Cast) -> None:
    tell(session, cast)
    card = notices.of(session, cast.aino).rows[0]

    for stranger in (cast.sami, cast.eero, cast.fanni, cast.arvo, cast.visitor):
        with pytest.raises(NotFound):
            notices.read(session, stranger, card.id)

    assert notices.unread(session, cast.aino) == 1


def test_reading_all_leaves_others_alone(session: Session, cast: Cast) -> None:
    tell(session, cast, 1)
    tell(session, cast, 2)

    notices.read_all(session, cast.aino)

    assert notices.unread(session, cast.aino) == 0
    assert notices.unread(session, cast.eero) == 2


def test_a_visitor_has_no_notices_and_no_settings(session: Session, cast: Cast) -> None:
    assert notices.unread(session, cast.visitor) == 0
    for act in (notices.of, notices.read_all, notices.habits, notices.next_digest, notices.chosen_by):
        with pytest.raises(NotFound):
            act(session, cast.visitor)
    with pytest.raises(NotFound):
        notices.save_habits(session, cast.visitor, Habits())


def test_the_list_costs_one_question_and_telling_many_no_more_than_telling_two(
    session: Session, cast: Cast, queries: Queries
) -> None:
    idea, aino = make_idea(session, cast), cast.aino
    costs = []
    for people in (["aino", "eero"], ["aino", "eero", "veera", "pekka", "sami", "uuno", "frans"]):
        event, ids = entry(session, cast, idea.id), [cast.people[name].id for name in people]
        queries.statements.clear()
        notices.tell(session, event, ids, "plan_drafting", f"/idea?id={idea.id}", plan="")
        costs.append(len(queries))
    session.flush()

    queries.statements.clear()
    notices.of(session, aino)

    assert (len(queries), costs[0]) == (1, costs[1])


@pytest.mark.parametrize("kind", sights.LENT)
def test_each_noun_lends_its_names_and_hides_what_is_not_there(
    session: Session, cast: Cast, kind: Kind
) -> None:
    actors = {who.id: who for who in (cast.aino, cast.fanni, cast.arvo)}

    assert sights.names(session, {person_id: {(kind, 99)} for person_id in actors}, actors) == {}


def test_whatever_is_told_of_has_a_name_and_is_shown_to_who_may_see_it(session: Session) -> None:
    """A link of a notice that leads to a thing of a kind unknown here could neither be muted nor held back."""
    written = {
        found for path in SERVICES.rglob("*.py") for found in LINK.findall(path.read_text(encoding="utf-8"))
    }
    things = {page: thing_of(f"/{page}?{name}=7") for page, name in written}

    assert {page for page, thing in things.items() if thing is None} == OF_ONE_PERSON
    assert {thing[0] for thing in things.values() if thing} <= sights.LENT.keys()
    reviewed = [kind for kind in HANDLERS if kind in sights.LENT]
    assert [thing_of(links.to(session, kind, 7)) for kind in reviewed if kind != Kind.THREAD] == [
        (kind, 7) for kind in reviewed if kind != Kind.THREAD
    ]
