"""A reply names members of the group, who hear of it as they want to hear of talk."""

import pytest
from sqlmodel import Session

from models import Invalid, Kind, Stance
from services import comments, groups, mentions, notices
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.test_groups import make_group
from tests.services.test_notices import make_idea
from tests.services.test_threads import make_thread


def test_who_is_mentioned_hears_that_it_is_theirs_and_the_name_stands_in_the_reply(
    session: Session, cast: Cast
) -> None:
    thread = make_thread(session, cast, make_group(session, cast))
    assert mentions.mentionable(session, cast.pekka, thread.id) == {cast.aino.id: "Aino"}

    comments.add(session, cast.pekka, Kind.THREAD, thread.id, "Mitä sinä sanot?", mention=[cast.aino.id] * 2)

    assert notices.of(session, cast.aino).rows[0].key == "comment_mention"
    [card] = comments.of(session, cast.aino, Kind.THREAD, thread.id).rows
    assert card.mentions == ["Aino"]


def test_who_has_muted_the_group_is_left_in_peace(session: Session, cast: Cast) -> None:
    thread = make_thread(session, cast, make_group(session, cast))
    notices.choose(session, cast.aino, Kind.GROUP, thread.group_id, Stance.MUTE)
    before = notices.unread(session, cast.aino)

    comments.add(session, cast.pekka, Kind.THREAD, thread.id, "Aino?", mention=[cast.aino.id])

    assert notices.unread(session, cast.aino) == before


def test_nobody_outside_can_be_mentioned(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    thread = make_thread(session, cast, group)
    idea = make_idea(session, cast)

    for kind, subject, people in (
        (Kind.THREAD, thread.id, [cast.sami.id]),
        (Kind.THREAD, thread.id, list(range(1, mentions.MOST + 2))),
        (Kind.IDEA, idea.id, [cast.aino.id]),
    ):
        with pytest.raises(Invalid) as refused:
            comments.add(session, cast.pekka, kind, subject, "Hei!", mention=people)
        assert refused.value.field == "mentions"

    comments.add(session, cast.aino, Kind.THREAD, thread.id, "Hei!", mention=[cast.pekka.id])
    groups.leave(session, cast.pekka, group.id)
    assert notices.of(session, cast.sami).rows == []
    with pytest.raises(Invalid):
        comments.add(session, cast.aino, Kind.THREAD, thread.id, "Vielä!", mention=[cast.pekka.id])


def test_more_replies_with_names_cost_no_more_questions(
    session: Session, cast: Cast, queries: Queries
) -> None:
    thread = make_thread(session, cast, make_group(session, cast))

    def asked() -> int:
        queries.statements.clear()
        comments.of(session, cast.aino, Kind.THREAD, thread.id)
        return len(queries)

    comments.add(session, cast.pekka, Kind.THREAD, thread.id, "Yksi", mention=[cast.aino.id])
    once = asked()
    for turn in range(3):
        comments.add(session, cast.pekka, Kind.THREAD, thread.id, f"Lisää {turn}", mention=[cast.aino.id])

    assert asked() == once
