from enum import StrEnum


class Kind(StrEnum):
    """The nouns that the journal, the notices, the comments and the review queue point at."""

    PERSON = "person"
    ASSOCIATION = "association"
    GROUP = "group"
    THREAD = "thread"
    IDEA = "idea"
    COMMENT = "comment"
    PARTNER_REQUEST = "partner_request"
    PLAN = "plan"
    PLAN_PART = "plan_part"
    TASK = "task"
    MILESTONE = "milestone"


class TagKind(StrEnum):
    """The vocabularies of `data/` that associations and ideas are described with."""

    COMPETENCE = "competence"
    TARGET_GROUP = "target_group"
    LANGUAGE = "language"
    PRIORITY = "priority"
