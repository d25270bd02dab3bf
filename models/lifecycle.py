from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from models.errors import WrongState

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)


class Lifecycle(Generic[State, Action]):
    """Which steps exist: a table from (state, action) to the state after it."""

    def __init__(self, steps: Mapping[tuple[State, Action], State]) -> None:
        self.steps = dict(steps)

    def after(self, state: State, action: Action) -> State:
        """The state after this step; WrongState when the step is not open in this state."""
        try:
            return self.steps[state, action]
        except KeyError:
            raise WrongState(state=state.value, action=action.value) from None

    def actions(self, state: State) -> list[Action]:
        return [action for (start, action) in self.steps if start == state]
