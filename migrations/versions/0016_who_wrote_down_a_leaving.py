"""The lead may have written down by mistake that somebody has left a plan

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op


revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('plan_part', schema=None) as batch_op:
        batch_op.add_column(sa.Column('left_by_lead', sa.Boolean(), nullable=True))
    op.execute("UPDATE plan_part SET left_by_lead = false")
    with op.batch_alter_table('plan_part', schema=None) as batch_op:
        batch_op.alter_column('left_by_lead', existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('plan_part', schema=None) as batch_op:
        batch_op.drop_column('left_by_lead')
