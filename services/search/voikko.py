"""The two engines that run Voikko's transducer of Finnish, chosen by what this machine has.

Both answer with the same raw analyses (`structure.read` reads them): the C library of the Debian packages `libvoikko1`
and `voikko-fi` when it loads, else the transducer that the Python package `pyvoikko` carries with it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from threading import Lock

log = logging.getLogger("kanto")

NATIVE, PORTABLE = "libvoikko", "pyvoikko"


@dataclass(frozen=True)
class Engine:
    """raws: the transducer's analyses of a word in small letters, none for a word it does not know."""

    name: str
    raws: Callable[[str], list[str]]


@cache
def engine() -> Engine:
    """The one this process uses."""
    try:
        return native()
    except (ImportError, OSError, RuntimeError) as missing:
        log.info("libvoikko does not load (%s): pyvoikko analyses Finnish", missing)
        return portable()


@cache
def native() -> Engine:
    """Raises ImportError, OSError or RuntimeError where the library or its dictionary is missing."""
    import libvoikko

    try:
        speller = libvoikko.Voikko("fi")
    except libvoikko.VoikkoException as error:
        raise RuntimeError("no Finnish dictionary") from error
    # One handle is not made for two threads at a time.
    lock = Lock()

    def raws(form: str) -> list[str]:
        with lock:
            return [one["FSTOUTPUT"] for one in speller.analyze(form) if "FSTOUTPUT" in one]

    return Engine(NATIVE, raws)


@cache
def portable() -> Engine:
    # Loading the transducer takes a second and 200 MB: only where it is the one used.
    import pyvoikko

    def raws(form: str) -> list[str]:
        try:
            return list({analysis: None for analysis, _weight in pyvoikko.VOIKKO_FST.lookup(form)})
        except pyvoikko.TokenizationException:
            return []

    return Engine(PORTABLE, raws)


def by_name(name: str) -> Engine:
    return {NATIVE: native, PORTABLE: portable}[name]()
