"""An advice case with everything in it: Aino of Satusuo asked, Eero is let in, Fanni advises.

Fiia is a facilitator who has nothing to do with it; Frans is one too, and an editor of Satusuo.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from models import AdviceCase, AdviceChannel, AdviceFile, AdviceSlot, ServiceRole, now
from services import advice
from services.advice import AdviceWords, Notes
from tests.cast import Cast, make_person

# Words of which none may stand open anywhere.
TOPIC, BODY, SAID = "Rahastonhoitajan ero", "Kassasta puuttuu 400 euroa.", "Soittakaa tilintarkastajalle."
MINUTES, OUTCOME, WHERE = "Puhuttiin kassakirjasta.", "Ylimääräinen kokous kutsutaan.", "Huone kolme"
FILE_NAME, CONTENT = "kassakirja.csv", "päivä;summa\n1.3.;-400 euroa kateissa\n".encode()
PLAIN = ("Rahastonhoitajan", "Kassasta", "Soittakaa", "kassakirja", "kateissa", "kutsutaan", "Huone kolme")


@dataclass
class World:
    case: AdviceCase
    booked: AdviceSlot
    free: AdviceSlot
    file: AdviceFile


def typed(**changes: Any) -> AdviceWords:
    return AdviceWords(
        **{"topic": TOPIC, "channel": AdviceChannel.PHONE, "municipality": "176", "body": BODY} | changes
    )


def ask(cast: Cast, who: str = "aino", **changes: Any) -> AdviceCase:
    return advice.ask(cast.session, getattr(cast, who), typed(**changes))


def slots(cast: Cast, who: str = "fanni", *, count: int = 1, days: int = 3) -> list[AdviceSlot]:
    at = now() + timedelta(days=days)
    return advice.offer(cast.session, getattr(cast, who), at, at + timedelta(hours=count), minutes=60)


def outsiders(cast: Cast) -> Cast:
    cast.people["fiia"] = make_person(cast.session, "Fiia", ServiceRole.FACILITATOR)
    return cast


def a_case(cast: Cast) -> World:
    outsiders(cast)
    session = cast.session
    case = ask(cast)
    booked, free = slots(cast, count=2)
    advice.book(session, cast.aino, case.id, booked.id)
    advice.invite(session, cast.aino, case.id, cast.eero.id)
    advice.say(session, cast.fanni, case.id, SAID)
    file = advice.add_file(session, cast.aino, case.id, FILE_NAME, CONTENT)
    notes = Notes(where=WHERE, minutes=MINUTES)
    advice.note(session, cast.fanni, case.id, notes, number=case.notes_number)
    session.flush()
    return World(case, booked, free, file)
