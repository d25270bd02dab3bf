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


def found(session: Session, question: Question, most: int = 10) -> list[int]:
    return index_of(session).found(session, [Kind.IDEA], question, most=most).get(Kind.IDEA, [])


def test_an_index_answers_for_several_kinds_at_once(filled: Session) -> None:
    kinds = (Kind.IDEA, Kind.GROUP, Kind.EVENT)

    best = index_of(filled).found(filled, kinds, Question((one("kahvila"),)), most=10)

    assert best == {Kind.IDEA: [1], Kind.GROUP: [2]}


@pytest.mark.parametrize(
    ("question", "answers"),
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
def test_an_index_answers(filled: Session, question: Question, answers: set[int]) -> None:
    best = found(filled, question)
    ids = filled.scalars(select(index_of(filled).ids(Kind.IDEA, question).subquery())).all()

    assert (set(best), set(ids)) == (answers, answers)


def test_a_word_of_the_title_counts_more(filled: Session) -> None:
    question = Question((one("nuori"),))

    assert found(filled, question) == [1, 2]


def test_only_so_many_are_given(filled: Session) -> None:
    assert len(found(filled, Question((one("nuori"),)), most=1)) == 1


def test_what_is_put_again_replaces_what_was_there(filled: Session) -> None:
    index_of(filled).put(filled, Kind.IDEA, {1: Entry(title=("talkoot",))})

    assert [found(filled, Question((one(term),))) for term in ("kahvila", "talkoot")] == [[], [1]]


def test_what_is_dropped_is_not_found(filled: Session) -> None:
    index_of(filled).drop(filled, Kind.IDEA, [1, 99])

    assert found(filled, Question((one("nuori"),))) == [2]
