"""Refusals. A key names the sentence in `locales/` (`errors.<key>`); the parameters fill it."""

from typing import Any


class WorkspaceError(Exception):
    """Something was refused; nothing has changed."""

    key = "refused"

    def __init__(self, key: str = "", **params: Any) -> None:
        self.key = key or self.key
        self.params = params
        super().__init__(self.key)


class NotFound(WorkspaceError):
    """Not there, or not for this person to know of."""

    key = "not_found"


class Forbidden(WorkspaceError):
    """There, but not this person's to do."""

    key = "forbidden"


class Conflict(WorkspaceError):
    """Somebody was faster."""

    key = "conflict"


class WrongState(Conflict):
    """That step is no longer open."""

    key = "wrong_state"


class Invalid(WorkspaceError):
    """What was typed does not hold; `field` names where to show it."""

    key = "invalid"

    def __init__(self, key: str = "", *, field: str, **params: Any) -> None:
        super().__init__(key, **params)
        self.field = field


class KeyMissing(Conflict):
    """Confidential words cannot be read or kept now: the key that they need is not here."""

    key = "advice_key_missing"
