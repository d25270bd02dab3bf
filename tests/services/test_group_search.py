"""Finding inside one group, in any form of a word, and nothing of another group."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models import (
    AgendaItem,
    Attachment,
    Ballot,
    CommentAction,
    Forbidden,
    Group,
    Kind,
    Meeting,
    MeetingStage,
    Proposal,
    VoteBy,
    now,
)
from services import comments, group_search
from services.actors import Actor
from tests.cast import Cast
from tests.services.test_groups import make_group
from tests.services.test_threads import make_thread


def furnish(session: Session, cast: Cast, group: Group) -> Meeting:
    """A decision, a meeting with a matter, and a file, each of which speaks of a bridge."""
    of_group: dict[str, Any] = {"group_id": group.id, "author_id": cast.aino.id}
    meeting = Meeting(title="Syyskokous", starts_at=now(), ends_at=now() + timedelta(hours=1), **of_group)
    proposal = Proposal(
        title="Korjataanko sillat?",
        vote_by=VoteBy.PERSON,
        ballot=Ballot.OPEN,
        closes_at=now() + timedelta(days=3),
        **of_group,
    )
    file = Attachment(
        subject_kind=Kind.GROUP,
        subject_id=group.id,
        author_id=cast.aino.id,
        name="Siltaselvitys.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )
    session.add_all([meeting, proposal, file])
    session.flush()
    session.add(
        AgendaItem(meeting_id=meeting.id, position=1, title="Muut asiat", minutes="Puhuttiin silloista.")
    )
    session.flush()
    return meeting


def found(session: Session, who: Actor, group: Group, words: str) -> dict[str, list[str]]:
    hits = group_search.within(session, who, group.id, words)
    return {str(kind): [hit.title.text for hit in rows] for kind, rows in hits.items()}


def test_all_that_a_group_has_is_found_in_any_form_of_the_word(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    thread = make_thread(session, cast, group)
    meeting = furnish(session, cast, group)
    reply = comments.add(session, cast.aino, Kind.THREAD, thread.id, "Keitetään se sillalla.")

    known = {
        "thread": ["Kahvinkeitto"],
        "decision": ["Korjataanko sillat?"],
        "attachment": ["Siltaselvitys.pdf"],
    }
    assert found(session, cast.pekka, group, "silta") == known
    # Minutes are everybody's once they have gone out.
    meeting.stage = MeetingStage.PUBLISHED
    session.flush()
    assert found(session, cast.pekka, group, "silta") == known | {"meeting": ["Syyskokous"]}
    [hit] = group_search.within(session, cast.pekka, group.id, "silta")[Kind.THREAD]
    assert hit.excerpt.marks

    comments.move(session, cast.fanni, reply.id, CommentAction.HIDE)
    assert "thread" not in found(session, cast.pekka, group, "silta")
    assert found(session, cast.pekka, group, "silta avaruus") == {}


def test_another_groups_things_are_not_found_and_outsiders_find_nothing(session: Session, cast: Cast) -> None:
    group, other = make_group(session, cast), make_group(session, cast, name="Toinen ryhmä")
    furnish(session, cast, other)

    assert found(session, cast.aino, group, "silta") == {}
    for who in (cast.sami, cast.visitor):
        with pytest.raises(Forbidden):
            group_search.within(session, who, other.id, "silta")
