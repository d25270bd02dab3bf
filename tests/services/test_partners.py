import pytest
from sqlmodel import Session

from models import Association, AssociationState, AssociationTag, Endorsement, NotFound, TagKind
from services import partner_requests, partners
from services.partners import Feature, Filters, Rule
from services.search.touched import bring_up_to_date
from tests.cast import Cast, make_association
from tests.conftest import Queries
from tests.services.request_world import invite, make_idea

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Everybody has hands free for something new."""
    cast.toivonsilta.capacity = cast.keksila.capacity = 1
    cast.session.flush()
    return cast


def tag(session: Session, association: Association, kind: TagKind, *slugs: str) -> None:
    session.add_all(AssociationTag(association_id=association.id, kind=kind, slug=slug) for slug in slugs)
    session.flush()


def names(session: Session, cast: Cast, **filters: object) -> list[str]:
    page = partners.found(session, cast.aino, Filters(**filters))  # type: ignore[arg-type]
    return [card.name.split()[0] for card in page.rows]


# Search


def test_search_shows_the_verified_by_name(session: Session, cast: Cast) -> None:
    make_association(session, "Odottava ry", state=AssociationState.PENDING)
    make_association(session, "Arkistoitu ry", state=AssociationState.ARCHIVED)

    assert names(session, cast) == ["Keksilän", "Satusuon", "Toivonsillan"]


def test_visitor_finds_no_associations_here(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        partners.found(session, cast.visitor)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("keksilän", ["Keksilän"]),
        ("KRIISITUKEA", ["Toivonsillan"]),
        # Everybody's kind in the cast.
        ("kyläyhdistykset", ["Keksilän", "Satusuon", "Toivonsillan"]),
        ("ÄITIEN", ["Toivonsillan"]),
        ("kahvila äitien", ["Toivonsillan"]),
        ("kahvila keksilän", []),
        ("100%", []),
        ("kylätalo", ["Keksilän"]),
        ("  ", ["Keksilän", "Satusuon", "Toivonsillan"]),
    ],
)
def test_words_are_sought_in_name_description_and_skills(
    session: Session, cast: Cast, words: str, found: list[str]
) -> None:
    cast.toivonsilta.description = "Äitien kahvila keskiviikkoisin."
    # "kylätalo" is another word for premises in the vocabulary.
    tag(session, cast.keksila, TagKind.COMPETENCE, "tilat")

    assert names(session, cast, words=words) == found


def test_filters_must_all_hold(session: Session, cast: Cast) -> None:
    tag(session, cast.keksila, TagKind.COMPETENCE, "keittio", "ohjaus")
    tag(session, cast.toivonsilta, TagKind.COMPETENCE, "ohjaus")
    tag(session, cast.toivonsilta, TagKind.LANGUAGE, "sv")
    tag(session, cast.toivonsilta, TagKind.TARGET_GROUP, "nuoret")
    cast.toivonsilta.capacity = 2
    session.flush()

    assert names(session, cast, competences=("ohjaus",)) == ["Keksilän", "Toivonsillan"]
    assert names(session, cast, competences=("ohjaus", "keittio")) == ["Keksilän"]
    assert names(session, cast, languages=("sv",)) == ["Toivonsillan"]
    assert names(session, cast, target_groups=("nuoret",)) == ["Toivonsillan"]
    assert names(session, cast, municipality="309") == ["Keksilän"]
    assert names(session, cast, capacity=2) == ["Toivonsillan"]


@pytest.mark.parametrize("many", [1, 3])
def test_search_asks_as_often_for_three_as_for_one(
    session: Session, cast: Cast, queries: Queries, many: int
) -> None:
    for number in range(many):
        tag(session, make_association(session, f"Löydettävä {number}"), TagKind.COMPETENCE, "keittio")
    aino = cast.aino
    bring_up_to_date(session)
    queries.statements.clear()

    page = partners.found(session, aino, Filters(words="löydettävä"))

    assert (len(page.rows), len(queries)) == (many, 2)


# From an idea


def test_ranking_puts_who_covers_the_essential_first_with_reasons(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    tag(session, cast.toivonsilta, TagKind.COMPETENCE, "ohjaus")
    tag(session, cast.keksila, TagKind.COMPETENCE, "keittio")

    suggestions = partners.suggested(session, cast.aino, idea.id)

    assert [match.candidate.name.split()[0] for match in suggestions.matches] == ["Toivonsillan", "Keksilän"]
    assert [match.offers for match in suggestions.matches] == [("ohjaus",), ("keittio",)]
    assert [
        (covered.need.competence, covered.best and covered.best.candidate.association_id)
        for covered in suggestions.coverage
    ] == [("ohjaus", cast.toivonsilta.id), ("keittio", cast.keksila.id)]


def test_ranking_leaves_out_own_unverified_and_already_asked(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    pending = make_association(session, "Odottava ry", state=AssociationState.PENDING)
    for association in (cast.satusuo, pending, cast.toivonsilta, cast.keksila):
        tag(session, association, TagKind.COMPETENCE, "ohjaus")
    invite(session, cast, idea)

    suggestions = partners.suggested(session, cast.aino, idea.id)

    assert [match.candidate.association_id for match in suggestions.matches] == [cast.keksila.id]


def test_coverage_tells_promised_asked_and_nobody(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    request = invite(session, cast, idea)
    asked, open_need = partners.suggested(session, cast.aino, idea.id).coverage
    partner_requests.accept(session, cast.pekka, request.id)
    promised, _ = partners.suggested(session, cast.aino, idea.id).coverage

    assert (asked.asked, asked.accepted) == (("Toivonsillan kriisituki ry",), ())
    assert (promised.asked, promised.accepted) == ((), ("Toivonsillan kriisituki ry",))
    assert (asked.gap, open_need.gap) == (False, True)


def test_declined_partner_comes_back_when_the_asker_sets_the_rule_aside(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    tag(session, cast.toivonsilta, TagKind.COMPETENCE, "ohjaus")
    partner_requests.decline(session, cast.pekka, invite(session, cast, idea).id, "Ei nyt")

    by_rule = partners.suggested(session, cast.aino, idea.id)
    waived = partners.suggested(session, cast.aino, idea.id, waived={Rule.DECLINED})

    assert (by_rule.matches, by_rule.eligibility.declined) == ([], 1)
    assert [match.candidate.association_id for match in waived.matches] == [cast.toivonsilta.id]


def test_endorsement_in_the_associations_name_is_a_reason(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    tag(session, cast.keksila, TagKind.COMPETENCE, "ohjaus")
    session.add(Endorsement(idea_id=idea.id, person_id=cast.sami.id, association_id=cast.keksila.id))
    session.flush()

    match = partners.suggested(session, cast.aino, idea.id).matches[0]

    assert match.candidate.endorsed
    assert match.part(Feature.INTEREST).value == 1


def test_filters_narrow_the_ranking(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    for association in (cast.toivonsilta, cast.keksila):
        tag(session, association, TagKind.COMPETENCE, "ohjaus")

    suggestions = partners.suggested(session, cast.aino, idea.id, Filters(municipality="309"))

    assert [match.candidate.association_id for match in suggestions.matches] == [cast.keksila.id]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("aino", True), ("veera", True), ("fanni", True), ("sami", False), ("arvo", False), ("visitor", False)],
)
def test_ranking_is_for_the_ideas_own_people_and_facilitators(
    session: Session, cast: Cast, who: str, sees: bool
) -> None:
    idea = make_idea(session, cast)

    if sees:
        assert partners.suggested(session, getattr(cast, who), idea.id).idea_title == idea.title
    else:
        with pytest.raises(NotFound):
            partners.suggested(session, getattr(cast, who), idea.id)


@pytest.mark.parametrize("many", [1, 3])
def test_ranking_asks_as_often_for_three_as_for_one(
    session: Session, cast: Cast, queries: Queries, many: int
) -> None:
    idea = make_idea(session, cast)
    for number in range(many):
        made = make_association(session, f"Ehdokas {number}")
        made.capacity = 1
        tag(session, made, TagKind.COMPETENCE, "ohjaus")
    aino = cast.aino
    # The first reader of a process reads all profiles.
    partners.suggested(session, aino, idea.id)
    session.expunge_all()
    queries.statements.clear()

    suggestions = partners.suggested(session, aino, idea.id)

    assert (len(suggestions.matches), len(queries)) == (many, 16)
