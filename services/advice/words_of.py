"""What of a case is words: sealed together, and bound to the case that they are of."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from models import AdviceCase, AdviceFile, AdviceMessage
from services import sealing


@dataclass(frozen=True)
class CaseWords:
    topic: str
    body: str = ""
    # When it would suit, as the requester says it.
    wishes: str = ""
    # How to be reached: a number, an address.
    contact: str = ""
    # Where to meet or join, as the adviser says it.
    where: str = ""
    minutes: str = ""
    outcome: str = ""


def case_place(case: AdviceCase) -> str:
    return f"case:{case.token}"


def message_place(token: str) -> str:
    return f"message:{token}"


def file_place(token: str) -> str:
    return f"file:{token}"


def content_place(token: str) -> str:
    return f"content:{token}"


def of_case(case: AdviceCase) -> CaseWords:
    return CaseWords(**sealing.unseal(case.sealed, case.key_id, place=case_place(case)))


def put(case: AdviceCase, words: CaseWords) -> None:
    case.sealed, case.key_id = sealing.seal(asdict(words), place=case_place(case))


def change(case: AdviceCase, **words: str) -> None:
    put(case, replace(of_case(case), **words))


def of_message(message: AdviceMessage, token: str) -> str:
    return str(sealing.unseal(message.sealed, message.key_id, place=message_place(token))["body"])


def of_file(file: AdviceFile, token: str) -> dict[str, Any]:
    """Its name and media type."""
    return sealing.unseal(file.sealed, file.key_id, place=file_place(token))
