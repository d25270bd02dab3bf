"""As what each plan stands, so that what was counted of it is counted once

Revision ID: 0018
Revises: 0017
"""

from uuid import uuid4

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    revisions = op.create_table('plan_revision',
    sa.Column('plan_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('word', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.PrimaryKeyConstraint('plan_id', name=op.f('pk_plan_revision'))
    )
    plans = op.get_bind().execute(sa.text("SELECT id FROM plan")).scalars().all()
    op.bulk_insert(revisions, [{"plan_id": plan_id, "word": uuid4().hex} for plan_id in (0, *plans)])


def downgrade() -> None:
    op.drop_table('plan_revision')
