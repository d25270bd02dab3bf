"""What is shown of groups, and to whom."""

from typing import Any

import pytest
from sqlmodel import Session

from models import (
    Forbidden,
    GroupAction,
    GroupState,
    JoinMode,
    Kind,
    MembershipState,
    NotFound,
    WorkspaceError,
)
from services import groups, reviews
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.test_groups import make_group
from tests.services.test_groups_members import make_row


def names(session: Session, actor: Any, **filters: Any) -> list[str]:
    return [card.name for card in groups.visible_to(session, actor, **filters).rows]


@pytest.mark.parametrize("state", GroupState)
@pytest.mark.parametrize("who", ["visitor", "sami", "pekka", "eero", "aino", "fanni", "arvo"])
def test_a_group_is_known_to_whom_it_concerns(
    session: Session, cast: Cast, who: str, state: GroupState
) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.pekka, group.id)
    group.state = state
    session.flush()
    actor = getattr(cast, who)

    public = state in (GroupState.ACTIVE, GroupState.ARCHIVED)
    if public or who in ("eero", "aino", "fanni", "arvo"):
        assert groups.view(session, actor, group.id).name == group.name
    else:
        with pytest.raises(NotFound):
            groups.view(session, actor, group.id)


def test_the_list_stands_in_finnish_order(session: Session, cast: Cast) -> None:
    for name in ("Öljylamppu", "Aitta", "Äijät", "Zumba", "Åland"):
        make_group(session, cast, name=name)

    assert names(session, cast.visitor) == ["Aitta", "Zumba", "Åland", "Äijät", "Öljylamppu"]


def test_the_list_is_paged_by_key(session: Session, cast: Cast) -> None:
    for n in range(25):
        make_group(session, cast, name=f"Ryhmä {n:02}")

    first = groups.visible_to(session, cast.visitor)
    second = groups.visible_to(session, cast.visitor, after=first.after)

    assert [card.name for card in first.rows + second.rows] == [f"Ryhmä {n:02}" for n in range(25)]
    assert second.after == ""


def test_the_list_is_narrowed(session: Session, cast: Cast) -> None:
    make_group(session, cast, name="Äijien kerho", purpose="Öljyä ja moottoreita 100 %", municipality="176")
    make_group(session, cast, name="Kielikahvila", purpose="Suomea yhdessä", municipality="")
    make_group(session, cast, GroupState.ARCHIVED, name="Vanha kerho")
    make_group(session, cast, GroupState.PROPOSED, name="Ehdotettu kerho")

    assert names(session, cast.visitor, words="äijien KERHO") == ["Äijien kerho"]
    assert names(session, cast.visitor, words="öljyä") == ["Äijien kerho"]
    assert names(session, cast.visitor, words="100 %") == ["Äijien kerho"]
    assert names(session, cast.visitor, municipality="176", words="kerho") == ["Äijien kerho"]
    assert names(session, cast.visitor, ended=True, words="kerho") == ["Vanha kerho", "Äijien kerho"]
    assert names(session, cast.fanni, words="ehdotettu") == ["Ehdotettu kerho"]


def test_mine_are_those_that_concern_me(session: Session, cast: Cast) -> None:
    mine = make_group(session, cast, name="Mukana")
    asked = make_group(session, cast, name="Kysytty")
    left = make_group(session, cast, name="Lähdetty")
    make_group(session, cast, GroupState.PROPOSED, name="Satusuon ehdotus")
    make_row(session, mine, cast.pekka, MembershipState.MEMBER)
    make_row(session, asked, cast.pekka, MembershipState.REQUESTED)
    make_row(session, left, cast.pekka, MembershipState.LEFT)

    assert names(session, cast.pekka, mine=True) == ["Kysytty", "Mukana"]
    assert "Satusuon ehdotus" in names(session, cast.veera, mine=True)


def test_a_card_counts_the_members_and_knows_my_place(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)
    make_row(session, group, cast.sami, MembershipState.MEMBER)
    make_row(session, group, cast.pekka, MembershipState.REQUESTED)

    [card] = groups.visible_to(session, cast.pekka).rows

    assert (card.members, card.mine) == (2, MembershipState.REQUESTED)
    assert groups.visible_to(session, cast.visitor).rows[0].mine is None


@pytest.mark.parametrize("n", [1, 3])
def test_lists_ask_once_however_long(session: Session, cast: Cast, queries: Queries, n: int) -> None:
    for place in range(n):
        group = make_group(session, cast, name=f"Ryhmä {place}")
        groups.join(session, cast.pekka, group.id)
    for person in [cast.sami, cast.eero, cast.veera][:n]:
        groups.join(session, person, group.id)
    aino = cast.aino
    session.flush()
    queries.statements.clear()

    assert len(groups.visible_to(session, aino).rows) == n
    assert len(queries) == 1

    queries.statements.clear()
    assert len(groups.members_of(session, aino, group.id).rows) == n + 2
    assert len(groups.associations_of(session, aino, group.id).rows) >= 2
    assert len(queries) == 4


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("pekka", None), ("aino", None), ("fanni", None), ("sami", Forbidden), ("visitor", Forbidden)],
)
def test_the_names_of_members_are_for_those_who_take_part(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError] | None
) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.pekka, group.id)
    actor = getattr(cast, who)

    if refusal:
        with pytest.raises(refusal):
            groups.members_of(session, actor, group.id)
    else:
        cards = groups.members_of(session, actor, group.id).rows
        assert [card.name for card in cards] == ["Aino", "Pekka"]


def test_everybody_sees_which_associations_take_part(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)
    make_row(session, group, cast.sami, MembershipState.REQUESTED)

    found = groups.associations_of(session, cast.visitor, group.id).rows

    assert [each.name for each in found] == ["Satusuon kyläyhdistys ry"]


@pytest.mark.parametrize("who", ["pekka", "eero", "visitor"])
def test_requests_and_history_are_for_those_who_run_the_group(session: Session, cast: Cast, who: str) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.pekka, group.id)

    with pytest.raises(Forbidden):
        groups.waiting_in(session, getattr(cast, who), group.id)
    with pytest.raises(Forbidden):
        groups.history(session, getattr(cast, who), group.id)
    with pytest.raises(Forbidden):
        groups.invitable(session, getattr(cast, who), group.id, "")


def test_a_host_sees_who_asks_and_finds_whom_to_invite(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, join_mode=JoinMode.ON_REQUEST)
    groups.join(session, cast.pekka, group.id, words_for_hosts="Mukaan!")

    [card] = groups.waiting_in(session, cast.aino, group.id).rows

    assert (card.name, card.words) == ("Pekka", "Mukaan!")
    assert groups.view(session, cast.aino, group.id).requests == 1
    found = groups.invitable(session, cast.aino, group.id, "eläkk")
    assert [each.name for each in found] == ["Keksilän eläkkeensaajat ry"]


def test_the_people_of_a_returned_group_read_why(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, GroupState.PROPOSED)
    groups.move(session, cast.fanni, group.id, GroupAction.RETURN, why="Kerro kohderyhmä.")

    assert groups.view(session, cast.eero, group.id).why == "Kerro kohderyhmä."


def test_only_who_may_judge_a_group_is_shown_to_its_place_in_the_queue(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    item = reviews.item_of(session, Kind.GROUP, group.id)
    assert item is not None

    shown = {
        who: groups.view(session, getattr(cast, who), group.id).review
        for who in ("visitor", "aino", "frans", "arvo", "fanni")
    }

    assert shown == {"visitor": 0, "aino": 0, "frans": 0, "arvo": 0, "fanni": item.id}
