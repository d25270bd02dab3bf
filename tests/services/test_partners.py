import pytest
from sqlmodel import Session

from models import Association, AssociationState, AssociationTag, Endorsement, NotFound, TagKind
from services import partner_requests, partners
from services.partners import Candidate, Feature, Filters, candidates
from services.partners.ranking import Need, Wanted, matched, rarity_of
from services.partners.similarity import token_overlap
from tests.cast import Cast, make_association
from tests.conftest import Queries
from tests.services.request_world import invite, make_idea

pytestmark = pytest.mark.usefixtures("clock")


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
        ("KYLÄYHDISTYS", ["Satusuon"]),
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
    queries.statements.clear()

    page = partners.found(session, aino, Filters(words="löydettävä"))

    assert (len(page.rows), len(queries)) == (many, 2)


# The score

IDEA = Wanted(
    idea_id=1,
    title="Olohuone",
    association_id=1,
    municipality="176",
    needs=(Need(1, "keittio", "", True), Need(2, "ohjaus", "", False), Need(3, "", "Palkanmaksu", True)),
    target_groups=frozenset({"ikaihmiset"}),
    themes=frozenset({"ikaihmiset", "hyvinvointi_yhteiso"}),
    text="Kylätalon olohuone",
)


def candidate(**values: object) -> Candidate:
    made: dict[str, object] = {
        "association_id": 2,
        "name": "Naapuri ry",
        "municipality": "176",
        "registered": True,
        "capacity": 2,
        "text": "",
        "competences": frozenset({"keittio"}),
        "target_groups": frozenset({"ikaihmiset"}),
        "themes": frozenset({"ikaihmiset"}),
    } | values
    return Candidate(**made)  # type: ignore[arg-type]


def score(values: dict[str, object], alike: float = 0.5) -> float:
    return matched(IDEA, candidate(**values), {}, alike).score


@pytest.mark.parametrize(
    ("worse", "because"),
    [
        ({"competences": frozenset({"ohjaus"})}, "it covers what is welcome, not what is essential"),
        ({"competences": frozenset()}, "it covers nothing"),
        ({"target_groups": frozenset()}, "it works with others"),
        ({"themes": frozenset()}, "it has shown no interest"),
        ({"municipality": "167"}, "it is farther away"),
        ({"capacity": 0}, "its hands are full"),
    ],
)
def test_each_side_counts(worse: dict[str, object], because: str) -> None:
    assert score(worse) < score({}), because


def test_likeness_and_endorsement_raise_the_score() -> None:
    assert score({}, alike=0.9) > score({}, alike=0.1)
    assert score({"endorsed": True}) > score({})


def test_one_willing_side_alone_is_no_match() -> None:
    nothing_to_bring = score(
        {"competences": frozenset(), "target_groups": frozenset(), "capacity": 3}, alike=1.0
    )

    assert nothing_to_bring == 0


def test_rare_skill_weighs_more_than_a_common_one() -> None:
    needs = (Need(1, "a", "", True), Need(2, "b", "", True))
    idea = Wanted(1, "", 1, "176", needs, frozenset(), frozenset(), "")
    rarity = rarity_of({"a": 1, "b": 90}, 100)

    rare = matched(idea, candidate(competences=frozenset({"a"})), rarity, 0.5)
    common = matched(idea, candidate(competences=frozenset({"b"})), rarity, 0.5)

    assert rare.score > common.score


def test_idea_without_target_groups_is_matched_by_its_needs_alone() -> None:
    idea = Wanted(1, "", 1, "176", (Need(1, "keittio", "", True),), frozenset(), frozenset(), "")

    assert matched(idea, candidate(), {}, 1.0).part(Feature.COVERAGE).value == 1
    assert matched(idea, candidate(), {}, 1.0).score > 0.5


def test_every_feature_gives_its_part() -> None:
    match = matched(IDEA, candidate(), {}, 0.5)

    assert [part.feature for part in match.parts] == list(Feature)
    assert match.offers == ("keittio",)
    assert match.part(Feature.DISTANCE).km == 0


def test_overlap_prefers_the_text_with_the_same_words() -> None:
    alike, unlike, silent = token_overlap(
        "Kylätalon olohuone ikäihmisille", ["Ylläpidämme kylätaloa ikäihmisten iloksi", "Jalkapalloseura", ""]
    )

    assert (alike, unlike, silent) == (1.0, 0.0, 0.0)


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
    assert not suggestions.cut


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


def test_declined_partner_comes_back_to_the_list(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    tag(session, cast.toivonsilta, TagKind.COMPETENCE, "ohjaus")
    partner_requests.decline(session, cast.pekka, invite(session, cast, idea).id, "Ei nyt")

    suggestions = partners.suggested(session, cast.aino, idea.id)

    assert [match.candidate.association_id for match in suggestions.matches] == [cast.toivonsilta.id]


def test_endorsement_in_the_associations_name_is_a_reason(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    tag(session, cast.keksila, TagKind.COMPETENCE, "ohjaus")
    session.add(Endorsement(idea_id=idea.id, person_id=cast.sami.id, association_id=cast.keksila.id))
    session.flush()

    match = partners.suggested(session, cast.aino, idea.id).matches[0]

    assert match.part(Feature.INTEREST).found == ("endorsed",)


def test_list_that_was_cut_says_so(session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST_CANDIDATES", 1)
    idea = make_idea(session, cast)
    tag(session, cast.toivonsilta, TagKind.COMPETENCE, "ohjaus")
    tag(session, cast.keksila, TagKind.COMPETENCE, "ohjaus", "keittio")

    suggestions = partners.suggested(session, cast.aino, idea.id)

    # The one with the most matching tags is kept.
    assert [match.candidate.association_id for match in suggestions.matches] == [cast.keksila.id]
    assert suggestions.cut


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
        tag(session, make_association(session, f"Ehdokas {number}"), TagKind.COMPETENCE, "ohjaus")
    aino = cast.aino
    session.expunge_all()
    queries.statements.clear()

    suggestions = partners.suggested(session, aino, idea.id)

    assert (len(suggestions.matches), len(queries)) == (many, 12)
