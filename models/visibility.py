from enum import StrEnum

from models.lifecycle import Lifecycle


class Visibility(StrEnum):
    """Whether a facilitator has taken it out of sight; what the thing has come to is its stage."""

    VISIBLE = "visible"
    HIDDEN = "hidden"


class VisibilityAction(StrEnum):
    HIDE = "hide"
    RESTORE = "restore"


VISIBILITY_LIFECYCLE = Lifecycle(
    {
        (Visibility.VISIBLE, VisibilityAction.HIDE): Visibility.HIDDEN,
        (Visibility.HIDDEN, VisibilityAction.RESTORE): Visibility.VISIBLE,
    }
)
