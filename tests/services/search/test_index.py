"""One contract for the index of both databases: which things answer. How they are ranked may differ."""

import pytest
from sqlalchemy import select
from sqlmodel import Session

from models import Kind
from services.search.engines import index_of
from services.search.index import Entry, Question, Wanted

ENTRIES = {
    1: Entry(title=("nuori", "kahvila"), body=("yhteisöpuutarha",), parts=("yhteisö", "puutarha")),
    2: Entry(title=("kerho",), body=("nuori",), roots=("kerhoilla",)),
    3: Entry(title=("1234567-8", "d'or", "stea"), body=("it's", 'a"b', "100")),
}


@pytest.fixture
def filled(session: Session) -> Session:
    index_of(session).put(session, Kind.IDEA, ENTRIES)
    # Another kind's thing of the same number never answers for an idea.
    index_of(session).put(session, Kind.GROUP, {2: Entry(title=("kahvila", "puutarha"))})
    return session


def one(*terms: str, roots: tuple[str, ...] = (), beginning: str = "") -> Wanted:
    return Wanted(frozenset(terms), frozenset(roots), beginning)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (Question((one("nuori"),)), {1, 2}),
        (Question((one("puutarha"),)), {1}),
        (Question((one("kerhoilla"),)), {2}),
        # What the asked word was made from is looked for among words, not among what they were made from.
        (Question((one("muu", roots=("kerhoilla",)),)), set()),
        (Question((one("muu", roots=("puutarha",)),)), set()),
        (Question((one("muu", roots=("nuori",)),)), {1, 2}),
        (Question((one("nuori"), one("kahvila"))), {1}),
        (Question((one("kahvila"), one("kerho")), any_word=True), {1, 2}),
        (Question((one("kahvila", "kerho"),)), {1, 2}),
        (Question((one("muu", beginning="kahv"),)), {1}),
        (Question((one("muu", beginning="puut"),)), set()),
        (Question((one("1234567-8"),)), {3}),
        (Question((one("1234567"),)), set()),
        (Question((one("d'or"),)), {3}),
        (Question((one("\\' | 'nuori"),)), set()),
        (Question((one('" OR "nuori'),)), set()),
        (Question((one("nuori'"),)), set()),
    ],
)
def test_an_index_answers(filled: Session, question: Question, found: set[int]) -> None:
    best = index_of(filled).found(filled, Kind.IDEA, question, most=10)
    ids = filled.scalars(select(index_of(filled).ids(Kind.IDEA, question).subquery())).all()

    assert ({each for each, _ in best}, set(ids)) == (found, found)


def test_a_word_of_the_title_counts_more(filled: Session) -> None:
    question = Question((one("nuori"),))

    best = index_of(filled).found(filled, Kind.IDEA, question, most=10)

    assert [each for each, _ in best] == [1, 2]
    assert best[0][1] > best[1][1]


def test_only_so_many_are_given(filled: Session) -> None:
    assert len(index_of(filled).found(filled, Kind.IDEA, Question((one("nuori"),)), most=1)) == 1


def test_what_is_put_again_replaces_what_was_there(filled: Session) -> None:
    index_of(filled).put(filled, Kind.IDEA, {1: Entry(title=("talkoot",))})

    found = [
        index_of(filled).found(filled, Kind.IDEA, Question((one(term),)), most=9)
        for term in ("kahvila", "talkoot")
    ]

    assert [[each for each, _ in hits] for hits in found] == [[], [1]]


def test_what_is_dropped_is_not_found(filled: Session) -> None:
    index_of(filled).drop(filled, Kind.IDEA, [1, 99])

    assert [
        each for each, _ in index_of(filled).found(filled, Kind.IDEA, Question((one("nuori"),)), most=9)
    ] == [2]
