"""How fast the search is on generated Finnish texts: `python -m benchmarks.search [TEXTS ...] [--database URL]`.

Texts are drawn by Zipf's law from the words of the demo data, the vocabularies and made-up compounds, in inflected
forms; they are denser than real ones, since fewer words share the postings. Prints one JSON object for each size.
Set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1.
"""

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import Session

from models import Association, AssociationState, Idea, IdeaState, Kind, Person, Table, now
from services import database
from services.actors import VISITOR
from services.search import analysis, searching, touched, upkeep, vectors
from services.search.asking import question, sought
from services.search.engines import index_of
from services.search.shelves import shelf

STEMS = """kylä talo nuori vanhus perhe lapsi ruoka apu puutarha kerho retki metsä järvi koulu työ tuki ryhmä ilta
kurssi opas kahvila teatteri musiikki laulu tanssi kuoro peli urheilu hiihto uinti kalastus marja sieni leipä kangas puu
savi maalaus kuva kirja lehti radio verkko tieto kone auto polku silta ranta saari laituri vene sauna keittiö sali piha
aitta navetta hevonen koira kissa lintu mehiläinen hunaja maito juusto kala liha keitto leipomo myymälä tori juhla joulu
kesä talvi syksy kevät viikko päivä aamu yö aika raha tuotto avustus hakemus hanke suunnitelma kokous seura yhdistys
jäsen talkoo ystävä naapuri sukulainen opettaja hoitaja lääkäri sairaala terveys mieli rauha turva palo vesi sähkö lämpö
valo ääni kieli kulttuuri perinne historia museo kirkko kappeli hauta muisto kartta matka bussi juna asema satama raja
maa suomi karjala ruotsi venäjä eurooppa maailma ilmasto luonto ympäristö jäte kierrätys"""
ENDINGS = ("", "n", "ssa", "sta", "lla", "lle", "lta", "t", "kin")
_FRONT = str.maketrans("a", "ä")
WORDS_A_TEXT = 40
SEEDED = random.Random(7)
_BATCH = 500
_ASKED = 400


def lexicon() -> list[str]:
    """Words in several forms, and their compounds; those whose stem changes stand in their first form alone."""
    stems = STEMS.split()
    pairs = [one + other for one in stems for other in stems if one != other]
    random.Random(7).shuffle(pairs)
    return [form for base in (*stems, *pairs[:4_000]) for form in _forms(base)]


def _forms(base: str) -> list[str]:
    if not re.search("[^kpti][aoäö]$", base):
        return [base]
    back = base[-1] in "ao"
    return [base + (ending if back else ending.translate(_FRONT)) for ending in ENDINGS]


def texts(words: list[str], many: int) -> Iterator[str]:
    ranked = random.Random(8).sample(words, len(words))
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    for _ in range(many):
        yield " ".join(SEEDED.choices(ranked, cum_weights=weights, k=WORDS_A_TEXT))


def filled(engine: Engine, many: int) -> None:
    Table.metadata.create_all(engine)
    words = lexicon()
    with Session(engine.execution_options(writes=True)) as session:
        person = Person(name="A", email="a@example.org", password_hash="")
        home = Association(name="Seura", sort_key="seura", state=AssociationState.VERIFIED)
        session.add_all([person, home])
        session.commit()
        same = {"association_id": home.id, "author_id": person.id, "state": IdeaState.PUBLISHED, "version": 1}
        for start in range(0, many, 10_000):
            rows = [
                {
                    **BLANK,
                    **same,
                    "title": text[:60].rsplit(" ", 1)[0],
                    "summary": text,
                    "published_at": now(),
                }
                for text in texts(words, min(10_000, many - start))
            ]
            session.execute(insert(Idea), rows)
        session.commit()
        while upkeep.write_next(session, most=_BATCH):
            session.commit()


BLANK = {
    "need": "",
    "municipality": "176",
    "offers": "",
    "seeks_nobody": False,
    "created_at": now(),
    "saved_at": now(),
}


