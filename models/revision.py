from sqlmodel import Field

from models.base import Table

# What plans show of things that are nobody's plan: the names of people.
EVERYBODYS = 0


class PlanRevision(Table, table=True):
    """As what a plan stands: a new word whenever something of it has changed, never the same one again.

    No key to the plan: what belongs to no plan stands beside the others, as `EVERYBODYS`.
    """

    __tablename__ = "plan_revision"

    plan_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    word: str = Field(max_length=32)
