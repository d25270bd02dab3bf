"""How fast partners are ranked: `python -m benchmarks.ranking [--associations 110000] [--ideas 20000] [--calls 100]`.

Generated associations and ideas in a database of their own (`--database URL` for another kind than SQLite). What is
measured is the whole question of a page, from an idea's id to its list with reasons, and the other way round; the first
call of a process, which reads everything, is told apart. Milliseconds of the processor, which other programmes of the
machine hardly change, and by the clock. Set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1. Prints one JSON object.
"""

import argparse
import json
import random
import resource
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

import numpy as np
from sqlalchemy import Engine, insert
from sqlmodel import Session

from models import (
    Association,
    AssociationState,
    AssociationTag,
    Idea,
    IdeaNeed,
    IdeaState,
    IdeaTag,
    Kind,
    Person,
    SearchText,
    ServiceRole,
    Table,
    TagKind,
    now,
)
from services import partners, places, vocabulary
from services.actors import Actor, actor_of
from services.database import open_engine
from services.partners import store
from services.search import vectors

_PIECE = 5_000
# What was written within the last minute is looked at again and again: that is another question.
_AGO = timedelta(hours=1)
_WORDS = [
    word
    for book in (vocabulary.COMPETENCES, vocabulary.TARGET_GROUPS, vocabulary.TOPICS)
    for term in vocabulary.terms(book).values()
    for word in (term.names["fi"], *term.aliases)
]
_COMPETENCES = list(vocabulary.terms(vocabulary.COMPETENCES))
_GROUPS = list(vocabulary.terms(vocabulary.TARGET_GROUPS))
# Few competences are common and many are rare.
_SHARES = [1 / (place + 3) for place in range(len(_COMPETENCES))]


def main() -> None:
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(asked.database or f"sqlite:///{Path(folder) / 'ranking.db'}")
        Table.metadata.create_all(engine)
        actor = _fill(engine, asked.associations, asked.ideas)
        print(json.dumps(_measured(engine, actor, asked)))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.ranking")
    parser.add_argument("--associations", type=int, default=110_000)
    parser.add_argument("--ideas", type=int, default=20_000)
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--database", default="")
    return parser.parse_args()


def _measured(engine: Engine, actor: Actor, asked: argparse.Namespace) -> dict[str, object]:
    chance = random.Random(2)
    ideas = [chance.randint(1, asked.ideas) for _ in range(asked.calls)]
    associations = [chance.randint(1, asked.associations) for _ in range(asked.calls)]
    first = _ms(engine, lambda session: partners.suggested(session, actor, ideas[0]))
    with Session(engine) as session:
        kept = store.associations(session).bytes + store.ideas(session).bytes
    return {
        "associations": asked.associations,
        "ideas": asked.ideas,
        "first_ms": round(first),
        "partners": _spread(engine, partners.suggested, actor, ideas),
        "ideas_for": _spread(engine, partners.ideas_for, actor, associations),
        "pool": _spread(engine, partners.pool, actor, ideas),
        "columns_mb": round(kept / 1e6, 1),
        "process_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
    }