def queries(many: int) -> list[str]:
    """Of one to three words, the common ones as often as in the texts."""
    drawn = [text.split() for text in texts(lexicon(), many)]
    return [" ".join(words[: 1 + place % 3]) for place, words in enumerate(drawn)]


def timed(act: Callable[[str], object], asked: list[str]) -> dict[str, float]:
    """On the wall, and of this thread's own work: the machine may be doing something else as well."""
    taken = []
    for words in asked:
        began, worked = time.perf_counter(), time.thread_time()
        act(words)
        taken.append((time.perf_counter() - began, time.thread_time() - worked))
    wall, cpu = (sorted(1000 * one for one in column) for column in zip(*taken, strict=True))
    return _shares(wall, "") | _shares(cpu, "cpu_")


def _shares(taken: list[float], name: str) -> dict[str, float]:
    return {
        f"{name}p50_ms": round(taken[len(taken) // 2], 2),
        f"{name}p95_ms": round(taken[int(len(taken) * 0.95)], 2),
    }


def measured(engine: Engine, many: int) -> dict[str, Any]:
    filled(engine, many)
    asked = queries(2 * _ASKED)
    with Session(engine) as session:
        index = index_of(session)
        acts: dict[str, Callable[[str], object]] = {
            "index_and": lambda words: index.found(session, [Kind.IDEA], question(sought(words)), most=20),
            "everything": lambda words: searching.everything(session, VISITOR, words),
            "alike": lambda words: searching.alike(session, VISITOR, words, {Kind.IDEA: ()}),
            "beginning": lambda words: searching.beginning(session, VISITOR, words[:6]),
        }
        # The first half is not counted: a process has met most words after its first hundreds of texts.
        for act in acts.values():
            timed(act, asked[:_ASKED])
        found = {name: timed(act, asked[_ASKED:]) for name, act in acts.items()}
    return {
        "texts": many,
        "database": engine.dialect.name,
        **found,
        "write": writing(engine),
        "analyser_and_vectors_mb": loading(engine),
    }


def writing(engine: Engine) -> dict[str, float]:
    """The index's share of a transaction that changes one text, up to the commit."""

    def write(text: str) -> None:
        session.get_one(Idea, 1 + SEEDED.randrange(1_000)).summary = text
        session.flush()
        taken.append(timed(lambda _: touched.bring_up_to_date(session), [""]))
        session.commit()

    taken: list[dict[str, float]] = []
    with Session(engine.execution_options(writes=True)) as session:
        for text in texts(lexicon(), _ASKED):
            write(text)
    counted = taken[_ASKED // 2 :]
    wall, cpu = (sorted(each[name] for each in counted) for name in ("p50_ms", "cpu_p50_ms"))
    return _shares(wall, "") | _shares(cpu, "cpu_")


def loading(engine: Engine) -> float:
    """By how many megabytes a new process grows when it loads the analyser and the vectors of the texts."""
    address = engine.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return round(pool.submit(_loaded, address).result(), 1)


def _loaded(address: str) -> float:
    before = resident()
    analysis.warm_up()
    with Session(database.open_engine(address)) as session:
        shelf(session, Kind.IDEA).nearest(vectors.vector_of("kylä"), 10)
    return resident() - before


def resident() -> float:
    """Megabytes of this process in memory."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return float(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=int, nargs="*", default=[20_000, 200_000])
    parser.add_argument(
        "--database", default="", help="an empty PostgreSQL database; SQLite in a folder of its own else"
    )
    given = parser.parse_args()
    for many in given.texts:
        with tempfile.TemporaryDirectory() as folder:
            engine = database.open_engine(given.database or f"sqlite:///{folder}/search.db")
            print(json.dumps(measured(engine, many)))
            if given.database:
                Table.metadata.drop_all(engine)
            engine.dispose()


if __name__ == "__main__":
    main()
