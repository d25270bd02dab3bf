from enum import StrEnum


class Kind(StrEnum):
    """The nouns that the journal, the notices, the comments and the review queue point at."""

    PERSON = "person"
    ASSOCIATION = "association"
    GROUP = "group"
    THREAD = "thread"
    IDEA = "idea"
    COMMENT = "comment"
    ATTACHMENT = "attachment"
    PARTNER_REQUEST = "partner_request"
    PLAN = "plan"
    PLAN_PART = "plan_part"
    TASK = "task"
    MILESTONE = "milestone"
    CALL = "call"
    EVENT = "event"
    EVENT_SEAT = "event_seat"
    PARTNER_SET = "partner_set"
    JOINING = "joining"
    SAVED_SEARCH = "saved_search"
    RESULTS = "results"
    DECISION = "decision"
    MEETING = "meeting"
    ADVICE = "advice"
    ARTICLE = "article"
    INTRODUCTION = "introduction"
    BULLETIN = "bulletin"
    REGISTER = "register"
    FEEDBACK = "feedback"
    STORY = "story"


class TagKind(StrEnum):
    """What associations and ideas are described with: terms of the vocabularies of `data/`, and own words."""

    COMPETENCE = "competence"
    TARGET_GROUP = "target_group"
    LANGUAGE = "language"
    PRIORITY = "priority"
    # Own words, at most 40 letters each: what an association cares for, and what an idea is about.
    INTEREST = "interest"
    TOPIC = "topic"
