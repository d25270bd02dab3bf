"""What is confidential lies sealed: no plain word in the database nor in the store, and keys that can be changed."""

import base64
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select, update

from models import AdviceCase, AdviceFile, AdviceMessage, KeyMissing, NotFound, Table
from server import keys
from services import advice, database, files, sealing
from services.advice import rotating
from services.database import open_engine
from services.files import stored
from services.settings import settings
from tests.cast import Cast, cast_in
from tests.services.advice_world import CONTENT, FILE_NAME, PLAIN, SAID, TOPIC, a_case, ask


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A house on a disk of its own, with its keys in a file."""
    monkeypatch.setenv("KANTO_FILES_URL", str(tmp_path / "files"))
    monkeypatch.setenv("KANTO_ADVICE_KEYS", "")
    monkeypatch.setenv("KANTO_ADVICE_KEY_FILE", str(tmp_path / "data" / "advice.keys"))
    settings.cache_clear()
    engine = open_engine(f"sqlite:///{tmp_path / 'kanto.db'}")
    Table.metadata.create_all(engine)
    monkeypatch.setattr(database, "engine", lambda: engine)
    keys.prepare(settings())
    yield engine
    engine.dispose()
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def cast(session: Session) -> Cast:
    found = cast_in(session)
    session.commit()
    return found


@pytest.fixture
def key_file() -> Path:
    return Path(settings().advice_key_file)


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_no_plain_word_lies_on_the_disk(cast: Cast, session: Session, tmp_path: Path) -> None:
    world = a_case(cast)
    session.commit()

    raw = on_disk(tmp_path)

    assert cast.satusuo.name.encode() in raw
    assert stored.read(world.file.sha256)[:4] != CONTENT[:4]
    for word in (*PLAIN, FILE_NAME, TOPIC, SAID):
        for seen in (word, base64.b64encode(word.encode()).decode().rstrip("=")[:-2]):
            assert seen.encode() not in raw, word
            assert seen.encode("utf-16-le") not in raw, word
    assert advice.read(session, cast.aino, world.case.id).words.topic == TOPIC


def test_the_key_is_its_owners_and_never_in_the_database(
    cast: Cast, session: Session, key_file: Path, tmp_path: Path
) -> None:
    a_case(cast)
    session.commit()

    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    written = key_file.read_text().strip()
    assert written.encode() not in (tmp_path / "kanto.db").read_bytes()
    assert base64.urlsafe_b64decode(written) not in (tmp_path / "kanto.db").read_bytes()


def test_keys_change_while_what_is_sealed_stays_readable(
    cast: Cast, session: Session, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotating, "AT_ONCE", 2)
    world = a_case(cast)
    for number in range(5):
        advice.say(session, cast.fanni, world.case.id, f"Viesti {number}")
    session.commit()
    old_file, version = world.file.sha256, world.case.version

    assert keys.main(["rotate"]) == 0

    old_key = key_file.read_text().splitlines()[1]
    key_file.write_text(key_file.read_text().splitlines()[0])
    session.expire_all()
    seen = advice.read(session, cast.aino, world.case.id)
    assert (seen.words.topic, seen.messages[0].body, len(seen.messages)) == (TOPIC, SAID, 6)
    assert advice.open_file(session, cast.aino, world.file.id).content == CONTENT
    assert world.case.version == version
    with pytest.raises(FileNotFoundError):
        stored.read(old_file)
    assert old_key not in key_file.read_text()


def test_a_stopped_change_of_keys_goes_on_where_it_stopped(
    cast: Cast, session: Session, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotating, "AT_ONCE", 2)
    world = a_case(cast)
    for number in range(5):
        advice.say(session, cast.fanni, world.case.id, f"Viesti {number}")
    session.commit()
    sealing.add_key(key_file)
    with database.changing() as some:
        rotating.rotate_some(some)
    between = rotating.left(session)
    session.rollback()

    assert between > 0
    assert advice.read(session, cast.aino, world.case.id).messages[0].body == SAID
    session.commit()
    assert keys.main(["rotate"]) == 0
    assert rotating.left(session) == 0
    assert len(key_file.read_text().split()) == 2


def test_without_its_key_a_case_is_closed_calmly_and_nothing_is_kept_in_the_open(
    cast: Cast, session: Session, key_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = a_case(cast)
    session.commit()
    away = key_file.rename(tmp_path / "elsewhere")

    for act in (
        lambda: advice.read(session, cast.aino, world.case.id),
        lambda: advice.open_file(session, cast.aino, world.file.id),
        lambda: advice.say(session, cast.aino, world.case.id, "Selväkielinen"),
        lambda: ask(cast, "sami", topic="Selväkielinen"),
    ):
        with pytest.raises(KeyMissing):
            act()
        session.rollback()
    with pytest.raises(NotFound):
        advice.read(session, cast.arvo, world.case.id)
    session.rollback()
    # Lists go on without the topic, and no second key is made beside what needs the first.
    assert [card.topic for card in advice.of(session, cast.aino).rows] == [""]
    session.rollback()
    keys.prepare(settings())
    assert not key_file.exists()
    assert "missing" in capsys.readouterr().err
    assert "Selväkielinen".encode() not in on_disk(tmp_path)
    away.rename(key_file)
    assert advice.read(session, cast.aino, world.case.id).words.topic == TOPIC


def test_words_of_one_case_do_not_open_as_anothers(cast: Cast, session: Session) -> None:
    world = a_case(cast)
    other = ask(cast, "sami", topic="Muu asia")
    session.commit()
    session.execute(update(AdviceCase).where(col(AdviceCase.id) == other.id).values(sealed=world.case.sealed))
    session.execute(update(AdviceMessage).values(case_id=other.id))
    session.commit()
    session.expire_all()

    with pytest.raises(KeyMissing) as refused:
        advice.read(session, cast.sami, other.id)
    assert refused.value.key == "advice_damaged"


def test_the_clock_leaves_sealed_files_that_a_case_has(cast: Cast, session: Session, tmp_path: Path) -> None:
    world = a_case(cast)
    session.commit()
    for path in (tmp_path / "files").rglob("*"):
        os.utime(path, (0, 0))

    assert files.drop_unnamed(session) == 0
    assert session.exec(select(AdviceFile.sha256)).one() == world.file.sha256
    assert stored.read(world.file.sha256)


@pytest.mark.parametrize("text", ["short", "a" * 43 + "!", "ä"])
def test_what_is_no_key_stops_the_start_and_not_the_server(
    text: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KANTO_ADVICE_KEYS", text)
    settings.cache_clear()

    with pytest.raises(SystemExit):
        keys.prepare(settings())
    assert not sealing.ready()
    assert keys.main(["status"]) == 1


def test_status_says_which_keys_are_needed(
    cast: Cast, session: Session, key_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_case(cast)
    session.commit()
    key_file.write_text(sealing.new_key())

    assert keys.main(["status"]) == 0

    here, missing = capsys.readouterr().out.splitlines()[-2:]
    assert here.endswith("seals    0 rows")
    assert missing.endswith("MISSING  3 rows")
