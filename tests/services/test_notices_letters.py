"""A letter is asked about again when it leaves: membership, sight, settings."""

import pytest
from sqlmodel import Session, col, select

from models import (
    AssociationMember,
    Channel,
    Concern,
    GroupMember,
    IdeaState,
    Kind,
    Mail,
    MembershipState,
    Stance,
    ThreadState,
)
from services import groups, journal, notices
from services.actors import Actor
from tests.cast import Cast
from tests.services.test_groups import make_group
from tests.services.test_notices import choose, make_idea
from tests.services.test_threads import make_thread


def stopped(session: Session) -> list[str]:
    """Whose letters would not leave any more."""
    mails = session.exec(select(Mail).order_by(col(Mail.id))).all()
    gone = notices.letters_gone(session, [mail.id for mail in mails])
    return [mail.address.partition("@")[0] for mail in mails if mail.id in gone]


def tell(session: Session, cast: Cast, key: str, link: str, *people: Actor) -> None:
    event = journal.record(session, cast.fanni, Kind.IDEA, 1, "edit")
    notices.tell(session, event, [one.id for one in people], key, link, by_mail=True, title="", idea="")


def leave(session: Session, cast: Cast, who: str) -> None:
    member = AssociationMember.person_id == cast.people[who].id
    session.exec(select(AssociationMember).where(member)).one().state = MembershipState.LEFT
    session.flush()


def test_who_has_left_the_association_gets_no_letter_about_its_idea(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    tell(session, cast, "partner_call_remind", f"/idea?id={idea.id}", cast.aino, cast.eero)
    before = stopped(session)

    leave(session, cast, "eero")

    assert (before, stopped(session)) == ([], ["eero"])


def test_who_has_left_the_group_gets_no_letter_about_it(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.pekka, group.id)
    tell(session, cast, "plan_x", f"/group?id={group.id}&show=members", cast.aino, cast.pekka)
    before = stopped(session)

    groups.leave(session, cast.pekka, group.id)

    assert (before, stopped(session)) == ([], ["pekka"])


def test_who_was_let_go_is_told_so(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.pekka, group.id)
    row = session.exec(select(GroupMember).where(GroupMember.person_id == cast.pekka.id)).one()
    groups.remove(session, cast.aino, row.id, why="Pyysit itse.")

    assert "pekka@example.org" in session.exec(select(Mail.address).where(Mail.key == "group_removed")).all()
    assert stopped(session) == []


def test_a_hidden_thing_is_not_told(session: Session, cast: Cast) -> None:
    choose(session, cast.aino, Concern.TALK, Channel.AT_ONCE)
    thread = make_thread(session, cast, make_group(session, cast))
    before = stopped(session)

    thread.state = ThreadState.HIDDEN
    session.flush()

    assert (before, "aino" in stopped(session)) == ([], True)


def test_what_became_of_my_own_is_told_although_it_is_out_of_sight(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    idea.state = IdeaState.HIDDEN
    tell(session, cast, "review_hide", f"/idea?id={idea.id}", cast.sami)

    assert stopped(session) == []


@pytest.mark.parametrize("channel", [Channel.IN_APP, Channel.NEVER])
def test_who_has_said_no_to_letters_since_gets_none(session: Session, cast: Cast, channel: Channel) -> None:
    idea = make_idea(session, cast)
    tell(session, cast, "partner_call_remind", f"/idea?id={idea.id}", cast.aino, cast.eero)

    choose(session, cast.aino, Concern.ANSWER, channel)

    assert stopped(session) == ["aino"]


def test_who_has_muted_the_thing_since_gets_no_talk_of_it(session: Session, cast: Cast) -> None:
    choose(session, cast.aino, Concern.TALK, Channel.AT_ONCE)
    thread = make_thread(session, cast, make_group(session, cast))

    notices.choose(session, cast.aino, Kind.GROUP, thread.group_id, Stance.MUTE)

    assert stopped(session) == ["aino"]


def test_a_mail_that_is_no_notice_leaves(session: Session, cast: Cast) -> None:
    session.add(Mail(address="aino@example.org", key="reset"))
    session.flush()

    assert stopped(session) == []


def test_a_kind_of_mail_that_was_said_no_to_is_told_in_the_app_alone(session: Session, cast: Cast) -> None:
    notices.stop_mail(session, cast.aino.id, Concern.MINE)
    notices.stop_mail(session, cast.aino.id, "digest")

    ways = notices.habits(session, cast.aino).channels

    assert {concern for concern, way in ways.items() if way == Channel.IN_APP} == {
        Concern.MINE,
        Concern.WORK,
        Concern.TALK,
        Concern.NEWS,
    }
    assert ways[Concern.ANSWER] == Channel.AT_ONCE
