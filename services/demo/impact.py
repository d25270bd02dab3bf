"""What everybody hears of: the partnerships that both sides let be seen, and stories in several states."""

from typing import Any

from models import Decision, Kind, Story, StoryAction
from services import associations, stories
from services.demo.drawings import drawn
from services.demo.stage import Stage, home_of, script


def tell(stage: Stage) -> None:
    agreed = [row for row in script("requests") if row["outcome"] == "accepted"]
    for key in dict.fromkeys(side for row in agreed for side in (home_of(row["idea"]), row["other"])):
        with stage.days_ago(20):
            associations.show_partners(stage.session, stage.actor(key), stage.associations[key], shown=True)
    for row in script("stories"):
        with stage.days_ago(row["days_ago"]):
            story = _write(stage, row)
        with stage.days_ago(row["days_ago"] - 0.5):
            _decide(stage, row, story)


def _write(stage: Stage, row: dict[str, Any]) -> Story:
    writer = stage.actor(row["by"])
    subject = f"{Kind.IDEA}-{stage.ideas[row['subject']]}" if row["subject"] else ""
    story = stories.create(stage.session, writer, row["title"], row["body"], subject)
    for name, alt in row["pictures"]:
        stories.add_picture(stage.session, writer, story.id, f"{name}.png", drawn(name), alt)
    return stories.move(stage.session, writer, story.id, StoryAction.SUBMIT)


def _decide(stage: Stage, row: dict[str, Any], story: Story) -> None:
    if row["outcome"]:
        reason = "incomplete" if row["outcome"] == Decision.RETURN else ""
        stage.decide(Kind.STORY, story.id, Decision(row["outcome"]), reason, row.get("words", ""))
