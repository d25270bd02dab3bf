"""The keys of confidential texts: `python -m server.keys status`, `rotate`.

`rotate` puts a new key before the others and seals everything anew with it, some rows at a time while the service
runs; when it was stopped, the next run goes on where it stopped. Older keys stay: backups need them.
"""

import sys
from pathlib import Path

from sqlmodel import Session, select

from models import AdviceCase, KeyMissing
from services import database, sealing
from services.advice import rotating
from services.files import stored
from services.settings import Settings, SettingsError, settings

USAGE = "usage: python -m server.keys status | rotate"


def main(arguments: list[str]) -> int:
    acts = {"status": status, "rotate": rotate}
    if len(arguments) != 1 or arguments[0] not in acts:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        acts[arguments[0]](settings())
    except (SettingsError, KeyMissing) as error:
        print(f"kanto: {_said(error)}", file=sys.stderr)
        return 1
    return 0


def prepare(config: Settings) -> None:
    """A first key where there is none yet; never a second one beside words that need the first."""
    try:
        found = sealing.read_ring(config)
    except SettingsError as error:
        sys.exit(f"kanto: {error}")
    if found.keys:
        return
    with database.reading() as session:
        if _sealed_already(session):
            print(
                f"kanto: the keys of the advice cases are missing ({_source(config)}): they stay closed until the keys "
                "are back",
                file=sys.stderr,
            )
            return
    sealing.make_key_file(Path(config.advice_key_file))
    print(
        f"  A key for confidential texts is in {config.advice_key_file}: keep a copy apart from the database."
    )


def status(_config: Settings) -> None:
    ring = sealing.ring()
    with database.reading() as session:
        needed = rotating.in_use(session)
    for key_id in {**dict.fromkeys(ring.keys), **dict.fromkeys(needed)}:
        here = "seals" if key_id == ring.newest else "opens" if key_id in ring.keys else "MISSING"
        print(f"{key_id}  {here:<8} {needed.get(key_id, 0)} rows")


def rotate(config: Settings) -> None:
    with database.reading() as session:
        unfinished = rotating.left(session)
    if unfinished:
        print(f"{unfinished} rows are sealed with an older key: going on with them")
    elif config.advice_keys:
        print("everything is sealed with the first key of KANTO_ADVICE_KEYS: put a new one before it")
        print(f"a new key: {sealing.new_key()}")
        return
    else:
        sealing.add_key(Path(config.advice_key_file))
    done = 0
    while some := _some():
        done += some
        print(f"{done} rows", flush=True)
    print(f"everything is sealed with {sealing.ring().newest}")


def _some() -> int:
    with database.changing() as session:
        count, dropped = rotating.rotate_some(session)
    for name in dropped:
        stored.drop(name)
    return count


def _sealed_already(session: Session) -> bool:
    return session.exec(select(AdviceCase.id).limit(1)).first() is not None


def _source(config: Settings) -> str:
    return "KANTO_ADVICE_KEYS" if config.advice_keys else config.advice_key_file


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, SettingsError) else "a key that is needed is missing; see status"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
