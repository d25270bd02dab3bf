import pytest
from sqlmodel import Session

from models import IdeaState, Kind
from services.search.blending import ANSWERS_FROM, SIMILAR, by_meaning, similar
from services.search.searching import everything
from tests.cast import Cast
from tests.services.search.world import make_idea

WRITTEN = "Ruokaa hävikistä\nKauppojen ylijäämästä kokataan ilmainen ruoka pienituloisille."


def test_what_answers_one_common_word_alone_is_no_hit(session: Session, cast: Cast) -> None:
    near = make_idea(cast, "Retkiä vammaisille", summary="Luonnossa liikutaan pyörätuolilla.")
    make_idea(cast, "Kirjanpidon kurssi", summary="Tehdään tilinpäätös yhdessä.")

    hits = everything(session, cast.visitor, "yhdessä esteettömille retkille").groups[0].hits

    assert [hit.id for hit in hits] == [near.id]


def test_the_nearest_come_first_and_far_ones_not_at_all(session: Session, cast: Cast) -> None:
    far = make_idea(cast, "Polkupyöräpaja")
    near = make_idea(cast, "Kahvihetkiä iäkkäille", summary="Seuraa yksinäisille vanhuksille.")
    other = make_idea(cast, "Tanssit eläkeläisille")
    given = ((far, 0.1), (near, 0.5), (other, 0.5))
    cosines = [(each.id, cosine) for each, cosine in given if each.id is not None]

    found = by_meaning(session, Kind.IDEA, "vanhusten yksinäisyys", cosines, least=0.2)

    assert [each for each, _ in found] == [near.id, other.id]
    assert found[0][1] > ANSWERS_FROM
    assert by_meaning(session, Kind.IDEA, "vanhusten yksinäisyys", [], least=0.2) == []


def test_an_idea_that_says_the_same_is_noticed(session: Session, cast: Cast) -> None:
    same = make_idea(
        cast, "Hävikkiruoasta lounas", summary="Kaupan poistamista elintarvikkeista ateria vähävaraisille."
    )
    make_idea(cast, "Ruokakurssi miehille", summary="Opetellaan kokkaamaan arkiruokaa.")

    found = similar(session, cast.arvo, Kind.IDEA, WRITTEN, most=3)

    assert [each for each, _ in found] == [same.id]
    assert found[0][1] >= SIMILAR
    assert similar(session, cast.arvo, Kind.IDEA, WRITTEN, most=3, without=[found[0][0]]) == []


@pytest.mark.parametrize("state", [IdeaState.DRAFT, IdeaState.HIDDEN, IdeaState.WITHDRAWN])
def test_what_nobody_works_with_is_not_similar(session: Session, cast: Cast, state: IdeaState) -> None:
    make_idea(cast, WRITTEN.splitlines()[0], state, summary=WRITTEN.splitlines()[1])

    assert similar(session, cast.aino, Kind.IDEA, WRITTEN, most=3) == []


@pytest.mark.parametrize("text", ["", "…", "\x00"])
def test_nothing_written_is_like_nothing(session: Session, cast: Cast, text: str) -> None:
    make_idea(cast, "Kahvila")

    assert similar(session, cast.aino, Kind.IDEA, text, most=3) == []
