"""What stands around every screen: the association switch, the bell, words of the last act."""

from services.actors import Actor
from ui import door


def around(actor: Actor) -> None:
    door.show_flash()
