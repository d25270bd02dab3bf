"""A facilitator's word on partners, and why somebody is not in the list."""

import pytest
from sqlmodel import Session, select

from models import (
    Association,
    AssociationState,
    AssociationTag,
    Forbidden,
    IdeaState,
    Invalid,
    Kind,
    NotFound,
    Notice,
    Pick,
    TagKind,
    WorkspaceError,
    WrongState,
)
from services import journal, partner_requests, partners
from services.partners import Because, Feature, Filters, Rule
from tests.cast import Cast, make_association
from tests.services.request_world import invite, make_idea

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Both others can guide groups; Keksilä lives nearer and has more room."""
    cast.toivonsilta.capacity, cast.keksila.capacity = 1, 3
    for association in (cast.toivonsilta, cast.keksila):
        offer(cast.session, association, "ohjaus")
    return cast


def offer(session: Session, association: Association, *slugs: str) -> None:
    session.add_all(
        AssociationTag(association_id=association.id, kind=TagKind.COMPETENCE, slug=slug) for slug in slugs
    )
    session.flush()


def shown(session: Session, cast: Cast, idea_id: int) -> list[int]:
    return [
        match.candidate.association_id for match in partners.suggested(session, cast.aino, idea_id).matches
    ]


# Picks


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("fanni", None),
        # Frans edits for Satusuo, whose idea it is.
        ("frans", Forbidden),
        ("aino", Forbidden),
        ("sami", Forbidden),
        ("arvo", Forbidden),
        ("visitor", Forbidden),
    ],
)
@pytest.mark.parametrize("act", ["pick", "unpick"])
def test_partners_are_steered_by_other_associations_facilitators(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError] | None, act: str
) -> None:
    idea = make_idea(session, cast)
    actor = getattr(cast, who)
    if act == "unpick":
        partners.pick(session, cast.fanni, idea.id, cast.toivonsilta.id, Pick.PIN, "Tuntevat kylän.")

    def take() -> None:
        if act == "pick":
            partners.pick(session, actor, idea.id, cast.toivonsilta.id, Pick.PIN, "Tuntevat kylän.")
        else:
            partners.unpick(session, actor, idea.id, cast.toivonsilta.id)

    if refusal is None:
        take()
    else:
        with pytest.raises(refusal):
            take()


@pytest.mark.parametrize("state", [IdeaState.SUBMITTED, IdeaState.WITHDRAWN])
def test_partners_of_an_idea_that_is_not_out_are_not_steered(
    session: Session, cast: Cast, state: IdeaState
) -> None:
    idea = make_idea(session, cast, state=state)

    with pytest.raises(WrongState):
        partners.pick(session, cast.fanni, idea.id, cast.toivonsilta.id, Pick.PIN, "Tuntevat kylän.")


def test_pick_needs_a_reason_and_a_partner_that_could_be_one(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    waiting = make_association(session, "Odottava ry", state=AssociationState.PENDING)

    with pytest.raises(Invalid):
        partners.pick(session, cast.fanni, idea.id, cast.toivonsilta.id, Pick.PIN, "  ")
    for association in (waiting, cast.satusuo):
        with pytest.raises(NotFound):
            partners.pick(session, cast.fanni, idea.id, association.id, Pick.PIN, "Sopii.")


def test_pinned_partner_stands_first_with_the_reason_and_the_author_hears_of_it(
    session: Session, cast: Cast
) -> None:
    idea = make_idea(session, cast)
    before = shown(session, cast, idea.id)

    partners.pick(session, cast.fanni, idea.id, before[-1], Pick.PIN, "Tuntevat kylän.")

    first = partners.suggested(session, cast.aino, idea.id).matches[0]
    assert (first.candidate.association_id, first.pinned_because) == (before[-1], "Tuntevat kylän.")
    entry = journal.newest(session, Kind.IDEA, idea.id)
    told = {notice.person_id for notice in session.exec(select(Notice).where(Notice.journal_id == entry.id))}
    assert entry.action == "partner_pin"
    assert cast.people["aino"].id in told


def test_pinned_partner_is_shown_though_it_brings_nothing_and_has_no_room(
    session: Session, cast: Cast
) -> None:
    idea = make_idea(session, cast)
    made = make_association(session, "Yllättävä ry")

    partners.pick(session, cast.fanni, idea.id, made.id, Pick.PIN, "Kysyivät itse.")

    assert shown(session, cast, idea.id)[0] == made.id


def test_excluded_partner_is_left_out_until_the_word_is_taken_back(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    before = shown(session, cast, idea.id)

    partners.pick(session, cast.fanni, idea.id, cast.keksila.id, Pick.EXCLUDE, "Lopettaa keväällä.")
    excluded = shown(session, cast, idea.id)
    partners.unpick(session, cast.fanni, idea.id, cast.keksila.id)

    assert excluded == [cast.toivonsilta.id]
    assert shown(session, cast, idea.id) == before


def test_same_word_twice_is_one_step(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)

    for _ in range(2):
        partners.pick(session, cast.fanni, idea.id, cast.keksila.id, Pick.PIN, "Sopii.")

    steps = journal.history(session, [(Kind.IDEA, idea.id)])
    assert [step.action for step in steps] == ["partner_pin"]


# Why not


def test_own_and_unverified_associations_are_told_apart(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    waiting = make_association(session, "Odottava ry", state=AssociationState.PENDING)

    own = partners.why_not(session, cast.aino, idea.id, cast.satusuo.id)
    unverified = partners.why_not(session, cast.fanni, idea.id, waiting.id)

    assert (own.because, unverified.because) == (Because.OWN, Because.UNVERIFIED)
    with pytest.raises(NotFound):
        partners.why_not(session, cast.aino, idea.id, waiting.id)


def test_asked_and_declined_partners_are_told_apart(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    request = invite(session, cast, idea)
    asked = partners.why_not(session, cast.aino, idea.id, cast.toivonsilta.id)
    partner_requests.decline(session, cast.pekka, request.id, "Ei nyt")

    declined = partners.why_not(session, cast.aino, idea.id, cast.toivonsilta.id)
    waived = partners.why_not(session, cast.aino, idea.id, cast.toivonsilta.id, waived={Rule.DECLINED})

    assert (asked.because, declined.because) == (Because.ALREADY_ASKED, Because.DECLINED)
    assert waived.because == Because.SHOWN


def test_excluded_partner_comes_with_the_facilitators_reason(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    partners.pick(session, cast.fanni, idea.id, cast.keksila.id, Pick.EXCLUDE, "Lopettaa keväällä.")

    found = partners.why_not(session, cast.aino, idea.id, cast.keksila.id)

    assert (found.because, found.reason) == (Because.EXCLUDED, "Lopettaa keväällä.")


@pytest.mark.parametrize(
    ("values", "because"),
    [
        ({"registered": False}, Because.UNREGISTERED),
        ({"capacity": 0}, Because.NO_CAPACITY),
    ],
)
def test_rules_that_do_not_hold_are_named(
    session: Session, cast: Cast, values: dict[str, object], because: Because
) -> None:
    idea = make_idea(session, cast)
    for name, value in values.items():
        setattr(cast.keksila, name, value)
    session.flush()

    assert partners.why_not(session, cast.aino, idea.id, cast.keksila.id).because == because


def test_filters_that_it_does_not_pass_are_named(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    filters = Filters(words="kriisituki", municipality="167", competences=("ohjaus",), languages=("sv",))

    found = partners.why_not(session, cast.aino, idea.id, cast.keksila.id, filters)

    assert found.because == Because.FILTERED
    assert set(found.filters) == {"words", "municipality", "languages"}


def test_association_with_nothing_in_common_is_no_candidate(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    made = make_association(session, "Toisenlainen ry")

    assert partners.why_not(session, cast.aino, idea.id, made.id).because == Because.NOTHING_IN_COMMON


def test_lower_one_gets_its_place_and_what_would_raise_it(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    first, second = shown(session, cast, idea.id)

    found = partners.why_not(session, cast.aino, idea.id, second, most=1)

    assert (found.because, found.rank, found.of) == (Because.BELOW, 2, 2)
    best = partners.suggested(session, cast.aino, idea.id).matches[0]
    assert found.match
    assert found.behind == pytest.approx(best.score - found.match.score)
    assert found.raises in tuple(Feature)
    assert found.by > 0
    assert best.candidate.association_id == first


@pytest.mark.parametrize("who", ["sami", "arvo", "visitor"])
def test_stranger_asks_nothing_about_an_ideas_partners(session: Session, cast: Cast, who: str) -> None:
    idea = make_idea(session, cast)

    with pytest.raises(NotFound):
        partners.why_not(session, getattr(cast, who), idea.id, cast.keksila.id)
