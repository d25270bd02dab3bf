"""Everything from an empty folder to a served page: check the environment, migrate, load the demo, serve."""

import logging
import sys

import uvicorn
from streamlit.logger import set_log_level

from server import keys, schema
from services import calls, database
from services.settings import Settings, SettingsError, settings

# Of the demo's people alone, who exist in development alone: `settings` refuses the demo elsewhere.
DEMO_PASSWORD = "kolme lausetta ja kahvit"


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    # Every statement about a migration that was there already is one too many.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # Its libraries are loaded before it runs, of which it warns.
    set_log_level("ERROR")
    try:
        config = settings()
    except SettingsError as error:
        sys.exit(f"kanto: {error}")
    schema.upgrade(database.engine())
    keys.prepare(config)
    _warn(config)
    if config.demo:
        _load_demo()
    _load_calls(config)
    _serve(config)


def _warn(config: Settings) -> None:
    if not config.development and not config.smtp_url:
        print(f"KANTO_SMTP_URL is not set: mail stays in {config.mail_folder}", file=sys.stderr)


def _load_calls(config: Settings) -> None:
    """The funder's calls that ship, new ones and changed ones; the made-up one is for practice with the demo."""
    with database.changing() as session:
        calls.load(session, fictitious=config.demo)


def _load_demo() -> None:
    # Nobody's service carries it along: it is for laptops.
    from services import demo
    from services.demo import people

    with database.changing() as session:
        new = demo.load(session, DEMO_PASSWORD)
    print(
        f"\n  The demo's people {'are in' if new else 'were in already'}; the password of each: {DEMO_PASSWORD}"
    )
    for row in people.rows():
        print(f"    {row['email']:<24} {row['name']:<18} {row['who']}")


def _serve(config: Settings) -> None:
    print(f"\n  Kanto: {config.base_url}\n", flush=True)
    uvicorn.run(
        "server.app:app",
        host=config.host,
        port=config.port,
        log_level="warning",
        access_log=False,
        # Behind a proxy the visitor's address and scheme come in headers; only a proxy we know is believed.
        forwarded_allow_ips=config.proxy,
        # A watcher's socket closes when the server does; it does not hold up the end.
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
