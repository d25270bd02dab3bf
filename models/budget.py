from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Column, Integer, Numeric
from sqlmodel import Field

from models.base import Table, now, stored


class PayUnit(StrEnum):
    """What a gross wage is for; with the unit cost it is for a year, and hours are counted."""

    MONTH = "month"
    HOUR = "hour"
    YEAR = "year"


class BudgetLineKind(StrEnum):
    """Direct costs besides wages, income, and the sources of self-financing, in the order of the funder's sheet."""

    PURCHASE = "purchase"
    TRAVEL = "travel"
    RENT = "rent"
    OTHER = "other"
    INCOME = "income"
    MUNICIPAL = "municipal"
    OTHER_PUBLIC = "other_public"
    # Own money counts as private.
    PRIVATE = "private"


OTHER_COSTS = (BudgetLineKind.PURCHASE, BudgetLineKind.TRAVEL, BudgetLineKind.RENT, BudgetLineKind.OTHER)
SELF_FINANCING = (BudgetLineKind.MUNICIPAL, BudgetLineKind.OTHER_PUBLIC, BudgetLineKind.PRIVATE)


class BudgetTerms(Table, table=True):
    """The rates that the lead has read in the funder's notice, for what the call's record does not say."""

    __tablename__ = "budget_terms"

    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    # Shares of one.
    side_cost_rate: Decimal | None = Field(default=None, sa_type=Numeric(5, 4))
    support_rate: Decimal | None = Field(default=None, sa_type=Numeric(5, 4))
    lump_sum: Decimal | None = Field(default=None, sa_type=Numeric(14, 2))
    edited_by: int = Field(foreign_key="person.id")
    edited_at: datetime = Field(default_factory=now)


_budget_version = Column("version_id", Integer, nullable=False)


class Budget(Table, table=True):
    """One implementer's money; its rows are replaced together, under one version."""

    part_id: int = Field(foreign_key="plan_part.id", primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    # Shown beside the money, never part of a sum.
    volunteer_hours: Decimal | None = Field(default=None, sa_type=Numeric(9, 2))
    # This implementer's share of the call's lump sum.
    lump_share: Decimal | None = Field(default=None, sa_type=Numeric(14, 2))
    edited_by: int = Field(foreign_key="person.id")
    edited_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_budget_version)

    __mapper_args__ = {"version_id_col": _budget_version}


class WagePost(Table, table=True):
    """A post of the wage table. What is still empty is None: the row waits for it and counts as nothing."""

    __tablename__ = "wage_post"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    part_id: int = Field(foreign_key="plan_part.id", index=True)
    position: int
    task: str = Field(default="", max_length=160)
    people: Decimal = Field(default=Decimal(1), sa_type=Numeric(6, 2))
    # Per cent of full time.
    working_time: Decimal = Field(default=Decimal(100), sa_type=Numeric(5, 2))
    pay: PayUnit = Field(default=PayUnit.MONTH, sa_type=stored(PayUnit))
    # Months when the pay is monthly, else hours, for each person.
    amount: Decimal | None = Field(default=None, sa_type=Numeric(9, 2))
    gross: Decimal | None = Field(default=None, sa_type=Numeric(12, 2))
    year: int | None = None


class BudgetLine(Table, table=True):
    __tablename__ = "budget_line"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    part_id: int = Field(foreign_key="plan_part.id", index=True)
    position: int
    kind: BudgetLineKind = Field(sa_type=stored(BudgetLineKind))
    words: str = Field(default="", max_length=160)
    euros: Decimal | None = Field(default=None, sa_type=Numeric(12, 2))
    year: int | None = None
