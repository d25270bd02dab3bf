"""What everybody hears of: the partnerships that both sides let be seen."""

from services import associations
from services.demo.stage import Stage, home_of, script


def tell(stage: Stage) -> None:
    agreed = [row for row in script("requests") if row["outcome"] == "accepted"]
    for key in dict.fromkeys(side for row in agreed for side in (home_of(row["idea"]), row["other"])):
        with stage.days_ago(20):
            associations.show_partners(stage.session, stage.actor(key), stage.associations[key], shown=True)
