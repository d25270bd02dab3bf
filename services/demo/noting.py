"""What the facilitators have noted of associations for each other."""

from services import associations
from services.demo.stage import Stage

_NOTES = (
    (
        "kaisa",
        "A01",
        12,
        "Aune vastaa parhaiten puhelimeen aamupäivisin. Kyläkokous on kuun viimeinen torstai.",
    ),
    ("mikko", "A01", 4, "Kävin kylätalolla: keittiö on iso, mutta hellan vaihto odottaa rahoitusta."),
    (
        "kaisa",
        "A06",
        30,
        "Palkkahallinto kunnossa, voisi olla päätoteuttaja. Hallitus kokoontuu kerran kuussa.",
    ),
)


def note(stage: Stage) -> None:
    for who, key, days, words in _NOTES:
        with stage.days_ago(days):
            associations.add_note(stage.session, stage.actor(who), stage.associations[key], words)
