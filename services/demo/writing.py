"""A letter that Kaisa has sent to many associations."""

from services import bulletins
from services.bulletins import Audience, Words
from services.demo.stage import Stage, script


def write(stage: Stage) -> None:
    for row in script("bulletins"):
        words = {locale: Words(**said) for locale, said in row["words"].items()}
        with stage.days_ago(row["days_ago"]):
            bulletins.send(stage.session, stage.actor("kaisa"), words, Audience(**row["audience"]))
        with stage.days_ago(row["days_ago"] - 0.1):
            while bulletins.send_due(stage.session):
                pass
