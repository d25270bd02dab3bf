"""Articles: written by a facilitator, looked at by another, read by everybody, and nothing of a case in them."""

import pytest
from sqlmodel import Session

from models import (
    Article,
    ArticleAction,
    ArticleState,
    Conflict,
    Decision,
    Forbidden,
    Kind,
    NotFound,
    ReasonCode,
    ReviewState,
    Table,
)
from services import articles, moderation, reviews
from services.search.searching import everything
from tests.cast import Cast

TITLE, BODY = "Saako talkootyön laskea omarahoitukseksi?", "Lyhyt vastaus: ei, kun kustannusmalli on 40 %."


def written(cast: Cast, *, submit: bool = True) -> Article:
    return articles.create(cast.session, cast.fanni, TITLE, BODY, submit=submit)


def published(cast: Cast) -> Article:
    article = written(cast)
    decide(cast, article, Decision.PUBLISH)
    return article


def decide(cast: Cast, article: Article, decision: Decision) -> None:
    item = reviews.item_of(cast.session, Kind.ARTICLE, article.id)
    assert item is not None
    reason = ReasonCode.FINE if decision == Decision.PUBLISH else ReasonCode.UNCLEAR
    moderation.decide(cast.session, cast.frans, item.id, decision, reason, "Hyvä.", version=item.version)


def seers(cast: Cast, article: Article) -> set[str]:
    found = set()
    for who in ("visitor", "aino", "fanni", "frans", "arvo"):
        try:
            articles.view(cast.session, getattr(cast, who), article.id)
        except NotFound:
            continue
        found.add(who)
    return found


def test_a_draft_is_its_writers_and_what_is_handed_in_the_desks(session: Session, cast: Cast) -> None:
    article = written(cast, submit=False)
    draft = seers(cast, article)
    articles.move(session, cast.fanni, article.id, ArticleAction.SUBMIT)
    waiting = seers(cast, article)
    decide(cast, article, Decision.PUBLISH)

    assert (draft, waiting) == ({"fanni"}, {"fanni", "frans"})
    assert seers(cast, article) == {"visitor", "aino", "fanni", "frans", "arvo"}
    assert [card.title for card in articles.of(session, cast.visitor).rows] == [TITLE]


def test_facilitators_write_and_nobody_judges_the_own_words(session: Session, cast: Cast) -> None:
    for who in ("visitor", "aino", "arvo"):
        with pytest.raises(Forbidden):
            articles.create(session, getattr(cast, who), TITLE, BODY)
        with pytest.raises(NotFound):
            articles.of(session, getattr(cast, who), waiting=True)
    article = written(cast)

    with pytest.raises(Forbidden):
        articles.move(session, cast.fanni, article.id, ArticleAction.PUBLISH)
    item = reviews.item_of(session, Kind.ARTICLE, article.id)
    assert item is not None
    with pytest.raises(Forbidden):
        moderation.decide(
            session, cast.fanni, item.id, Decision.PUBLISH, ReasonCode.FINE, "", version=item.version
        )


def test_an_edit_of_what_is_public_stays_in_sight_and_is_looked_at_by_the_other(
    session: Session, cast: Cast
) -> None:
    article = published(cast)
    seen = article.version

    articles.edit(session, cast.frans, article.id, TITLE, "Uusi vastaus.", version=seen)

    item = reviews.item_of(session, Kind.ARTICLE, article.id)
    assert item is not None
    assert (article.state, item.state, item.author_id) == (
        ArticleState.PUBLISHED,
        ReviewState.WAITING,
        cast.frans.id,
    )
    with pytest.raises(Conflict):
        articles.edit(session, cast.fanni, article.id, TITLE, "Vanhan päälle.", version=seen)


def test_readers_find_it_once_it_is_public_and_report_what_is_old(session: Session, cast: Cast) -> None:
    article = written(cast)
    before = everything(session, cast.visitor, "talkootyö").groups
    decide(cast, article, Decision.PUBLISH)
    (found,) = everything(session, cast.visitor, "talkootöistä").groups
    articles.flag(session, cast.aino, article.id, "Ehdot ovat muuttuneet.")

    assert not before
    assert (found.kind, [hit.id for hit in found.hits]) == (Kind.ARTICLE, [article.id])
    item = reviews.item_of(session, Kind.ARTICLE, article.id)
    assert item is not None
    assert item.state == ReviewState.WAITING
    with pytest.raises(Forbidden):
        articles.flag(session, cast.visitor, article.id, "?")


def test_an_article_and_a_case_have_no_thread_between_them() -> None:
    tables = Table.metadata.tables
    article = tables["article"]

    assert not [key for key in article.foreign_keys if key.column.table.name.startswith("advice")]
    advice = [table for name, table in tables.items() if name.startswith("advice")]
    assert len(advice) == 6
    assert not [key for table in advice for key in table.foreign_keys if key.column.table is article]


def test_what_was_sent_back_is_mended_out_of_sight(session: Session, cast: Cast) -> None:
    article = written(cast)
    decide(cast, article, Decision.RETURN)
    articles.edit(session, cast.fanni, article.id, "Uusi otsikko", "Uudet sanat.", version=article.version)

    def read(who: str) -> tuple[str, str]:
        view = articles.view(session, getattr(cast, who), article.id)
        return view.title, view.body

    assert (read("fanni"), read("frans")) == (("Uusi otsikko", "Uudet sanat."), (TITLE, BODY))
    cards = articles.of(session, cast.frans, waiting=True).rows
    assert [(card.title, card.summary) for card in cards] == [(TITLE, BODY)]
    item = reviews.item_of(session, Kind.ARTICLE, article.id)
    assert item is not None
    assert [line.value for line in moderation.review_of(session, cast.frans, item.id).lines] == [BODY]
    session.flush()
    for who, count in ((cast.fanni, 1), (cast.frans, 0)):
        assert len(everything(session, who, "Uudet sanat").found.get(Kind.ARTICLE, [])) == count
    # Handed in again, they are read as they are.
    articles.move(session, cast.fanni, article.id, ArticleAction.SUBMIT)
    assert read("frans") == ("Uusi otsikko", "Uudet sanat.")