def _spread(engine: Engine, question: Callable[..., Any], actor: Actor, ids: list[int]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, clock in (("", perf_counter), ("cpu_", thread_time)):
        times = [_least_ms(engine, question, actor, each, clock) for each in ids]
        found |= {
            f"{name}p50_ms": round(statistics.median(times), 2),
            f"{name}p95_ms": round(statistics.quantiles(times, n=20)[-1], 2),
            f"{name}max_ms": round(max(times), 2),
        }
    return found


def _least_ms(
    engine: Engine, question: Callable[..., Any], actor: Actor, thing_id: int, clock: Callable[[], float]
) -> float:
    """Of three times the least: the others tell what else this machine was doing."""
    return min(_ms(engine, lambda session: question(session, actor, thing_id), clock) for _ in range(3))


def _ms(engine: Engine, ask: Callable[[Session], Any], clock: Callable[[], float] = perf_counter) -> float:
    start = clock()
    with Session(engine, expire_on_commit=False) as session:
        ask(session)
    return (clock() - start) * 1000


def _fill(engine: Engine, associations: int, ideas: int) -> Actor:
    chance = random.Random(1)
    with Session(engine, expire_on_commit=False) as session:
        person = Person(
            name="Mittaaja",
            email="m@example.org",
            password_hash="",
            role=ServiceRole.FACILITATOR,
            verified_at=now(),
        )
        session.add(person)
        session.flush()
        for numbers in _pieces(associations):
            _associations(session, chance, numbers)
        for numbers in _pieces(ideas):
            _ideas(session, chance, numbers, associations, person.id)
        session.commit()
        return actor_of(session, person)


def _pieces(many: int) -> Iterator[range]:
    return (range(start, min(start + _PIECE, many + 1)) for start in range(1, many + 1, _PIECE))


def _associations(session: Session, chance: random.Random, numbers: range) -> None:
    tags: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for number in numbers:
        rows.append(
            {
                "id": number,
                "name": f"Yhdistys {number} ry",
                "sort_key": f"yhdistys {number} ry",
                "municipality": chance.choice(list(places.municipalities())),
                "kind": "kylayhdistys",
                "registered": chance.random() < 0.9,
                "capacity": chance.randint(0, 3),
                "description": _text(chance, 12),
                "state": AssociationState.VERIFIED,
            }
        )
        offers = chance.choices(_COMPETENCES, _SHARES, k=chance.randint(2, 6))
        groups = chance.choices(_GROUPS, k=chance.randint(1, 3))
        cares = chance.choices(_WORDS, k=chance.randint(0, 4))
        held = {TagKind.COMPETENCE: offers, TagKind.TARGET_GROUP: groups, TagKind.LANGUAGE: ["fi"]}
        held[TagKind.INTEREST] = [word[:40] for word in cares]
        tags += _tagged("association_id", number, held)
    _put(session, Association, rows, AssociationTag, tags, Kind.ASSOCIATION)


def _ideas(session: Session, chance: random.Random, numbers: range, associations: int, author: int) -> None:
    tags: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    needs: list[dict[str, Any]] = []
    for number in numbers:
        rows.append(
            {
                "id": number,
                "association_id": chance.randint(1, associations),
                "author_id": author,
                "title": _text(chance, 4)[:120],
                "summary": _text(chance, 30),
                "need": _text(chance, 20),
                "municipality": chance.choice(list(places.municipalities())),
                "state": IdeaState.PUBLISHED,
                "published_at": now(),
            }
        )
        held = {
            TagKind.TARGET_GROUP: chance.choices(_GROUPS, k=chance.randint(1, 3)),
            TagKind.PRIORITY: [f"painopiste_{chance.randint(1, 6)}"],
            TagKind.TOPIC: [word[:40] for word in chance.choices(_WORDS, k=chance.randint(1, 3))],
        }
        tags += _tagged("idea_id", number, held)
        sought = chance.sample(_COMPETENCES, chance.randint(2, 6))
        needs += [
            {
                "idea_id": number,
                "competence": slug,
                "words": "",
                "essential": chance.random() < 0.6,
                "position": place,
            }
            for place, slug in enumerate(sought)
        ]
    _put(session, Idea, rows, IdeaTag, tags, Kind.IDEA)
    session.execute(insert(IdeaNeed), needs)


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def _tagged(owner: str, number: int, held: dict[TagKind, list[str]]) -> list[dict[str, Any]]:
    return [
        {owner: number, "kind": kind, "slug": slug}
        for kind, slugs in held.items()
        for slug in dict.fromkeys(slugs)
    ]


def _put(
    session: Session,
    table: Any,
    rows: list[dict[str, Any]],
    tag_table: Any,
    tags: list[dict[str, Any]],
    kind: Kind,
) -> None:
    """The rows with vectors of their own: as long as real ones, in directions of no meaning."""
    session.execute(insert(table), rows)
    session.execute(insert(tag_table), tags)
    drawn = (
        np.random.default_rng(rows[0]["id"])
        .standard_normal((len(rows), vectors.DIMENSIONS))
        .astype(np.float32)
    )
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    session.execute(
        insert(SearchText),
        [
            {
                "kind": kind,
                "thing_id": row["id"],
                "vector": vectors.packed(one),
                "made_by": "drawn",
                "changed_at": now() - _AGO,
            }
            for row, one in zip(rows, drawn, strict=True)
        ],
    )


if __name__ == "__main__":
    main()
