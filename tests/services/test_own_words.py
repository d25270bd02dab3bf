import pytest
from sqlmodel import Session, select

from models import AssociationTag, Invalid, TagKind
from services import associations, ideas, own_words, partners
from services.associations import Details
from tests.cast import Cast


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ([" Yksinäisyys ", "yksinäisyys", ""], ["yksinäisyys"]),
        (["Digi  tuki", "ÄLY"], ["digi tuki", "äly"]),
        ([], []),
    ],
)
def test_own_words_are_kept_small_and_once(typed: list[str], kept: list[str]) -> None:
    assert own_words.cleaned(typed, field="topics") == kept


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ([str(number) for number in range(9)], "too_many_words"),
        (["a" * 41], "too_long"),
        (["131052-308T"], "identity_code"),
        (["a\x00b"], "control_characters"),
    ],
)
def test_own_words_are_refused_beside_their_field(typed: list[str], key: str) -> None:
    with pytest.raises(Invalid) as refused:
        own_words.cleaned(typed, field="topics")

    assert (refused.value.key, refused.value.field) == (key, "topics")


def test_interests_are_kept_and_shown(session: Session, cast: Cast) -> None:
    made = associations.create(
        session,
        cast.uuno,
        Details(
            name="Uusi ry",
            municipality="176",
            kind="kylayhdistys",
            description="Uusi.",
            interests=["Yksinäisyys", "talkoot"],
        ),
    )

    assert associations.profile(session, cast.uuno, made.id).interests == ("talkoot", "yksinäisyys")
    assert list(associations.form_of(session, cast.uuno, made.id).details.interests) == [
        "talkoot",
        "yksinäisyys",
    ]


def test_topics_belong_to_the_words_of_an_idea(session: Session, cast: Cast) -> None:
    idea = ideas.create(session, cast.aino, cast.satusuo.id, {"title": "Olohuone"})

    saved = ideas.save(session, cast.aino, idea.id, {"topics": ["Yksinäisyys", "digituki"]})

    assert saved.content.topics == ["digituki", "yksinäisyys"]
    assert ideas.detail(session, cast.aino, idea.id).content == saved.content


def test_words_in_use_are_those_of_verified_associations(session: Session, cast: Cast) -> None:
    waiting = associations.create(
        session,
        cast.uuno,
        Details(
            name="Uusi ry",
            municipality="176",
            kind="kylayhdistys",
            description="Uusi.",
            interests=["salaisuus"],
        ),
    )
    session.add_all(
        AssociationTag(association_id=association.id, kind=TagKind.INTEREST, slug=slug)
        for association, slug in (
            (cast.keksila, "talkoot"),
            (cast.keksila, "yksinäisyys"),
            (cast.toivonsilta, "yksinäisyys"),
        )
    )
    session.flush()

    assert partners.words_in_use(session, cast.aino) == ["yksinäisyys", "talkoot"]
    assert session.exec(select(AssociationTag).where(AssociationTag.association_id == waiting.id)).all()
